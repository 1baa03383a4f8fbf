"""A winner who does not claim in time loses the prize to the next alternate."""

from uuid import UUID

from core.kernel.context import Transaction
from core.prizes import repository as prizes
from core.prizes.models import AwardState
from core.prizes.pass_on import pass_on
from core.prizes.views import AwardView
from core.raffles.browse_raffles import raffle_of_draw
from core.raffles.models import RaffleState
from core.raffles.repository import alternates, reading
from core.raffles.repository.sales import lock_raffles
from core.raffles.views import RaffleView


async def expire_award(tx: Transaction, award_id: UUID) -> bool:
    """Pass on a thing that was not claimed by its date. False: it was claimed, or somebody else did."""
    award = (await prizes.awards_in(tx, [award_id])).get(award_id)
    if award is None:
        return False
    raffle = await lock_settled(tx, await raffle_of_draw(tx, award.draw_id))
    award = (await prizes.awards_in(tx, [award_id]))[award_id]
    if raffle is None or award.state_at(tx.now) is not AwardState.EXPIRED or award.state is AwardState.EXPIRED:
        return False
    return await lose_award(tx, raffle, award, AwardState.EXPIRED)


async def lock_settled(tx: Transaction, raffle_id: UUID | None) -> RaffleView | None:
    """Lock a raffle whose money is settled, so that one alternate is picked once; None where it is not."""
    if raffle_id is None:
        return None
    await lock_raffles(tx, [raffle_id])
    raffle = (await reading.raffles_by_id(tx, [raffle_id])).get(raffle_id)
    return raffle if raffle is not None and raffle.state is RaffleState.SETTLED else None


async def lose_award(tx: Transaction, raffle: RaffleView, award: AwardView, target: AwardState) -> bool:
    """Take an award from its winner, for the next alternate of the locked raffle. False: it cannot be lost any more."""
    alternate = await alternates.next_alternate(tx, raffle.id, award.draw_id)
    return await pass_on(tx, award, target, alternate, raffle.claim_days)
