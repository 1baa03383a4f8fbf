"""Admins, their roles and what those permit."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy import select

from core.access import permissions
from core.access.disable_admin import disable_admin, enable_admin
from core.access.errors import LastOwner
from core.access.grant_role import grant_role
from core.access.load_admin import load_admin
from core.access.models import RoleGrant
from core.access.revoke_role import revoke_role
from core.access.roles import Role, permissions_of
from core.access.views import AdminView
from core.kernel.actor import SYSTEM, Actor
from core.kernel.context import Context
from core.kernel.errors import Forbidden, InvalidInput, WrongState
from tests.audit.helpers import audit_rows
from tests.builders.access import make_admin


async def grant(
    context: Context, telegram_id: int, role: Role, actor: Actor = SYSTEM, name: str | None = None
) -> AdminView:
    return await context.transact(lambda tx: grant_role(tx, actor, telegram_id, role, name))


async def revoke(context: Context, admin_id: UUID, role: Role, actor: Actor = SYSTEM) -> None:
    await context.transact(lambda tx: revoke_role(tx, actor, admin_id, role))


async def load(context: Context, telegram_id: int) -> Actor:
    return await context.transact(lambda tx: load_admin(tx, telegram_id))


def test_every_role_permits_known_things_and_only_the_owner_everything() -> None:
    named = {value for name, value in vars(permissions).items() if name.isupper() and name != "ALL"}
    assert named == permissions.ALL
    for role in Role:
        assert permissions_of([role])
        assert permissions_of([role]) <= permissions.ALL
        assert (permissions_of([role]) == permissions.ALL) == (role is Role.OWNER)
    assert permissions_of([]) == frozenset()
    assert permissions_of(["finance", "auditor"]) == permissions_of([Role.FINANCE]) | permissions_of([Role.AUDITOR])
    with pytest.raises(ValueError, match="emperor"):
        permissions_of(["emperor"])


def test_only_the_owner_manages_admins_and_configuration() -> None:
    for permission in (permissions.ADMINS_MANAGE, permissions.CONFIG_WRITE):
        assert [role for role in Role if permission in permissions_of([role])] == [Role.OWNER]


async def test_a_grant_makes_an_admin_and_a_second_one_adds_a_role(context: Context) -> None:
    first = await grant(context, 501, Role.SUPPORT, name="Mo")
    second = await grant(context, 501, Role.AUDITOR)
    assert second.id == first.id
    assert second.name == "Mo"
    assert second.roles == frozenset({Role.SUPPORT, Role.AUDITOR})
    actor = await load(context, 501)
    assert actor == Actor.admin(first.id, permissions_of([Role.SUPPORT, Role.AUDITOR]))
    rows = await audit_rows(context)
    assert [(row.action, row.subject_id, row.details) for row in rows] == [
        ("role.granted", str(first.id), {"role": "support"}),
        ("role.granted", str(first.id), {"role": "auditor"}),
    ]


async def test_a_role_that_is_held_is_granted_only_once(context: Context) -> None:
    await grant(context, 501, Role.SUPPORT)
    assert (await grant(context, 501, Role.SUPPORT, name="Mo")).name == "Mo"
    assert len(await audit_rows(context)) == 1


async def test_concurrent_grants_make_one_admin(live_context: Context) -> None:
    made = await asyncio.gather(*(grant(live_context, 501, role) for role in [*Role, *Role]))
    assert len({admin.id for admin in made}) == 1
    assert (await load(live_context, 501)).permissions == permissions.ALL


async def test_a_revoked_role_is_gone_at_once_and_stays_as_history(context: Context) -> None:
    owner = await make_admin(context)
    admin = await grant(context, 501, Role.SUPPORT, owner)
    await revoke(context, admin.id, Role.SUPPORT, owner)
    assert (await load(context, 501)).permissions == frozenset()
    with pytest.raises(WrongState):
        await revoke(context, admin.id, Role.SUPPORT, owner)
    await grant(context, 501, Role.SUPPORT)
    history = select(RoleGrant.__table__).where(RoleGrant.admin_id == admin.id).order_by(RoleGrant.id)
    rows = (await context.transact(lambda tx: tx.execute(history))).all()
    assert [(row.granted_by, row.revoked_by, row.revoked_at is None) for row in rows] == [
        (owner.id, owner.id, False),
        (None, None, True),
    ]
    assert [row.action for row in await audit_rows(context)][-3:] == ["role.granted", "role.revoked", "role.granted"]


async def test_the_last_owner_stays(context: Context) -> None:
    first = await make_admin(context)
    with pytest.raises(LastOwner):
        await revoke(context, first.admin_id, Role.OWNER)
    with pytest.raises(LastOwner):
        await context.transact(lambda tx: disable_admin(tx, SYSTEM, first.admin_id))
    second = await make_admin(context)
    await context.transact(lambda tx: disable_admin(tx, SYSTEM, second.admin_id))
    with pytest.raises(LastOwner):  # a disabled owner is of no help
        await revoke(context, first.admin_id, Role.OWNER)
    await context.transact(lambda tx: enable_admin(tx, SYSTEM, second.admin_id))
    await revoke(context, first.admin_id, Role.OWNER)


async def test_owners_who_remove_each_other_at_once_leave_one(live_context: Context) -> None:
    async def disable(actor: Actor, admin_id: UUID) -> None:
        await live_context.transact(lambda tx: disable_admin(tx, actor, admin_id))

    one = await make_admin(live_context)
    for _ in range(5):
        two = await make_admin(live_context)
        results = await asyncio.gather(
            revoke(live_context, one.admin_id, Role.OWNER, two), disable(one, two.admin_id), return_exceptions=True
        )
        assert [type(result) for result in results if result is not None] == [LastOwner]
        if results[0] is None:
            one = two


async def test_strangers_and_disabled_admins_are_told_the_same(context: Context) -> None:
    admin = await grant(context, 501, Role.SUPPORT)
    await make_admin(context)
    await context.transact(lambda tx: disable_admin(tx, SYSTEM, admin.id))
    refusals = []
    for telegram_id in (501, 999):
        with pytest.raises(Forbidden) as refusal:
            await load(context, telegram_id)
        refusals.append(str(refusal.value))
    assert refusals[0] == refusals[1]
    with pytest.raises(WrongState):
        await grant(context, 501, Role.AUDITOR)
    with pytest.raises(WrongState):
        await context.transact(lambda tx: disable_admin(tx, SYSTEM, admin.id))
    await context.transact(lambda tx: enable_admin(tx, SYSTEM, admin.id))
    assert (await load(context, 501)).permissions == permissions_of([Role.SUPPORT])


@pytest.mark.parametrize("telegram_id", [0, -5, 2**52, 2**70])
async def test_an_impossible_telegram_id_is_refused(context: Context, telegram_id: int) -> None:
    with pytest.raises(InvalidInput):
        await grant(context, telegram_id, Role.SUPPORT)


@pytest.mark.parametrize("name", ["", "x" * 101, "a\nb"])
async def test_a_malformed_name_is_refused(context: Context, name: str) -> None:
    with pytest.raises(InvalidInput):
        await grant(context, 501, Role.SUPPORT, name=name)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.FINANCE, Role.SUPPORT, Role.AUDITOR])
async def test_nobody_but_an_owner_grants_or_revokes(context: Context, role: Role) -> None:
    owner, actor = await make_admin(context), await make_admin(context, role)
    for who in (actor, Actor.player(actor.admin_id)):
        with pytest.raises(Forbidden):
            await grant(context, 501, Role.OWNER, who)
        with pytest.raises(Forbidden):
            await revoke(context, owner.admin_id, Role.OWNER, who)
        with pytest.raises(Forbidden):
            await context.transact(lambda tx, who=who: disable_admin(tx, who, owner.admin_id))  # type: ignore[misc]
