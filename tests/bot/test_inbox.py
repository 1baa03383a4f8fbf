"""The inbox in the chat: pages, what counts as read, the way to the lottery."""

import logging
from datetime import timedelta
from typing import Any

import pytest

from bot.features.inbox.dialogs import PAGE
from bot.texts import LANGUAGE_NAMES, Texts
from core.kernel.clock import ManualClock
from core.notifications.kinds import Category, Kind
from core.notifications.list_notifications import count_unread
from core.notifications.notify import notify
from core.notifications.views import Notice
from core.raffles.show_prize import show_prize
from core.raffles.views import RaffleView
from tests.bot.harness import World
from tests.bot.playing import TITLES, make_chat, on_sale
from tests.bot.winning import make_winner
from tests.builders.accounts import MadePlayer
from tests.notifications.helpers import notice, tell
from tests.notifications.test_rules import PARAMS
from tests.raffles.helpers import act, execute


async def unread(world: World, player: MadePlayer) -> int:
    return await act(world.context, count_unread, player.actor)


def about(raffle: RaffleView, player: MadePlayer, kind: Kind, /, **params: Any) -> Notice:
    said = {"raffle_id": str(raffle.id), "raffle": raffle.number, "title": TITLES} | params
    return Notice(player.id, kind, Category.WATCHLIST, said, dedup_key=f"test:{kind}:{raffle.id}:{player.id}")


async def test_what_is_shown_is_read(world: World, clock: ManualClock) -> None:
    chat, player = await make_chat(world)
    other, _ = await make_chat(world)
    for _ in range(PAGE + 2):
        clock.advance(timedelta(minutes=1))
        await tell(world.context, notice(player))
    await chat.send("/start")
    assert "📬 Inbox · 7" in chat.screen.buttons
    await chat.press("Inbox")
    assert chat.screen.text.startswith("📬 Inbox · 2 more unread\n\n🔵 Nov 20, 2026, 5:07\u202fPM\n💰 TJS\u00a01.00")
    assert chat.screen.text.count("🔵") == PAGE
    assert await unread(world, player) == 2
    await chat.press("▶")
    assert chat.screen.text.startswith("📬 Inbox\n\n🔵 Nov 20, 2026, 5:02\u202fPM")
    assert chat.screen.text.count("🔵") == 2
    assert await unread(world, player) == 0
    await chat.press("◀")
    assert "🔵" not in chat.screen.text
    assert chat.screen.text.startswith("📬 Inbox\n\nNov 20, 2026, 5:07\u202fPM\n💰")
    await chat.press("Home")
    assert "📬 Inbox" in chat.screen.buttons
    await other.send("/inbox")
    assert "Nothing yet." in other.screen.text


async def test_all_at_once(world: World) -> None:
    chat, player = await make_chat(world)
    await tell(world.context, *(notice(player) for _ in range(3 * PAGE)))
    await chat.send("/inbox")
    shown = chat.screen
    await chat.press("Mark all as read")
    assert chat.answer is not None
    assert chat.answer.text == "All is marked as read"
    assert await unread(world, player) == 0
    assert "✓ Mark all as read" not in chat.screen.buttons
    await chat.press("Mark all as read", shown)  # a second tap
    assert await unread(world, player) == 0


async def test_the_button_leads_to_the_lottery_and_back(world: World) -> None:
    chat, player = await make_chat(world)
    raffle = await on_sale(world.context)
    await tell(
        world.context,
        about(raffle, player, Kind.WATCHED_NEARLY_SOLD, left=3),
        about(raffle, player, Kind.RAFFLE_REFUNDED, amount_minor=5, asset="TJS", reason=""),
    )
    await tell(world.context, notice(player))
    await chat.send("/inbox")
    assert "A bicycle (RF-" in chat.screen.text
    assert [label for label in chat.screen.buttons if label.startswith("🎟")] == [f"🎟 A bicycle ({raffle.number})"]
    await chat.press("A bicycle")
    assert chat.screen.text.startswith(f"A bicycle · {raffle.number}")


async def test_a_prize_is_opened_from_its_notice(world: World, clock: ManualClock) -> None:
    chat, player, award = await make_winner(world, clock)
    page = await act(world.context, show_prize, player.actor, award.id)
    said = {"award_id": str(award.id), "ticket": 1, "amount_minor": 3000, "asset": "TJS"}
    await tell(world.context, about(page.won.raffle, player, Kind.PRIZE_PAID, **said))
    await chat.send("/inbox")
    number = page.won.raffle.number
    assert chat.screen.buttons[:2] == [f"🎁 A bicycle ({number})", f"🎟 A bicycle ({number})"]
    await chat.press("🎁 A bicycle")
    assert "It is yours." in chat.screen.text
    await chat.press("Back")
    assert "🎁 A bicycle" in chat.screen.buttons[0]


async def test_a_page_from_last_week_redraws(world: World) -> None:
    chat, player = await make_chat(world)
    await tell(world.context, *(notice(player) for _ in range(PAGE + 1)))
    old = (await chat.send("/inbox")).screen
    await chat.send("/start")
    await chat.press("▶", old)
    assert chat.answer is not None
    assert chat.answer.text == "The list is refreshed"


async def test_a_notice_of_another_version_does_not_hide_the_rest(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    chat, player = await make_chat(world)
    await tell(world.context, notice(player), notice(player, text="still here"))
    await execute(
        world.context,
        "UPDATE notifications SET kind = 'of-the-future' WHERE id = (SELECT id FROM notifications ORDER BY id LIMIT 1)",
    )
    await chat.send("/inbox")
    assert "still here" in chat.screen.text
    assert "This notice cannot be shown any more." in chat.screen.text
    assert "has no text" in caplog.text


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
async def test_every_kind_in_every_language(world: World, language: str, caplog: pytest.LogCaptureFixture) -> None:
    """With the longest title that a notice shows, a page still fits a message."""
    caplog.set_level(logging.ERROR)
    chat, player = await make_chat(world, language=language)
    raffle = await on_sale(world.context)
    counts = dict.fromkeys(("winner_count", "ticket_count", "left", "total"), 5)
    said = PARAMS | counts | {"title": dict.fromkeys(LANGUAGE_NAMES, "<&>" * 100), "raffle_id": str(raffle.id)}
    made = [about(raffle, player, kind, **said) for kind in Kind]
    await world.context.transact(lambda tx: notify(tx, made))
    await chat.send("/inbox")
    seen = chat.screen.text.count("🔵")
    assert "<&>" in chat.screen.text
    while "▶" in chat.screen.buttons:
        await chat.press("▶")
        seen += chat.screen.text.count("🔵")
        assert len(chat.screen.text) <= 4096
    assert seen == len(Kind)
    assert not caplog.records, caplog.text
    assert Texts(language).plain("notices-open") in chat.screen.buttons
