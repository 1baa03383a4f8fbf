"""One approval with the people behind it."""

from dataclasses import dataclass
from uuid import UUID

from core.access import permissions, repository
from core.access.views import AdminView, ApprovalView
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class ApprovalCard:
    """A request with who asked and who decided; nobody decided one that is pending or has expired."""

    approval: ApprovalView
    requested_by: AdminView
    decided_by: AdminView | None


@allow(admin=permissions.APPROVALS_REJECT)
async def read_approval(tx: Transaction, _actor: Actor, approval_id: UUID) -> ApprovalCard:
    """A request in any state. Raises NotFound."""
    approval = await repository.get_approval(tx, approval_id)
    requester = await repository.find_admin(tx, approval.requested_by) if approval is not None else None
    if approval is None or requester is None:
        raise NotFound(what="approval", id=str(approval_id))
    decider = await repository.find_admin(tx, approval.decided_by) if approval.decided_by is not None else None
    return ApprovalCard(approval, requester, decider)
