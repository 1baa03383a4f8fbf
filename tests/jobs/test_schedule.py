"""Every job by itself and at the same time in several processes; what housekeeping may delete."""

import asyncio
import hashlib
import logging
from datetime import timedelta
from typing import cast

import pytest

from core.accounts.open_session import open_session
from core.app import App
from core.draws.beacons.hashchain_http import HashchainSource
from core.jobs import schedule
from core.jobs.runner import run_job
from core.jobs.schedule import JOBS, PARTITIONED
from core.kernel.actor import SYSTEM
from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from core.kernel.idempotency import run_once
from core.kernel.inbox import receive
from core.kernel.leases import acquire_lease
from core.kernel.outbox import emit
from core.raffles.models import RaffleState
from core.raffles.views import RaffleView
from tests.builders.accounts import make_player
from tests.builders.ledger import fund
from tests.builders.raffles import TestBeacon, buy, make_lottery, purchase
from tests.concurrency.crowd import differences, prizes_owed
from tests.kernel.helpers import sql

JOB = {job.name: job for job in JOBS}
DAY = timedelta(days=1)
KEPT_TABLES = ("commands", "outbox", "inbox", "player_sessions", "leases")


@pytest.fixture
def app(live_context: Context, clock: ManualClock) -> App:
    return App(live_context, cast(HashchainSource, TestBeacon(clock)))


async def run(app: App, *jobs: str) -> None:
    for job in jobs:
        await run_job(JOB[job], app, "test")


def test_jobs_have_names_of_their_own_and_a_pace() -> None:
    assert len(JOB) == len(JOBS)
    assert all(0 < job.every_s <= DAY.total_seconds() for job in JOBS)


async def test_every_job_runs_on_an_empty_database(app: App, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    await run(app, *JOB)
    assert caplog.messages == []


async def test_every_job_runs_in_several_processes_at_once(
    app: App, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    """There is something to forget, to close, to draw, and months to be prepared."""
    caplog.set_level(logging.WARNING)
    await leave_traces(app.context, 5)
    raffles = [await sold_out(app) for _ in range(2)]
    await drop_month(app.context, "2027_01")
    for pause in (timedelta(0), timedelta(seconds=80), 100 * DAY):
        clock.advance(pause)
        for job in JOBS:
            await asyncio.gather(*(run_job(job, app, f"process {n}") for n in range(3)))
    assert caplog.messages == []
    assert {state for raffle in raffles for state in await states(app, raffle)} == {RaffleState.SETTLED}
    assert [row.n for row in await sql(app.context, "SELECT count(*) AS n FROM awards WHERE state = 'paid'")] == [2]
    assert await prizes_owed(app.context) == 0
    assert await differences(app.context) == []
    assert await months(app.context, "2027_01") == set(PARTITIONED)


async def test_a_failing_item_does_not_stop_the_others(
    app: App, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = await sold_out(app), await sold_out(app)
    ((beacon,),) = await sql(app.context, "SELECT beacon::text FROM draws WHERE id = :id", id=broken.draw_id)
    await sql(app.context, "UPDATE draws SET beacon = '{}' WHERE id = :id", id=broken.draw_id)
    await run(app, "close", "close_records")
    assert (await states(app, broken), await states(app, sound)) == ([RaffleState.CLOSING], [RaffleState.CLOSED])
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert str(broken.id) in caplog.text

    restore = "UPDATE draws SET beacon = CAST(:beacon AS jsonb) WHERE id = :id"
    await sql(app.context, restore, id=broken.draw_id, beacon=beacon)
    await run(app, "close_records")
    assert await states(app, broken) == [RaffleState.CLOSED]


async def test_a_beacon_that_is_away_puts_the_draw_off(
    app: App, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    raffle = await sold_out(app)
    await run(app, "close", "close_records", "beacon", "draw")
    assert await states(app, raffle) == [RaffleState.CLOSED]
    assert caplog.messages == []
    clock.advance(timedelta(seconds=80))
    await run(App(app.context), "beacon", "draw")  # none is configured
    assert await states(app, raffle) == [RaffleState.CLOSED]
    await run(app, "beacon", "draw", "settle")
    assert await states(app, raffle) == [RaffleState.SETTLED]
    assert caplog.messages == []


async def test_partitions_of_the_coming_months_are_made(app: App, clock: ManualClock) -> None:
    await drop_month(app.context, "2027_01")
    assert await months(app.context, "2027_01") == set()
    await run(app, "partitions")
    assert await months(app.context, "2027_01") == set(PARTITIONED)
    assert await sql(app.context, "SELECT name FROM leases") == [], "in /health it would be a job that died"
    clock.advance(3 * 365 * DAY)
    await run(app, "partitions")
    assert await months(app.context, "2030_01") == set(PARTITIONED)


async def test_what_is_old_is_deleted_and_nothing_else(
    app: App, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "_BATCH", 2)
    await leave_traces(app.context, 5)
    await emit_failed(app.context)
    await run(app, "clean_up")
    whole = {"commands": 5, "outbox": 7, "inbox": 5, "player_sessions": 5, "leases": 5}
    assert await counts(app.context) == whole
    clock.advance(30 * DAY - timedelta(seconds=1))
    await run(app, "clean_up")
    assert await counts(app.context) == {**whole, "player_sessions": 0, "leases": 0}
    await leave_traces(app.context, 1)
    clock.advance(timedelta(seconds=2))
    await run(app, "clean_up")
    assert await counts(app.context) == {"commands": 1, "outbox": 8, "inbox": 6, "player_sessions": 1, "leases": 1}
    clock.advance(60 * DAY)
    await run(app, "clean_up")
    assert await counts(app.context) == {"commands": 0, "outbox": 3, "inbox": 1, "player_sessions": 0, "leases": 0}
    rows = await sql(app.context, "SELECT state, count(*) AS n FROM outbox GROUP BY state ORDER BY state")
    assert [(row.state, row.n) for row in rows] == [("delivered", 1), ("failed", 1), ("pending", 1)]


async def sold_out(app: App) -> RaffleView:
    player = await make_player(app.context)
    await fund(app.context, player, 10_000)
    raffle = await make_lottery(app.context, beacon=await app.beacon_rule(60))
    await buy(app.context, purchase(player, raffle, 10))
    return raffle


async def states(app: App, raffle: RaffleView) -> list[str]:
    return [row.state for row in await sql(app.context, "SELECT state FROM raffles WHERE id = :id", id=raffle.id)]


async def drop_month(context: Context, month: str) -> None:
    for table in PARTITIONED:
        await sql(context, f"DROP TABLE {table}_p{month}")


async def months(context: Context, month: str) -> set[str]:
    """Of which tables there is a partition of a month."""
    found = "SELECT to_regclass(:name) IS NOT NULL AS is_there"
    return {table for table in PARTITIONED if (await sql(context, found, name=f"{table}_p{month}"))[0].is_there}


async def counts(context: Context) -> dict[str, int]:
    return {table: (await sql(context, f"SELECT count(*) AS n FROM {table}"))[0].n for table in KEPT_TABLES}


async def leave_traces(context: Context, number: int) -> None:
    """Some commands, delivered events, events from outside, leases of a second, sessions."""
    player = await make_player(context)

    async def leave(tx: Transaction) -> None:
        for n in range(number):
            name = f"{n} {player.id}"
            await run_once(tx, player.id, name, b"\0" * 32, _empty)
            await emit(tx, "left", {})
            await receive(tx, "test", name, {})
            await acquire_lease(tx, name, "somebody", 1)
            await open_session(tx, SYSTEM, player.id, hashlib.sha256(name.encode()).digest())

    context.subscriptions["left"] = []
    await context.transact(leave)
    await run_job(JOB["outbox"], App(context), "test")


async def emit_failed(context: Context) -> None:
    """An event that was given up and one that nobody has delivered yet."""

    async def leave(tx: Transaction) -> None:
        await emit(tx, "left", {}, dedup_key="failed")
        await emit(tx, "left", {}, dedup_key="pending")

    await context.transact(leave)
    await sql(context, "UPDATE outbox SET state = 'failed' WHERE dedup_key = 'failed'")
    await sql(context, "UPDATE outbox SET due_at = 'infinity' WHERE dedup_key = 'pending'")


async def _empty() -> dict[str, object]:
    return {}
