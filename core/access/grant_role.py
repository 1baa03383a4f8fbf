"""Granting a role; the first grant makes a Telegram account an admin."""

from core.access import permissions, repository
from core.access.roles import Role
from core.access.views import AdminView
from core.audit.record import AuditEntry, record
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import InvalidInput, NotFound, WrongState

MAX_NAME = 100


@allow(admin=permissions.ADMINS_MANAGE, system=True)
async def grant_role(tx: Transaction, actor: Actor, telegram_id: int, role: Role, name: str | None = None) -> AdminView:
    """Grant a role, and give the admin as they are then; a role that is held already is no error.

    Raises InvalidInput for an impossible Telegram id or name, WrongState for a disabled admin.
    """
    if not 0 < telegram_id < 2**52:  # Telegram's ids have at most 52 significant bits (Bot API, User.id)
        raise InvalidInput(field="telegram_id", reason="out_of_range")
    if name is not None and (not 1 <= len(name) <= MAX_NAME or not name.isprintable()):
        raise InvalidInput(field="name", reason="malformed")
    await repository.add_admin(tx, telegram_id, name)
    admin = await repository.find_admin_by_telegram(tx, telegram_id)
    if admin is None:
        raise NotFound(what="admin")
    if admin.is_disabled:
        raise WrongState(what="admin", state="disabled")
    if await repository.add_grant(tx, admin.id, role, actor.id):
        record(tx, AuditEntry(actor, "role.granted", "admin", admin.id, {"role": role}))
    return AdminView(admin.id, admin.telegram_id, admin.name, admin.roles | {role}, is_disabled=False)
