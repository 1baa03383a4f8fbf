"""Follow a raffle: be told when it opens, is nearly sold out, and is about to be drawn."""

from uuid import UUID

from core.accounts.locking import lock_players
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import InvalidInput, NotFound, WrongState
from core.raffles.models import BEFORE_THE_DRAW, RaffleState
from core.raffles.repository import noticing, reading
from core.raffles.repository.noticing import DRAW_SOON, NEARLY_SOLD_PERCENT, Milestone
from core.raffles.views import RaffleView

MAX_WATCHED = 100


@allow(player=True)
async def watch_raffle(tx: Transaction, actor: Actor, raffle_id: UUID) -> None:
    """Follow a raffle that sells, or that somebody gave the player the id of before its sale. Repeating is harmless.

    Raises NotFound, WrongState once its sale is over, InvalidInput for more than MAX_WATCHED.
    """
    await lock_players(tx, [actor.player_id])
    raffle = (await reading.raffles_by_id(tx, [raffle_id])).get(raffle_id)
    if raffle is None:
        raise NotFound(what="raffle", id=str(raffle_id))
    if raffle.state not in BEFORE_THE_DRAW:
        raise WrongState(what="raffle", state=raffle.state)
    watched = await noticing.watched_by(tx, actor.player_id)
    if raffle_id not in watched and len(watched) >= MAX_WATCHED:
        raise InvalidInput(field="watchlist", reason="too_many")
    await noticing.insert_watch(tx, actor.player_id, raffle_id, _passed(tx, raffle))


@allow(player=True)
async def unwatch_raffle(tx: Transaction, actor: Actor, raffle_id: UUID) -> bool:
    """Stop following. False: the player did not follow it."""
    return await noticing.delete_watch(tx, actor.player_id, raffle_id)


@allow(player=True)
async def is_watched(tx: Transaction, actor: Actor, raffle_id: UUID) -> bool:
    """Whether the player follows a raffle whose sale is not over."""
    return raffle_id in await noticing.watched_by(tx, actor.player_id)


@allow(player=True)
async def list_watched(tx: Transaction, actor: Actor) -> list[RaffleView]:
    """The raffles on sale that the player follows, newest first; at most MAX_WATCHED."""
    ids = await noticing.watched_by(tx, actor.player_id)
    views = await reading.raffles_by_id(tx, ids)
    return [views[id_] for id_ in ids if views[id_].draw_id is not None]


def _passed(tx: Transaction, raffle: RaffleView) -> list[Milestone]:
    """What the player sees for themselves when they begin to follow."""
    if raffle.state is RaffleState.DRAFT:
        return []
    passed = [Milestone.OPENED]
    if raffle.sold * 100 >= raffle.ticket_total * NEARLY_SOLD_PERCENT:
        passed.append(Milestone.NEARLY_SOLD)
    if raffle.sales_end_at is not None and raffle.sales_end_at <= tx.now + DRAW_SOON:
        passed.append(Milestone.DRAW_SOON)
    return passed
