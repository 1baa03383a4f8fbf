"""/hold at once by one person, /release by two; the winner sees that the prize is held."""

from datetime import timedelta

from core.access.roles import Role
from core.kernel.clock import ManualClock
from core.raffles import jobs
from tests.bot.admin.helpers import staff
from tests.bot.harness import World
from tests.bot.playing import make_chat, on_sale
from tests.builders.raffles import TestBeacon, run_draw
from tests.raffles.helpers import bought, query


async def test_a_prize_is_held_and_released(world: World, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    raffle = await on_sale(world.context, tickets=2, beacon=beacon.info().rule(60))
    chat, player = await make_chat(world)
    receipt = await bought(world.context, player, raffle, 2)
    anna = await staff(world, Role.SUPPORT)
    for command in ("hold", "release"):
        await anna.send(f"/{command}")
        assert f"/{command} TR-7K3Q-9ZP" in anna.screen.text
    await anna.send(f"/hold {receipt.order_number}")
    assert anna.screen.text == "This is not possible now: this raffle is open."
    await run_draw(world.context, clock, beacon)
    await anna.send(f"/hold {receipt.order_number}")
    assert "🎁 Place 1, ticket" in anna.screen.text
    await anna.send("A <chargeback>")
    assert "What they win is held at once" in anna.screen.text
    await anna.press("Hold it")
    assert "Held." in anna.screen.text
    assert [row.state for row in await query(world.context, "SELECT state FROM awards")] == ["held"]

    await anna.send("/holds")
    lines = anna.screen.text.split("\n")
    assert lines[0] == "Held: 1"
    assert lines[2] == f"⏸ {receipt.order_number} · {raffle.number} · 🎫 1–2"
    assert lines[3].startswith("By Anna, ")
    assert lines[4] == "A <chargeback>"

    await chat.send("/prizes")
    assert "⏸ held while its ticket is looked into" in chat.screen.text
    await chat.press("⏸")
    assert f"Questions: support, naming {raffle.number}" in chat.screen.text

    await anna.send(f"/release {receipt.order_number}")
    assert "⏸ Held since" in anna.screen.text
    assert "A <chargeback>" in anna.screen.text
    await anna.send("The bank took it back")
    await anna.press("Request it")
    boris = await (await staff(world, Role.MANAGER, name="Boris")).send("/approvals")
    await boris.press(f"Release the hold on {receipt.order_number}")
    assert "The bank took it back" in boris.screen.text
    await boris.press("Approve")
    await boris.press("Yes, approve")
    assert "Approved by Boris" in boris.screen.text
    assert [row.state for row in await query(world.context, "SELECT state FROM awards")] == ["payable"]
    await anna.send("/holds")
    assert anna.screen.text == "Nothing is held."


async def test_what_is_held_longest_comes_first_in_pages(world: World, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    raffle = await on_sale(world.context, tickets=8, beacon=beacon.info().rule(60))
    _, player = await make_chat(world)
    receipts = [await bought(world.context, player, raffle, 1) for _ in range(8)]
    anna = await staff(world, Role.SUPPORT)
    await jobs.close_due(world.context)
    for receipt in receipts:
        clock.advance(timedelta(seconds=1))
        await anna.send(f"/hold {receipt.order_number}")
        await anna.send("Under a microscope")
        await anna.press("Hold it")
    await anna.send("/holds")
    assert "Held: 8" in anna.screen.text
    shown = [receipt.order_number in anna.screen.text for receipt in receipts]
    assert shown == [True] * 6 + [False] * 2
    assert f"{receipts[0].order_number} · {raffle.number} · 🎫 1\n" in anna.screen.text
    await anna.press("▶")
    assert [receipt.order_number in anna.screen.text for receipt in receipts] == [False] * 6 + [True] * 2
