"""/disqualify: one asks with a reason, another approves, and the alternate is the one who has the prize."""

from core.access.roles import Role
from core.app import subscribe
from core.catalogue.models import ProductKind
from core.kernel.clock import ManualClock
from core.kernel.outbox import deliver_due
from core.raffles.views import RaffleView
from tests.bot.admin.helpers import staff
from tests.bot.harness import Chat, World
from tests.bot.playing import make_chat, on_sale
from tests.builders.raffles import TestBeacon, run_draw
from tests.raffles.helpers import all_differences, bought, query


async def two_winners(world: World, clock: ManualClock) -> tuple[RaffleView, dict[int, Chat], list[int]]:
    """A settled lottery of a ticket a head with one thing and one alternate, its chats by ticket, the drawn numbers."""
    beacon = TestBeacon(clock)
    raffle = await on_sale(
        world.context,
        tickets=2,
        product=ProductKind.GOODS,
        alternates=1,
        claim_days=10,
        beacon=beacon.info().rule(60),
    )
    chats = {}
    for number in (1, 2):
        chat, player = await make_chat(world)
        await bought(world.context, player, raffle, 1)
        chats[number] = chat
    await run_draw(world.context, clock, beacon)
    rows = await query(world.context, 'SELECT number FROM draw_results ORDER BY "order"')
    return raffle, chats, [row.number for row in rows]


async def approve_first(chat: Chat) -> Chat:
    await chat.send("/approvals")
    await chat.press("Declare a winner of")
    await chat.press("Approve")
    return await chat.press("Yes, approve")


async def test_two_people_pass_a_prize_on(world: World, clock: ManualClock) -> None:
    subscribe(world.context)
    raffle, chats, (won, alternate) = await two_winners(world, clock)
    anna = await staff(world, Role.SUPPORT)
    await anna.send("/disqualify")
    assert "/disqualify RF-1AVW-572 12" in anna.screen.text
    await anna.send(f"/disqualify {raffle.number} {won}")
    assert f"Place 1, ticket {won}: TJS\u00a030.00 goes to the next alternate" in anna.screen.text
    assert "nothing speaks against it" in anna.screen.text
    await anna.send("A relative of <an employee>")
    assert "A relative of <an employee>" in anna.screen.text
    await anna.press("Request it")
    assert "Another admin approves it" in anna.screen.text

    boris = await approve_first(await staff(world, Role.MANAGER, name="Boris"))
    assert "Approved by Boris" in boris.screen.text
    assert f"ticket {won}" in boris.screen.text
    assert "A relative of <an employee>" in boris.screen.text
    while await deliver_due(world.context):
        pass
    told = await query(
        world.context, "SELECT kind FROM notifications WHERE kind IN ('prize-lost', 'prize-stepped-in') ORDER BY kind"
    )
    assert [row.kind for row in told] == ["prize-lost", "prize-stepped-in"]

    await chats[alternate].send("/prizes")
    await chats[alternate].press("The prize")
    assert "you stepped in as an alternate" in chats[alternate].screen.text
    assert "It is yours." in chats[alternate].screen.text
    await chats[won].send("/prizes")
    assert "taken back" in chats[won].screen.text
    await chats[won].press("The prize")
    assert f"name {raffle.number}" in chats[won].screen.text
    await chats[won].send("/results")
    await chats[won].press("A bicycle")
    assert f"🔁 1. № {alternate} · Fi••• · TJS\u00a030.00 (alternate 1 stepped in)" in chats[won].screen.text
    assert "did not win" in chats[won].screen.text

    await anna.send(f"/disqualify {raffle.number} {alternate}")
    await anna.send("The same family")
    await anna.press("Request it")
    await approve_first(boris)
    await chats[won].send("/results")
    await chats[won].press("A bicycle")
    assert "▫️ 1. TJS\u00a030.00: not taken up, and no alternate was left" in chats[won].screen.text
    assert await all_differences(world.context) == []


async def test_who_asked_and_who_may_not_approve(world: World, clock: ManualClock) -> None:
    raffle, _, (won, _) = await two_winners(world, clock)
    anna = await staff(world, Role.MANAGER)
    await anna.send(f"/disqualify {raffle.number} {won}")
    await anna.send("A reason")
    await anna.press("Request it")
    await approve_first(anna)
    assert anna.answer is not None
    assert anna.answer.text == "You cannot approve your own request. Ask another admin."
    finance = await staff(world, Role.FINANCE, name="Farid")
    await finance.send("/approvals")
    await finance.press("Declare a winner of")
    assert "✅ Approve" not in finance.screen.buttons
    assert [row.state for row in await query(world.context, "SELECT state FROM awards")] == ["claimable"]


async def test_what_was_typed_wrongly(world: World, clock: ManualClock) -> None:
    raffle, _, (won, other) = await two_winners(world, clock)
    anna = await staff(world, Role.MANAGER)
    for typed, said in (
        (raffle.number, "ticket"),
        (f"{raffle.number} x", "ticket"),
        (f"{raffle.number} {other}", "this prize"),
        (f"RF-0000-000 {won}", "this raffle"),
    ):
        await anna.send(f"/disqualify {typed}")
        assert said in anna.screen.text, typed
    await anna.send(f"/disqualify {raffle.number} {won}")
    await anna.send("x" * 600)
    assert "Why?" in anna.screen.text
