"""Whom a Telegram account belongs to: every update of a chat begins with this."""

from core.access.roles import permissions_of
from core.accounts.profiles import is_up_to_date, player_view, said_by_telegram
from core.accounts.repository import players
from core.accounts.views import Person, TelegramProfile
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction


@allow(system=True)
async def recognise(tx: Transaction, actor: Actor, profile: TelegramProfile) -> Person:
    """The player of a Telegram account, and its admin with the permissions held now, in one statement."""
    row = await players.find_person(tx, profile.telegram_id)
    # a disabled admin is none
    admin = None if row.admin_id is None else Actor.admin(row.admin_id, permissions_of(row.admin_roles))
    if row.id is None:
        return Person(None, admin, is_up_to_date=False)
    return Person(player_view(row), admin, is_up_to_date(row, said_by_telegram(profile), tx.now))
