"""All SQL of the access."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from core.access.models import Admin, Approval, ApprovalState, RoleGrant
from core.access.roles import Role
from core.access.views import AdminView, ApprovalView
from core.kernel.context import Transaction
from core.kernel.locking import LockClass, note_lock

ADMINS = Admin.__table__
_GRANTS = RoleGrant.__table__
LIVE_ROLES = (
    select(func.coalesce(func.array_agg(_GRANTS.c.role), []))
    .where(_GRANTS.c.admin_id == ADMINS.c.id, _GRANTS.c.revoked_at.is_(None))
    .correlate(ADMINS)
    .scalar_subquery()
)
"""The roles that an admin of the statement holds now."""
_ADMINS = select(ADMINS.c.id, ADMINS.c.telegram_id, ADMINS.c.name, ADMINS.c.disabled_at, LIVE_ROLES.label("roles"))
_BY_TELEGRAM_ID = _ADMINS.where(ADMINS.c.telegram_id == bindparam("telegram_id"))


def _admin(row: Row[Any]) -> AdminView:
    roles = frozenset(Role(role) for role in row.roles)
    return AdminView(row.id, row.telegram_id, row.name, roles, row.disabled_at is not None)


async def find_admin(tx: Transaction, admin_id: UUID) -> AdminView | None:
    row = (await tx.execute(_ADMINS.where(ADMINS.c.id == admin_id))).one_or_none()
    return None if row is None else _admin(row)


async def find_admin_by_telegram(tx: Transaction, telegram_id: int) -> AdminView | None:
    row = (await tx.execute(_BY_TELEGRAM_ID, {"telegram_id": telegram_id})).one_or_none()
    return None if row is None else _admin(row)


async def lock_admin(tx: Transaction, admin_id: UUID) -> None:
    """Lock an admin until the commit: their commands come one after the other.

    Outside the order of lock classes: it is taken before all others, and nothing that holds another waits for it.
    """
    await tx.execute(select(Admin.id).where(Admin.id == admin_id).with_for_update(key_share=True))


async def list_admins(tx: Transaction) -> list[AdminView]:
    """All admins; they are few."""
    return [_admin(row) for row in await tx.execute(_ADMINS.order_by(ADMINS.c.id))]


async def add_admin(tx: Transaction, telegram_id: int, name: str | None) -> None:
    """Make an admin, unless the Telegram account is one already; a name that is given replaces the old one."""
    row = insert(Admin).values(id=tx.new_id(), telegram_id=telegram_id, name=name, created_at=tx.now)
    if name is None:
        await tx.execute(row.on_conflict_do_nothing(index_elements=[Admin.telegram_id]))
    else:
        await tx.execute(row.on_conflict_do_update(index_elements=[Admin.telegram_id], set_={"name": name}))


async def set_disabled(tx: Transaction, admin_id: UUID, *, is_disabled: bool) -> bool:
    """Disable or enable an admin. False: it was so before."""
    changed = await tx.execute(
        update(Admin)
        .where(Admin.id == admin_id, Admin.disabled_at.is_(None) if is_disabled else Admin.disabled_at.is_not(None))
        .values(disabled_at=tx.now if is_disabled else None)
    )
    return changed.rowcount == 1


async def add_grant(tx: Transaction, admin_id: UUID, role: Role, granted_by: UUID | None) -> bool:
    """Grant a role. False: it is held already."""
    added = await tx.execute(
        insert(RoleGrant)
        .values(id=tx.new_id(), admin_id=admin_id, role=role, granted_at=tx.now, granted_by=granted_by)
        .on_conflict_do_nothing()
    )
    return added.rowcount == 1


async def end_grant(tx: Transaction, admin_id: UUID, role: Role, revoked_by: UUID | None) -> bool:
    """Revoke a role. False: it is not held."""
    ended = await tx.execute(
        update(RoleGrant)
        .where(RoleGrant.admin_id == admin_id, RoleGrant.role == role, RoleGrant.revoked_at.is_(None))
        .values(revoked_at=tx.now, revoked_by=revoked_by)
    )
    return ended.rowcount == 1


async def lock_owners(tx: Transaction) -> None:
    """Lock the grants of all owners: two owners who remove each other do it one after the other."""
    note_lock(tx, LockClass.DETAIL)
    await tx.execute(
        select(RoleGrant.id)
        .where(RoleGrant.role == Role.OWNER, RoleGrant.revoked_at.is_(None))
        .order_by(RoleGrant.id)
        .with_for_update(key_share=True)
    )


async def count_other_owners(tx: Transaction, admin_id: UUID) -> int:
    """How many others are owners and not disabled. A statement of its own after `lock_owners`."""
    count = await tx.execute(
        select(func.count())
        .select_from(RoleGrant)
        .join(Admin, Admin.id == RoleGrant.admin_id)
        .where(
            RoleGrant.role == Role.OWNER,
            RoleGrant.revoked_at.is_(None),
            Admin.disabled_at.is_(None),
            Admin.id != admin_id,
        )
    )
    return int(count.scalar_one())


def _approval(row: Row[Any]) -> ApprovalView:
    state = ApprovalState(row.state)
    return ApprovalView(**{name: getattr(row, name) for name in ApprovalView.__slots__ if name != "state"}, state=state)


async def add_approval(tx: Transaction, values: dict[str, Any]) -> ApprovalView:
    table = Approval.__table__
    return _approval((await tx.execute(insert(Approval).values(values).returning(*table.columns))).one())


async def lock_approval(tx: Transaction, approval_id: UUID) -> ApprovalView | None:
    """Lock a request until the commit.

    Outside the order of lock classes: a decision takes this lock before all others (the payload says what they
    are), it takes one alone, and the expiry passes over locked rows, so nobody waits in a circle.
    """
    row = (
        await tx.execute(select(Approval.__table__).where(Approval.id == approval_id).with_for_update(key_share=True))
    ).one_or_none()
    return None if row is None else _approval(row)


async def get_approval(tx: Transaction, approval_id: UUID) -> ApprovalView | None:
    row = (await tx.execute(select(Approval.__table__).where(Approval.id == approval_id))).one_or_none()
    return None if row is None else _approval(row)


async def decide(tx: Transaction, approval_id: UUID, state: ApprovalState, decided_by: UUID | None) -> bool:
    """Move a pending request to its end. False: it is not pending any more."""
    moved = await tx.execute(
        update(Approval)
        .where(Approval.id == approval_id, Approval.state == ApprovalState.PENDING)
        .values(state=state, decided_by=decided_by, decided_at=tx.now)
    )
    return moved.rowcount == 1


async def expire(tx: Transaction, limit: int) -> list[UUID]:
    """Expire at most `limit` requests whose time is over; give their ids in order."""
    due = (
        select(Approval.id)
        .where(Approval.state == ApprovalState.PENDING, Approval.expires_at <= tx.now)
        .order_by(Approval.expires_at, Approval.id)
        .limit(limit)
        .with_for_update(key_share=True, skip_locked=True)
        .cte("due")
    )
    rows = await tx.execute(
        update(Approval)
        .where(Approval.id == due.c.id)
        .values(state=ApprovalState.EXPIRED, decided_at=tx.now)
        .returning(Approval.id)
    )
    return sorted(rows.scalars())


async def page_approvals(
    tx: Transaction, states: Iterable[ApprovalState], before: UUID | None, limit: int
) -> list[ApprovalView]:
    """Requests in some states, newest first."""
    page = select(Approval.__table__).where(Approval.state.in_(states)).order_by(Approval.id.desc()).limit(limit)
    if before is not None:
        page = page.where(Approval.id < before)
    rows: Sequence[Row[Any]] = (await tx.execute(page)).all()
    return [_approval(row) for row in rows]
