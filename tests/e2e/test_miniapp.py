"""The mini-app in a real browser, before the real API, inside of a Telegram client and outside."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Route, expect

from core.catalogue.models import ProductKind
from core.kernel.clock import ManualClock
from core.kernel.links import LinkKind, link_to
from core.prizes.list_prizes import list_prizes
from core.raffles import jobs
from core.raffles.views import RaffleView
from core.raffles.void_tickets import approve_void, request_void
from sandbox.telegram.launch import THEMES
from tests.builders.ledger import two_admins
from tests.builders.raffles import TestBeacon, bought_out, make_lottery, run_draw, run_past_the_deadline
from tests.e2e.miniapp import DESKTOP, MONEY_MINOR, PHONE, Served, opened, player
from tests.raffles.helpers import act, balance, bought, execute, row_of

PAGES = ("/", "/tickets", "/results", "/wallet", "/profile", "/inbox", "/prizes")
PAGES_OF_PROFILE = ("personal", "limits", "notifications", "addresses", "sessions", "terms", "privacy", "support")


async def sold(served: Served, raffle: RaffleView) -> int:
    return int((await row_of(served.api.context, raffle)).sold)


async def test_strangers_see_lotteries_and_are_led_to_telegram(served: Served) -> None:
    raffle = await make_lottery(served.api.context)
    page = await served.page()
    await page.goto(served.base_url)
    await page.get_by_role("link", name="A lottery").click()
    await expect(page.get_by_role("heading", name="A lottery")).to_be_visible()
    await expect(page.get_by_text("Play in Telegram")).to_be_visible()
    await expect(page.get_by_text("1 in 10")).to_be_visible()
    for path in ("/tickets", "/wallet"):
        await page.goto(served.base_url + path)
        await expect(page.get_by_text("Play in Telegram")).to_be_visible()
    await page.goto(f"{served.base_url}/proof/{raffle.id}")
    await expect(page.get_by_text("server_commit")).to_be_visible()
    await page.goto(f"{served.base_url}/no/such/page")
    await expect(page.get_by_text("There is no such page")).to_be_visible()


async def test_tickets_are_bought_by_the_clients_buttons(served: Served) -> None:
    raffle, anna = await make_lottery(served.api.context, tickets=60), await player(served)
    client = await opened(served, anna)
    await client.app.get_by_role("link", name="A lottery").click()
    await client.main_button("Buy 1 ticket")
    await client.app.get_by_role("button", name="5", exact=True).click()
    await client.press_main("25.00")
    await client.see("Balance after")
    await client.press_back()
    await client.press_main("Buy 5 tickets")
    await client.press_main("Pay TJS\u00a025.00")
    await client.see("The tickets are yours")
    await client.see("1–5")
    assert await sold(served, raffle) == 5
    assert await balance(served.api.context, anna) == MONEY_MINOR - 2_500
    await client.press_main("Done")
    await client.see("5 tickets")
    assert not await client.has_main_button(), "a page without an action hides the button of the one before"
    assert await client.path() == "/tickets"


async def test_a_lost_answer_is_one_order(served: Served) -> None:
    raffle, anna = await make_lottery(served.api.context, tickets=60), await player(served)
    client = await opened(served, anna, f"/lotteries/{raffle.id}/buy?quantity=3")
    keys: list[str | None] = []

    async def lose(route: Route) -> None:
        keys.append(route.request.headers.get("idempotency-key"))
        if len(keys) == 1:
            await route.fetch()
            await route.abort()
        else:
            await route.continue_()

    await client.page.route("**/orders", lose)
    await client.press_main("Pay")
    await client.see("The server could not be reached")
    # another start of the page in between: the key is the history's
    await client.reload()
    await client.press_main("15.00")
    await client.see("The tickets are yours")
    assert await sold(served, raffle) == 3
    assert len(keys) == 2
    assert keys[0] == keys[1]


async def test_first_steps_are_asked_with_the_first_ticket(served: Served) -> None:
    raffle, anna = await make_lottery(served.api.context), await player(served, eligible=False)
    client = await opened(served, anna, f"/lotteries/{raffle.id}/buy?quantity=1")
    await client.press_main("Pay")
    sheet = client.app.get_by_role("dialog")
    await expect(sheet.get_by_text("Terms of play, version 1")).to_be_visible()
    await expect(sheet.get_by_role("button", name="Continue")).to_be_disabled()
    for label in ("I am at least 20 years old", "I accept the terms"):
        await sheet.get_by_label(label).check()
    await sheet.get_by_label("Country").select_option("TJ")
    await sheet.get_by_label("Date of birth").fill("1990-05-17")
    await sheet.get_by_role("button", name="Continue").click()
    await client.see("The ticket is yours")
    assert await sold(served, raffle) == 1


async def test_who_is_too_young_is_told_so(served: Served) -> None:
    raffle, anna = await make_lottery(served.api.context), await player(served, eligible=False)
    client = await opened(served, anna, f"/lotteries/{raffle.id}/buy?quantity=1")
    await client.press_main("Pay")
    sheet = client.app.get_by_role("dialog")
    for label in ("I am at least 20 years old", "I accept the terms"):
        await sheet.get_by_label(label).check()
    await sheet.get_by_label("Country").select_option("TJ")
    await sheet.get_by_label("Date of birth").fill(f"{datetime.now(UTC).year - 15}-05-17")
    await sheet.get_by_role("button", name="Continue").click()
    await client.see("You have to be at least 20 years old")
    assert await sold(served, raffle) == 0


async def test_a_refusal_offers_what_fits(served: Served) -> None:
    raffle, anna = await make_lottery(served.api.context, tickets=60, cap=4), await player(served)
    client = await opened(served, anna, f"/lotteries/{raffle.id}/buy?quantity=9")
    await client.press_main("Pay")
    await client.see("One player can hold up to 4 tickets")
    await client.app.get_by_role("button", name="Buy 4 tickets instead").click()
    await client.press_main("Pay TJS\u00a020.00")
    await client.see("1–4")
    assert await sold(served, raffle) == 4


async def test_the_start_parameter_opens_its_page_once(served: Served) -> None:
    raffle, anna = await make_lottery(served.api.context), await player(served)
    client = await opened(served, anna, start_param=str(link_to(LinkKind.LOT, raffle.id)))
    await client.see("How many tickets?")
    assert await client.path() == f"/lotteries/{raffle.id}"
    await client.press_back()
    await expect(client.app.get_by_role("heading", name="Lotteries")).to_be_visible()
    assert await client.path() == "/"


async def test_colours_follow_the_client(served: Served) -> None:
    client = await opened(served, await player(served))
    await client.see("Nothing is on sale right now")
    root = client.app.locator("html")
    assert await root.get_attribute("data-scheme") == "light"
    await client.say("theme_changed", theme_params=THEMES["dark"])
    await expect(root).to_have_attribute("data-scheme", "dark")
    page_color = await root.evaluate("(element) => getComputedStyle(element).getPropertyValue('--page')")
    assert page_color == THEMES["dark"]["secondary_bg_color"]


@pytest.mark.parametrize("version", ["6.0", "6.9", "9.1"])
async def test_clients_of_any_age_bear_the_app(served: Served, version: str) -> None:
    raffle, anna = await make_lottery(served.api.context), await player(served)
    client = await served.client()
    await client.open(served.init_data(anna.telegram_id), f"/lotteries/{raffle.id}", version=version)
    await client.press_main("Buy 1 ticket")
    await client.press_main("Pay")
    await client.see("The ticket is yours")


async def test_a_reload_keeps_the_session_and_an_old_launch_asks_to_open_the_app_again(served: Served) -> None:
    anna = await player(served)
    client = await opened(served, anna, "/wallet")
    await client.see("TJS\u00a0100.00")
    await client.reload()
    await client.see("TJS\u00a0100.00")
    sessions = client.app.locator("body")
    await sessions.evaluate("() => sessionStorage.removeItem('fairlot.session')")
    served.api.context.clock.advance(timedelta(hours=2))  # type: ignore[attr-defined]
    await client.reload()
    await client.see("Please open the app again")
    await client.app.get_by_role("link", name="Lotteries").click()
    await client.see("Nothing is on sale right now")


async def test_logging_out_ends_the_launch(served: Served) -> None:
    client = await opened(served, await player(served), "/profile")
    await client.app.get_by_role("button", name="Log out").click()
    await client.page.wait_for_function("sent.includes('web_app_close')")
    await client.app.get_by_role("link", name="Wallet").click()
    await client.see("Please open the app again")


async def test_without_a_server_it_says_so_and_comes_back(served: Served) -> None:
    await make_lottery(served.api.context)
    client = await opened(served, await player(served))
    await client.see("A lottery")
    await client.page.route("**/api/v1/**", lambda route: route.abort())
    await client.app.get_by_role("link", name="Wallet").click()
    await client.see("No connection")
    await client.page.unroute("**/api/v1/**")
    await client.app.get_by_role("button", name="Try again").click()
    await client.see("TJS\u00a0100.00")


async def test_each_reader_has_their_language(served: Served) -> None:
    for language, name, tickets in (
        ("ru", "Лотереи", "Билеты"),
        ("tg", "Лотереяҳо", "Чиптаҳо"),
        ("th", "ลอตเตอรี่", "ตั๋ว"),
    ):
        client = await served.client()
        person = await player(served, language=language)
        await client.open(served.init_data(person.telegram_id, language=language))
        await expect(client.app.get_by_role("heading", name=name)).to_be_visible()
        await expect(client.app.get_by_role("link", name=tickets)).to_be_visible()
        await expect(client.app.locator("html")).to_have_attribute("lang", language)


async def test_the_language_is_changed_at_once_and_for_the_chat_too(served: Served) -> None:
    anna = await player(served)
    client = await opened(served, anna, "/profile")
    async with client.keeps("ru"):
        await client.app.get_by_label("Language").select_option("ru")
        await client.see("Личные данные")
    other = await opened(served, anna)
    await other.see("Сейчас ничего не продаётся")


async def test_a_draw_is_followed_and_verified_on_the_device(served: Served, clock: ManualClock) -> None:
    beacon, context = TestBeacon(clock), served.api.context
    anna = await player(served)
    raffle = await bought_out(context, beacon, anna, tickets=6, prize_minor=2_000)
    client = await opened(served, anna, f"/lotteries/{raffle.id}")
    await client.see("100 % sold")
    await run_draw(context, clock, beacon)
    await client.see("Winners")
    await client.see("Won")
    await client.app.get_by_text("Commitments and proof").click()
    await client.app.get_by_role("button", name="Verify on this device").click()
    await expect(client.app.get_by_text("Valid", exact=True)).to_be_visible(timeout=30_000)
    await client.app.get_by_role("link", name="A lottery").click()
    await client.see("Winners")


async def test_a_late_publication_is_said_beside_the_grade(served: Served, clock: ManualClock) -> None:
    beacon, anna, context = TestBeacon(clock), await player(served), served.api.context
    context.settings = context.settings.model_copy(update={"channel_id": -1_001_234})
    raffle = await bought_out(context, beacon, anna, tickets=6, prize_minor=2_000)
    await run_draw(context, clock, beacon)  # and nobody has posted anything
    page = await served.page()
    for path in (f"/proof/{raffle.id}", f"/lotteries/{raffle.id}"):
        await page.goto(served.base_url + path)
        await expect(page.get_by_text("Chance of grade D")).to_be_visible()
        await expect(page.get_by_text("Published late")).to_be_visible()
    posted = "UPDATE draw_publications SET state = 'posted', message_id = 9, posted_at = :at WHERE kind = 'close'"
    await execute(context, posted, at=clock.now() - timedelta(days=1))
    await page.goto(f"{served.base_url}/proof/{raffle.id}")
    await expect(page.get_by_text("Close record in the channel")).to_be_visible()
    await expect(page.get_by_text("Published late")).not_to_be_visible()


async def test_voided_tickets_are_marked_and_leave_the_draw(served: Served, clock: ManualClock) -> None:
    beacon, anna, context = TestBeacon(clock), await player(served), served.api.context
    raffle = await make_lottery(context, tickets=6, prize_minor=2_000, beacon=beacon.info().rule(60))
    gone, _kept = [await bought(context, anna, raffle, 3) for _ in range(2)]
    asking, approving = await two_admins(context)
    request = await act(context, request_void, asking, gone.order_id, "a reason")
    await act(context, approve_void, approving, request.id, request.payload_hash)
    client = await opened(served, anna, "/tickets")
    await expect(client.app.locator("s", has_text="1–3")).to_be_visible()
    await client.see("3 tickets")
    await jobs.close_due(context)
    await jobs.write_close_records(context, "test")
    page = await served.page()
    await page.goto(f"{served.base_url}/proof/{raffle.id}")
    await expect(page.get_by_text("3 tickets")).to_be_visible()  # of six, three are sealed
    await expect(page.get_by_text("3 voided numbers")).to_be_visible()


async def test_a_draw_that_was_not_revealed_is_marked(served: Served, clock: ManualClock) -> None:
    anna = await player(served)
    raffle = await bought_out(served.api.context, TestBeacon(clock), anna, tickets=6, prize_minor=2_000)
    await run_past_the_deadline(served.api.context, clock)
    page = await served.page()
    for path in (f"/proof/{raffle.number}", f"/lotteries/{raffle.id}"):
        await page.goto(served.base_url + path)
        await expect(page.get_by_text("The seed was not revealed in time. Every entry is refunded.")).to_be_visible()


async def test_what_players_set_is_kept(served: Served) -> None:
    anna = await player(served)
    await make_lottery(served.api.context)
    client = await opened(served, anna, "/profile/limits")
    await client.press_main("Set a limit")
    sheet = client.app.get_by_role("dialog")
    await sheet.get_by_label("At most (TJS)").fill("12,50")
    await sheet.get_by_role("button", name="Save").click()
    await client.see("Spending limit for 30 days")
    await client.see("TJS\u00a012.50")
    await client.app.get_by_role("button", name="Remove").click()
    await client.see("The removal waits.")

    client = await opened(served, anna, "/profile/notifications")
    switch = client.app.get_by_role("switch", name="No messages at night")
    async with client.keeps("quiet"):
        await switch.check()
    async with client.keeps("23:15"):
        await client.app.get_by_label("From").fill("23:15")
    again = await opened(served, anna, "/profile/notifications")
    await expect(again.app.get_by_label("From")).to_have_value("23:15")

    client = await opened(served, anna, "/profile/addresses")
    await client.press_main("New address")
    sheet = client.app.get_by_role("dialog")
    for label, value in (
        ("Recipient", "Anna Petrova"),
        ("Phone number", "+992931234567"),
        ("City", "Dushanbe"),
        ("Street, house, flat", "Rudaki Avenue 15"),
        ("Postal code", "734025"),
    ):
        await sheet.get_by_label(label).fill(value)
    await sheet.get_by_role("button", name="Save").click()
    await client.see("Rudaki Avenue 15, Dushanbe")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_no_page_is_wider_than_the_screen(served: Served, clock: ManualClock, viewport: dict[str, int]) -> None:
    beacon, anna = TestBeacon(clock), await player(served, language="ru")
    drawn = await bought_out(served.api.context, beacon, anna, tickets=6, product=ProductKind.GOODS)
    await run_draw(served.api.context, clock, beacon)
    (prize,) = (await act(served.api.context, list_prizes, anna.actor)).items
    raffle = await make_lottery(served.api.context, tickets=1_000_000)
    sealed = await bought_out(served.api.context, beacon, anna)
    await jobs.close_due(served.api.context)
    await jobs.write_close_records(served.api.context, "test")
    client = await served.client(viewport)
    await client.open(served.init_data(anna.telegram_id, language="ru"))
    await expect(client.app.get_by_role("heading").first).to_be_visible()
    frame = client.page.frames[1]
    paths = [
        *PAGES,
        *(f"/profile/{name}" for name in PAGES_OF_PROFILE),
        f"/lotteries/{raffle.id}",
        f"/proof/{drawn.id}",
        f"/prizes/{prize.id}",
    ]
    for path in (*paths, f"/lotteries/{drawn.id}", f"/lotteries/{sealed.id}", f"/lotteries/{raffle.id}/buy?quantity=3"):
        await frame.goto(served.base_url + path)
        await expect(client.app.locator("main").get_by_role("heading").first).to_be_visible()
        await client.page.wait_for_timeout(250)
        # what is still on its way is seen as bones by then, unless it came
        await expect(client.app.locator("main .stack[aria-hidden=true]")).to_have_count(0)
        wide = await frame.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        widest = await frame.evaluate(
            "[...document.querySelectorAll('main *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1)"
            ".map((e) => e.className + ' ' + e.textContent.slice(0, 40))"
        )
        assert wide <= 0, f"{path} is {wide} pixels too wide: {widest}"
