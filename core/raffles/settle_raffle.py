"""Settle a drawn raffle: its escrow becomes the prize fund and the revenue, its awards are released."""

from uuid import UUID

from core.kernel.context import Transaction
from core.kernel.outbox import emit
from core.ledger.book import Book
from core.ledger.kinds import HouseAccount, TransferKind
from core.prizes import repository as prizes
from core.prizes.award_prizes import release_prizes
from core.raffles.models import RaffleState
from core.raffles.repository import states
from core.raffles.repository.sales import LockedRaffle, lock_raffles


async def settle_raffle(tx: Transaction, raffle_id: UUID) -> bool:
    """Empty the escrow of a drawn raffle and release its awards, once. False: it is not drawn, or settled already."""
    raffle = (await lock_raffles(tx, [raffle_id])).get(raffle_id)
    if raffle is None or raffle.state is not RaffleState.DRAWN or raffle.draw_id is None:
        return False
    owed_minor = sum(award.value_minor for award in await prizes.awards_of_draw(tx, raffle.draw_id))
    await _empty_escrow(tx, raffle, owed_minor)
    await states.move_raffle(tx, raffle_id, (RaffleState.DRAWN,), RaffleState.SETTLED, escrow_minor=0, ended_at=tx.now)
    await release_prizes(tx, raffle.draw_id)
    await emit(tx, "raffle.settled", {"raffle_id": str(raffle_id)}, dedup_key=f"raffle.settled:{raffle_id}")
    return True


async def _empty_escrow(tx: Transaction, raffle: LockedRaffle, owed_minor: int) -> None:
    """Escrow to the prize fund first, the rest to revenue; where the prizes cost more than was sold, revenue pays."""
    escrow = raffle.escrow_wallet_id
    if escrow is None:
        raise RuntimeError(f"raffle {raffle.id} was opened without an escrow wallet")
    book = Book(tx)
    book.attach(escrow, raffle.asset, raffle.escrow_minor)
    fund = await book.house(HouseAccount.PRIZE_PAYABLE, raffle.asset)
    revenue = await book.house(HouseAccount.REVENUE, raffle.asset)
    from_escrow = min(owed_minor, raffle.escrow_minor)
    parts = (
        (escrow, fund, from_escrow, TransferKind.PRIZE_FUND),
        (escrow, revenue, raffle.escrow_minor - from_escrow, TransferKind.REVENUE),
        (revenue, fund, owed_minor - from_escrow, TransferKind.PRIZE_FUND),
    )
    for source, target, amount_minor, kind in parts:
        if amount_minor:
            book.transfer(source, target, raffle.asset, amount_minor, kind, "raffle", raffle.id)
    await book.write()
