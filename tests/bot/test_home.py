"""The home screen."""

from datetime import timedelta

import pytest

from core.accounts.read_player import find_player
from core.kernel.clock import ManualClock
from core.raffles.models import CloseRule
from tests.bot.harness import World, through_first_steps
from tests.builders.accounts import make_player
from tests.builders.ledger import fund
from tests.builders.raffles import buy, make_lottery, purchase
from tests.plugins.database import NOW


async def test_home_without_anything(world: World) -> None:
    chat = await through_first_steps(world.chat())
    assert "Your balance is empty." in chat.screen.text
    assert "No draw is planned" in chat.screen.text


async def test_home_shows_balance_and_next_draw(world: World, clock: ManualClock) -> None:
    chat = await through_first_steps(world.chat())
    player = await world.app.transact(lambda tx: find_player(tx, chat.telegram_id))
    assert player is not None
    await fund(world.context, player, 1_234_550)
    await make_lottery(world.context)
    await chat.press("Refresh")
    assert "main balance: TJS\u00a012,345.50" in chat.screen.text
    assert "0 % so far, 10 left" in chat.screen.text

    await make_lottery(world.context, close_rule=CloseRule.TIME, sales_end_at=NOW + timedelta(days=2, hours=3))
    clock.advance(timedelta(minutes=1))
    await chat.press("Refresh")
    assert "in 2 days 2 h" in chat.screen.text
    assert "Nov 22, 2026" in chat.screen.text
    assert "8:00" in chat.screen.text  # 15:00 UTC in Dushanbe


async def test_sold_out_lottery_comes_first(world: World) -> None:
    buyer = await make_player(world.context)
    await fund(world.context, buyer, 10_000)
    await make_lottery(world.context)
    full = await make_lottery(world.context, tickets=2, prize_minor=500)
    await buy(world.context, purchase(buyer, full, 2))
    chat = await through_first_steps(world.chat())
    assert "the draw is near" in chat.screen.text


@pytest.mark.parametrize(
    ("url", "is_shown"),
    [
        ("https://fairlot.example", True),
        ("http://127.0.0.1:8000", True),
        ("http://fairlot.example", False),
        (None, False),
    ],
)
async def test_mini_app_button(world: World, url: str | None, is_shown: bool) -> None:
    world.context.settings = world.context.settings.model_copy(update={"public_url": url})
    chat = await through_first_steps(world.chat())
    found = [button for row in chat.screen.rows for button in row if "web_app" in button]
    assert [button["web_app"]["url"] for button in found] == ([f"{url}/"] if is_shown else [])


async def test_sections_and_back(world: World) -> None:
    chat = await through_first_steps(world.chat())
    message_id = chat.screen.message_id
    for section in ("Settings", "Help"):
        await chat.press(section)
        await chat.press("Back" if section == "Settings" else "Home")
        assert chat.screen.text.startswith("Hello")
    assert chat.screen.message_id == message_id
