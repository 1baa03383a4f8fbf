"""The draw as a ceremony in the mini-app: watched, played again, skipped, and calm for who asked for that."""

from datetime import timedelta

from playwright.async_api import expect

from core.kernel.clock import ManualClock
from core.raffles import jobs
from tests.builders.raffles import TestBeacon, make_lottery, run_draw
from tests.e2e.miniapp import Client, Served, opened, player
from tests.raffles.helpers import bought, rich_player

SEALING_MS = 900
"""How long the first stage of a replay is shown."""
PLAYED = """
    window.played = false;
    const buttons = () => [...document.querySelectorAll("button")];
    const look = () => { played ||= buttons().some((one) => one.textContent === "Skip") };
    new MutationObserver(look).observe(document, {childList: true, subtree: true});
"""
"""Notes on a page whether anything was ever played that could be skipped."""
NEAR_MISS = ("almost", "so close", "just missed", "next time", "nearly", "only one")


async def told(client: Client) -> str:
    """All that stands on the page."""
    return (await client.app.locator("main").inner_text()).lower()


async def test_a_draw_is_watched_from_the_seal_to_ones_own_result(served: Served, clock: ManualClock) -> None:
    beacon, context = TestBeacon(clock), served.api.context
    anna = await player(served)
    raffle = await make_lottery(context, tickets=3, beacon=beacon.info().rule(60))
    await bought(context, anna, raffle, 3)
    client = await opened(served, anna, f"/lotteries/{raffle.id}")
    await client.see("100 % sold")
    await jobs.close_due(context)
    await jobs.write_close_records(context, "test")
    clock.advance(timedelta(seconds=2))  # what the API keeps for a second
    await client.see("The list of 3 tickets is sealed")
    await client.see("Public number, round")
    clock.advance(timedelta(seconds=90))
    await jobs.fetch_due_beacons(context, beacon)
    await jobs.draw_due(context, "test")
    await jobs.settle_due(context)
    await client.see("The seal is opened")
    await client.see("Skip")
    await expect(client.app.get_by_role("status").get_by_text("You won TJS\u00a030.00 with ticket")).to_be_visible()
    await client.see("Replay")


async def test_a_draw_that_is_over_is_played_again_and_skipped(served: Served, clock: ManualClock) -> None:
    beacon, context = TestBeacon(clock), served.api.context
    anna, other = await player(served), await rich_player(served.api.context)
    raffle = await make_lottery(context, tickets=40, beacon=beacon.info().rule(60))
    await bought(context, other, raffle, 39)
    await bought(context, anna, raffle, 1)
    await run_draw(context, clock, beacon)
    client = await served.client()
    await client.page.clock.install()
    await client.open(served.init_data(anna.telegram_id), f"/lotteries/{raffle.id}")
    replay = client.app.get_by_role("button", name="Replay")
    await expect(replay).to_be_visible()
    assert await client.app.get_by_role("status").count() == 0, "nothing plays by itself"
    await client.freeze()
    await replay.click()
    await expect(client.app.get_by_role("heading", name="Winners", exact=True)).not_to_be_visible()
    await client.page.clock.run_for(SEALING_MS)
    await client.see("The list of 40 tickets is sealed")
    await client.see("in 3 s")
    await client.page.clock.resume()
    await expect(client.app.get_by_text("The seal is opened", exact=True)).to_be_visible()
    await expect(client.app.get_by_role("heading", name="Winners", exact=True)).to_be_visible()
    await expect(client.app.get_by_role("status")).to_be_visible()
    await expect(replay).to_be_visible()
    await client.freeze()
    await replay.click()
    await expect(client.app.get_by_role("status")).not_to_be_visible()
    await client.app.get_by_role("button", name="Skip").click()
    # at once: no time passes on the page
    await expect(client.app.get_by_role("status")).to_be_visible()
    await expect(client.app.get_by_role("heading", name="Winners", exact=True)).to_be_visible()
    text = await told(client)
    assert not [words for words in NEAR_MISS if words in text]


async def test_who_asked_for_less_motion_sees_all_at_once(served: Served, clock: ManualClock) -> None:
    beacon, context = TestBeacon(clock), served.api.context
    anna = await player(served)
    raffle = await make_lottery(context, tickets=3, beacon=beacon.info().rule(60))
    await bought(context, anna, raffle, 3)
    client = await served.client()
    await client.page.emulate_media(reduced_motion="reduce")
    await client.page.add_init_script(PLAYED)
    await client.open(served.init_data(anna.telegram_id), f"/lotteries/{raffle.id}")
    await jobs.close_due(context)
    await jobs.write_close_records(context, "test")
    clock.advance(timedelta(seconds=2))  # what the API keeps for a second
    await client.see("The list of 3 tickets is sealed")
    clock.advance(timedelta(seconds=90))
    await jobs.fetch_due_beacons(context, beacon)
    await jobs.draw_due(context, "test")
    await expect(client.app.get_by_role("heading", name="Winners", exact=True)).to_be_visible()
    await expect(client.app.get_by_role("status").get_by_text("You won TJS\u00a030.00")).to_be_visible()
    assert await client.page.frames[1].evaluate("played") is False
    assert await client.app.get_by_role("button", name="Replay").count() == 0
