"""Who is told of critical events, and how often."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from core.access.disable_admin import disable_admin
from core.access.roles import Role
from core.admin.critical_events import list_critical_events
from core.app import subscribe
from core.audit.critical import raise_critical
from core.draws.reveal import halt_draw
from core.kernel.actor import SYSTEM
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.raffles.views import RaffleView
from tests.admin.colleagues import colleague, deliver_events, told
from tests.builders.raffles import make_lottery
from tests.kernel.helpers import sql
from tests.raffles.helpers import act

TOLD = ["critical-event"]


async def halt(context: Context, raffle: RaffleView, reason: str = "rows <differ>") -> None:
    assert raffle.draw_id is not None
    await context.transact(partial(halt_draw, draw_id=raffle.draw_id, code="draw_inputs_differ", reason=reason))
    await deliver_events(context)


async def test_whoever_may_read_them_is_told_of_the_raffle_and_why(context: Context) -> None:
    subscribe(context)
    staff = [await colleague(context, role, role) for role in Role]
    gone = await colleague(context, "Gone", Role.MANAGER)
    assert gone.actor.id is not None
    await act(context, disable_admin, SYSTEM, gone.actor.id)
    raffle = await make_lottery(context)
    await halt(context, raffle)
    expected = [[] if role is Role.SUPPORT else TOLD for role in Role]
    assert await told(context, *staff, gone) == [*expected, []]
    [params] = {str(row.params) for row in await sql(context, "SELECT params FROM notifications")}
    for said in (raffle.number, str(raffle.id), "draw_inputs_differ: rows <differ>"):
        assert said in params


async def test_what_goes_wrong_all_the_time_is_told_once_an_hour(context: Context, clock: ManualClock) -> None:
    subscribe(context)
    owner = await colleague(context, "Anna", Role.OWNER)
    event = partial(raise_critical, code="beacon_invalid", subject_type="draw", details={"reason": "another chain"})
    for _ in range(5):
        await context.transact(partial(event, subject_id=UUID(int=1)))
    await context.transact(partial(event, subject_id=UUID(int=2)))
    await deliver_events(context)
    assert await told(context, owner) == [TOLD * 2]
    clock.advance(timedelta(hours=1))
    await context.transact(partial(event, subject_id=UUID(int=1)))
    await deliver_events(context)
    assert await told(context, owner) == [TOLD * 3]


async def test_the_list_names_raffles_and_whatever_else_there_is(context: Context, clock: ManualClock) -> None:
    auditor = await colleague(context, "Anna", Role.AUDITOR)
    raffle = await make_lottery(context)
    await halt(context, raffle)
    nothing = str(UUID(int=7))
    others = [("raffle", nothing), ("draw", nothing), ("raffle", "bent"), ("chain", "main")]
    for subject_type, subject_id in others:
        clock.advance(timedelta(seconds=1))
        details = {"player_id": "p", "quantity": 3}
        await context.transact(
            partial(raise_critical, code="x", subject_type=subject_type, subject_id=subject_id, details=details)
        )
    page = await act(context, list_critical_events, auditor.actor, 0, 10)
    assert page.total == 5
    assert [one.number for one in page.events] == [*(f"{kind} {id_}" for kind, id_ in reversed(others)), raffle.number]
    assert {one.said for one in page.events} == {"x: player_id p, quantity 3", "draw_inputs_differ: rows <differ>"}
    assert [one.code for one in (await act(context, list_critical_events, auditor.actor, 4, 10)).events] == [
        "draw_inputs_differ"
    ]


async def test_nobody_there_to_be_told_is_no_failure(context: Context) -> None:
    subscribe(context)
    await halt(context, await make_lottery(context))
    assert await sql(context, "SELECT 1 FROM outbox WHERE state <> 'delivered'") == []
