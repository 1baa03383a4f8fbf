"""Refusals of the draw engine."""

from core.kernel.errors import DomainError


class BeaconMismatch(DomainError):
    """A value for another round than the close record names, or another value than the stored one (params: draw_id)."""

    code = "beacon_mismatch"


class SoftwareDiffers(DomainError):
    """The draw software is not that of the release manifest, so that nothing may be closed by it (params: files)."""

    code = "software_differs"
