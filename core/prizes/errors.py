"""Refusals about prizes."""

from core.kernel.errors import DomainError


class ClaimClosed(DomainError):
    """The prize cannot be claimed (any more) (params: state)."""

    code = "claim_closed"
