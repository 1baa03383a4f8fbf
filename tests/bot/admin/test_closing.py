"""/close_lottery: one asks, another approves, and the sale ends."""

from core.access.roles import Role
from core.raffles.models import RaffleState
from tests.bot.admin.helpers import staff
from tests.bot.harness import World
from tests.bot.playing import make_chat, on_sale
from tests.raffles.helpers import bought, state_of


async def test_two_people_end_a_sale(world: World) -> None:
    raffle = await on_sale(world.context)
    _, player = await make_chat(world)
    await bought(world.context, player, raffle, 3)
    anna = await staff(world, Role.MANAGER)
    await anna.send("/close_lottery")
    assert "/close_lottery RF-1AVW-572" in anna.screen.text
    await anna.send(f"/close_lottery {raffle.number}")
    assert "A bicycle" in anna.screen.text
    assert "what was sold is drawn: 3 tickets" in anna.screen.text
    await anna.send("The <venue> is gone")
    await anna.press("Request it")
    assert await state_of(world.context, raffle) is RaffleState.OPEN
    await anna.send("/approvals")
    await anna.press(f"End the sale of {raffle.number} now")
    await anna.press("Approve")
    await anna.press("Yes, approve")
    assert anna.answer is not None
    assert anna.answer.text == "You cannot approve your own request. Ask another admin."

    boris = await (await staff(world, Role.MANAGER, name="Boris")).send("/approvals")
    await boris.press(f"End the sale of {raffle.number} now")
    assert "The <venue> is gone" in boris.screen.text
    await boris.press("Approve")
    await boris.press("Yes, approve")
    assert "Approved by Boris" in boris.screen.text
    assert await state_of(world.context, raffle) is RaffleState.CLOSING
    await anna.send(f"/close_lottery {raffle.number}")
    assert anna.screen.text == "This is not possible now: this raffle is just closing."
