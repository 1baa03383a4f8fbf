"""Following a lottery."""

from bot.features.watchlist.dialogs import PAGE
from core.raffles.watchlist import watch_raffle
from tests.bot.harness import World
from tests.bot.playing import make_chat, on_sale
from tests.raffles.helpers import act


async def test_switch_and_list(world: World) -> None:
    await on_sale(world.context)
    chat, _ = await make_chat(world)
    await chat.send("/watchlist")
    assert "You follow no lottery yet." in chat.screen.text
    await chat.press("See lotteries")
    await chat.press("View and buy")
    await chat.press("👁 Watch")
    assert chat.answer is not None
    assert chat.answer.text == "You follow this lottery now"
    assert "✓ Watching" in chat.screen.buttons
    await chat.send("/watchlist")
    assert chat.screen.buttons == ["A bicycle · 0 %", "🎟 See lotteries", "🏠 Home"]
    await chat.press("A bicycle")
    await chat.press("Watching")
    assert "👁 Watch" in chat.screen.buttons
    await chat.send("/watchlist")
    assert "You follow no lottery yet." in chat.screen.text


async def test_many_lotteries_are_shown_page_by_page(world: World) -> None:
    """A message bears a hundred buttons, and a player may follow as many lotteries."""
    chat, player = await make_chat(world)
    for _ in range(PAGE + 1):
        raffle = await on_sale(world.context)
        await act(world.context, watch_raffle, player.actor, raffle.id)
    await chat.send("/watchlist")
    assert chat.screen.buttons.count("A bicycle · 0 %") == PAGE
    await chat.press("2")
    assert chat.screen.buttons.count("A bicycle · 0 %") == 1
