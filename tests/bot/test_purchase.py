"""Buying: what is shown, what is refused with a next step, and one order whatever is repeated."""

import asyncio
from datetime import date, timedelta

import pytest
from aiogram.exceptions import TelegramServerError

from bot.features.purchase.quantity import parse_quantity
from core.kernel.clock import ManualClock
from core.raffles.models import CloseRule
from tests.bot.harness import Chat, World
from tests.bot.playing import make_chat, on_sale
from tests.raffles.helpers import balance, bought, count, execute, rich_player


async def at_confirmation(chat: Chat, quantity: int = 5) -> Chat:
    await chat.send("/lotteries")
    await chat.press("View and buy")
    await chat.press("Other")
    return await chat.send(str(quantity))


async def test_confirmation_and_receipt_in_words(world: World) -> None:
    raffle = await on_sale(world.context)
    chat, player = await make_chat(world, 2450)
    await at_confirmation(chat)
    assert chat.screen.text == (
        "🛒 A bicycle\n\n5 × TJS\u00a02.00 = TJS\u00a010.00\nBalance after: TJS\u00a014.50\n"
        "Chance with your 5 tickets: 100\u00a0% of those sold by now, 50\u00a0% when all are sold"
    )
    assert chat.screen.buttons == ["✅ Pay TJS\u00a010.00", "✏️ Other number", "← Back"]
    confirmation = chat.screen.message_id
    await chat.press("Pay")
    lines = chat.screen.text.split("\n")
    assert chat.screen.message_id == confirmation
    assert lines[:5] == ["✅ You bought 5 tickets", "A bicycle", "", "🎫 Numbers: 1–5", "Paid: TJS\u00a010.00"]
    assert lines[5].startswith("Order: TR-")
    assert len(lines[-1].removeprefix("🔏 server_commit ")) == 64
    assert await balance(world.context, player) == 1450
    assert await count(world.context, "orders", "source = 'bot'") == 1
    assert await count(world.context, "entries", "raffle_id = :id", id=raffle.id) == 1


async def test_pay_delivered_again_after_a_crash_is_the_same_order(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery._PAUSES_S", (0.01,))
    await on_sale(world.context)
    chat, player = await make_chat(world)
    await at_confirmation(chat)
    press = chat.callback(chat.screen.button("Pay")["callback_data"], chat.screen.message_id)
    world.telegram.fail("editMessageText", lambda method: TelegramServerError(method, "Bad Gateway"), times=99)
    with pytest.raises(TelegramServerError):
        await world.feed(press)
    assert await count(world.context, "orders") == 1
    world.telegram.faults.clear()
    world.restart()
    await world.feed(press)
    assert chat.screen.text.startswith("✅ You bought 5 tickets")
    assert await count(world.context, "orders") == 1
    assert await balance(world.context, player) == 1450


async def test_double_tap_and_two_devices(live_world: World) -> None:
    await on_sale(live_world.context)
    chat, player = await make_chat(live_world)
    await at_confirmation(chat)
    data, message_id = chat.screen.button("Pay")["callback_data"], chat.screen.message_id
    await asyncio.gather(*(live_world.feed(chat.callback(data, message_id)) for _ in range(4)))
    assert await count(live_world.context, "orders") == 1
    assert await balance(live_world.context, player) == 1450
    assert chat.screen.text.startswith("✅ You bought 5 tickets")


async def test_button_of_an_earlier_confirmation_pays_nothing(world: World) -> None:
    await on_sale(world.context)
    chat, _ = await make_chat(world)
    await at_confirmation(chat, 5)
    old = chat.screen
    await chat.press("Other number")
    await chat.send("1")
    await chat.press_data(old.button("Pay")["callback_data"])
    assert await count(world.context, "orders") == 0
    assert chat.answer is not None
    assert chat.answer.text == "The list is refreshed"
    assert "1 × TJS" in chat.screen.text


async def test_button_from_last_week_redraws(world: World) -> None:
    await on_sale(world.context)
    chat, _ = await make_chat(world)
    await at_confirmation(chat)
    old = chat.screen
    await chat.send("/start")
    await chat.press("Pay", old)
    assert await count(world.context, "orders") == 0
    assert chat.answer is not None


async def test_short_balance_says_what_is_missing(world: World) -> None:
    await on_sale(world.context)
    chat, _ = await make_chat(world, 650)
    await at_confirmation(chat)
    assert "Your balance: TJS\u00a06.50\n⚠️ TJS\u00a03.50 is missing." in chat.screen.text
    assert chat.screen.buttons == ["👛 Wallet", "💬 Support", "✏️ Other number", "← Back"]


async def test_spent_meanwhile(world: World) -> None:
    raffle = await on_sale(world.context, tickets=20)
    chat, player = await make_chat(world, 1100)
    await at_confirmation(chat)
    await bought(world.context, player, raffle, 2)
    await chat.press("Pay")
    assert "TJS\u00a03.00 is missing" in chat.screen.text
    assert chat.screen.text.endswith("Nothing was paid.")
    await chat.press("Buy 3 tickets")
    await chat.press("Pay")
    assert "Numbers: 3–5" in chat.screen.text


async def test_only_three_left(world: World) -> None:
    raffle = await on_sale(world.context)
    chat, _ = await make_chat(world)
    await at_confirmation(chat)
    await bought(world.context, await rich_player(world.context), raffle, 7)
    await chat.press("Pay")
    assert "Only 3 tickets are left." in chat.screen.text
    await chat.press("Buy 3 tickets")
    await chat.press("Pay")
    assert "Numbers: 8–10" in chat.screen.text


async def test_sold_out_closed_and_capped(world: World, clock: ManualClock) -> None:
    raffle = await on_sale(world.context, cap=6)
    chat, player = await make_chat(world)
    await at_confirmation(chat)
    await bought(world.context, player, raffle, 4)
    await chat.press("Pay")
    assert "One player can hold up to 6 tickets" in chat.screen.text
    assert "Buy 2 tickets" in chat.screen.buttons
    await chat.press("Buy 2 tickets")
    await bought(world.context, await rich_player(world.context), raffle, 6)
    await chat.press("Pay")
    assert "All tickets are sold." in chat.screen.text
    assert "← All lotteries" in chat.screen.buttons


async def test_closed_between_screen_and_tap(world: World, clock: ManualClock) -> None:
    end = clock.now() + timedelta(minutes=5)
    await on_sale(world.context, close_rule=CloseRule.TIME, sales_end_at=end)
    chat, player = await make_chat(world)
    await at_confirmation(chat)
    clock.advance(timedelta(minutes=6))
    await chat.press("Pay")
    assert "Tickets of this raffle are not on sale now." in chat.screen.text
    assert await balance(world.context, player) == 2450


async def test_missing_profile_leads_to_the_first_steps_and_back(world: World) -> None:
    await on_sale(world.context)
    chat, _ = await make_chat(world, eligible=False)
    await at_confirmation(chat, 1)
    await chat.press("Pay")
    await chat.press("Complete my profile")
    await chat.press("English")
    await chat.press("Continue")
    await chat.press("at least")
    await chat.press("accept")
    await chat.press("Continue")
    await chat.send("Tajikistan")
    await chat.press("Tajikistan")
    await chat.send("17.05.1990")
    assert chat.screen.text.startswith("A bicycle · RF-")


async def test_too_young(world: World) -> None:
    await on_sale(world.context)
    chat, player = await make_chat(world)
    await execute(
        world.context, "UPDATE players SET birth_date = :day WHERE id = :id", day=date(2010, 1, 1), id=player.id
    )
    await at_confirmation(chat, 1)
    await chat.press("Pay")
    assert "You have to be at least 20 years old" in chat.screen.text
    assert "📝 Complete my profile" not in chat.screen.buttons


async def test_absurd_numbers_get_a_hint(world: World) -> None:
    await on_sale(world.context)
    chat, _ = await make_chat(world)
    for typed, hint in {
        "<b>five</b> 🎉": "That is not a whole number.",
        "-3": "At least 1 ticket.",
        "9" * 4000: "more than there are: 10 tickets are left.",
        "2.5": "That is not a whole number.",
    }.items():
        await at_confirmation(chat, 0)
        await chat.send(typed)
        assert hint in chat.screen.text, typed
    await chat.send("๕")
    assert "5 × TJS" in chat.screen.text


def test_quantities() -> None:
    assert parse_quantity(" 1 000 ", 5000) == 1000
    assert parse_quantity("٣", 5) == 3
    assert parse_quantity("10001", 20_000) == "purchase-hint-most"
    assert parse_quantity("", 5) == "purchase-hint-number"
    assert parse_quantity("²", 5) == "purchase-hint-number"
