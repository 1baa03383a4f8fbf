"""The list of lotteries, and the card of one."""

from datetime import timedelta
from fractions import Fraction

import pytest

from bot.features.lotteries.shares import bar, percent_text
from core.draws.beacons import drand
from core.kernel.clock import ManualClock
from core.kernel.links import LinkKind, link_to
from core.raffles.models import CloseRule
from core.raffles.odds import chance, one_in
from core.raffles.show_draw import show_draw
from core.raffles.shown import EntropyGrade, grade_of, masked
from tests.bot.harness import World
from tests.bot.playing import make_chat, on_sale


async def test_card_in_words(world: World) -> None:
    raffle = await on_sale(world.context, tickets=10, prize_minor=1200, cap=5)
    page = await world.context.transact(lambda tx: show_draw(tx, raffle.id))
    chat, _ = await make_chat(world)
    await chat.send("/lotteries")
    assert chat.screen.text == (
        "🎟 Lotteries\n\nA bicycle\nTJS\u00a02.00 per ticket · prizes worth TJS\u00a012.00\n"
        "░░░░░░░░░░ 0 % · 10 tickets left\n⏳ Drawn as soon as all tickets are sold"
    )
    assert chat.screen.buttons == ["🎟 View and buy", "👁 Watchlist", "🏠 Home"]
    await chat.press("View and buy")
    assert chat.screen.text == (
        f"A bicycle · {raffle.number}\n\n🎁 Prizes\n1. TJS\u00a012.00 · 1 winner\n\n"
        "💵 TJS\u00a02.00 per ticket · 10 tickets in all\n░░░░░░░░░░ 0 % · 10 tickets left\n"
        "⏳ Drawn as soon as all tickets are sold\n👤 At most 5 tickets per player\n\n"
        "🎯 Odds of one ticket when all are sold: 1 in 10 (10\u00a0%)\n"
        "💰 All tickets sold make TJS\u00a020.00: TJS\u00a012.00 (60\u00a0%) for prizes, "
        "TJS\u00a08.00 for the operator\n"
        "🎲 The draw follows the last ticket. The list of tickets is sealed first; the winning numbers come "
        "from a secret committed to before the first sale and from a public value that nobody knows "
        f"until at least 1 minute after the sealing.\n🔏 server_commit {page.draw.server_commit.hex()[:16]}…\n"
        "🧭 Entropy: grade D · the public value comes from the operator’s own machine, so you have to trust "
        "the operator that it was not known before"
    )
    assert chat.screen.buttons == [
        "1 ticket",
        "5 tickets",
        "✏️ Other",
        "🔍 Fairness",
        "👁 Watch",
        "📤 Share",
        "← All lotteries",
        "🏠 Home",
    ]


async def test_turning_goes_round_and_shows_photos(world: World, clock: ManualClock) -> None:
    await on_sale(world.context)
    ends = {"close_rule": CloseRule.TIME, "sales_end_at": clock.now() + timedelta(hours=2, minutes=5)}
    await on_sale(world.context, {"en": "Second & <last>"}, ("a-file-id",), **ends)
    chat, _ = await make_chat(world)
    await chat.send("/lotteries")
    assert "Second & <last>" in chat.screen.text
    assert "Sales end in 2 h 5 min (Nov 20, 2026, 7:05\u202fPM)" in chat.screen.text
    assert chat.screen.photo == "a-file-id"
    assert "1/2" in chat.screen.buttons
    await chat.press("▶")
    assert "A bicycle" in chat.screen.text
    assert chat.screen.photo is None
    await chat.press("▶")
    assert "1/2" in chat.screen.buttons


async def test_no_lottery(world: World) -> None:
    chat, _ = await make_chat(world)
    await chat.send("/lotteries")
    assert chat.screen.text.startswith("🎟 Lotteries\n\nNo lottery is on sale right now.")


async def test_deep_link_opens_the_card(world: World) -> None:
    raffle = await on_sale(world.context)
    chat, _ = await make_chat(world)
    await chat.send(f"/start {link_to(LinkKind.LOT, raffle.id)}")
    assert chat.screen.text.startswith(f"A bicycle · {raffle.number}")
    assert len(chat.messages) == 1
    await chat.send("/start lot_AAAAAAAAAAAAAAAAAAAAAA")
    assert chat.screen.text.startswith("Hello")


async def test_button_of_a_notice_opens_the_card_below_it(world: World) -> None:
    raffle = await on_sale(world.context)
    chat, _ = await make_chat(world)
    await chat.send("/start")
    pressed = chat.screen
    await chat.press_data(f"lot:{raffle.id}")
    assert chat.screen.text.startswith("A bicycle")
    assert pressed in chat.screens
    await chat.press_data("lot:no-id")
    assert chat.answer is not None
    assert chat.answer.is_alert


@pytest.mark.parametrize("language", ["en", "ru", "tg", "th"])
async def test_screens_in_every_language(world: World, language: str, caplog: pytest.LogCaptureFixture) -> None:
    await on_sale(world.context, cap=3)
    chat, _ = await make_chat(world, language=language)
    await chat.send("/lotteries")
    await chat.press("🎟")
    assert "server_commit" in chat.screen.text
    assert not [record for record in caplog.records if record.name == "core.kernel.texts"]


def test_odds() -> None:
    assert round(chance(1, 10, 1), 9) == Fraction(1, 10)
    assert round(chance(2, 10, 3), 9) == round(1 - Fraction(7 * 6, 10 * 9), 9)
    assert chance(8, 10, 3) == 1
    assert chance(0, 10, 3) == 0
    assert one_in(10, 3) == 4
    assert percent_text(Fraction(1, 125), "en") == "0.8\u00a0%"
    assert percent_text(Fraction(999, 1000), "en") == "99\u00a0%"
    assert percent_text(Fraction(1, 1_000_000), "en") == "< 0.01\u00a0%"
    assert percent_text(Fraction(3, 2), "en") == "150\u00a0%"
    assert bar(Fraction(99, 100)).count("▓") == 9


def test_grades_and_masks() -> None:
    assert grade_of(drand.KIND, None) is EntropyGrade.PUBLIC
    assert grade_of("hashchain1", "http://127.0.0.1:8090") is EntropyGrade.OPERATOR
    assert grade_of("hashchain1", "unix:/run/custodian") is EntropyGrade.OPERATOR
    assert grade_of("hashchain1", "https://custodian.example") is EntropyGrade.CUSTODIAN
    assert masked("Firuz K.") == "Fi•••"
