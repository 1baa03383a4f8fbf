"""The list of admins."""

from core.access import permissions, repository
from core.access.views import AdminView
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction


@allow(admin=permissions.ADMINS_MANAGE, system=True)
async def list_admins(tx: Transaction, _actor: Actor) -> list[AdminView]:
    """All admins with the roles held now, the oldest first."""
    return await repository.list_admins(tx)
