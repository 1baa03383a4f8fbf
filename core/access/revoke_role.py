"""Revoking a role; the grant stays as history."""

from uuid import UUID

from core.access import permissions, repository
from core.access.errors import LastOwner
from core.access.roles import Role
from core.audit.record import AuditEntry, record
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import WrongState


@allow(admin=permissions.ADMINS_MANAGE, system=True)
async def revoke_role(tx: Transaction, actor: Actor, admin_id: UUID, role: Role) -> None:
    """Take a role from an admin. Raises WrongState where it is not held, LastOwner for the last owner's."""
    if role is Role.OWNER:
        await repository.lock_owners(tx)
        if await repository.count_other_owners(tx, admin_id) == 0:
            raise LastOwner(admin_id=str(admin_id))
    if not await repository.end_grant(tx, admin_id, role, actor.id):
        raise WrongState(what="role", state="not_held")
    record(tx, AuditEntry(actor, "role.revoked", "admin", admin_id, {"role": role}))
