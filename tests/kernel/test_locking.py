"""Row locks: one order of classes, ids in order, and a lock that does not stop inserts that refer to the row."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy import event, text

from core.access.models import Admin
from core.access.roles import Role
from core.kernel.context import Context, Transaction
from core.kernel.errors import Busy
from core.kernel.locking import LockClass, LockOrderViolated, lock_rows, note_lock
from tests.builders.access import make_admin
from tests.kernel.helpers import apart, sql


@pytest.mark.parametrize("higher", list(LockClass))
async def test_a_lower_class_after_a_higher_one_is_refused(context: Context, higher: LockClass) -> None:
    for lower in LockClass:

        async def run(tx: Transaction, lower: LockClass = lower) -> None:
            note_lock(tx, higher)
            await lock_rows(tx, Admin, [UUID(int=1)], lower)

        if lower < higher:
            with pytest.raises(LockOrderViolated, match=f"{lower.name} after {higher.name}"):
                await context.transact(run)
        else:
            await context.transact(run)


async def test_rows_are_given_as_they_are_after_the_wait(live_context: Context) -> None:
    admin = await make_admin(live_context)
    waiting = asyncio.Event()

    async def read(tx: Transaction) -> str:
        waiting.set()
        return str((await lock_rows(tx, Admin, [admin.admin_id], LockClass.DETAIL))[admin.admin_id].name)

    async def rename(tx: Transaction) -> asyncio.Task[str]:
        await lock_rows(tx, Admin, [admin.admin_id], LockClass.DETAIL)
        reader = apart(live_context.transact(read))
        await waiting.wait()
        await asyncio.sleep(0.1)
        assert not reader.done(), "the lock did not hold"
        await tx.execute(text("UPDATE admins SET name = 'new'"))
        return reader

    assert await (await live_context.transact(rename)) == "new"


async def test_a_locked_row_can_be_referred_to_but_not_locked(live_context: Context) -> None:
    admin = await make_admin(live_context, Role.SUPPORT)
    grant = """INSERT INTO role_grants (id, admin_id, role, granted_at)
               VALUES ('019aa000-0000-7000-8000-000000000000', :admin, 'auditor', now())"""

    async def lock_too(tx: Transaction) -> None:
        await tx.execute(text("SET LOCAL lock_timeout = '100ms'"))
        await lock_rows(tx, Admin, [admin.admin_id], LockClass.DETAIL)

    async def hold(tx: Transaction) -> None:
        await lock_rows(tx, Admin, [admin.admin_id], LockClass.DETAIL)
        async with asyncio.timeout(2):
            await apart(sql(live_context, grant, admin=admin.admin_id))
        with pytest.raises(Busy):
            await apart(live_context.transact(lock_too))

    await live_context.transact(hold)


async def test_ids_are_locked_in_order_once_and_unknown_ones_left_out(context: Context) -> None:
    ids = [(await make_admin(context)).admin_id for _ in range(3)]
    statements: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_rest: object) -> None:
        statements.append((statement, parameters))

    event.listen(context.engine.sync_engine, "before_cursor_execute", note)

    async def run(tx: Transaction) -> list[UUID]:
        assert await lock_rows(tx, Admin, [], LockClass.RAFFLE) == {}
        found = await lock_rows(tx, Admin, [*reversed(ids), ids[0], UUID(int=1)], LockClass.DETAIL)
        return list(found)

    assert await context.transact(run) == sorted(ids)
    locking = [item for item in statements if "admins" in item[0]]
    assert len(locking) == 1
    assert "ORDER BY admins.id FOR NO KEY UPDATE" in locking[0][0]
    assert list(locking[0][1]) == [[UUID(int=1), *sorted(ids)]]  # type: ignore[call-overload]
