"""Two hundred buyers of the last ten tickets."""

import asyncio
from collections import Counter
from pathlib import Path

from core.kernel.clock import SystemClock
from core.kernel.context import Context
from core.raffles.errors import SoldOut
from sandbox.services import ServiceUrls
from tests.builders.raffles import buy, make_lottery, purchase
from tests.concurrency.crowd import differences, insist, make_crowd, open_pool, ranges, receipts, stored_tickets
from tests.concurrency.processes import open_settings, scripts

BUYERS = 200
LEFT = 10
TICKETS = 30


async def test_two_hundred_buyers_of_the_last_ten_tickets(busy: Context) -> None:
    players = await make_crowd(busy, BUYERS, 20_000)
    raffle = await make_lottery(busy, tickets=TICKETS)
    await buy(busy, purchase(players[0], raffle, TICKETS - LEFT))
    outcomes = await asyncio.gather(*(insist(busy, purchase(player, raffle)) for player in players))
    sold = receipts(outcomes)
    assert ranges(sold) == list(range(TICKETS - LEFT + 1, TICKETS + 1))
    assert sum(isinstance(outcome, SoldOut) for outcome in outcomes) == BUYERS - LEFT
    assert await stored_tickets(busy, raffle) == list(range(1, TICKETS + 1))
    assert await differences(busy) == []


async def test_two_processes_of_buyers_share_the_last_ten_tickets(
    services: ServiceUrls, fresh_database: str, tmp_path: Path
) -> None:
    context = open_pool(services, fresh_database, SystemClock(), 5)
    players = await make_crowd(context, BUYERS)
    raffle = await make_lottery(context, tickets=LEFT)
    with scripts("tests.concurrency.buying", tmp_path / "log", 2) as both:
        for number, script in enumerate(both):
            buyers = [str(player.id) for player in players[number::2]]
            script.tell({"settings": open_settings(context.settings), "raffle": str(raffle.id), "players": buyers})
        for script in both:
            assert await asyncio.to_thread(script.hear) == "ready"
        for script in both:
            script.tell("go")
        results = [result for script in both for result in await asyncio.to_thread(script.hear)]
    sold = [result for result in results if isinstance(result, list)]
    assert sorted(sold) == [[number, number] for number in range(1, LEFT + 1)]
    assert Counter(result for result in results if isinstance(result, str)) == {"sold_out": BUYERS - LEFT}
    assert await stored_tickets(context, raffle) == list(range(1, LEFT + 1))
    assert await differences(context) == []
    await context.close()
