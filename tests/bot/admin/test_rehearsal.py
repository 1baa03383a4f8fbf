"""/dryrun: for those who operate draws, and plainly no draw."""

from core.access.roles import Role
from core.kernel.clock import ManualClock
from tests.bot.admin.helpers import staff
from tests.bot.harness import World
from tests.builders.raffles import TestBeacon, make_lottery, run_draw
from tests.raffles.helpers import bought, contents, rich_player


async def test_a_rehearsal_is_marked_and_tells_what_would_be_awarded(live_world: World) -> None:
    raffle = await make_lottery(live_world.context, alternates=3)
    await bought(live_world.context, await rich_player(live_world.context), raffle, 2)
    manager = await staff(live_world, Role.MANAGER)
    await manager.send("/dryrun")
    assert manager.screen.text.startswith("Send the number of a lottery: /dryrun RF-7K3Q-9ZP")
    before = await contents(live_world.context)
    await manager.send(f"/dryrun {raffle.number.lower()}")
    lines = manager.screen.text.split("\n")
    assert lines[:2] == [
        "🧪 REHEARSAL",
        "Nothing was written. Its seed and beacon were made for it and are gone: the real draw will be another.",
    ]
    assert "Sold 2 of 10" in lines
    assert "🏆 Prize 1: 1 of 1 place, TJS\u00a030.00" in lines
    assert "Alternates: 1 of 3" in lines
    assert lines[-1] == "✅ The rehearsal’s own proof is valid."
    assert await contents(live_world.context) == before


async def test_what_was_drawn_needs_no_rehearsal(live_world: World, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    raffle = await make_lottery(live_world.context, tickets=2, beacon=beacon.info().rule(60))
    await bought(live_world.context, await rich_player(live_world.context), raffle, 2)
    await run_draw(live_world.context, clock, beacon)
    owner = await staff(live_world, Role.OWNER)
    await owner.send(f"/dryrun {raffle.number}")
    assert owner.screen.text.startswith("This is not possible now:")
    await owner.send("/dryrun RF-0000-000")
    assert owner.screen.text.startswith("We could not find")
