"""A jobs process is killed at each step of a draw; another one finishes it: one winner for each prize, paid once."""

import asyncio
import secrets
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from core.draws import awards as engine
from core.draws import repository as draws
from core.draws.beacons import BeaconInfo
from core.draws.beacons.hashchain_http import HashchainSource
from core.draws.reveal import load_inputs
from core.draws.verify import verify_proof
from core.kernel.context import Context, open_context
from core.prizes import repository as prizes
from core.prizes.models import AwardState
from core.raffles.build_proof import proof_of
from core.raffles.entry_pages import read_entries
from core.raffles.models import RaffleState
from core.raffles.views import PrizeView, RaffleView
from core.settings import Settings
from sandbox.services import ServiceUrls
from tests.builders.raffles import buy, make_lottery, purchase
from tests.concurrency.clocks import FlyingClock
from tests.concurrency.crowd import differences, make_crowd, one_of, prizes_owed, rows_of, until
from tests.concurrency.processes import Script, custodian, is_alive, open_settings, scripts
from tests.plugins.database import administer, settings_for, url_of

CRASHING = "tests.concurrency.crashing_jobs"
SPEED = 300
HEAD_START_S = 10 * 3600
"""How far the clock begins behind the machine's: a round that is due by it has long been out."""
WINNERS = 2
DONE = (RaffleState.SETTLED, 1, WINNERS)

STEPS = [
    # what is killed at which of its commits, and where the draw stands before and after it:
    # the raffle's state, beacon values, prizes paid
    ("core.raffles.close_sales.begin_close", 1, ("open", 0, 0), ("closing", 0, 0)),
    ("core.raffles.close_sales._write", 1, ("closing", 0, 0), ("closed", 0, 0)),
    ("core.draws.store_beacon.store_beacon", 1, ("closed", 0, 0), ("closed", 1, 0)),
    ("core.raffles.draw_raffle._write", 1, ("closed", 1, 0), ("drawn", 1, 0)),
    ("core.raffles.settle_raffle.settle_raffle", 1, ("drawn", 1, 0), ("settled", 1, 0)),
    ("core.prizes.pay_award.pay_award", 1, ("settled", 1, 0), ("settled", 1, 1)),
    ("core.prizes.pay_award.pay_award", 2, ("settled", 1, 1), ("settled", 1, 2)),
]


@dataclass(frozen=True)
class Stage:
    """What the processes of a test share."""

    services: ServiceUrls
    clock: FlyingClock
    beacon_url: str
    chain: BeaconInfo


@pytest.fixture
async def stage(services: ServiceUrls, tmp_path: Path) -> AsyncIterator[Stage]:
    now = time.time()
    clock = FlyingClock(now, now - HEAD_START_S, SPEED)
    genesis = int(now) - HEAD_START_S - 3600
    # a folder of its own: a socket's path has at most 107 bytes
    with (
        tempfile.TemporaryDirectory() as folder,
        custodian(tmp_path / "chain", Path(folder) / "s", genesis, 150_000) as url,
    ):
        async with await HashchainSource.connect(unix_socket=url.removeprefix("unix:")) as source:
            yield Stage(services, clock, url, source.info())


@asynccontextmanager
async def opened(settings: Settings, stage: Stage) -> AsyncIterator[Context]:
    context = open_context(settings.model_copy(update={"database_pool_size": 3}), stage.clock)
    yield context
    await context.close()


def settings_of(stage: Stage, database_url: str) -> Settings:
    settings = settings_for(stage.services, str(make_url(database_url).database))
    return settings.model_copy(update={"beacon_url": stage.beacon_url, "database_pool_size": 4})


async def sell_out(context: Context, stage: Stage, raffles: int = 1) -> list[RaffleView]:
    """Lotteries of ten tickets and two prizes, all sold."""
    players = await make_crowd(context, 3, 100_000)
    prize = [PrizeView(1, WINNERS, "percentage", None, 7000, None)]
    made = [await make_lottery(context, tickets=10, prizes=prize, beacon=stage.chain.rule(60)) for _ in range(raffles)]
    for raffle in made:
        await buy(
            context, *(purchase(player, raffle, number) for player, number in zip(players, (5, 2, 3), strict=True))
        )
    return made


@asynccontextmanager
async def copies(services: ServiceUrls, database_url: str, number: int) -> AsyncIterator[list[str]]:
    """Databases that begin as copies of one that nobody is connected to."""
    source = make_url(database_url).database
    names = [f"copy_{secrets.token_hex(6)}" for _ in range(number)]
    await administer(services, *(f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY file_copy" for name in names))
    yield [url_of(services, name) for name in names]
    await administer(services, *(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in names))


def plan(stage: Stage, settings: Settings, kill: Sequence[object] | None = None) -> dict[str, Any]:
    return {"settings": open_settings(settings), "clock": vars(stage.clock), "kill": kill}


async def progress(context: Context) -> tuple[str, int, int]:
    (row,) = await rows_of(
        context,
        "SELECT state, (SELECT count(*) FROM draw_beacons), (SELECT count(*) FROM awards WHERE state = 'paid') "
        "FROM raffles",
    )
    return tuple(row)


async def until_paid(context: Context, raffles: int = 1) -> None:
    """Wait for the prizes of some raffles to be paid."""
    paid = "SELECT count(*) = :number FROM awards WHERE state = 'paid'"
    await until(lambda: one_of(context, paid, number=raffles * WINNERS))


async def check_draw(context: Context, raffle: RaffleView) -> None:
    """One result, the one that follows from the stored rows; one award for each prize, paid once; a valid proof."""
    draw_id = raffle.draw_id
    assert draw_id is not None
    inputs = await context.transact(partial(load_inputs, draw_id=draw_id))
    close, entries = inputs.close, await read_entries(context.transact, raffle.id)
    again = engine.draw(close.record, close.close_hash, inputs.server_seed, inputs.beacon.randomness, entries)
    assert await context.transact(partial(draws.results_of, draw_id=draw_id)) == again.results
    made = await context.transact(partial(prizes.awards_of_draw, draw_id=draw_id))
    assert [(award.order, award.ticket_number, award.value_minor) for award in made] == [
        (result.order, result.number, result.value_minor) for result in again.results
    ]
    assert len(made) == WINNERS
    assert {award.state for award in made} == {AwardState.PAID}
    paid = await rows_of(
        context,
        "SELECT reference_id, player_id, transfers.amount_minor FROM transfers JOIN wallets ON wallets.id = to_id "
        "WHERE transfers.kind = 'prize' AND reference_id = ANY(:ids)",
        ids=[award.id for award in made],
    )
    assert sorted(tuple(row) for row in paid) == sorted(
        (award.id, award.player_id, award.value_minor) for award in made
    )
    verdict = verify_proof((await proof_of(context, raffle.id)).proof)
    assert verdict.is_valid, (verdict.field, verdict.reason)
    drawn = await rows_of(
        context, "SELECT action FROM audit_log WHERE subject_id = :id AND action ~ '(closed|drawn)$'", id=str(raffle.id)
    )
    assert sorted(row.action for row in drawn) == ["raffle.closed", "raffle.drawn"]


def check_ends(script: Script, pids: list[int], log: Path) -> None:
    """What lives ends in order, within seconds, and has nothing to complain of."""
    began = time.monotonic()
    script.tell("end")
    assert set(script.hear()) == {0}
    assert time.monotonic() - began < 10
    assert not any(is_alive(pid) for pid in pids)
    text = log.read_text(encoding="utf-8")
    assert "Traceback" not in text, text
    assert '"level": "error"' not in text, text


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log"
    path.touch()
    return path


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_draw_survives_a_kill_at_each_of_its_steps(
    when: str, stage: Stage, fresh_database: str, log: Path
) -> None:
    settings = settings_of(stage, fresh_database)
    async with opened(settings, stage) as context:
        (raffle,) = await sell_out(context, stage)
    async with copies(stage.services, fresh_database, len(STEPS)) as urls:
        cases = [settings.model_copy(update={"database_url": type(settings.database_url)(url)}) for url in urls]
        with scripts(CRASHING, log) as (killed,):
            killed.tell(
                [plan(stage, case, (step, when, nth)) for case, (step, nth, *_) in zip(cases, STEPS, strict=True)]
            )
            await asyncio.to_thread(killed.hear)
            killed.tell("wait")
            assert await asyncio.to_thread(killed.hear) == [-9] * len(STEPS)
        for case, (step, nth, before, after) in zip(cases, STEPS, strict=True):
            async with opened(case, stage) as context:
                assert await progress(context) == (before if when == "before" else after), (step, nth)
        with scripts(CRASHING, log) as (clean,):
            clean.tell([plan(stage, case) for case in cases])
            pids = await asyncio.to_thread(clean.hear)
            for case in cases:
                async with opened(case, stage) as context:
                    await until_paid(context)
            await asyncio.to_thread(check_ends, clean, pids, log)
        for case in cases:
            async with opened(case, stage) as context:
                assert await progress(context) == DONE
                await check_draw(context, raffle)
                assert await prizes_owed(context) == 0
                assert await differences(context) == []


@pytest.mark.parametrize("number", [2, 3])
async def test_several_jobs_processes_draw_each_raffle_once(
    number: int, stage: Stage, fresh_database: str, log: Path
) -> None:
    settings = settings_of(stage, fresh_database)
    async with opened(settings, stage) as context:
        raffles = await sell_out(context, stage, 4)
        with scripts(CRASHING, log) as (script,):
            script.tell([plan(stage, settings)] * number)
            pids = await asyncio.to_thread(script.hear)
            await until_paid(context, len(raffles))
            await asyncio.to_thread(check_ends, script, pids, log)
        for raffle in raffles:
            await check_draw(context, raffle)
        assert len(await rows_of(context, "SELECT id FROM awards")) == len(raffles) * WINNERS
        assert {row.state for row in await rows_of(context, "SELECT state FROM raffles")} == {"settled"}
        events = await rows_of(
            context, "SELECT topic, count(*) AS n FROM outbox WHERE topic = 'raffle.drawn' GROUP BY 1"
        )
        assert [(row.topic, row.n) for row in events] == [("raffle.drawn", len(raffles))]
        assert await prizes_owed(context) == 0
        assert await differences(context) == []
