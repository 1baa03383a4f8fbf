"""The process of the jobs: it goes on after failures and ends in order."""

import asyncio
import logging
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from core.app import App
from core.jobs import runner
from core.jobs.schedule import Job
from core.kernel.context import Context
from core.kernel.errors import Unavailable
from core.settings import Settings
from tests.builders.accounts import make_player
from tests.builders.ledger import fund
from tests.builders.raffles import buy, make_lottery, purchase
from tests.kernel.helpers import sql

ROOT = Path(__file__).parents[2]


def environment(settings: Settings) -> dict[str, str]:
    return {
        **os.environ,
        "ENVIRONMENT": "sandbox",
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "REDIS_URL": settings.redis_url.get_secret_value(),
        "SECRET_KEYS": settings.secret_keys.get_secret_value(),
        "BEACON_URL": "unix:/nowhere/at/all",
    }


def start(settings: Settings, log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as errors:
        return subprocess.Popen([sys.executable, "-m", "core.jobs"], cwd=ROOT, env=environment(settings), stderr=errors)


async def until(context: Context, condition: str) -> None:
    """Wait for a row of a query."""
    async with asyncio.timeout(20):
        while True:
            if await sql(context, condition):
                return
            await asyncio.sleep(0.05)


async def test_what_is_under_way_is_finished_before_the_end(live_context: Context, tmp_path: Path) -> None:
    """The job stands before a locked raffle when the process is asked to end; its beacon does not answer, either."""
    player = await make_player(live_context)
    await fund(live_context, player, 10_000)
    raffle = await make_lottery(live_context)
    await buy(live_context, purchase(player, raffle, 10))
    log = tmp_path / "log"
    process = start(live_context.settings, log)
    try:
        async with live_context.engine.begin() as lock:
            await lock.execute(text("SELECT FROM raffles FOR UPDATE"))
            await until(
                live_context,
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
            )
            process.send_signal(signal.SIGTERM)
            await asyncio.sleep(0.5)
            assert process.poll() is None, "it did not wait for the job"
        began = time.monotonic()
        assert await asyncio.to_thread(process.wait, 10) == 0
        assert time.monotonic() - began < 5
    finally:
        process.kill()
        process.wait()
    rows = await sql(live_context, "SELECT state FROM raffles")
    assert [row.state for row in rows] == ["closing"]
    lines = log.read_text(encoding="utf-8")
    assert "jobs ended" in lines
    assert '"level": "error"' not in lines, lines
    assert "Traceback" not in lines, lines


async def test_a_job_that_fails_or_takes_long_does_not_stop_the_others(
    context: Context, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    ran: list[str] = []
    stopping = asyncio.Event()

    async def fail(_: App, _holder: str) -> None:
        ran.append("fail")
        raise LookupError("no luck")

    async def put_off(_: App, _holder: str) -> None:
        ran.append("put_off")
        raise Unavailable

    async def take_long(_: App, _holder: str) -> None:
        ran.append("take_long")
        await stopping.wait()
        await asyncio.sleep(0.2)
        ran.append("finished")

    async def work(_: App, _holder: str) -> None:
        ran.append("work")
        if ran.count("work") == 5:
            stopping.set()

    jobs = tuple(Job(run.__name__, 0.05, run) for run in (fail, put_off, take_long, work))
    monkeypatch.setattr(runner, "JOBS", jobs)
    async with asyncio.timeout(10):
        await runner.run_until(App(context), stopping)
    assert min(ran.count(name) for name in ("fail", "put_off")) >= 3
    assert (ran.count("take_long"), ran[-1]) == (1, "finished")
    assert {record.getMessage() for record in caplog.records} == {"job fail failed", "job put_off put off: unavailable"}


async def test_what_was_due_at_the_very_end_is_no_error(
    context: Context, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The end and the next jobs are due in the same step of a loop that was held up, the end first."""
    began: list[int] = []
    ended: list[int] = []

    async def work(_: App, _holder: str) -> None:
        began.append(1)
        await asyncio.sleep(0.001)
        ended.append(1)

    monkeypatch.setattr(runner, "JOBS", tuple(Job(f"job {number}", 0.01, work) for number in range(20)))
    monkeypatch.setattr(runner, "first_run", lambda now, _index: now)
    caplog.set_level(logging.ERROR)
    for attempt in range(20):
        stopping, loop, moment = asyncio.Event(), asyncio.get_running_loop(), 0.03 + attempt / 2_000
        loop.call_later(moment, time.sleep, 0.02)
        loop.call_later(moment + 0.001, stopping.set)
        await runner.run_until(App(context), stopping)
    assert began
    assert len(began) == len(ended)
    assert [record.getMessage() for record in caplog.records] == []
