"""Statements that go past SQLAlchemy: in its transaction, with its errors, and refused where nothing may be written."""

import asyncio
import traceback
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import Integer, String, column, func, select, table, text
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from core.kernel.context import Context, Transaction, constraint_of
from core.kernel.direct import Direct, Records
from core.kernel.errors import Busy, Unavailable
from core.kernel.overlap import together
from sandbox.services import ServiceUrls
from tests.kernel.helpers import apart, bump, counters, make_counters, sql
from tests.plugins.database import administer

ADD = Direct(text("INSERT INTO counters VALUES (:name, :n) RETURNING n, name"))
BUMP = Direct(text("UPDATE counters SET n = n + :by WHERE name = :name"))
ECHO = Direct(text("SELECT CAST(:b AS text), CAST(:a AS bigint[]), CAST(:b AS text), CAST(:c AS uuid)"))
PID = Direct(select(func.pg_backend_pid()))
OPEN = """
    SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'
"""
_COUNTERS = table("counters", column("name", String), column("n", Integer))
ALL = Direct(select(_COUNTERS).order_by("name"))


class Counter(NamedTuple):
    name: str
    n: Any


@pytest.fixture
async def live(live_context: Context) -> Context:
    await make_counters(live_context, "a", "b")
    return live_context


async def fetch(context: Context, statement: Direct, **params: Any) -> Records:
    return await context.transact(lambda tx: tx.fetch(statement, params))


async def test_parameters_go_by_their_names_and_rows_come_in_order(live: Context) -> None:
    id_ = UUID(int=7)
    assert [tuple(row) for row in await fetch(live, ECHO, a=[3, 1, 2], c=id_, b="x")] == [("x", [3, 1, 2], "x", id_)]
    [row] = await fetch(live, ADD, n=5, name="c")
    assert (tuple(row), row["name"], row["n"]) == ((5, "c"), "c", 5)
    assert [tuple(row) for row in await fetch(live, ALL)] == [("a", 0), ("b", 0), ("c", 5)]


async def test_it_is_part_of_the_transaction_also_as_its_first_statement(live: Context) -> None:
    async def fail(tx: Transaction) -> None:
        await tx.fetch(BUMP, {"name": "a", "by": 1})
        await bump(tx, "b")
        assert [tuple(row) for row in await tx.fetch(ALL, {})] == [("a", 1), ("b", 1)]
        raise LookupError

    with pytest.raises(LookupError):
        await live.transact(fail)
    assert await counters(live) == {"a": 0, "b": 0}
    await fetch(live, BUMP, name="a", by=2)
    assert await counters(live) == {"a": 2, "b": 0}


async def test_a_missing_parameter_is_a_mistake_of_ours(live: Context) -> None:
    with pytest.raises(KeyError, match="by"):
        await fetch(live, BUMP, name="a")


async def test_a_violated_constraint_is_named(live: Context) -> None:
    with pytest.raises(IntegrityError) as refused:
        await fetch(live, ADD, name="a", n=1)
    assert constraint_of(refused.value) == "counters_pkey"
    told = "".join(traceback.format_exception(refused.value))
    assert "counters_pkey" in told
    assert "DETAIL" not in told, "rows are personal data"
    assert "(a)" not in told


async def test_rows_are_copied_within_the_transaction_also_as_its_first_statement(live: Context) -> None:
    async def add(tx: Transaction, *rows: Counter) -> None:
        await tx.copy("counters", rows)
        await tx.fetch(BUMP, {"name": "c", "by": 1})
        if len(rows) == 1:
            raise LookupError

    with pytest.raises(LookupError):
        await live.transact(lambda tx: add(tx, Counter("c", 5)))
    assert await counters(live) == {"a": 0, "b": 0}
    await live.transact(lambda tx: add(tx, Counter("c", 5), Counter("d", 7)))
    await live.transact(add)
    assert await counters(live) == {"a": 0, "b": 0, "c": 7, "d": 7}


async def test_rows_that_cannot_be_copied_are_told_as_those_of_an_insert(live: Context) -> None:
    with pytest.raises(IntegrityError) as refused:
        await live.transact(lambda tx: tx.copy("counters", [Counter("c", 1), Counter("a", 1)]))
    assert constraint_of(refused.value) == "counters_pkey"
    told = "".join(traceback.format_exception(refused.value))
    assert "DETAIL" not in told
    assert "(a)" not in told
    for wrong in (2**70, "one"):
        with pytest.raises(DBAPIError):
            await live.transact(lambda tx, n=wrong: tx.copy("counters", [Counter("c", n)]))  # type: ignore[misc]
    with pytest.raises(ProgrammingError):
        await live.transact(lambda tx: tx.copy("absent", [Counter("c", 1)]))
    with pytest.raises(RuntimeError, match="plain SELECT"):
        await live.read(lambda tx: tx.copy("counters", [Counter("c", 1)]))
    assert await counters(live) == {"a": 0, "b": 0}


async def test_a_connection_that_could_not_begin_is_not_used_again(
    live: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = asyncpg.Connection.execute

    async def refuse(self: asyncpg.Connection, query: str, *args: Any, **options: Any) -> str:
        if query.startswith("BEGIN"):
            raise asyncpg.QueryCanceledError("canceling statement due to user request")
        return str(await start(self, query, *args, **options))

    with monkeypatch.context() as refusing:
        refusing.setattr(asyncpg.Connection, "execute", refuse)
        with pytest.raises(Busy):
            await fetch(live, BUMP, name="a", by=1)
    for _ in range(live.settings.database_pool_size):
        await fetch(live, BUMP, name="a", by=1)
    assert await counters(live) == {"a": live.settings.database_pool_size, "b": 0}


async def test_whoever_is_cancelled_anywhere_leaves_no_transaction_open(live: Context) -> None:
    """Some steps of the loop later each time: in the pool, at BEGIN, at a statement, at COPY, at COMMIT."""

    async def write(tx: Transaction) -> None:
        await tx.fetch(BUMP, {"name": "a", "by": 1})
        await tx.copy("counters", [Counter(str(tx.new_id()), 1)])

    steps, cancelled = 0, 0
    while True:
        task = asyncio.ensure_future(live.transact(write))
        for _ in range(steps):
            await asyncio.sleep(0)
        cancelled += task.cancel()
        [outcome] = await asyncio.gather(task, return_exceptions=True)
        assert not await sql(live, OPEN), f"cancelled after {steps} steps"
        if outcome is None:
            break
        steps += 1 + steps // 100
    assert cancelled > 5
    written = await counters(live)
    assert written["a"] == len(written) - len("ab") >= 1


@pytest.mark.parametrize("statement", ["SELECT absent FROM counters", "SELECT 1 FROM absent"])
async def test_another_schema_is_told_as_such(live: Context, statement: str) -> None:
    with pytest.raises(ProgrammingError):
        await fetch(live, Direct(text(statement)))


@pytest.mark.parametrize("params", [{"name": "a", "by": 2**70}, {"name": "a", "by": "one"}, {"name": 1, "by": 1}])
async def test_a_value_that_the_driver_refuses_is_no_outage(live: Context, params: Mapping[str, Any]) -> None:
    with pytest.raises(DBAPIError):
        await fetch(live, BUMP, **params)
    assert await counters(live) == {"a": 0, "b": 0}


async def test_a_lock_that_is_not_to_be_had_is_busy(live: Context) -> None:
    async def impatient(tx: Transaction) -> None:
        await tx.execute(text("SET LOCAL lock_timeout = '100ms'"))
        await tx.fetch(BUMP, {"name": "a", "by": 1})

    async def hold(tx: Transaction) -> None:
        await bump(tx, "a")
        with pytest.raises(Busy):
            await apart(live.transact(impatient))

    await live.transact(hold)


async def test_a_deadlock_is_resolved_and_both_succeed(live: Context) -> None:
    barrier, runs = asyncio.Barrier(2), list[str]()

    async def cross(first: str, second: str) -> None:
        async def run(tx: Transaction) -> None:
            runs.append(first)
            await tx.fetch(BUMP, {"name": first, "by": 1})
            if len(runs) <= 2:
                await barrier.wait()
            await tx.fetch(BUMP, {"name": second, "by": 1})

        await live.transact(run)

    await asyncio.gather(cross("a", "b"), cross("b", "a"))
    assert len(runs) == 3, "no deadlock happened"
    assert await counters(live) == {"a": 2, "b": 2}


@pytest.mark.parametrize("copies", [False, True])
async def test_a_terminated_connection_is_unavailable_and_leaves_the_pool(
    live: Context, services: ServiceUrls, copies: bool
) -> None:
    async def run(tx: Transaction) -> None:
        await tx.fetch(BUMP, {"name": "a", "by": 1})
        [(pid,)] = await tx.fetch(PID, {})
        await administer(services, f"SELECT pg_terminate_backend({pid}, 5000)")
        if copies:
            await tx.copy("counters", [Counter("c", 1)])
        else:
            await tx.fetch(BUMP, {"name": "b", "by": 1})

    with pytest.raises(Unavailable):
        await live.transact(run)
    for _ in range(live.settings.database_pool_size):
        await fetch(live, BUMP, name="b", by=1)
    assert await counters(live) == {"a": 0, "b": live.settings.database_pool_size}


async def test_a_connection_that_died_in_the_pool_is_unavailable_once(live: Context, services: ServiceUrls) -> None:
    [(pid,)] = await fetch(live, PID)
    await administer(services, f"SELECT pg_terminate_backend({pid}, 5000)")
    with pytest.raises(Unavailable):
        await fetch(live, BUMP, name="a", by=1)
    await fetch(live, BUMP, name="a", by=1)
    assert await counters(live) == {"a": 1, "b": 0}


async def test_a_read_is_unavailable_once_as_well(live: Context, services: ServiceUrls) -> None:
    async def read() -> int:
        [(pid,)] = await live.read(lambda tx: tx.fetch(PID, {}))
        return int(pid)

    gone = await read()
    await administer(services, f"SELECT pg_terminate_backend({gone}, 5000)")
    with pytest.raises(Unavailable):
        await read()
    assert await read() != gone


async def test_a_read_runs_plain_selects_only(live: Context) -> None:
    assert [tuple(row) for row in await live.read(lambda tx: tx.fetch(ALL, {}))] == [("a", 0), ("b", 0)]
    for statement in (BUMP, Direct(text("SELECT 1")), Direct(select(_COUNTERS).with_for_update())):
        with pytest.raises(RuntimeError, match="plain SELECT"):
            await live.read(lambda tx, one=statement: tx.fetch(one, {"name": "a", "by": 1}))  # type: ignore[misc]
    assert await sql(live, "SELECT sum(n) FROM counters") == [(0,)]


@pytest.mark.parametrize("how", ["fetch", "fetch together", "copy", "execute", "commit"])
async def test_a_connection_that_is_told_goodbye_is_unavailable_at_every_step(
    live: Context, services: ServiceUrls, how: str
) -> None:
    """Some steps of the loop later each time: before the last words of the server are read, and before the end."""

    async def run(tx: Transaction, steps: int) -> None:
        [(pid,)] = await tx.fetch(PID, {})
        await tx.fetch(BUMP, {"name": "a", "by": 1})
        with ThreadPoolExecutor(1) as aside:  # this loop stands still meanwhile
            aside.submit(asyncio.run, administer(services, f"SELECT pg_terminate_backend({pid}, 5000)")).result()
        for _ in range(steps):
            await asyncio.sleep(0)
        if how == "fetch":
            await tx.fetch(BUMP, {"name": "b", "by": 1})
        elif how == "fetch together":
            await together(tx.fetch(BUMP, {"name": "b", "by": 1}), tx.fetch(ALL, {}))
        elif how == "copy":
            await tx.copy("counters", [Counter("c", 1)])
        elif how == "execute":
            await bump(tx, "b")

    for steps in range(6):
        with pytest.raises(Unavailable):
            await live.transact(lambda tx, steps=steps: run(tx, steps))  # type: ignore[misc]
    for _ in range(live.settings.database_pool_size):
        await fetch(live, BUMP, name="b", by=1)
    assert await counters(live) == {"a": 0, "b": live.settings.database_pool_size}


async def test_statements_of_both_kinds_may_come_together_also_as_the_first(live: Context) -> None:
    async def mixed(tx: Transaction) -> None:
        for _ in range(3):
            await together(bump(tx, "a"), tx.fetch(BUMP, {"name": "b", "by": 1}), bump(tx, "b"))
            await together(tx.fetch(BUMP, {"name": "b", "by": 1}), tx.copy("counters", [Counter(str(tx.new_id()), 1)]))

    await live.transact(mixed)
    found = await counters(live)
    assert (found["a"], found["b"], len(found)) == (3, 9, 5)
