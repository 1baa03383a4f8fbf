"""The way of one's own tickets to the sealed root, checked on the device."""

import json

from playwright.async_api import Route, expect

from core.kernel.clock import ManualClock
from core.raffles.views import RaffleView
from tests.builders.accounts import MadePlayer
from tests.builders.raffles import TestBeacon, make_lottery, run_draw
from tests.e2e.miniapp import Served, opened, player
from tests.raffles.helpers import bought, rich_player


async def drawn(served: Served, clock: ManualClock, anna: MadePlayer) -> RaffleView:
    beacon, context = TestBeacon(clock), served.api.context
    raffle = await make_lottery(context, tickets=6, beacon=beacon.info().rule(60))
    await bought(context, await rich_player(context), raffle, 3)
    await bought(context, anna, raffle, 3)
    await run_draw(context, clock, beacon)
    return raffle


async def test_ones_numbers_lead_to_their_place_in_the_sealed_list(served: Served, clock: ManualClock) -> None:
    anna = await player(served)
    raffle = await drawn(served, clock, anna)
    client = await opened(served, anna, f"/lotteries/{raffle.id}")
    await client.app.get_by_role("link", name="4–6").click()
    await client.see("Entry 2 of 2 in the sealed list")
    steps = client.app.get_by_role("status").get_by_role("listitem")
    await expect(steps).to_have_count(3)
    await expect(steps.last).to_have_text("1 step up the tree leads to the root in the close record")
    await expect(client.app.locator(".danger")).to_have_count(0)


async def test_a_server_that_bends_the_path_is_caught(served: Served, clock: ManualClock) -> None:
    anna = await player(served)
    raffle = await drawn(served, clock, anna)
    client = await opened(served, anna, f"/lotteries/{raffle.id}")

    async def bend(route: Route) -> None:
        answer = await route.fetch()
        path = json.loads(await answer.text())
        path["siblings"][0]["hash"] = "00" * 32
        await route.fulfill(response=answer, body=json.dumps(path))

    await client.page.route("**/api/v1/orders/*/path", bend)
    await client.app.get_by_role("link", name="4–6").click()
    await expect(client.app.get_by_role("status").locator(".danger")).to_have_count(1)


async def test_before_the_close_numbers_lead_nowhere(served: Served) -> None:
    anna, raffle = await player(served), await make_lottery(served.api.context)
    sold = await bought(served.api.context, anna, raffle, 2)
    client = await opened(served, anna, f"/lotteries/{raffle.id}")
    await client.see("1–2")
    assert await client.app.get_by_role("link", name="1–2").count() == 0
    client = await opened(served, anna, f"/tickets/{sold.order_id}/path")
    await client.see("is sealed when its sale ends")
