"""The winner of a thing chooses: have it delivered, or take its value in money."""

from uuid import UUID

from core.accounts.addresses import get_address
from core.accounts.locking import lock_own_row
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

    Raises NotFound for another's prize or address, InvalidInput for a delivery without an address, PlayerBlocked for
    an account that is shut, ClaimClosed where the prize is not claimable (not settled yet, expired, or claimed in
    another way or to another address).
    """
    if choice is ClaimChoice.CASH:
        address_id = None
    elif address_id is None:
        raise InvalidInput(field="address_id", reason="missing")
    await lock_own_row(tx, actor.player_id)
    award = (await repository.awards_in(tx, [award_id])).get(award_id)
    if award is None or award.player_id != actor.player_id:
        raise NotFound(what="award", id=str(award_id))
    if award.state is AwardState.CLAIMABLE and award.claim_by < tx.now:
        raise ClaimClosed(state=AwardState.EXPIRED)
    claim = await repository.claim_of(tx, award_id)
    if claim is not None and (claim.choice, claim.address_id) == (choice, address_id):
        return award
    if address_id is not None:
        await get_address(tx, award.player_id, address_id)
        is_done = await repository.move_award(tx, award_id, (AwardState.CLAIMABLE,), AwardState.CLAIMED)
    else:
        is_done = await post_prize(tx, award, (AwardState.CLAIMABLE,))
    now = (await repository.awards_in(tx, [award_id]))[award_id]
    if not is_done:
        raise ClaimClosed(state=now.state)
    await repository.insert_claim(tx, award_id, choice, address_id)
    return now
