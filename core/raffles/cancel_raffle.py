"""Cancel a raffle and refund its entries, in batches that can be resumed."""

from uuid import UUID

from core.access import permissions
from core.accounts.limits import Activity, record_activity
from core.accounts.locking import lock_players
from core.audit.critical import raise_critical
from core.audit.record import AuditEntry, record
from core.catalogue.rules import check_text
from core.draws.publications import withheld
from core.draws.views import Standing
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import NotFound, WrongState
from core.kernel.outbox import emit
from core.ledger.book import Book
from core.ledger.kinds import TransferKind
from core.orders import repository as orders
from core.raffles.models import RaffleState
from core.raffles.repository import reading, states
from core.raffles.repository.sales import lock_raffles
from core.raffles.rules import REVEAL_DEADLINE

BATCH = 200
MAX_REASON = 500
REVEAL_OVERDUE = "reveal_overdue"
LATE_PUBLICATION = "late_publication"


@allow(admin=permissions.LOTTERIES_CANCEL)
async def cancel_raffle(tx: Transaction, actor: Actor, raffle_id: UUID, reason: str) -> RaffleState:
    """Cancel a draft, or stop an open raffle whose entries are then refunded by a job; gives the new state.

    Raises NotFound, InvalidInput for an empty, long or unprintable reason, WrongState from the close on: a draw that
    is committed to is drawn.
    """
    why = check_text(reason, field="reason", max_length=MAX_REASON, multiline=True)
    raffle = (await lock_raffles(tx, [raffle_id])).get(raffle_id)
    if raffle is None:
        raise NotFound(what="raffle", id=str(raffle_id))
    target = {
        RaffleState.DRAFT: RaffleState.CANCELLED,
        RaffleState.OPEN: RaffleState.CANCELLING,
    }.get(raffle.state)
    if target is None:
        raise WrongState(what="raffle", state=raffle.state)
    ended = {"ended_at": tx.now} if target is RaffleState.CANCELLED else {}
    await states.move_raffle(tx, raffle_id, (raffle.state,), target, cancel_reason=why, **ended)
    record(tx, AuditEntry(actor, "raffle.cancelled", "raffle", raffle_id))
    return target


async def cancel_overdue(tx: Transaction, raffle_id: UUID) -> bool:
    """Refund a closed raffle whose seed was not revealed by the deadline. False: it was drawn meanwhile."""
    await lock_raffles(tx, [raffle_id])
    overdue = await states.overdue_reveals(tx, tx.now, REVEAL_DEADLINE, limit=1, only=raffle_id)
    if not overdue:
        return False
    await states.move_raffle(tx, raffle_id, (RaffleState.CLOSED,), RaffleState.CANCELLING, cancel_reason=REVEAL_OVERDUE)
    await raise_critical(tx, "reveal_overdue", subject_type="raffle", subject_id=raffle_id, details={})
    return True


async def cancel_late(tx: Transaction, raffle_id: UUID) -> bool:
    """Refund a closed raffle whose close record was public too late, where its rules say so. False: it was in time,
    or a message is on its way whose date nobody knows yet."""
    await lock_raffles(tx, [raffle_id])
    raffle = (await reading.raffles_by_id(tx, [raffle_id]))[raffle_id]
    if raffle.state is not RaffleState.CLOSED or raffle.draw_id is None:
        return False
    if await withheld(tx, raffle.draw_id) is not Standing.LATE:
        return False
    await states.move_raffle(
        tx, raffle_id, (RaffleState.CLOSED,), RaffleState.CANCELLING, cancel_reason=LATE_PUBLICATION
    )
    await raise_critical(tx, "late_publication", subject_type="raffle", subject_id=raffle_id, details={})
    return True


async def refund_batch(tx: Transaction, raffle_id: UUID, after_seq: int = 0, limit: int = BATCH) -> int:
    """Refund the next paid orders of a cancelling raffle to the wallets they were paid from; gives the place in the
    log (`log_seq`) of the last one.

    0: nothing was left, and the raffle is cancelled now (or was not cancelling). Each batch stands alone. `after_seq`
    is what the batch before gave: reading all that is refunded again with each batch would be quadratic. What was
    passed over is looked for once more at the end.
    """
    raffle = (await lock_raffles(tx, [raffle_id])).get(raffle_id)
    if raffle is None or raffle.state is not RaffleState.CANCELLING or raffle.escrow_wallet_id is None:
        return 0
    refunds = await states.refundable_orders(tx, raffle_id, after_seq, limit)
    if not refunds and after_seq:
        refunds = await states.refundable_orders(tx, raffle_id, 0, limit)
    if not refunds:
        await states.move_raffle(tx, raffle_id, (RaffleState.CANCELLING,), RaffleState.CANCELLED, ended_at=tx.now)
        await emit(tx, "raffle.cancelled", {"raffle_id": str(raffle_id)}, dedup_key=f"raffle.cancelled:{raffle_id}")
        return 0
    await lock_players(tx, {refund.player_id for refund in refunds})
    book = Book(tx)
    book.attach(raffle.escrow_wallet_id, raffle.asset, raffle.escrow_minor)
    await book.lock_ids({refund.wallet_id for refund in refunds})
    for refund in refunds:
        book.transfer(
            raffle.escrow_wallet_id,
            refund.wallet_id,
            raffle.asset,
            refund.amount_minor,
            TransferKind.REFUND,
            "order",
            refund.order_id,
        )
    await book.write()
    await states.set_escrow(tx, raffle_id, book.balance(raffle.escrow_wallet_id))
    await orders.mark_refunded(tx, [refund.order_id for refund in refunds])
    await record_activity(
        tx,
        [
            Activity(refund.player_id, raffle.asset, spend_minor=-refund.amount_minor, at=refund.bought_at)
            for refund in refunds
        ],
    )
    return refunds[-1].log_seq
