"""A player's prizes."""

from uuid import UUID

from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import NotFound
from core.kernel.pagination import Page, check_limit, decode_cursor, encode_cursor
from core.prizes import repository
from core.prizes.views import AwardView


@allow(player=True)
async def list_prizes(tx: Transaction, actor: Actor, cursor: str | None = None, limit: int = 20) -> Page[AwardView]:
    """A page of the player's own prizes, newest first. Raises InvalidInput for a malformed cursor or limit."""
    items = await repository.awards_of_player(tx, actor.player_id, decode_cursor(cursor), check_limit(limit) + 1)
    more = len(items) > limit
    return Page(items[:limit], encode_cursor(items[limit - 1].id) if more else None)


@allow(player=True)
async def count_claimable(tx: Transaction, actor: Actor) -> int:
    """How many of the player's prizes wait for their choice."""
    return await repository.count_claimable(tx, actor.player_id)


@allow(player=True)
async def own_award(tx: Transaction, actor: Actor, award_id: UUID) -> AwardView:
    """One prize of the player. Raises NotFound for another's."""
    award = (await repository.awards_in(tx, [award_id])).get(award_id)
    if award is None or award.player_id != actor.player_id:
        raise NotFound(what="award", id=str(award_id))
    return award
