"""Players as the staff looks them up."""

from uuid import UUID

from core.access import permissions
from core.accounts.profiles import player_view
from core.accounts.read_player import find_player, read_player
from core.accounts.repository import players
from core.accounts.views import PlayerView
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import NotFound


@allow(admin=permissions.PLAYERS_READ)
async def read_player_for_staff(tx: Transaction, _actor: Actor, player_id: UUID) -> PlayerView:
    """A player by id. Raises NotFound."""
    return await read_player(tx, player_id)


async def find_by_telegram(tx: Transaction, telegram_id: int) -> PlayerView:
    """A player by Telegram id, for a use case that has checked its actor. Raises NotFound."""
    found = await find_player(tx, telegram_id)
    if found is None:
        raise NotFound(what="player")
    return found


async def find_by_username(tx: Transaction, username: str) -> PlayerView:
    """A player by username without the @, for a use case that has checked its actor.

    Raises NotFound, also where two accounts had it: money must not go to the one who gave it up.
    """
    found = await players.find_by_username(tx, username)
    if len(found) != 1:
        raise NotFound(what="player")
    return player_view(found[0])
