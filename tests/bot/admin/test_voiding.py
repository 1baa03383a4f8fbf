"""/void: one asks, another approves; the buyer is told, has the money back, and is not in the draw."""

from core.access.roles import Role
from core.app import subscribe
from core.kernel.outbox import deliver_due
from tests.bot.admin.helpers import staff
from tests.bot.harness import World
from tests.bot.playing import make_chat, on_sale
from tests.raffles.helpers import all_differences, balance, bought, query, row_of


async def test_two_people_void_tickets(world: World) -> None:
    subscribe(world.context)
    raffle = await on_sale(world.context)
    chat, player = await make_chat(world)
    receipt = await bought(world.context, player, raffle, 3)
    before = await balance(world.context, player)
    anna = await staff(world, Role.SUPPORT)
    await anna.send("/void")
    assert "/void TR-7K3Q-9ZP" in anna.screen.text
    await anna.send(f"/void {receipt.order_number}")
    assert f"Order {receipt.order_number}: tickets 1–3 (3)" in anna.screen.text
    assert "Goes back to the players: TJS\u00a06.00" in anna.screen.text
    await anna.send("A <stolen> card")
    await anna.press("Request it")

    boris = await (await staff(world, Role.MANAGER, name="Boris")).send("/approvals")
    await boris.press(f"Void the tickets of {receipt.order_number}")
    assert "A <stolen> card" in boris.screen.text
    await boris.press("Approve")
    await boris.press("Yes, approve")
    assert "Approved by Boris" in boris.screen.text
    assert await balance(world.context, player) == before + 600
    assert (await row_of(world.context, raffle)).voided == 3
    while await deliver_due(world.context):
        pass
    (told,) = await query(
        world.context,
        "SELECT params FROM notifications WHERE kind = 'tickets-voided' AND player_id = :id",
        id=player.id,
    )
    assert (told.params["tickets"], told.params["amount_minor"]) == ("1–3", 600)
    assert "reason" not in told.params

    await chat.send("/tickets")
    await chat.press("🕳 № 1–3 · A bicycle")
    assert "Voided before the draw" in chat.screen.text
    await chat.send(f"/proof {receipt.order_number}")
    assert f"voided before the list of {raffle.number} was sealed" in chat.screen.text
    await anna.send(f"/void {receipt.order_number}")
    assert "this order was voided already" in anna.screen.text
    await anna.send("/void TR-0000-000")
    assert "this order" in anna.screen.text
    assert await all_differences(world.context) == []
