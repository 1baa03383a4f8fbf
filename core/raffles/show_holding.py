"""What a player holds of one raffle."""

from uuid import UUID

from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.raffles.list_raffles import get_raffle
from core.raffles.models import RaffleState
from core.raffles.repository import browsing
from core.raffles.shown import Holding, Stake

MAX_RANGES_SHOWN = 20


@allow(player=True)
async def show_holding(tx: Transaction, actor: Actor, raffle_id: UUID) -> Holding:
    """The actor's tickets of a raffle with the first MAX_RANGES_SHOWN ranges, and their prizes. Raises NotFound."""
    raffle = await get_raffle(tx, raffle_id)
    player_id = actor.player_id
    tickets, ranges = await browsing.entries_of(tx, player_id, raffle_id, MAX_RANGES_SHOWN)
    is_drawn = raffle.state in (RaffleState.DRAWN, RaffleState.SETTLED) and raffle.draw_id is not None
    won = await browsing.prizes_won(tx, raffle.draw_id, player_id) if is_drawn and raffle.draw_id else []
    return Holding(tickets, tuple(ranges), tuple(won))


@allow(player=True)
async def show_stake(tx: Transaction, actor: Actor, raffle_id: UUID) -> Stake:
    """How many tickets of a raffle the actor holds, and whether they follow it, in one statement."""
    return await browsing.stake_of(tx, actor.player_id, raffle_id)
