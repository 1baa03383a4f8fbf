"""The one owner of commit: commits once, runs again where PostgreSQL asks for it, says when the database is gone."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from pydantic import SecretStr
from sqlalchemy import Executable, Integer, column, event, func, select, table, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction, constraint_of, open_context
from core.kernel.errors import Busy, Unavailable
from sandbox.services import ServiceUrls
from tests.kernel.helpers import apart, bump, counters, make_counters, sql
from tests.plugins.database import administer

_COUNTERS = table("counters", column("name"), column("n", Integer))


@pytest.fixture
async def live(live_context: Context) -> Context:
    await make_counters(live_context, "a", "b")
    return live_context


async def test_a_success_is_committed_once_and_a_failure_not_at_all(live: Context) -> None:
    commits: list[object] = []
    event.listen(live.engine.sync_engine, "commit", commits.append)

    async def succeed(tx: Transaction) -> str:
        await bump(tx, "a")
        return "done"

    async def fail(tx: Transaction) -> None:
        await bump(tx, "a")
        raise LookupError

    assert await live.transact(succeed) == "done"
    assert len(commits) == 1
    with pytest.raises(LookupError):
        await live.transact(fail)
    assert len(commits) == 1
    assert await counters(live) == {"a": 1, "b": 0}


async def test_the_result_is_given_after_the_commit_and_finishers_run_before_it(live: Context) -> None:
    seen: list[str] = []

    async def finish(tx: Transaction) -> None:
        await bump(tx, "b")
        seen.append("finisher")

    async def run(tx: Transaction) -> None:
        tx.finishers.append(finish)
        await bump(tx, "a")
        seen.append("use case")

    await live.transact(run)
    assert seen == ["use case", "finisher"]
    assert await counters(live) == {"a": 1, "b": 1}


async def test_a_failing_finisher_takes_everything_back(live: Context) -> None:
    async def finish(_tx: Transaction) -> None:
        raise LookupError

    async def run(tx: Transaction) -> None:
        tx.finishers.append(finish)
        await bump(tx, "a")

    with pytest.raises(LookupError):
        await live.transact(run)
    assert await counters(live) == {"a": 0, "b": 0}


def _overtaken(live: Context, times: int) -> tuple[Callable[[Transaction], Awaitable[None]], list[int]]:
    """A use case whose snapshot is overtaken by another transaction the first `times` times (40001)."""
    runs: list[int] = []

    async def run(tx: Transaction) -> None:
        runs.append(1)
        await tx.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        await tx.execute(text("SELECT n FROM counters"))
        if len(runs) <= times:
            await apart(sql(live, "UPDATE counters SET n = n + 10 WHERE name = 'a'"))
        await bump(tx, "a")

    return run, runs


async def test_a_serialization_failure_runs_the_use_case_again(live: Context) -> None:
    run, runs = _overtaken(live, 2)
    await live.transact(run)
    assert len(runs) == 3
    assert await counters(live) == {"a": 21, "b": 0}


async def test_the_number_of_runs_is_bounded(live: Context) -> None:
    run, runs = _overtaken(live, 100)
    with pytest.raises(Busy) as refusal:
        await live.transact(run, attempts=3)
    assert len(runs) == 3
    assert isinstance(refusal.value.__cause__, DBAPIError)
    assert await counters(live) == {"a": 30, "b": 0}


async def test_a_deadlock_is_resolved_and_both_succeed(live: Context) -> None:
    barrier = asyncio.Barrier(2)
    runs: list[str] = []

    def crossing(first: str, second: str) -> Callable[[Transaction], Awaitable[None]]:
        is_first_run = True

        async def run(tx: Transaction) -> None:
            nonlocal is_first_run
            runs.append(first)
            await bump(tx, first)
            if is_first_run:
                is_first_run = False
                await barrier.wait()
            await bump(tx, second)

        return run

    await asyncio.gather(live.transact(crossing("a", "b")), live.transact(crossing("b", "a")))
    assert len(runs) == 3, "no deadlock happened"
    assert await counters(live) == {"a": 2, "b": 2}


async def test_another_error_is_not_retried(live: Context) -> None:
    runs: list[int] = []

    async def run(tx: Transaction) -> None:
        runs.append(1)
        await tx.execute(text("INSERT INTO counters VALUES ('a', 0)"))

    with pytest.raises(IntegrityError) as refusal:
        await live.transact(run)
    assert len(runs) == 1
    assert constraint_of(refusal.value) == "counters_pkey"


async def test_a_value_that_the_driver_refuses_is_no_outage(live: Context) -> None:
    async def run(tx: Transaction) -> None:
        await tx.execute(text("SELECT CAST(:x AS bigint)"), {"x": 2**70})

    with pytest.raises(DBAPIError):
        await live.transact(run)


async def test_a_lock_that_is_not_to_be_had_is_busy(live: Context) -> None:
    async def impatient(tx: Transaction) -> None:
        await tx.execute(text("SET LOCAL lock_timeout = '100ms'"))
        await bump(tx, "a")

    async def hold(tx: Transaction) -> None:
        await bump(tx, "a")
        with pytest.raises(Busy):
            await apart(live.transact(impatient))

    await live.transact(hold)
    assert await counters(live) == {"a": 1, "b": 0}


async def test_a_statement_that_takes_too_long_is_busy(live: Context) -> None:
    async def slow(tx: Transaction) -> None:
        await tx.execute(text("SET LOCAL statement_timeout = '50ms'"))
        await tx.execute(text("SELECT pg_sleep(5)"))

    with pytest.raises(Busy):
        await live.transact(slow)


async def test_every_connection_has_the_time_outs_of_the_settings(live: Context) -> None:
    wanted = {"statement_timeout_ms": 1234, "lock_timeout_ms": 567, "database_pool_size": 2}
    made = open_context(live.settings.model_copy(update=wanted), live.clock)
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    shown = await sql(made, "SELECT " + ", ".join(f"current_setting('{name}')" for name in names))
    assert tuple(shown[0]) == ("1234ms", "567ms", "1min")
    assert made.engine.sync_engine.pool.size() == 2  # type: ignore[attr-defined]
    await made.close()


@pytest.fixture
async def narrow(live: Context) -> AsyncIterator[Context]:
    """A context on the same database with a single connection."""
    made = open_context(live.settings.model_copy(update={"database_pool_size": 1}), ManualClock(live.clock.now()))
    made.engine.sync_engine.pool._timeout = 0.1  # type: ignore[attr-defined]
    yield made
    await made.close()


async def test_an_exhausted_pool_is_busy(narrow: Context) -> None:
    async def hold(tx: Transaction) -> None:
        await bump(tx, "a")
        with pytest.raises(Busy):
            await apart(sql(narrow, "SELECT 1"))

    await narrow.transact(hold)


async def test_a_terminated_connection_is_unavailable_and_the_next_transaction_works(
    live: Context, services: ServiceUrls
) -> None:
    async def run(tx: Transaction) -> None:
        await bump(tx, "a")
        pid = (await tx.execute(text("SELECT pg_backend_pid()"))).scalar_one()
        await administer(services, f"SELECT pg_terminate_backend({pid}, 5000)")
        await bump(tx, "b")

    with pytest.raises(Unavailable):
        await live.transact(run)
    assert await counters(live) == {"a": 0, "b": 0}


async def test_a_connection_that_dies_before_the_commit_is_unavailable(live: Context, services: ServiceUrls) -> None:
    async def run(tx: Transaction) -> None:
        await bump(tx, "a")
        pid = (await tx.execute(text("SELECT pg_backend_pid()"))).scalar_one()
        await administer(services, f"SELECT pg_terminate_backend({pid}, 5000)")

    with pytest.raises(Unavailable):
        await live.transact(run)
    assert await counters(live) == {"a": 0, "b": 0}


async def test_a_server_that_is_not_there_is_unavailable(live: Context, clock: ManualClock) -> None:
    nowhere = SecretStr("postgresql+asyncpg://app@/fairlot?host=/nonexistent&port=5432")
    made = open_context(live.settings.model_copy(update={"database_url": nowhere}), clock)
    with pytest.raises(Unavailable):
        await sql(made, "SELECT 1")
    await made.close()


async def test_a_transaction_inside_a_transaction_is_refused(live: Context) -> None:
    async def outer(tx: Transaction) -> None:
        await bump(tx, "a")
        await sql(live, "UPDATE counters SET n = 9")

    with pytest.raises(RuntimeError, match="transact inside transact"):
        await live.transact(outer)
    assert await counters(live) == {"a": 0, "b": 0}


async def test_a_transaction_has_its_own_memory_and_the_instant_of_its_beginning(
    live: Context, clock: ManualClock
) -> None:
    seen: list[object] = []

    async def run(tx: Transaction) -> None:
        assert tx.held == {}
        tx.held["x"] = 1
        seen.append(tx.now)

    await live.transact(run)
    await live.transact(run)
    assert seen == [clock.now()] * 2


async def test_an_error_of_the_database_tells_no_parameters(context: Context) -> None:
    """What is sent to the database is addresses, names and secrets, and an error's text goes to the log."""

    async def fail(tx: Transaction) -> None:
        await tx.execute(
            text("SELECT CAST(:address AS text), 1 / CAST(:zero AS integer)"), {"address": "Lane 5", "zero": 0}
        )

    with pytest.raises(DBAPIError) as error:
        await context.transact(fail)
    assert "division by zero" in str(error.value)
    assert "Lane 5" not in str(error.value)


def test_a_context_shows_no_key(context: Context) -> None:
    key = next(iter(context.keys.keys.values()))
    assert repr(key) not in repr(context)
    assert repr(key) not in repr(context.keys)


async def test_a_read_has_no_transaction(live: Context) -> None:
    async def look_twice(tx: Transaction) -> list[object]:
        # now() stands still in a transaction
        return [(await tx.execute(select(func.now()))).scalar_one() for _ in range(2)]

    assert len(set(await live.transact(look_twice))) == 1
    assert len(set(await live.read(look_twice))) == 2


@pytest.mark.parametrize("statement", [text("SELECT 1"), _COUNTERS.update().values(n=7), select(1).with_for_update()])
async def test_a_read_refuses_what_writes_or_locks(live: Context, statement: Executable) -> None:
    with pytest.raises(RuntimeError, match="plain SELECTs"):
        await live.read(lambda tx: tx.execute(statement))
    assert await counters(live) == {"a": 0, "b": 0}
