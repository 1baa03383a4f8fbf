"""Balances, statements, and an exchange with its quote."""

import pytest

from bot.features.wallet.amounts import parse_amount
from core.ledger.kinds import WalletType
from core.ledger.set_rate import set_rate
from tests.bot.harness import World
from tests.bot.playing import make_chat, on_sale
from tests.builders.ledger import two_admins
from tests.raffles.helpers import act, balance, bought, count


async def set_coin_rate(world: World, numerator: int = 1) -> None:
    admin, _ = await two_admins(world.context)
    await act(world.context, set_rate, admin, "TJS", "COIN", numerator=numerator, denominator=100)


async def test_balances_and_history_in_words(world: World) -> None:
    chat, player = await make_chat(world, 2450)
    await bought(world.context, player, await on_sale(world.context), 5)
    await chat.send("/wallet")
    assert chat.screen.text == "👛 Wallet\n\nMain balance · TJS\u00a014.50"
    await chat.press("📜")
    assert chat.screen.text == (
        "📜 Main balance · TJS\u00a014.50\n\n"
        "−TJS\u00a010.00 · tickets bought\nNov 20, 2026, 5:00\u202fPM · balance TJS\u00a014.50\n\n"
        "+TJS\u00a024.50 · top-up by the operator\nNov 20, 2026, 5:00\u202fPM · balance TJS\u00a024.50"
    )


async def test_empty_wallet(world: World) -> None:
    chat, _ = await make_chat(world, 0)
    await chat.send("/wallet")
    assert "You hold nothing yet." in chat.screen.text
    assert "🔁 Exchange" not in chat.screen.buttons


async def test_exchange_is_done_once(world: World) -> None:
    await set_coin_rate(world)
    chat, player = await make_chat(world, 2450)
    await chat.send("/wallet")
    await chat.press("Exchange")
    await chat.press("TJS\u00a01.00 → 1 coin")
    await chat.send("lots")
    assert "That is not an amount." in chat.screen.text
    await chat.send("12,50")
    assert chat.screen.text == "🔁 You give TJS\u00a012.50 and get 12 coins.\nBalance after: TJS\u00a012.00"
    data = chat.screen.button("Get 12 coins")["callback_data"]
    await chat.press_data(data)
    assert chat.screen.text == "✅ Exchanged: TJS\u00a012.50 → 12 coins"
    await chat.press_data(data)
    assert await balance(world.context, player) == 1200
    assert await balance(world.context, player, "COIN", WalletType.LUCKY_COIN) == 12
    assert await count(world.context, "exchanges") == 1


async def test_changed_rate_is_confirmed_anew(world: World) -> None:
    await set_coin_rate(world)
    chat, player = await make_chat(world, 2450)
    await chat.send("/wallet")
    await chat.press("Exchange")
    await chat.press("→")
    await chat.send("10")
    await set_coin_rate(world, 2)
    await chat.press("Get 10 coins")
    assert await balance(world.context, player) == 2450
    assert chat.answer is not None
    assert chat.answer.is_alert
    await chat.press("Get 20 coins")
    assert await balance(world.context, player, "COIN", WalletType.LUCKY_COIN) == 20


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("12", 1200), ("12.5", 1250), ("1 200,05", 120005), ("0", None), ("1.005", None), ("-1", None), ("x", None),
     ("๑๒", 1200), ("9" * 16, None)],
)  # fmt: skip
def test_amounts(typed: str, amount: int | None) -> None:
    assert parse_amount(typed, "TJS") == amount


def test_indivisible_amounts() -> None:
    assert parse_amount("5", "COIN") == 5
    assert parse_amount("5.0", "COIN") == 5
    assert parse_amount("5.5", "COIN") is None
