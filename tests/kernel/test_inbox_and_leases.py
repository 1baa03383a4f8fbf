"""Outside events are taken once; leases are held by one."""

import asyncio
from datetime import timedelta

import pytest

from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from core.kernel.inbox import forget_handled, receive
from core.kernel.leases import acquire_lease, forget_leases, release_lease
from tests.kernel.helpers import bump, counters, make_counters, sql


async def handle(context: Context, event_id: str, source: str = "stars", *, fail: bool = False) -> bool:
    async def run(tx: Transaction) -> bool:
        if not await receive(tx, source, event_id, {"x": 1}):
            return False
        await bump(tx, "a")
        await asyncio.sleep(0.02)
        if fail:
            raise LookupError
        return True

    return await context.transact(run)


async def test_an_event_is_handled_once_per_source(context: Context) -> None:
    await make_counters(context, "a")
    assert await handle(context, "1")
    assert not await handle(context, "1")
    assert await handle(context, "1", "stripe")
    assert await handle(context, "2")
    assert await counters(context) == {"a": 3}


async def test_an_event_that_arrives_several_times_at_once_is_handled_once(live_context: Context) -> None:
    await make_counters(live_context, "a")
    results = await asyncio.gather(*(handle(live_context, "1") for _ in range(8)))
    assert sum(results) == 1
    assert await counters(live_context) == {"a": 1}


async def test_an_event_whose_handling_failed_is_taken_again(live_context: Context) -> None:
    await make_counters(live_context, "a")
    results = await asyncio.gather(
        handle(live_context, "1", fail=True), handle(live_context, "1"), return_exceptions=True
    )
    assert True in results or await handle(live_context, "1")
    assert await counters(live_context) == {"a": 1}


async def test_handled_events_are_forgotten_in_bounded_steps(context: Context, clock: ManualClock) -> None:
    await make_counters(context, "a")
    for event_id in ("1", "2", "3"):
        await handle(context, event_id)
    clock.advance(timedelta(days=90))
    await handle(context, "4")
    steps = [await context.transact(lambda tx: forget_handled(tx, clock.now(), 2)) for _ in range(3)]
    assert steps == [2, 1, 0]
    assert [row.event_id for row in await sql(context, "SELECT event_id FROM inbox")] == ["4"]


async def acquire(context: Context, holder: str, name: str = "deliver") -> bool:
    return await context.transact(lambda tx: acquire_lease(tx, name, holder, 30))


async def test_a_lease_is_held_by_one_until_it_runs_out(context: Context, clock: ManualClock) -> None:
    assert await acquire(context, "a")
    assert not await acquire(context, "b")
    assert await acquire(context, "b", "another")
    clock.advance(timedelta(seconds=20))
    assert await acquire(context, "a"), "the holder extends it"
    clock.advance(timedelta(seconds=30) - timedelta(microseconds=1))
    assert not await acquire(context, "b")
    clock.advance(timedelta(microseconds=1))
    assert await acquire(context, "b")
    assert not await acquire(context, "a")


async def test_only_the_holder_gives_a_lease_back(context: Context) -> None:
    await acquire(context, "a")
    await context.transact(lambda tx: release_lease(tx, "deliver", "b"))
    assert not await acquire(context, "b")
    await context.transact(lambda tx: release_lease(tx, "deliver", "a"))
    assert await acquire(context, "b")


@pytest.mark.parametrize("taken_before", [False, True])
async def test_one_of_many_gets_a_lease(live_context: Context, clock: ManualClock, taken_before: bool) -> None:
    if taken_before:
        await acquire(live_context, "dead")
        clock.advance(timedelta(seconds=31))
    taken = await asyncio.gather(*(acquire(live_context, str(n)) for n in range(8)))
    assert sum(taken) == 1


async def test_leases_that_ran_out_long_ago_are_forgotten(context: Context, clock: ManualClock) -> None:
    await acquire(context, "a", "old")
    clock.advance(timedelta(days=1, seconds=31))
    await acquire(context, "a", "new")
    assert await context.transact(forget_leases) == 1
    assert [row.name for row in await sql(context, "SELECT name FROM leases")] == ["new"]
