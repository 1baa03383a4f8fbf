"""Reading players: one's own profile, and look-ups for what runs inside another transaction."""

from uuid import UUID

from core.accounts.profiles import player_view
from core.accounts.repository import players
from core.accounts.views import PlayerView
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import NotFound


@allow(player=True)
async def read_profile(tx: Transaction, actor: Actor) -> PlayerView:
    """The actor's own profile. Raises NotFound."""
    return await read_player(tx, actor.player_id)


async def read_player(tx: Transaction, player_id: UUID) -> PlayerView:
    """A player by id. Raises NotFound."""
    row = await players.get_player(tx, player_id)
    if row is None:
        raise NotFound(what="player", id=str(player_id))
    return player_view(row)


async def find_player(tx: Transaction, telegram_id: int) -> PlayerView | None:
    """A player by Telegram id, None for somebody who never started."""
    row = await players.find_by_telegram_id(tx, telegram_id)
    return None if row is None else player_view(row)
