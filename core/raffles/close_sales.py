"""Close a raffle in two transactions: no sale any more, then the close record over the entries."""

import asyncio
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from core.audit.record import AuditEntry, record
from core.draws import repository as draws
from core.draws.entry_tree import EntryTree, void_root
from core.draws.reveal import halt_draw
from core.draws.software import released_sha256
from core.draws.store_close import ClosedSales, store_close
from core.draws.views import CloseView
from core.kernel.actor import SYSTEM
from core.kernel.context import Context, Transaction
from core.kernel.errors import NotFound
from core.kernel.outbox import emit
from core.raffles import rules
from core.raffles.entry_pages import entry_pages
from core.raffles.models import RaffleState
from core.raffles.repository import reading, states
from core.raffles.repository.sales import LockedRaffle, lock_raffles
from core.raffles.repository.voids import numbers_of, void_ranges
from core.raffles.views import EscrowInLedger, RaffleView

NO_ENTRIES = "no_entries"


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a raffle's entries come to: those that are left, and the numbers that were voided, of how many entries."""

    tree: EntryTree
    void_root: bytes
    voids: int
    void_count: int


async def begin_close(tx: Transaction, raffle_id: UUID) -> bool:
    """Stop the sale of a raffle that is over by its close rule. False: it is not due, or somebody else did.

    The raffle is locked first: a sale that holds it commits before, one that waits for it is refused after.
    """
    await lock_raffles(tx, [raffle_id])
    raffle = (await reading.raffles_by_id(tx, [raffle_id])).get(raffle_id)
    if raffle is None or not rules.is_due_to_close(raffle, tx.clock.now()):
        return False
    await end_sale(tx, raffle)
    return True


async def end_sale(tx: Transaction, raffle: RaffleView) -> RaffleState:
    """Stop the sale of an open raffle that this transaction has locked; gives the new state."""
    if raffle.sold == raffle.voided:
        # Nothing was sold, or nothing is left of it: there is no draw (draw protocol, section 5) and nothing to refund.
        await states.move_raffle(
            tx,
            raffle.id,
            (RaffleState.OPEN,),
            RaffleState.CANCELLED,
            cancel_reason=NO_ENTRIES,
            ended_at=tx.now,
        )
        await emit(tx, "raffle.cancelled", {"raffle_id": str(raffle.id), "reason": NO_ENTRIES})
        return RaffleState.CANCELLED
    await states.move_raffle(tx, raffle.id, (RaffleState.OPEN,), RaffleState.CLOSING)
    return RaffleState.CLOSING


async def finish_close(context: Context, raffle_id: UUID) -> CloseView | None:
    """Build the tree over the entries of a closing raffle, unlocked and in pages, and write the close record.

    Nothing can change meanwhile: entries are append-only and a closing raffle does not sell. Gives the record,
    None where somebody else wrote it, and where the raffle's figures contradict its entries or the ledger: then the
    draw is halted. Raises SoftwareDiffers where the draw software is not the released one: the raffle stays as it is,
    and is closed once that is put right.
    """
    raffle = await context.transact(partial(_read, raffle_id=raffle_id))
    if raffle.state is not RaffleState.CLOSING or raffle.draw_id is None:
        return None
    released_sha256()  # asked again where the record is written; here it spares a tree
    tree, voided = EntryTree(str(raffle.draw_id)), await context.transact(partial(void_ranges, raffle_id=raffle_id))
    async for page in entry_pages(context.transact, raffle_id):
        await asyncio.to_thread(tree.add, page.entries)
    ledger = await context.transact(partial(states.escrow_in_ledger, raffle_id=raffle_id))
    root = await asyncio.to_thread(void_root, str(raffle.draw_id), numbers_of(voided))
    counted = _Counted(tree, root, voids=len(voided), void_count=sum(last - first + 1 for first, last in voided))
    return await context.transact(
        partial(_write, raffle_id=raffle_id, draw_id=raffle.draw_id, counted=counted, ledger=ledger)
    )


async def _read(tx: Transaction, raffle_id: UUID) -> RaffleView:
    raffle = (await reading.raffles_by_id(tx, [raffle_id])).get(raffle_id)
    if raffle is None:
        raise NotFound(what="raffle", id=str(raffle_id))
    return raffle


async def _write(
    tx: Transaction, raffle_id: UUID, draw_id: UUID, counted: _Counted, ledger: EscrowInLedger
) -> CloseView | None:
    raffle = (await lock_raffles(tx, [raffle_id]))[raffle_id]
    if raffle.state is not RaffleState.CLOSING or await draws.is_halted(tx, draw_id):
        return None
    difference = _difference(raffle, counted, ledger)
    if difference is not None:
        number = (await reading.raffles_by_id(tx, [raffle_id]))[raffle_id].number
        await halt_draw(tx, draw_id, "close_figures_differ", f"{number}: {difference}")
        return None
    await states.move_raffle(tx, raffle_id, (RaffleState.CLOSING,), RaffleState.CLOSED)
    draw = (await draws.draws_by_id(tx, [draw_id]))[draw_id]
    sales = ClosedSales(
        counted.tree, counted.void_root, counted.void_count, raffle.gross_minor, raffle.asset, raffle.log_head
    )
    close = await store_close(tx, draw, sales)
    record(tx, AuditEntry(SYSTEM, "raffle.closed", "raffle", raffle_id, {"close_hash": close.close_hash.hex()}))
    await emit(
        tx, "raffle.closed", {"raffle_id": str(raffle_id), "round": close.round}, dedup_key=f"raffle.closed:{raffle_id}"
    )
    return close


def _difference(raffle: LockedRaffle, counted: _Counted, ledger: EscrowInLedger) -> str | None:
    """The first figure that keeps a sale from being closed (draw protocol, section 9), in words; None where all agree.

    Sold and void make up what was allocated: nothing is reserved, so nothing is released. Every entry that is left is
    paid and at one price, so gross and escrow follow from the number of tickets. No order
    waits for its payment: a sale is one transaction with it. What sales units have yet to bring would be asked here.
    """
    tree = counted.tree
    paid_minor = tree.n * raffle.price_minor
    for name, expected, actual in (
        ("tickets sold", tree.n + counted.void_count, raffle.sold),
        ("tickets voided", counted.void_count, raffle.voided),
        ("lines of the log", tree.count + counted.voids + counted.void_count, raffle.log_seq),
        ("gross", paid_minor, raffle.gross_minor),
        ("escrow", paid_minor, raffle.escrow_minor),
    ):
        if expected != actual:
            return f"{name}: {actual} on the raffle, {expected} by its entries"
    for name, expected, actual in (
        ("gross", ledger.gross_minor, raffle.gross_minor),
        ("escrow", ledger.balance_minor, raffle.escrow_minor),
    ):
        if expected != actual:
            return f"{name}: {actual} on the raffle, {expected} by the ledger"
    return None
