"""From a Telegram account to the actor that use cases are given."""

from core.access import repository
from core.access.roles import permissions_of
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.errors import Forbidden


async def load_admin(tx: Transaction, telegram_id: int) -> Actor:
    """The admin of a Telegram account with the permissions held now.

    Raises Forbidden for everybody else; who is disabled is told the same as who is unknown.
    """
    admin = await repository.find_admin_by_telegram(tx, telegram_id)
    if admin is None or admin.is_disabled:
        raise Forbidden(permission="admin")
    return Actor.admin(admin.id, permissions_of(admin.roles))
