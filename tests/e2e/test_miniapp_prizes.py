"""Prizes in the mini-app: found, chosen about, claimed once."""

from playwright.async_api import Route, expect

from core.accounts.addresses import list_addresses
from core.catalogue.models import ProductKind
from core.kernel.clock import ManualClock
from core.kernel.links import LinkKind, link_to
from core.notifications.kinds import Category, Kind
from core.notifications.views import Notice, NoticeParams
from core.prizes.claim_prize import claim_prize
from core.prizes.jobs import pay_due
from core.prizes.list_prizes import list_prizes
from core.prizes.models import ClaimChoice
from core.prizes.views import AwardView
from core.raffles.show_prize import show_prize
from tests.bot.winning import ADDRESS
from tests.builders.accounts import MadePlayer
from tests.builders.raffles import TestBeacon, bought_out, run_draw
from tests.e2e.miniapp import MONEY_MINOR, Client, Served, opened, player
from tests.notifications.helpers import tell
from tests.raffles.helpers import act, balance, count


async def won(
    served: Served, clock: ManualClock, kind: ProductKind = ProductKind.GOODS
) -> tuple[MadePlayer, AwardView]:
    """Somebody who paid TJS 10.00 and won a prize of TJS 30.00, to be claimed within ten days."""
    context, beacon = served.api.context, TestBeacon(clock)
    anna = await player(served)
    await bought_out(context, beacon, anna, product=kind, claim_days=10)
    await run_draw(context, clock, beacon)
    return anna, (await act(context, list_prizes, anna.actor)).items[0]


async def choose(client: Client, label: str) -> None:
    await client.app.get_by_role("radio", name=label).check()


async def test_a_prize_is_found_and_its_value_taken(served: Served, clock: ManualClock) -> None:
    anna, _ = await won(served, clock)
    client = await opened(served, anna, "/profile")
    await expect(client.app.get_by_role("link", name="My prizes")).to_contain_text("1")
    await client.app.get_by_role("link", name="My prizes").click()
    await client.see("Choose until")
    await client.app.get_by_role("link", name="The prize").click()
    await client.see("It is yours.")
    assert not await client.has_main_button(), "nothing is chosen yet"
    await choose(client, "Take its value")
    await client.page.evaluate("window.answer = 'no'")
    await client.press_main("Take TJS\u00a030.00")
    await client.page.wait_for_function("sent.includes('web_app_open_popup')")
    assert await count(served.api.context, "claims") == 0
    await client.page.evaluate("window.answer = 'yes'")
    await client.press_main("Take TJS\u00a030.00")
    await client.see("You took its value in money")
    await client.page.wait_for_function("!buttons.main.is_visible")
    assert await balance(served.api.context, anna) == MONEY_MINOR - 1_000 + 3_000
    await client.press_back()
    await client.see("Paid")


async def test_a_thing_is_delivered_to_an_address_that_is_added_on_the_way(served: Served, clock: ManualClock) -> None:
    anna, award = await won(served, clock)
    client = await opened(served, anna, start_param=str(link_to(LinkKind.PRIZE, award.id)))
    await choose(client, "Have it delivered")
    await client.see("No addresses yet")
    await client.press_main("New address")
    sheet = client.app.get_by_role("dialog")
    for label, value in (
        ("Recipient", ADDRESS.recipient),
        ("Phone number", ADDRESS.phone_number),
        ("City", ADDRESS.city),
        ("Street, house, flat", ADDRESS.line1),
        ("Postal code", ADDRESS.postal_code),
    ):
        await sheet.get_by_label(label).fill(value)
    await sheet.get_by_role("button", name="Save").click()
    await expect(client.app.get_by_role("radio", name=ADDRESS.recipient)).to_be_checked()
    await client.press_main("Deliver it there")
    await client.see("You chose delivery")
    await client.see(ADDRESS.line1)
    (kept,) = await act(served.api.context, list_addresses, anna.actor)
    page = await act(served.api.context, show_prize, anna.actor, award.id)
    assert page.claim is not None
    assert (page.claim.choice, page.claim.address_id) == (ClaimChoice.DELIVERY, kept.id)
    await client.press_back()
    await client.see("Will be delivered")


async def test_a_lost_answer_is_one_claim(served: Served, clock: ManualClock) -> None:
    anna, award = await won(served, clock)
    client = await opened(served, anna, f"/prizes/{award.id}")
    asked: list[str | None] = []

    async def lose(route: Route) -> None:
        asked.append(route.request.headers.get("idempotency-key"))
        if len(asked) == 1:
            await route.fetch()
            await route.abort()
        else:
            await route.continue_()

    await client.page.route("**/claims", lose)
    await choose(client, "Take its value")
    await client.press_main("Take")
    await client.see("The server could not be reached")
    await client.press_main("Take")
    await client.see("You took its value in money")
    assert len(asked) == 2
    assert asked[0] == asked[1]
    assert await balance(served.api.context, anna) == MONEY_MINOR - 1_000 + 3_000


async def test_what_was_claimed_elsewhere_is_told(served: Served, clock: ManualClock) -> None:
    anna, award = await won(served, clock)
    client = await opened(served, anna, f"/prizes/{award.id}")
    await choose(client, "Take its value")
    await act(served.api.context, claim_prize, anna.actor, award.id, ClaimChoice.CASH, key="elsewhere")
    await client.press_main("Take")
    await client.see("You took its value in money")
    assert await count(served.api.context, "claims") == 1


async def test_a_notice_leads_to_its_prize(served: Served, clock: ManualClock) -> None:
    anna, award = await won(served, clock, ProductKind.CASH)
    await pay_due(served.api.context)
    params: NoticeParams = {
        "award_id": str(award.id),
        "raffle": "RF-1",
        "title": {"en": "A lottery"},
        "ticket": award.ticket_number,
        "amount_minor": award.value_minor,
        "asset": award.asset,
    }
    await tell(served.api.context, Notice(anna.id, Kind.PRIZE_PAID, Category.MONEY, params, "paid"))
    client = await opened(served, anna, "/inbox")
    await client.app.get_by_role("link").filter(has_text="A lottery").click()
    await expect(client.app.get_by_role("heading", name="The prize")).to_be_visible()
    await client.see("was paid to your wallet")


async def test_anothers_prize_is_not_shown(served: Served, clock: ManualClock) -> None:
    _, award = await won(served, clock)
    client = await opened(served, await player(served), f"/prizes/{award.id}")
    await client.see("That did not work")
    await client.press_back()
    await client.see("No prizes yet")
