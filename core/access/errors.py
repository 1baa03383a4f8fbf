"""Refusals of the access."""

from core.kernel.errors import DomainError


class LastOwner(DomainError):
    """Nobody else could manage the admins afterwards (params: admin_id)."""

    code = "last_owner"


class SelfApproval(DomainError):
    """Four eyes: nobody approves what they requested themselves (params: approval_id)."""

    code = "self_approval"


class ApprovalExpired(DomainError):
    """The request is older than a day (params: approval_id)."""

    code = "approval_expired"


class ApprovalMismatch(DomainError):
    """What was approved is not what was requested: another payload or action (params: approval_id)."""

    code = "approval_mismatch"
