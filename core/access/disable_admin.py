"""Disabling an admin, with all roles kept for the day they are enabled again."""

from uuid import UUID

from core.access import permissions, repository
from core.access.errors import LastOwner
from core.audit.record import AuditEntry, record
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import WrongState


@allow(admin=permissions.ADMINS_MANAGE, system=True)
async def disable_admin(tx: Transaction, actor: Actor, admin_id: UUID) -> None:
    """Take all permissions from an admin at once. Raises LastOwner, and WrongState for who is no enabled admin."""
    await repository.lock_owners(tx)
    if await repository.count_other_owners(tx, admin_id) == 0:
        raise LastOwner(admin_id=str(admin_id))
    await _set(tx, actor, admin_id, is_disabled=True)


@allow(admin=permissions.ADMINS_MANAGE, system=True)
async def enable_admin(tx: Transaction, actor: Actor, admin_id: UUID) -> None:
    """Give a disabled admin their roles back. Raises WrongState for who is no disabled admin."""
    await _set(tx, actor, admin_id, is_disabled=False)


async def _set(tx: Transaction, actor: Actor, admin_id: UUID, *, is_disabled: bool) -> None:
    if not await repository.set_disabled(tx, admin_id, is_disabled=is_disabled):
        raise WrongState(what="admin", state="disabled" if is_disabled else "enabled")
    action = "admin.disabled" if is_disabled else "admin.enabled"
    record(tx, AuditEntry(actor, action, "admin", admin_id))
