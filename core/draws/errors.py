"""Refusals of the draw engine."""

from core.kernel.errors import DomainError


class DrawHalted(DomainError):
    """The stored results differ from the recomputed ones (params: draw_id)."""

    code = "draw_halted"


class BeaconMismatch(DomainError):
    """A value for another round than the close record names (params: draw_id)."""

    code = "beacon_mismatch"
