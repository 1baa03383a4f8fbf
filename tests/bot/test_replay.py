"""A draw that is over, replayed in one message from what was stored."""

import pytest

from bot.features.results import background, replay
from bot.texts import Texts
from core.kernel.clock import ManualClock
from core.kernel.errors import NotFound
from core.raffles.show_draw import show_draw
from core.raffles.views import RaffleView
from tests.bot.harness import Chat, World
from tests.bot.playing import make_chat, on_sale
from tests.builders.raffles import TestBeacon, run_draw
from tests.raffles.helpers import bought, execute, rich_player

EN = Texts("en")
NEAR_MISS = ("almost", "close to", "so near", "just missed", "only one", "next to", "next time")


async def drawn_for(world: World, clock: ManualClock, *, is_won: bool) -> tuple[Chat, RaffleView]:
    """A chat before the result of a draw that its person won or lost."""
    beacon = TestBeacon(clock)
    chat, player = await make_chat(world, 100_000)
    winner = player if is_won else await rich_player(world.context)
    raffle = await on_sale(world.context, tickets=2, beacon=beacon.info().rule(60))
    if not is_won:
        # both are in it, and the one who lost holds the other ticket
        await bought(world.context, winner, raffle, 1)
        await bought(world.context, player, raffle, 1)
        await run_draw(world.context, clock, beacon)
        await execute(world.context, "UPDATE awards SET player_id = :winner", winner=winner.id)
    else:
        await bought(world.context, player, raffle, 2)
        await run_draw(world.context, clock, beacon)
    await chat.send("/results")
    await chat.press("A bicycle")
    return chat, raffle


async def test_every_step_comes_in_one_message_with_its_time(
    world: World, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "PAUSE_S", 1.0)
    chat, raffle = await drawn_for(world, clock, is_won=True)
    page = await world.context.transact(lambda tx: show_draw(tx, raffle.id))
    await chat.press("Replay the draw")
    message_id = chat.screen.message_id
    first = chat.screen.text
    assert first.startswith(f"🔁 Replay: A bicycle · {raffle.number}\n\n✅ Sealed: 2 tickets, close record")
    assert "🕓 Nov 20, 2026" in first
    assert "Beacon" not in first
    assert chat.screen.buttons == ["⏭ Skip"]
    await background._views[chat.chat_id]
    assert page.randomness is not None
    assert f"✅ Beacon round {page.round}: {page.randomness.hex()[:8]}" in chat.screen.text
    assert "🎉 You won TJS\u00a030.00" in chat.screen.text
    assert chat.screen.message_id == message_id
    assert chat.screen.buttons == ["🔁 Replay the draw", "🏠 Home"]
    await chat.press("Replay the draw")
    assert chat.screen.message_id > message_id
    assert "won" not in chat.screen.text, "from the beginning again"
    await background.stop_all()


async def test_a_replay_is_skipped_whichever_process_plays(
    world: World, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "PAUSE_S", 0.05)
    chat, _ = await drawn_for(world, clock, is_won=True)
    await chat.press("Replay the draw")
    message_id, elsewhere = chat.screen.message_id, background._views.pop(chat.chat_id)
    await chat.press("Skip")
    assert chat.screen.message_id == message_id
    assert "🎉 You won" in chat.screen.text
    edits = len(world.telegram.called("editMessageText"))
    await elsewhere
    assert len(world.telegram.called("editMessageText")) == edits, "the other process plays no further"


async def test_who_lost_is_told_so_without_talk_of_a_near_miss(
    world: World, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "PAUSE_S", 0.01)
    chat, _ = await drawn_for(world, clock, is_won=False)
    await chat.press("Replay the draw")
    await background._views[chat.chat_id]
    assert chat.screen.text.endswith("\n\nYour 1 ticket did not win this time.")
    assert not [words for words in NEAR_MISS if words in chat.screen.text.lower()]


async def test_there_is_no_replay_before_the_end(world: World, clock: ManualClock) -> None:
    chat, player = await make_chat(world, 100_000)
    raffle = await on_sale(world.context, tickets=2, beacon=TestBeacon(clock).info().rule(60))
    await bought(world.context, player, raffle, 1)
    with pytest.raises(NotFound):
        await replay._steps(world.app, player.actor, EN, raffle.id)
    assert chat.chat_id not in background._views
