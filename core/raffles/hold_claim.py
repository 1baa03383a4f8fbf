"""Hold what tickets win once their list is sealed: one person does it at once, ending it takes two.

From the close on nothing takes a ticket out of its draw. What may be wrong with its purchase holds the claim instead
(draw protocol, section 9), until two people release it or declare the winner ineligible.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.access import permissions
from core.access.approvals import approve, request_approval
from core.access.views import ApprovalView
from core.accounts.locking import lock_players
from core.audit.record import AuditEntry, record
from core.catalogue.rules import check_text
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import NotFound, WrongState
from core.prizes import holds
from core.prizes.models import AwardState
from core.prizes.views import AwardView, HoldView
from core.raffles.find_sold import find_sold, read_sold
from core.raffles.models import RaffleState
from core.raffles.repository import reading
from core.raffles.repository.sales import lock_raffles
from core.raffles.views import RaffleView, SoldTickets

ACTION = "claim.release"
MAX_REASON = 500
_SEALED = (RaffleState.CLOSING, RaffleState.CLOSED, RaffleState.DRAWN, RaffleState.SETTLED)
_GIVEN = (AwardState.CLAIMED, AwardState.PAID)


@dataclass(frozen=True, slots=True)
class ClaimCase:
    """Tickets of a sealed list, what they have won so far, and the hold that stands on them."""

    raffle: RaffleView
    sold: SoldTickets
    awards: tuple[AwardView, ...]
    hold: HoldView | None


@allow(admin=permissions.TICKETS_VOID)
async def find_claim(tx: Transaction, _actor: Actor, number: str) -> ClaimCase:
    """What the tickets of an order may claim, by the order's public number. Raises NotFound, and WrongState before
    the close, of a cancelled raffle and of voided tickets."""
    return await _claim(tx, await find_sold(tx, number))


@allow(admin=permissions.TICKETS_VOID)
async def read_claim(tx: Transaction, _actor: Actor, payload: Mapping[str, Any]) -> ClaimCase:
    """The case of a request, whatever became of it. Raises NotFound, WrongState."""
    return await _claim(tx, await read_sold(tx, UUID(payload["order_id"])))


@allow(admin=permissions.TICKETS_VOID)
async def hold_claim(tx: Transaction, actor: Actor, order_id: UUID, reason: str) -> HoldView:
    """Hold whatever the tickets of an order have won or will win, from now on.

    Raises what `find_claim` raises, InvalidInput for an empty, long or unprintable reason, WrongState where it is held
    already or all of it was given out, NotFound where the draw is over and gave these tickets nothing.
    """
    why = check_text(reason, field="reason", max_length=MAX_REASON, multiline=True)
    sold = await read_sold(tx, order_id)
    await lock_raffles(tx, [sold.raffle_id])
    return await hold_sold(tx, actor.admin_id, sold, why)


async def hold_sold(tx: Transaction, held_by: UUID, sold: SoldTickets, reason: str) -> HoldView:
    """See `hold_claim`; the raffle is locked."""
    await lock_players(tx, [sold.player_id])  # who may be paid or choose at this moment
    case = await _claim(tx, sold)
    if case.hold is not None:
        raise WrongState(what="order", state="held")
    if case.raffle.state is RaffleState.SETTLED and all(award.state in _GIVEN for award in case.awards):
        if case.awards:
            raise WrongState(what="award", state=case.awards[0].state)
        if not case.raffle.alternates:
            raise NotFound(what="award")
    hold = await holds.place(tx, _draw_of(case), sold.first, sold.last, reason=reason, held_by=held_by)
    by = Actor.admin(held_by, frozenset())
    record(tx, AuditEntry(by, "claim.held", "order", sold.order_id, {"hold_id": str(hold.id)}))
    return hold


@allow(admin=permissions.TICKETS_VOID)
async def request_release(tx: Transaction, actor: Actor, order_id: UUID, reason: str) -> ApprovalView:
    """Ask that a hold be ended; it stands until another admin approves.

    Raises what `find_claim` raises, NotFound where nothing is held, InvalidInput for an unusable reason.
    """
    why = check_text(reason, field="reason", max_length=MAX_REASON, multiline=True)
    case = await _claim(tx, await read_sold(tx, order_id))
    payload = {
        "order_id": str(order_id),
        "order": case.sold.order_number,
        "number": case.raffle.number,
        "hold_id": str(_standing(case).id),
        "reason": why,
    }
    return await request_approval(tx, actor.admin_id, ACTION, payload)


@allow(admin=permissions.DRAWS_OPERATE)
async def approve_release(tx: Transaction, actor: Actor, approval_id: UUID, payload_hash: str) -> None:
    """End a hold: money is paid by itself, and the time to choose a thing begins anew.

    Raises the refusals of `access.approve`, NotFound where that hold does not stand any more.
    """
    payload = await approve(tx, actor.admin_id, approval_id, ACTION, payload_hash, permissions.DRAWS_OPERATE)
    sold = await read_sold(tx, UUID(payload["order_id"]))
    await lock_raffles(tx, [sold.raffle_id])
    await lock_players(tx, [sold.player_id])
    case = await _claim(tx, sold)
    hold = _standing(case)
    if str(hold.id) != payload["hold_id"]:
        raise NotFound(what="hold")
    await holds.release(tx, hold, approval_id, case.raffle.claim_days)
    record(tx, AuditEntry(actor, "claim.released", "order", sold.order_id, {"approval_id": str(approval_id)}))


async def _claim(tx: Transaction, sold: SoldTickets) -> ClaimCase:
    raffle = (await reading.raffles_by_id(tx, [sold.raffle_id]))[sold.raffle_id]
    if sold.is_void:
        raise WrongState(what="order", state="void")
    if raffle.state not in _SEALED or raffle.draw_id is None:
        raise WrongState(what="raffle", state=raffle.state)
    awards = await holds.awards_of_tickets(tx, raffle.draw_id, sold.first, sold.last)
    return ClaimCase(raffle, sold, tuple(awards), await holds.standing(tx, raffle.draw_id, sold.first))


def _standing(case: ClaimCase) -> HoldView:
    if case.hold is None:
        raise NotFound(what="hold")
    return case.hold


def _draw_of(case: ClaimCase) -> UUID:
    if case.raffle.draw_id is None:
        raise RuntimeError(f"raffle {case.raffle.id} is sealed without a draw")
    return case.raffle.draw_id
