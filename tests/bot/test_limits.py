"""A player's own limits in the chat: stricter at once, laxer after a day and a second yes, and what they refuse."""

from datetime import timedelta

import pytest

from bot.texts import LANGUAGE_NAMES, Texts
from core.accounts.kinds import LimitKind, LimitWindow
from core.accounts.set_limit import cancel_limit_change, list_limits, set_limit
from core.accounts.views import LimitName, LimitView
from core.kernel.clock import ManualClock
from tests.bot.harness import Chat, World
from tests.bot.playing import make_chat, on_sale
from tests.builders.accounts import MadePlayer
from tests.raffles.helpers import act, bought, count, execute

DAY = timedelta(hours=24)
SPEND_DAY = LimitName(LimitKind.SPEND, "TJS", LimitWindow.DAY)


async def at_limit(chat: Chat, kind: str = "Spending", window: str = "24 hours") -> Chat:
    await chat.send("/limits")
    await chat.press(kind)
    return await chat.press(window)


async def ask(chat: Chat, amount: str) -> Chat:
    await chat.press("Change" if "✏️ Change" in chat.screen.buttons else "Set a limit")
    return await chat.send(amount)


async def limits(world: World, player: MadePlayer) -> list[LimitView]:
    return await act(world.context, list_limits, player.actor)


async def test_a_first_limit_counts_at_once(world: World) -> None:
    chat, player = await make_chat(world, 2450)
    await bought(world.context, player, await on_sale(world.context), 5)
    await chat.send("/limits")
    assert chat.screen.text.startswith("🛡 Limits · Tajikistani Somoni\n\nYou set these for yourself.")
    assert chat.screen.text.endswith("📥 Deposits\nno limit\n\n🎟 Spending\nno limit\n\n📉 Losses\nno limit")
    assert chat.screen.buttons == ["📥 Deposits", "🎟 Spending", "📉 Losses", "← Back", "🏠 Home"]
    await chat.press("Spending")
    assert chat.screen.text.endswith("24 hours: no limit\n7 days: no limit\n30 days: no limit")
    await chat.press("7 days")
    assert chat.screen.text == "🎟 Spending · 7 days · Tajikistani Somoni\n\nNo limit is set."
    assert chat.screen.buttons == ["✏️ Set a limit", "← Back"]
    await ask(chat, "25,50 tjs")
    assert "New: TJS\u00a025.50\n\nIt counts at once." in chat.screen.text
    assert chat.screen.button("Set")["style"] == "success"
    assert await limits(world, player) == []
    await chat.press("Set TJS\u00a025.50")
    assert chat.answer is not None
    assert (chat.answer.text, chat.answer.is_alert) == ("It counts from now on: TJS\u00a025.50", False)
    assert chat.screen.text.endswith("Your limit: TJS\u00a025.50\nUsed: TJS\u00a010.00\nLeft now: TJS\u00a015.50")
    await chat.press("Back")
    assert "7 days · TJS\u00a025.50" in chat.screen.buttons
    await chat.press("Back")
    assert "🎟 Spending\n7 days: TJS\u00a010.00 of TJS\u00a025.50 used\n\n📉 Losses" in chat.screen.text
    await chat.press("Back")
    assert chat.screen.text.startswith("Hello")


async def test_a_raise_waits_a_day_and_for_a_second_yes(world: World, clock: ManualClock) -> None:
    chat, player = await make_chat(world)
    await act(world.context, set_limit, player.actor, SPEND_DAY, 10_000)
    await ask(await at_limit(chat), "200")
    assert "Now: TJS\u00a0100.00\nNew: TJS\u00a0200.00" in chat.screen.text
    assert "you can confirm it from Nov 21, 2026, 5:00\u202fPM on" in chat.screen.text
    await chat.press("Ask for TJS\u00a0200.00")
    assert "Your limit: TJS\u00a0100.00" in chat.screen.text
    assert "a change to TJS\u00a0200.00." in chat.screen.text
    assert "You can confirm it from Nov 21, 2026, 5:00\u202fPM on (in 1 day 0 h)." in chat.screen.text
    assert chat.screen.buttons == ["✅ Confirm: TJS\u00a0200.00", "✖️ Drop the change", "✏️ Change", "← Back"]
    clock.advance(DAY - timedelta(minutes=90))
    await chat.press("Confirm")
    assert chat.answer is not None
    assert chat.answer.is_alert
    assert "Come back in 2 hours" in (chat.answer.text or "")
    assert [view.amount_minor for view in await limits(world, player)] == [10_000]
    clock.advance(timedelta(minutes=90))
    await chat.send("/limits")
    assert "24 hours: TJS\u00a00.00 of TJS\u00a0100.00 used (⏳ → TJS\u00a0200.00)" in chat.screen.text
    await at_limit(chat)
    assert chat.screen.text.endswith("You can confirm it now.")
    waiting = chat.screen
    await chat.press("Confirm")
    assert chat.screen.text.endswith("Your limit: TJS\u00a0200.00\nUsed: TJS\u00a00.00\nLeft now: TJS\u00a0200.00")
    await chat.press("Confirm", waiting)  # a second tap finds nothing more to do
    assert [view.amount_minor for view in await limits(world, player)] == [20_000]


async def test_a_removal_can_be_dropped(world: World) -> None:
    chat, player = await make_chat(world)
    await act(world.context, set_limit, player.actor, SPEND_DAY, 0)
    await at_limit(chat)
    assert "Your limit: TJS\u00a00.00\nUsed: TJS\u00a00.00" in chat.screen.text
    await chat.press("Remove")
    assert "New: no limit" in chat.screen.text
    assert "style" not in chat.screen.button("Ask for")
    await chat.press("Ask for no limit")
    assert "✅ Confirm: no limit" in chat.screen.buttons
    assert "🗑 Remove" not in chat.screen.buttons
    waiting = chat.screen
    await chat.press("Drop")
    assert chat.answer is not None
    assert chat.answer.text == "The change is dropped. Your limit stays as it is."
    assert chat.screen.buttons == ["✏️ Change", "🗑 Remove", "← Back"]
    await chat.press("Drop", waiting)
    assert [(view.amount_minor, view.pending_since) for view in await limits(world, player)] == [(0, None)]


async def test_lowering_is_at_once_and_drops_the_raise(world: World) -> None:
    chat, player = await make_chat(world)
    await act(world.context, set_limit, player.actor, SPEND_DAY, 10_000)
    await act(world.context, set_limit, player.actor, SPEND_DAY, 20_000)
    await ask(await at_limit(chat), "300")
    assert "is waiting already. Cancel it before" in chat.screen.text
    await chat.send("100")
    assert chat.screen.text.startswith("⚠️ That is your limit already.")
    await chat.send("99.99")
    await chat.press("Set")
    (view,) = await limits(world, player)
    assert (view.amount_minor, view.pending_since) == (9_999, None)


@pytest.mark.parametrize("typed", ["ten", "-5", "1.234", "1e9", "9" * 40, "<b>5</b>", "50 USD", "💰"])
async def test_what_is_no_amount_is_asked_again(world: World, typed: str) -> None:
    chat, player = await make_chat(world)
    await ask(await at_limit(chat), typed)
    assert chat.screen.text.startswith("⚠️ That is not an amount.")
    assert await limits(world, player) == []
    await chat.press("Back")
    await chat.press("Set a limit")
    assert chat.screen.text.startswith("🎟 Spending")  # the hint was of that answer


async def test_double_tap_and_an_old_confirmation(live_world: World) -> None:
    chat, player = await make_chat(live_world)
    await ask(await at_limit(chat), "50")
    old = chat.screen
    await chat.press("Other amount")
    await chat.send("70")
    await chat.press_data(old.button("Set")["callback_data"])
    assert chat.answer is not None
    assert chat.answer.text == "The list is refreshed"
    assert await limits(live_world, player) == []
    press = chat.screen.button("Set")["callback_data"]
    message_id = chat.screen.message_id
    for _ in range(2):
        await chat.press_data(press, message_id)
    assert [view.amount_minor for view in await limits(live_world, player)] == [7_000]
    assert await count(live_world.context, "limit_changes") == 1


async def test_a_raise_asked_for_twice_by_a_repeated_update_waits_once(world: World) -> None:
    chat, player = await make_chat(world)
    await act(world.context, set_limit, player.actor, SPEND_DAY, 10_000)
    await ask(await at_limit(chat), "200")
    await act(world.context, set_limit, player.actor, SPEND_DAY, 20_000)  # what the first try had done
    await chat.press("Ask for")
    assert chat.answer is not None
    assert (chat.answer.text, chat.answer.is_alert) == ("Noted. After 24 hours you can confirm it here.", False)
    assert await count(world.context, "limit_changes") == 2


async def test_the_second_yes_is_to_the_change_that_the_button_named(world: World, clock: ManualClock) -> None:
    chat, player = await make_chat(world)
    await act(world.context, set_limit, player.actor, SPEND_DAY, 10_000)
    await act(world.context, set_limit, player.actor, SPEND_DAY, 20_000)
    named = (await at_limit(chat)).screen
    await act(world.context, cancel_limit_change, player.actor, SPEND_DAY)
    clock.advance(timedelta(seconds=1))
    await act(world.context, set_limit, player.actor, SPEND_DAY, 900_000)
    clock.advance(DAY)
    await chat.press("Confirm", named)
    assert chat.answer is not None
    assert chat.answer.text == "The list is refreshed"
    assert "✅ Confirm: TJS\u00a09,000.00" in chat.screen.buttons
    assert [view.amount_minor for view in await limits(world, player)] == [10_000]


async def test_button_from_last_week_redraws(world: World) -> None:
    chat, player = await make_chat(world)
    await ask(await at_limit(chat), "50")
    old = chat.screen
    await chat.send("/start")
    await chat.press("Set", old)
    assert chat.answer is not None
    assert await limits(world, player) == []


async def test_a_limit_refuses_a_purchase_and_leads_here(world: World) -> None:
    await on_sale(world.context)
    chat, player = await make_chat(world)
    await act(world.context, set_limit, player.actor, SPEND_DAY, 599)
    await chat.send("/lotteries")
    await chat.press("View and buy")
    await chat.press("5 tickets")
    await chat.press("Pay")
    assert "This would go over your spending limit for 24 hours" in chat.screen.text
    assert chat.screen.text.endswith("Nothing was paid.")
    assert "Buy 2 tickets" in chat.screen.buttons
    assert await count(world.context, "orders") == 0
    await chat.press("My limits")
    assert "24 hours: TJS\u00a00.00 of TJS\u00a05.99 used" in chat.screen.text
    await chat.press("Back")
    await chat.press("Buy 2 tickets")
    await chat.press("Pay")
    assert await count(world.context, "orders") == 1


async def test_a_refusal_of_losses_names_help(world: World) -> None:
    await on_sale(world.context)
    chat, player = await make_chat(world)
    await act(world.context, set_limit, player.actor, LimitName(LimitKind.NET_LOSS, "TJS", LimitWindow.MONTH), 100)
    await chat.send("/lotteries")
    await chat.press("View and buy")
    await chat.press("1 ticket")
    await chat.press("Pay")
    assert "loss limit for 30 days" in chat.screen.text
    assert "the help line of your country" in chat.screen.text


async def test_every_asset_has_its_limits(world: World) -> None:
    """Of wallets, of what is on sale, and of limits themselves; from a refusal, the lottery's own first."""
    chat, player = await make_chat(world, 500)
    await on_sale(world.context, asset="COIN", price_minor=3)
    await act(world.context, set_limit, player.actor, LimitName(LimitKind.DEPOSIT, "USD", LimitWindow.DAY), 5000)
    await chat.send("/limits")
    assert "Tajikistani Somoni" in chat.screen.text
    assert chat.screen.buttons[3:5] == ["coins", "US Dollar"]
    await chat.press("coins")
    await chat.press("Losses")
    await chat.press("30 days")
    await ask(chat, "1.5")
    assert chat.screen.text.startswith("⚠️ That is not an amount.")
    await chat.send("12")
    await chat.press("Set 12 coins")
    assert chat.screen.text.endswith("Your limit: 12 coins\nUsed: 0 coins\nLeft now: 12 coins")
    await chat.press_data(chat.screen.button("Back")["callback_data"])
    await chat.press("Back")
    assert "coins" in chat.screen.text


async def test_who_is_ahead_has_used_nothing_of_a_loss_limit(world: World) -> None:
    chat, player = await make_chat(world)
    await act(world.context, set_limit, player.actor, LimitName(LimitKind.NET_LOSS, "TJS", LimitWindow.DAY), 1000)
    await execute(
        world.context,
        "INSERT INTO activity_hours (player_id, asset, hour, deposit_minor, spend_minor, win_minor)"
        " VALUES (:id, 'TJS', :hour, 0, 100, 700)"
        " ON CONFLICT (player_id, asset, hour) DO UPDATE SET spend_minor = 100, win_minor = 700",
        id=player.id,
        hour=world.context.clock.now().replace(minute=0, second=0),
    )
    await at_limit(chat, "Losses")
    assert chat.screen.text.endswith("Your limit: TJS\u00a010.00\nUsed: TJS\u00a00.00\nLeft now: TJS\u00a016.00")


async def test_nothing_to_limit(world: World) -> None:
    chat, _ = await make_chat(world, 0)
    await chat.send("/limits")
    assert "Nothing is on sale" in chat.screen.text
    assert chat.screen.buttons == ["← Back", "🏠 Home"]


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
async def test_every_language_walks_through(world: World, language: str, caplog: pytest.LogCaptureFixture) -> None:
    t = Texts(language)
    chat, player = await make_chat(world, language=language)
    await act(world.context, set_limit, player.actor, SPEND_DAY, 10_000)
    await chat.send("/settings")
    await chat.press(t.plain("limits-open"))
    await chat.press(t.plain("limits-kind", kind=LimitKind.SPEND))
    await chat.press(t.plain("limits-window", window=LimitWindow.DAY))
    await chat.press(t.plain("limits-change"))
    await chat.send("?")
    await chat.send("200")
    await chat.press("200")
    assert t.plain("limits-cancel") in chat.screen.buttons
    await chat.press(chat.screen.buttons[0])
    assert chat.answer is not None
    assert chat.answer.is_alert
    assert not caplog.records, caplog.text
    assert all("{" not in screen.text for screen in chat.screens)
