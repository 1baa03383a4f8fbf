"""Close a raffle in two transactions: no sale any more, then the close record over the entries."""

import asyncio
from functools import partial
from uuid import UUID

from core.audit.record import AuditEntry, record
from core.draws import repository as draws
from core.draws.entries import EntryTree
from core.draws.reveal import halt_draw
from core.draws.store_close import ClosedSales, store_close
from core.draws.views import CloseView
from core.kernel.actor import SYSTEM
from core.kernel.context import Context, Transaction
from core.kernel.errors import NotFound
from core.kernel.outbox import emit
from core.raffles import rules
from core.raffles.models import RaffleState
from core.raffles.repository import reading, states
from core.raffles.repository.sales import LockedRaffle, lock_raffles
from core.raffles.views import RaffleView

PAGE = 20_000
NO_ENTRIES = "no_entries"


async def begin_close(tx: Transaction, raffle_id: UUID) -> bool:
    """Stop the sale of a raffle that is over by its close rule. False: it is not due, or somebody else did.

    The raffle is locked first: a sale that holds it commits before, one that waits for it is refused after.
    """
    await lock_raffles(tx, [raffle_id])
    raffle = (await reading.raffles_by_id(tx, [raffle_id])).get(raffle_id)
    if raffle is None or not rules.is_due_to_close(raffle, tx.clock.now()):
        return False
    if raffle.sold == 0:
        # Nothing was sold: there is no draw (draw protocol, section 5) and nothing to refund.
        await states.move_raffle(
            tx,
            raffle_id,
            (RaffleState.OPEN,),
            RaffleState.CANCELLED,
            cancel_reason=NO_ENTRIES,
            ended_at=tx.now,
        )
        await emit(tx, "raffle.cancelled", {"raffle_id": str(raffle_id), "reason": NO_ENTRIES})
        return True
    return await states.move_raffle(tx, raffle_id, (RaffleState.OPEN,), RaffleState.CLOSING)


async def finish_close(context: Context, raffle_id: UUID) -> CloseView | None:
    """Build the tree over the entries of a closing raffle, unlocked and in pages, and write the close record.

    Nothing can change meanwhile: entries are append-only and a closing raffle does not sell. Gives the record,
    None where somebody else wrote it, and where the raffle's figures contradict its entries: then the draw is halted.
    """
    raffle = await context.transact(partial(_read, raffle_id=raffle_id))
    if raffle.state is not RaffleState.CLOSING or raffle.draw_id is None:
        return None
    tree = EntryTree(str(raffle.draw_id))
    last_seq = 0
    while True:
        page = await context.transact(partial(states.entries_page, raffle_id=raffle_id, after_seq=last_seq, limit=PAGE))
        if not page:
            break
        last_seq = page[-1][0]
        await asyncio.to_thread(tree.add, [entry for _, entry in page])
    return await context.transact(partial(_write, raffle_id=raffle_id, draw_id=raffle.draw_id, tree=tree))


async def _read(tx: Transaction, raffle_id: UUID) -> RaffleView:
    raffle = (await reading.raffles_by_id(tx, [raffle_id])).get(raffle_id)
    if raffle is None:
        raise NotFound(what="raffle", id=str(raffle_id))
    return raffle


async def _write(tx: Transaction, raffle_id: UUID, draw_id: UUID, tree: EntryTree) -> CloseView | None:
    raffle = (await lock_raffles(tx, [raffle_id]))[raffle_id]
    if raffle.state is not RaffleState.CLOSING or await draws.is_halted(tx, draw_id):
        return None
    difference = _difference(raffle, tree)
    if difference is not None:
        await halt_draw(tx, draw_id, "close_figures_differ", difference)
        return None
    await states.move_raffle(tx, raffle_id, (RaffleState.CLOSING,), RaffleState.CLOSED)
    draw = (await draws.draws_by_id(tx, [draw_id]))[draw_id]
    close = await store_close(tx, draw, ClosedSales(tree, raffle.gross_minor, raffle.asset, raffle.log_head))
    record(tx, AuditEntry(SYSTEM, "raffle.closed", "raffle", raffle_id, {"close_hash": close.close_hash.hex()}))
    await emit(
        tx, "raffle.closed", {"raffle_id": str(raffle_id), "round": close.round}, dedup_key=f"raffle.closed:{raffle_id}"
    )
    return close


def _difference(raffle: LockedRaffle, tree: EntryTree) -> str | None:
    """The first figure that keeps a sale from being closed (draw protocol, section 9), in words; None where all agree.

    Every entry is paid until then and at one price, so gross and escrow follow from the number of tickets.
    """
    paid_minor = tree.n * raffle.price_minor
    for name, expected, actual in (
        ("tickets sold", tree.n, raffle.sold),
        ("entries in the log", tree.count, raffle.log_seq),
        ("gross", paid_minor, raffle.gross_minor),
        ("escrow", paid_minor, raffle.escrow_minor),
    ):
        if expected != actual:
            return f"{name}: {actual} on the raffle, {expected} by its entries"
    return None
