"""Prizes in the chat: the list, the card of each state, and who may see it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from bot.features.prizes import screens
from bot.texts import LANGUAGE_NAMES, Texts
from core.accounts.views import AddressView
from core.catalogue.models import ProductKind
from core.catalogue.views import ProductView
from core.kernel.clock import ManualClock
from core.kernel.links import LinkKind, encode_id, link_to
from core.prizes.jobs import pay_due
from core.prizes.models import AwardState, ClaimChoice
from core.prizes.views import ClaimView
from core.raffles import jobs
from core.raffles.show_prize import show_prize
from core.raffles.shown import PrizePage
from core.raffles.views import PrizeView
from tests.bot.harness import World
from tests.bot.playing import make_chat, on_sale
from tests.bot.telegram import TEXT_UNITS, plain_text, units
from tests.bot.winning import ADDRESS, make_winner, saved, win
from tests.builders.raffles import TestBeacon, run_draw
from tests.raffles.helpers import act, bought

WAYS_OUT = ["🏆 Result", "🔍 Fairness", "← Back", "🏠 Home"]


async def test_money_comes_by_itself(world: World, clock: ManualClock) -> None:
    chat, _, award = await make_winner(world, clock, ProductKind.CASH)
    await chat.send("/prizes")
    assert chat.screen.text == (
        "🎁 My prizes\n\n1. The prize · TJS\u00a030.00\nA bicycle\n💸 on its way to your wallet"
    )
    await chat.press("1. 💸 The prize")
    assert chat.screen.text.startswith("🎁 The prize · TJS\u00a030.00\n\nA bicycle · RF-")
    assert f"🎫 Ticket № {award.ticket_number} · place 1\n\n💸 The money is on its way" in chat.screen.text
    assert chat.screen.buttons == WAYS_OUT
    await pay_due(world.context)
    await chat.press("Back")
    await chat.press("1. ✅ The prize")
    assert chat.screen.text.endswith("✅ TJS\u00a030.00 was paid to your wallet (Nov 20, 2026, 5:01\u202fPM).")
    await chat.press("👛 Wallet")
    assert "TJS\u00a050.50" in chat.screen.text


async def test_a_thing_waits_for_a_choice(world: World, clock: ManualClock) -> None:
    chat, _, _ = await make_winner(world, clock)
    await chat.send("/prizes")
    assert chat.screen.text.endswith("🎁 yours to claim until Nov 30, 2026, 5:01\u202fPM")
    await chat.press("1. 🎁 The prize")
    assert "Choose until Nov 30, 2026, 5:01\u202fPM (in 10 days 0 h)" in chat.screen.text
    assert chat.screen.buttons == ["📦 Deliver it", "💰 Take its value, TJS\u00a030.00", *WAYS_OUT]
    card = chat.screen.text
    await chat.press("Result")
    assert "🎉 You won TJS\u00a030.00" in chat.screen.text
    await chat.press("My prize")
    assert chat.screen.text == card
    await chat.press("Fairness")
    assert "server_commit" in chat.screen.text


async def test_home_leads_to_what_is_to_be_claimed_only(world: World, clock: ManualClock) -> None:
    chat, player, _ = await make_winner(world, clock)
    await chat.send("/start")
    assert chat.screen.buttons[0] == "🎁 Claim your prize"
    await win(world, clock, player)
    await chat.press("Refresh")
    await chat.press("🎁 Claim your 2 prizes")
    assert "1. 🎁 The prize" in chat.screen.buttons
    clock.advance(timedelta(days=11))
    await chat.press("Home")
    assert not [label for label in chat.screen.buttons if "🎁" in label]


async def test_an_expired_prize_leads_to_support(world: World, clock: ManualClock) -> None:
    chat, _, _ = await make_winner(world, clock)
    clock.advance(timedelta(days=10, seconds=1))
    for _ in range(2):  # before the job has said so, and after
        await chat.send("/prizes")
        assert "⌛ not claimed in time (until Nov 30, 2026, 5:01\u202fPM)" in chat.screen.text
        await chat.press("1. ⌛ The prize")
        assert "⌛ The time to claim this prize ended on Nov 30, 2026, 5:01\u202fPM." in chat.screen.text
        assert chat.screen.buttons == ["💬 Support", *WAYS_OUT]
        await jobs.expire_unclaimed(world.context)
    await chat.press("Support")
    assert str(chat.telegram_id) in chat.screen.text


async def test_pages_and_none_at_all(world: World, clock: ManualClock) -> None:
    chat, player, _ = await make_winner(world, clock)
    for _ in range(5):
        await win(world, clock, player)
    await chat.send("/tickets")
    await chat.press("My prizes")
    assert chat.screen.buttons == [*(f"{place}. 🎁 The prize" for place in range(1, 6)), "▶", "🏠 Home"]
    await chat.press("▶")
    assert chat.screen.buttons == ["1. 🎁 The prize", "◀", "🏠 Home"]
    other, _ = await make_chat(world)
    await other.send("/prizes")
    assert "You have not won a prize yet." in other.screen.text
    await other.press("See lotteries")
    assert "Lotteries" in other.screen.text


async def test_several_prizes_of_one_draw_are_chosen_in_the_list(world: World, clock: ManualClock) -> None:
    chat, player = await make_chat(world)
    beacon, shared = TestBeacon(clock), PrizeView(1, 2, "fixed", 500, None, None)
    raffle = await on_sale(world.context, tickets=2, prizes=[shared], beacon=beacon.info().rule(60))
    await bought(world.context, player, raffle, 2)
    await run_draw(world.context, clock, beacon)
    await chat.send("/results")
    await chat.press("A bicycle")
    await chat.press("My prize")
    assert chat.screen.buttons[:2] == ["1. 💸 Money prize", "2. 💸 Money prize"]


async def test_the_link_and_the_notice_lead_their_winner_only_to_the_prize(world: World, clock: ManualClock) -> None:
    chat, _, award = await make_winner(world, clock)
    other, _ = await make_chat(world)
    link = link_to(LinkKind.PRIZE, award.id)
    await chat.send(f"/start {link}")
    card = chat.screen.text
    assert card.startswith("🎁 The prize")
    await chat.press("Back")
    assert chat.screen.text.startswith("Hello")
    await other.send(f"/start {link}")
    assert other.screen.text.startswith("Hello")
    notice = chat.screen
    await chat.press_data(f"prz:{award.id}", notice.message_id)
    assert chat.screen.text == card
    assert notice in chat.screens
    for data in (f"prz:{award.id}", f"prz:{uuid4()}", "prz:no-id"):
        await other.press_data(data)
        assert other.answer is not None
        assert other.answer.is_alert
        assert other.answer.text == "We could not find this prize. Refresh the list and try again."
        assert other.screen.text.startswith("Hello")


async def test_another_players_prize_in_a_button(world: World, clock: ManualClock) -> None:
    _, _, theirs = await make_winner(world, clock)
    chat, _, own = await make_winner(world, clock)
    await chat.send("/prizes")
    listed = chat.screen
    data = listed.button("The prize")["callback_data"]
    assert encode_id(own.id) in data
    await chat.press_data(data.replace(encode_id(own.id), encode_id(theirs.id)))
    assert chat.answer is not None
    assert chat.answer.is_alert
    assert chat.screen.text == listed.text
    await chat.press_data(data.replace(encode_id(own.id), "nonsense"))
    assert chat.answer.is_alert
    await chat.send("/prizes")
    await chat.press("The prize")
    assert f"№ {own.ticket_number} " in chat.screen.text


def in_state(page: PrizePage, state: AwardState, address: AddressView) -> PrizePage:
    """The page as it is in a state of its award."""
    at = page.won.award.claim_by
    award = replace(page.won.award, state=state, paid_at=at if state is AwardState.PAID else None)
    claim = ClaimView(ClaimChoice.DELIVERY, address.id, at) if state is AwardState.CLAIMED else None
    return PrizePage(replace(page.won, award=award), claim, address if claim else None)


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
async def test_every_state_has_words(
    world: World, clock: ManualClock, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    _, player, award = await make_winner(world, clock)
    page = await act(world.context, show_prize, player.actor, award.id)
    address = await saved(world, player)
    t, seen = Texts(language, "Asia/Dushanbe"), set()
    for state in AwardState:
        for product in (page.won.product, None):
            shown = in_state(replace(page, won=replace(page.won, product=product)), state, address)
            seen.add(plain_text(screens.card(t, shown, clock.now())))
            seen.add(plain_text(screens.listed(t, [shown.won], clock.now())))
    nothing = replace(page.won, award=replace(award, state=AwardState.PAID, value_minor=0))
    seen.add(plain_text(screens.card(t, replace(page, won=nothing), clock.now())))
    assert len(seen) == 2 * 2 * len(AwardState) + 1
    assert not caplog.records


@pytest.mark.parametrize("letter", ["x", "😀", "م", "&", "<"])
async def test_the_longest_texts_fit(world: World, clock: ManualClock, letter: str) -> None:
    _, player, award = await make_winner(world, clock)
    page = await act(world.context, show_prize, player.actor, award.id)
    assert page.won.product is not None
    titles: Mapping[str, str] = {"en": letter * 120}
    product: ProductView = replace(page.won.product, titles=titles, descriptions={"en": letter * 3000})
    long = letter * 120
    address = await saved(
        world, player, replace(ADDRESS, recipient=long, city=long, line1=long, line2=long, region=long)
    )
    won = replace(page.won, product=product, raffle=replace(page.won.raffle, titles=titles))
    claimed = in_state(replace(page, won=won), AwardState.CLAIMED, address)
    t = Texts("en")
    for text in (
        screens.card(t, claimed, clock.now()),
        screens.listed(t, [won] * 5, clock.now()),
        screens.before_delivery(t, won, address),
        screens.before_cash(t, won),
    ):
        assert letter in plain_text(text)
        assert units(plain_text(text)) <= TEXT_UNITS
    assert len(screens.label(t, 1, won, clock.now())) < 50
