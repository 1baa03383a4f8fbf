"""The winner of a thing chooses: have it delivered, or take its value in money."""

from typing import Any
from uuid import UUID

from core.accounts.addresses import get_address
from core.accounts.locking import lock_own_row
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import InvalidInput
from core.kernel.idempotency import hash_input, run_once
from core.prizes import repository
from core.prizes.errors import ClaimClosed
from core.prizes.list_prizes import own_award
from core.prizes.models import AwardState, ClaimChoice
from core.prizes.pay_award import post_prize
from core.prizes.views import AwardView


@allow(player=True)
async def claim_prize(
    tx: Transaction, actor: Actor, award_id: UUID, choice: ClaimChoice, address_id: UUID | None = None, *, key: str
) -> AwardView:
    """Claim a prize with delivery to one's own address, or take its value at once; give the prize as it stands then.

    The same key again claims nothing more. Raises NotFound for another's prize or address, InvalidInput for a delivery
    without an address or money with one, PlayerBlocked for an account that is shut, ClaimClosed where the prize is not
    claimable (not settled yet, expired, claimed, or money), IdempotencyConflict.
    """
    if (choice is ClaimChoice.DELIVERY) != (address_id is not None):
        raise InvalidInput(field="address_id", reason="missing" if address_id is None else "unknown")
    player = await lock_own_row(tx, actor.player_id)
    body = {"award_id": str(award_id), "choice": choice, "address_id": address_id and str(address_id)}

    async def run() -> dict[str, Any]:
        await _carry_out(tx, actor, award_id, choice, address_id)
        return {}

    await run_once(tx, player.id, key, hash_input("claim_prize", body), run)
    return await own_award(tx, actor, award_id)


async def _carry_out(
    tx: Transaction, actor: Actor, award_id: UUID, choice: ClaimChoice, address_id: UUID | None
) -> None:
    award = await own_award(tx, actor, award_id)
    if award.state_at(tx.now) is not AwardState.CLAIMABLE:
        raise ClaimClosed(state=award.state_at(tx.now))
    if address_id is not None:
        await get_address(tx, award.player_id, address_id)
        is_done = await repository.move_award(tx, award_id, (AwardState.CLAIMABLE,), AwardState.CLAIMED)
    else:
        is_done = await post_prize(tx, award, (AwardState.CLAIMABLE,))
    if not is_done:
        raise ClaimClosed(state=(await own_award(tx, actor, award_id)).state)
    await repository.insert_claim(tx, award_id, choice, address_id)
