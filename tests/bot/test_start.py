"""First steps."""

from tests.bot.harness import World, through_first_steps


async def test_first_steps_lead_home(world: World) -> None:
    chat = await through_first_steps(world.chat())
    assert chat.screen.text.startswith("Hello, Firuz!")
    assert "⚙️ Settings" in chat.screen.buttons
