"""Take the tickets of an order out of a draw before its close: one person asks, another approves.

The money goes back to where it came from; the numbers stay a gap that is never sold again and cannot be drawn. From the
close on the list stands: what is approved later holds the claim instead (draw protocol, section 9).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.access import permissions
from core.access.approvals import approve, request_approval
from core.access.views import ApprovalView
from core.accounts.limits import Activity, record_activity
from core.accounts.locking import lock_players
from core.audit.record import AuditEntry, record
from core.catalogue.rules import check_text
from core.draws import primitives
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import WrongState
from core.kernel.outbox import emit
from core.ledger.book import Book
from core.ledger.kinds import TransferKind
from core.orders import repository as orders
from core.raffles.find_sold import find_sold, read_sold
from core.raffles.hold_claim import hold_sold
from core.raffles.models import RaffleState
from core.raffles.repository import reading, voids
from core.raffles.repository.sales import LockedRaffle, lock_raffles
from core.raffles.sale import sold_event
from core.raffles.views import RaffleView, SoldTickets

ACTION = "tickets.void"
VOIDED = "tickets.voided"
"""Event: `order_id`."""
MAX_REASON = 500


@dataclass(frozen=True, slots=True)
class VoidCase:
    """What two people judge: the tickets of one order, and what goes back to its buyer."""

    raffle: RaffleView
    sold: SoldTickets


@allow(admin=permissions.TICKETS_VOID)
async def find_void(tx: Transaction, _actor: Actor, number: str) -> VoidCase:
    """The tickets of an order by its public number. Raises NotFound, and WrongState where they cannot be voided: the
    sale is over, or it was done."""
    return await _voidable(tx, await find_sold(tx, number))


@allow(admin=permissions.TICKETS_VOID)
async def read_void(tx: Transaction, _actor: Actor, payload: Mapping[str, Any]) -> VoidCase:
    """The case of a request, whatever became of it. Raises NotFound."""
    sold = await read_sold(tx, UUID(payload["order_id"]))
    return VoidCase((await reading.raffles_by_id(tx, [sold.raffle_id]))[sold.raffle_id], sold)


@allow(admin=permissions.TICKETS_VOID)
async def request_void(tx: Transaction, actor: Actor, order_id: UUID, reason: str) -> ApprovalView:
    """Ask that the tickets of an order be voided; nothing happens before another admin approves.

    Raises what `find_void` raises, and InvalidInput for an empty, long or unprintable reason.
    """
    why = check_text(reason, field="reason", max_length=MAX_REASON, multiline=True)
    case = await _voidable(tx, await read_sold(tx, order_id))
    payload = {
        "order_id": str(order_id),
        "order": case.sold.order_number,
        "number": case.raffle.number,
        "player_id": str(case.sold.player_id),
        "first": case.sold.first,
        "last": case.sold.last,
        "amount_minor": case.sold.amount_minor,
        "asset": case.raffle.asset,
        "reason": why,
    }
    return await request_approval(tx, actor.admin_id, ACTION, payload)


@allow(admin=permissions.DRAWS_OPERATE)
async def approve_void(tx: Transaction, actor: Actor, approval_id: UUID, payload_hash: str) -> None:
    """Void the tickets and refund them; where the sale has ended meanwhile, hold what they win.

    Raises the refusals of `access.approve`, those of `hold_claim`, and WrongState where it was done before.
    """
    payload = await approve(tx, actor.admin_id, approval_id, ACTION, payload_hash, permissions.DRAWS_OPERATE)
    order_id = UUID(payload["order_id"])
    raffle_id = (await read_sold(tx, order_id)).raffle_id
    raffle = (await lock_raffles(tx, [raffle_id]))[raffle_id]
    sold = await read_sold(tx, order_id)
    if raffle.state is not RaffleState.OPEN:
        await hold_sold(tx, actor.admin_id, sold, payload["reason"])
        return
    case = await _voidable(tx, sold)
    await _void(tx, raffle, case.sold, approval_id)
    record(tx, AuditEntry(actor, "tickets.voided", "order", order_id, {"approval_id": str(approval_id)}))


async def _void(tx: Transaction, raffle: LockedRaffle, sold: SoldTickets, approval_id: UUID) -> None:
    if raffle.escrow_wallet_id is None:
        raise RuntimeError(f"raffle {raffle.id} sold without an escrow")
    await lock_players(tx, [sold.player_id])
    book = Book(tx)
    book.attach(raffle.escrow_wallet_id, raffle.asset, raffle.escrow_minor)
    await book.lock_ids({sold.wallet_id})
    book.transfer(
        raffle.escrow_wallet_id,
        sold.wallet_id,
        raffle.asset,
        sold.amount_minor,
        TransferKind.REFUND,
        "order",
        sold.order_id,
    )
    await book.write()
    for number in range(sold.first, sold.last + 1):
        raffle.log_seq += 1
        raffle.log_head = primitives.log_next(raffle.log_head, "void", raffle.log_seq, str(number))
    raffle.voided += sold.quantity
    raffle.gross_minor -= sold.amount_minor
    raffle.escrow_minor = book.balance(raffle.escrow_wallet_id)
    await voids.insert_void(tx, sold.entry_id, raffle, approval_id)
    await orders.mark_refunded(tx, [sold.order_id])
    refund = Activity(sold.player_id, raffle.asset, spend_minor=-sold.amount_minor, at=sold.bought_at)
    await record_activity(tx, [refund])
    await emit(tx, VOIDED, {"order_id": str(sold.order_id)}, dedup_key=f"{VOIDED}:{sold.order_id}")
    await emit(tx, "raffle.sold", sold_event(raffle))


async def _voidable(tx: Transaction, sold: SoldTickets) -> VoidCase:
    raffle = (await reading.raffles_by_id(tx, [sold.raffle_id]))[sold.raffle_id]
    if sold.is_void:
        raise WrongState(what="order", state="void")
    if raffle.state is not RaffleState.OPEN:
        raise WrongState(what="raffle", state=raffle.state)
    return VoidCase(raffle, sold)
