"""`fairlot verify` on the address of a public proof, as a process before the real API."""

import subprocess
import sys
from pathlib import Path

from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.raffles.views import RaffleView
from sandbox.services import ServiceUrls
from tests.builders.raffles import TestBeacon, buy, make_lottery, purchase, run_draw
from tests.raffles.helpers import rich_player
from tests.webapp_api.server import Server

FAIRLOT = str(Path(sys.executable).with_name("fairlot"))


def verify(address: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A stranger's machine: no settings, no files."""
    return subprocess.run(
        [FAIRLOT, "verify", address], cwd=folder, env={"PATH": ""}, capture_output=True, text=True, check=False
    )


async def sold_one_by_one(context: Context, beacon: TestBeacon, tickets: int) -> RaffleView:
    raffle = await make_lottery(context, tickets=tickets, price_minor=10, beacon=beacon.info().rule(60))
    player = await rich_player(context)
    await buy(context, *(purchase(player, raffle) for _ in range(tickets)))
    return raffle


async def test_proofs_of_any_size_are_verified_by_their_address(
    services: ServiceUrls, fresh_database: str, live_context: Context, clock: ManualClock, tmp_path: Path
) -> None:
    """With the entries in the proof, and beside it."""
    beacon = TestBeacon(clock)
    drawn = [await sold_one_by_one(live_context, beacon, tickets) for tickets in (3, 1001)]
    await run_draw(live_context, clock, beacon)
    waiting = await make_lottery(live_context)
    server = Server(services, fresh_database, tmp_path)
    try:
        server.start()
        small, large = drawn
        for path in (f"/proof/{small.number}", f"/proof/{large.id}", f"/api/v1/raffles/{large.id}/proof"):
            done = verify(server.url + path, tmp_path)
            assert (done.returncode, done.stderr) == (0, ""), path
            assert done.stdout.rstrip().endswith("valid")
        for path, words in ((f"/proof/{waiting.number}", "404; there is no proof before the draw"), ("/", "not JSON")):
            done = verify(server.url + path, tmp_path)
            assert (done.returncode, words in done.stderr) == (2, True), done.stderr
    finally:
        server.close()
