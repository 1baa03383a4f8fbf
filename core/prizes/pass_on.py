"""A prize that its winner lost: the same slot for an alternate, or the money kept apart."""

from datetime import timedelta

from core.kernel.context import Transaction
from core.kernel.outbox import emit
from core.ledger.book import Book
from core.ledger.kinds import HouseAccount, TransferKind
from core.prizes import repository
from core.prizes.models import AwardState
from core.prizes.views import Alternate, AwardView

PASSED_ON = "prize.passed_on"
"""Event: `award_id` of the lost prize, `successor_id` of the alternate's or None."""


async def pass_on(
    tx: Transaction, award: AwardView, target: AwardState, alternate: Alternate | None, claim_days: int
) -> bool:
    """Take an award that its winner does not have yet from them (`target`: EXPIRED or FORFEITED), and give its slot to
    an alternate, whose time to claim begins now; without one its value leaves the prizes that are owed.

    False: it was claimed, paid or lost meanwhile. The caller holds the raffle, so that one alternate is picked once.
    """
    if not await repository.move_award(tx, award.id, (award.state,), target):
        return False
    successor_id = None
    if alternate is None:
        await _keep_apart(tx, award)
    else:
        claim_by = tx.now + timedelta(days=claim_days)
        successor_id = await repository.insert_successor(tx, award, alternate, claim_by)
    event = {"award_id": str(award.id), "successor_id": successor_id and str(successor_id)}
    await emit(tx, PASSED_ON, event, dedup_key=f"{PASSED_ON}:{award.id}")
    return True


async def _keep_apart(tx: Transaction, award: AwardView) -> None:
    book = Book(tx)
    owed = await book.house(HouseAccount.PRIZE_PAYABLE, award.asset)
    unclaimed = await book.house(HouseAccount.UNCLAIMED, award.asset)
    book.transfer(owed, unclaimed, award.asset, award.value_minor, TransferKind.PRIZE_UNCLAIMED, "award", award.id)
    await book.write()
