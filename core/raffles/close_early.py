"""Close a raffle before its time: one admin asks, another approves (draw protocol, section 9).

The automatic close needs nobody: the approval at the publication covers it.
"""

from typing import Any
from uuid import UUID

from core.access import permissions
from core.access.approvals import approve, request_approval
from core.access.views import ApprovalView
from core.audit.record import AuditEntry, record
from core.catalogue.rules import check_text
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import NotFound, WrongState
from core.raffles.browse_raffles import find_raffle
from core.raffles.close_sales import end_sale
from core.raffles.models import RaffleState
from core.raffles.repository import reading
from core.raffles.repository.sales import lock_raffles
from core.raffles.views import RaffleView

ACTION = "raffle.close"
MAX_REASON = 500


@allow(admin=permissions.LOTTERIES_CLOSE)
async def preview_close(tx: Transaction, _actor: Actor, number: str) -> RaffleView:
    """The raffle of a public number, whose sale could be ended now. Raises NotFound, WrongState unless it is open."""
    raffle = await find_raffle(tx, number)
    if raffle.state is not RaffleState.OPEN:
        raise WrongState(what="raffle", state=raffle.state)
    return raffle


@allow(admin=permissions.LOTTERIES_CLOSE)
async def request_close(tx: Transaction, actor: Actor, raffle_id: UUID, reason: str) -> ApprovalView:
    """Ask for the sale of an open raffle to end now; it goes on until a second admin agrees.

    Raises NotFound, WrongState, InvalidInput for an empty, long or unprintable reason.
    """
    why = check_text(reason, field="reason", max_length=MAX_REASON, multiline=True)
    raffle = await _open(tx, raffle_id)
    payload: dict[str, Any] = {"raffle_id": str(raffle.id), "number": raffle.number, "reason": why}
    return await request_approval(tx, actor.admin_id, ACTION, payload)


@allow(admin=permissions.LOTTERIES_CLOSE)
async def approve_close(tx: Transaction, actor: Actor, approval_id: UUID, payload_hash: str) -> RaffleState:
    """End the sale; what was sold is drawn by the rules of the raffle, nothing sold is cancelled. Gives the new state.

    Raises the refusals of `access.approve`, and WrongState where the sale has ended meanwhile.
    """
    payload = await approve(tx, actor.admin_id, approval_id, ACTION, payload_hash, permissions.LOTTERIES_CLOSE)
    raffle_id = UUID(payload["raffle_id"])
    await lock_raffles(tx, [raffle_id])
    reached = await end_sale(tx, await _open(tx, raffle_id))
    record(tx, AuditEntry(actor, "raffle.closed_early", "raffle", raffle_id, {"approval_id": str(approval_id)}))
    return reached


async def _open(tx: Transaction, raffle_id: UUID) -> RaffleView:
    raffle = (await reading.raffles_by_id(tx, [raffle_id])).get(raffle_id)
    if raffle is None:
        raise NotFound(what="raffle", id=str(raffle_id))
    if raffle.state is not RaffleState.OPEN:
        raise WrongState(what="raffle", state=raffle.state)
    return raffle
