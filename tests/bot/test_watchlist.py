"""Following a lottery."""

from tests.bot.harness import World
from tests.bot.playing import make_chat, on_sale


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
