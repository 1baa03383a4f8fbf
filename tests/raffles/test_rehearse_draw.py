"""A rehearsal of a stored raffle: it writes nothing, and could not read the real seed if it wanted to."""

import asyncio

import pytest
from typer.testing import CliRunner, Result

from cli.draws import draws_app
from core.access.roles import Role, permissions_of
from core.draws.reveal import load_inputs
from core.kernel.actor import SYSTEM, Actor
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.crypto import BadCiphertext, KeyRing, new_key
from core.kernel.errors import Busy, Forbidden, NotFound, WrongState
from core.raffles import jobs
from core.raffles.rehearse_draw import rehearse_draw
from core.raffles.turn import MOST_WAITING, turn
from core.raffles.views import PrizeView, RaffleView
from tests.builders.accounts import make_player
from tests.builders.raffles import TestBeacon, make_draft, make_lottery, run_draw
from tests.raffles.helpers import bought, contents, query, rich_player

PRIZES = [
    PrizeView(1, 2, "percentage", None, 4000, None),
    PrizeView(2, 3, "fixed", 700, None, None),
]


async def sold(context: Context, clock: ManualClock, quantity: int = 4) -> tuple[RaffleView, TestBeacon]:
    beacon = TestBeacon(clock)
    raffle = await make_lottery(context, tickets=6, prizes=PRIZES, alternates=1, beacon=beacon.info().rule(60))
    await bought(context, await rich_player(context), raffle, quantity)
    return raffle, beacon


async def test_it_tells_what_the_present_entries_would_be_awarded(live_context: Context, clock: ManualClock) -> None:
    raffle, _ = await sold(live_context, clock)
    made = await rehearse_draw(live_context, SYSTEM, raffle.number)
    rehearsal = made.rehearsal
    assert made.raffle.id == raffle.id
    assert (rehearsal.tickets, rehearsal.gross_minor, rehearsal.unawarded) == (4, 2_000, 1)
    assert [(prize.awarded, prize.places, prize.value_minor) for prize in rehearsal.prizes] == [
        (2, 2, 800),
        (2, 3, 1400),
    ]
    assert rehearsal.verdict.is_valid


async def test_nothing_is_written_at_any_stage(live_context: Context, clock: ManualClock) -> None:
    raffle, beacon = await sold(live_context, clock, 6)
    for step in (jobs.close_due, lambda context: jobs.write_close_records(context, "test"), None):
        before = await contents(live_context)
        assert (await rehearse_draw(live_context, SYSTEM, raffle.number)).rehearsal.verdict.is_valid
        assert await contents(live_context) == before
        if step is not None:
            await step(live_context)
    await run_draw(live_context, clock, beacon)
    with pytest.raises(WrongState):
        await rehearse_draw(live_context, SYSTEM, raffle.number)


async def test_the_real_seed_is_not_decrypted(live_context: Context, clock: ManualClock) -> None:
    """A process whose keys open no secret of this database rehearses all the same; a draw it could not make."""
    raffle, beacon = await sold(live_context, clock, 6)
    await jobs.close_due(live_context)
    await jobs.write_close_records(live_context, "test")
    close = (await query(live_context, "SELECT due_at FROM draw_closes"))[0]
    clock.advance(close.due_at - clock.now())
    await jobs.fetch_due_beacons(live_context, beacon)
    live_context.keys = KeyRing.parse(new_key("foreign"))
    with pytest.raises(BadCiphertext):
        await live_context.transact(lambda tx: load_inputs(tx, raffle.draw_id))  # type: ignore[arg-type]
    assert (await rehearse_draw(live_context, SYSTEM, raffle.number)).rehearsal.verdict.is_valid


@pytest.mark.parametrize("role", Role)
async def test_who_may(live_context: Context, clock: ManualClock, role: Role) -> None:
    raffle, _ = await sold(live_context, clock)
    admin = Actor.admin((await make_player(live_context)).id, permissions_of([role]))
    if role in (Role.OWNER, Role.MANAGER):
        assert (await rehearse_draw(live_context, admin, raffle.number)).rehearsal.verdict.is_valid
        return
    with pytest.raises(Forbidden):
        await rehearse_draw(live_context, admin, raffle.number)


async def test_players_and_unknown_raffles_are_refused(live_context: Context) -> None:
    player = await rich_player(live_context)
    raffle = await make_lottery(live_context)
    await make_draft(live_context)
    with pytest.raises(Forbidden):
        await rehearse_draw(live_context, player.actor, raffle.number)
    for number in ("", "RF-0000-000", "TR-7K3Q-9ZP", "x" * 5000):
        with pytest.raises(NotFound):
            await rehearse_draw(live_context, SYSTEM, number)
    empty = (await rehearse_draw(live_context, SYSTEM, raffle.number)).rehearsal
    assert (empty.tickets, empty.unawarded) == (0, 1)


async def test_rehearsals_wait_for_their_turn(live_context: Context) -> None:
    raffle = await make_lottery(live_context)
    async with turn():
        waiting = [asyncio.create_task(rehearse_draw(live_context, SYSTEM, raffle.number)) for _ in range(MOST_WAITING)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await rehearse_draw(live_context, SYSTEM, raffle.number)
    await asyncio.gather(*waiting)


async def invoke(context: Context, *arguments: str) -> Result:
    """Run the command in a thread, because it has an event loop of its own."""
    settings = context.settings
    environment = {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "REDIS_URL": settings.redis_url.get_secret_value(),
        "SECRET_KEYS": settings.secret_keys.get_secret_value(),
    }
    return await asyncio.to_thread(lambda: CliRunner().invoke(draws_app, arguments, env=environment))


async def test_the_command_says_that_it_is_a_rehearsal(live_context: Context, clock: ManualClock) -> None:
    raffle, _ = await sold(live_context, clock)
    done = await invoke(live_context, "dry-run", raffle.number)
    assert done.exit_code == 0, done.output
    assert done.output.startswith("REHEARSAL: nothing was written")
    assert "tickets: 4 of 6, entries: 1\ngross: TJS\u00a020.00\n" in done.output
    assert "prize 2: places awarded: 2 of 3, TJS\u00a014.00\n" in done.output
    assert "places for which no ticket is left: 1\n" in done.output
    assert done.output.endswith("its proof is valid\n")
    unknown = await invoke(live_context, "dry-run", "RF-0000-000")
    assert (unknown.exit_code, "not_found" in unknown.stderr) == (2, True)
