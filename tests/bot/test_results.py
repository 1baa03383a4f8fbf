"""Results, and a draw followed in one message."""

from datetime import timedelta

import pytest

from bot.features.results import background, live
from bot.texts import Texts
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.links import LinkKind, link_to
from core.raffles import jobs
from core.raffles.show_draw import list_winners
from core.raffles.views import RaffleView
from tests.bot.harness import World
from tests.bot.playing import make_chat, on_sale
from tests.builders.raffles import TestBeacon, run_draw, run_past_the_deadline
from tests.raffles.helpers import balance, bought

EN = Texts("en")


async def sold_out(world: World, beacon: TestBeacon) -> RaffleView:
    return await on_sale(world.context, tickets=2, beacon=beacon.info().rule(60))


async def test_own_result_in_words(world: World, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    winner, player = await make_chat(world)
    other, _ = await make_chat(world)
    await winner.send("/results")
    assert winner.screen.text == "🏆 Draws\n\nNothing has been drawn yet."
    raffle = await sold_out(world, beacon)
    await bought(world.context, player, raffle, 2)
    await run_draw(world.context, clock, beacon)
    won = (await world.context.transact(lambda tx: list_winners(tx, raffle.id)))[0]
    line = f"🏆 1. № {won.ticket_number} · Fi••• · TJS\u00a030.00"
    await winner.send("/results")
    await winner.press("A bicycle")
    assert winner.screen.text == (
        f"A bicycle · {raffle.number}\n\n{line}\n\n🎉 You won TJS\u00a030.00 with № {won.ticket_number}!"
    )
    await other.send("/results")
    await other.press("A bicycle")
    assert other.screen.text.endswith(f"{line}\n\nYou had no tickets in this draw.")


async def test_a_draw_that_was_not_revealed_is_marked_wherever_it_is_shown(world: World, clock: ManualClock) -> None:
    chat, player = await make_chat(world)
    raffle = await sold_out(world, TestBeacon(clock))
    await bought(world.context, player, raffle, 2)
    before = await balance(world.context, player)
    await run_past_the_deadline(world.context, clock)
    assert await balance(world.context, player) == before + 400
    marked = "↩️ The seed was not revealed in time. Every entry is refunded."
    await chat.send("/results")
    await chat.press("A bicycle")
    assert chat.screen.text.endswith(f"\n\n{marked}")
    await chat.press("Fairness")
    assert chat.screen.text.endswith(marked)
    assert "close_hash" in chat.screen.text
    assert "server_seed" not in chat.screen.text
    await chat.send("/tickets")
    assert "↩️" in chat.screen.text
    await chat.send(f"/verify {raffle.number}")
    assert chat.screen.text == f"{raffle.number} was cancelled and never drawn, so there is no proof."


async def close(context: Context) -> None:
    await jobs.close_due(context)
    await jobs.write_close_records(context, "test")


async def test_live_view_from_seal_to_own_result(
    world: World, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "PAUSE_S", 3600)  # looked at by hand here
    beacon = TestBeacon(clock)
    chat, player = await make_chat(world)
    raffle = await sold_out(world, beacon)
    await bought(world.context, player, raffle, 2)
    await close(world.context)
    await chat.send(f"/start {link_to(LinkKind.LOT, raffle.id)}")
    await chat.press("Follow the draw")
    message_id = chat.screen.message_id
    assert "✅ Sealed: 2 tickets, close record" in chat.screen.text
    assert "in 70 s" in chat.screen.text
    clock.advance(timedelta(seconds=90))
    await chat.press("Refresh")
    assert "⏳ Waiting for beacon round" in chat.screen.text
    await jobs.fetch_due_beacons(world.context, beacon)
    await chat.press("Refresh")
    assert "✅ Beacon round" in chat.screen.text
    await jobs.draw_due(world.context, "test")
    await chat.press("Refresh")
    assert "✅ Winning numbers:" in chat.screen.text
    assert "🎉 You won TJS\u00a030.00" in chat.screen.text
    assert chat.screen.message_id == message_id
    assert chat.screen.buttons == ["🔁 Replay the draw", "🏠 Home"]
    await background.stop_all()


async def test_live_view_looks_a_bounded_number_of_times(
    live_world: World, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "PAUSE_S", 0.01)
    monkeypatch.setattr(live, "MOST_LOOKS", 3)
    beacon = TestBeacon(clock)
    chat, player = await make_chat(live_world)
    raffle = await sold_out(live_world, beacon)
    await bought(live_world.context, player, raffle, 2)
    await close(live_world.context)
    await chat.send(f"/start {link_to(LinkKind.LOT, raffle.id)}")
    await chat.press("Follow the draw")
    task = background._views[chat.chat_id]
    clock.advance(timedelta(seconds=30))
    await task
    assert "in 40 s" in chat.screen.text
    assert "🔄 Refresh" in chat.screen.buttons
    assert not background._views


async def test_a_distant_round_is_looked_for_seldom(
    live_world: World, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the five minutes that a draw waits in production, the looks last until its result."""
    beacon = TestBeacon(clock)
    chat, player = await make_chat(live_world)
    raffle = await on_sale(live_world.context, tickets=2, beacon=beacon.info().rule(300))
    await bought(live_world.context, player, raffle, 2)
    await close(live_world.context)
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        clock.advance(timedelta(seconds=seconds))

    monkeypatch.setattr("bot.features.results.live.asyncio.sleep", sleep)
    seen = await live.look(live_world.app, player.actor, EN, raffle.id)
    view = live.View(live_world.app, live_world.bot, player.actor, EN, raffle.id, chat.chat_id, 1)
    await view.follow(seen)
    assert pauses[0] == 30
    assert len(pauses) == live.MOST_LOOKS
    assert sum(pauses) > 300 + 120
