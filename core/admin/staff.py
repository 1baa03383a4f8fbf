"""Who of the staff is told of something."""

from collections.abc import Iterable
from uuid import UUID

from core.access import repository as access
from core.access.roles import permissions_of
from core.access.views import AdminView
from core.accounts.read_player import find_player
from core.kernel.context import Transaction


async def admins_with(tx: Transaction, permission: str) -> list[AdminView]:
    """Everybody whose roles permit something now."""
    return [
        admin
        for admin in await access.list_admins(tx)
        if not admin.is_disabled and permission in permissions_of(admin.roles)
    ]


async def players_of(tx: Transaction, admins: Iterable[AdminView]) -> list[UUID]:
    """The players that admins are: the same Telegram accounts. An admin who never started the bot is none, and has no
    chat with it."""
    found = [await find_player(tx, admin.telegram_id) for admin in admins]
    return [player.id for player in found if player is not None]
