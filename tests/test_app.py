"""The composition root: public events reach Valkey, and draws are bound to the configured beacon."""

import asyncio
import json
import logging
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import make_url

from core.app import EVENTS_CHANNEL, App, BeaconEnding, BeaconMissing, connect_beacon, open_app
from core.draws.beacons import BeaconUnavailable
from core.draws.beacons.hashchain_http import HashchainSource
from core.jobs.runner import run_job
from core.jobs.schedule import JOBS
from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from core.kernel.outbox import emit
from sandbox.services import ServiceUrls
from tests.builders.raffles import TestBeacon
from tests.concurrency.processes import custodian
from tests.plugins.database import settings_for

DAY_S = 24 * 3600
JOB = {job.name: job for job in JOBS}


@pytest.fixture
def socket_path() -> Iterator[Path]:
    """In a short folder of its own: a socket's path has at most 107 bytes."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "s"


async def test_public_events_reach_valkey_and_others_are_not_written(
    services: ServiceUrls, fresh_database: str, clock: ManualClock
) -> None:
    settings = settings_for(services, str(make_url(fresh_database).database))
    mark = fresh_database

    async def send(tx: Transaction) -> None:
        await emit(tx, "raffle.drawn", {"mark": mark, "raffle_id": "r"})
        await emit(tx, "raffle.sold", {"mark": mark})

    async with open_app(settings, clock) as app, app.context.redis.pubsub() as listener:
        await listener.subscribe(EVENTS_CHANNEL)
        await app.transact(send)
        await run_job(JOB["outbox"], app, "test")
        heard: list[object] = []
        async with asyncio.timeout(5):
            while not heard:
                message = await listener.get_message(ignore_subscribe_messages=True, timeout=1)
                # the server is shared with other tests
                if message is not None and mark in (told := json.loads(message["data"])).values():
                    heard.append(told)
    assert heard == [{"topic": "raffle.drawn", "mark": mark, "raffle_id": "r"}]


async def test_without_a_beacon_nothing_is_published(context: Context) -> None:
    with pytest.raises(BeaconMissing):
        await App(context).beacon_rule(60)


async def test_a_chain_that_ends_within_a_day_takes_no_new_draw(context: Context, clock: ManualClock) -> None:
    def with_chain(length: int) -> App:
        return App(context, cast(HashchainSource, TestBeacon(clock, length)))

    beacon = TestBeacon(clock)
    now = beacon.round_at(int(clock.now().timestamp()))
    enough = now + DAY_S // beacon.info().period
    rule = await with_chain(enough).beacon_rule(90)
    assert (rule.min_delay_s, rule.period) == (90, beacon.info().period)
    for length, left in ((enough - 1, DAY_S // rule.period - 1), (now, 0), (1, 0)):
        with pytest.raises(BeaconEnding) as refusal:
            await with_chain(length).beacon_rule(60)
        assert refusal.value.params == {"rounds_left": left}


@pytest.mark.parametrize("url", ["unix:/nowhere/at/all", "http://127.0.0.1:1", "unix:", "nonsense", "http://"])
async def test_a_dead_address_is_an_unavailable_beacon(url: str) -> None:
    with pytest.raises(BeaconUnavailable):
        await connect_beacon(url)


async def test_an_app_starts_without_its_beacon_and_finds_it_later(
    services: ServiceUrls,
    fresh_database: str,
    socket_path: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    settings = settings_for(services, str(make_url(fresh_database).database))
    async with open_app(settings.model_copy(update={"beacon_url": f"unix:{socket_path}"})) as app:
        with pytest.raises(BeaconUnavailable):
            await app.beacon_rule(60)
        for job in JOBS:
            await run_job(job, app, "test")
        assert [record.levelname for record in caplog.records] == ["WARNING"]
        assert "job beacon put off" in caplog.text
        with custodian(tmp_path / "chain", socket_path, int(time.time()), 100_000):
            found = await asyncio.gather(*(app.beacon() for _ in range(3)))
            assert (await app.beacon_rule(60)).chain_id == found[0].info().chain_id
            caplog.clear()
            await run_job(JOB["beacon"], app, "test")
            assert caplog.messages == []
