"""A player by whatever the staff has at hand: a Telegram id, a username, the number of an order."""

from core.access import permissions
from core.accounts.read_for_staff import find_by_telegram, find_by_username
from core.accounts.read_player import read_player
from core.accounts.views import PlayerView
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import NotFound
from core.kernel.ids import parse_public_number
from core.orders import repository
from core.orders.models import PREFIX

_MAX_DIGITS = 16  # Telegram's ids have at most 52 significant bits (Bot API, User.id)


@allow(admin=permissions.PLAYERS_READ)
async def find_player_for_staff(tx: Transaction, _actor: Actor, reference: str) -> PlayerView:
    """The player of a Telegram id, an @name or an order's number. Raises NotFound."""
    reference = reference.strip()
    if reference.startswith("@"):
        return await find_by_username(tx, reference[1:])
    if reference.isascii() and reference.isdecimal() and len(reference) <= _MAX_DIGITS:
        return await find_by_telegram(tx, int(reference))
    parsed = parse_public_number(reference)
    buyer = await repository.buyer_of(tx, parsed[1]) if parsed is not None and parsed[0] == PREFIX else None
    if buyer is None:
        raise NotFound(what="player")
    return await read_player(tx, buyer)
