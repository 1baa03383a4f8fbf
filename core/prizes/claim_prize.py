"""The winner of a thing chooses: have it delivered, or take its value in money."""

from uuid import UUID

from core.accounts.addresses import list_addresses
from core.accounts.locking import lock_players
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import InvalidInput, NotFound
from core.prizes import repository
from core.prizes.errors import ClaimClosed
from core.prizes.models import AwardState, ClaimChoice
from core.prizes.pay_award import post_prize
from core.prizes.views import AwardView


@allow(player=True)
async def claim_prize(
    tx: Transaction, actor: Actor, award_id: UUID, choice: ClaimChoice, address_id: UUID | None = None
) -> AwardView:
    """Claim a prize with delivery to one's own address, or take its value at once; the same claim twice is one.

    Raises NotFound for another's prize or address, InvalidInput for a delivery without an address, ClaimClosed
    where the prize is not claimable (not settled yet, expired, or claimed otherwise).
    """
    award = (await repository.awards_in(tx, [award_id])).get(award_id)
    if award is None or award.player_id != actor.player_id:
        raise NotFound(what="award", id=str(award_id))
    if award.state is AwardState.CLAIMABLE and award.claim_by < tx.now:
        raise ClaimClosed(state=AwardState.EXPIRED)
    if choice is ClaimChoice.CASH:
        is_done = await post_prize(tx, award, (AwardState.CLAIMABLE,))
        address_id = None
    else:
        if address_id is None:
            raise InvalidInput(field="address_id", reason="missing")
        if all(address.id != address_id for address in await list_addresses(tx, actor)):
            raise NotFound(what="address", id=str(address_id))
        await lock_players(tx, [award.player_id])
        is_done = await repository.move_award(tx, award_id, (AwardState.CLAIMABLE,), AwardState.CLAIMED)
    if is_done:
        await repository.insert_claim(tx, award_id, choice, address_id)
    now = (await repository.awards_in(tx, [award_id]))[award_id]
    wanted = AwardState.PAID if choice is ClaimChoice.CASH else AwardState.CLAIMED
    if now.state is not wanted:
        raise ClaimClosed(state=now.state)
    return now
