"""Who is told of critical events, and how often."""

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from core.access.disable_admin import disable_admin
from core.access.roles import Role
from core.admin.critical_events import list_critical_events
from core.app import subscribe
from core.audit.critical import raise_critical
from core.draws.reveal import halt_draw
from core.kernel.actor import SYSTEM
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import InvalidInput
from core.raffles.admin_reads import watch_draws
from core.raffles.list_holds import list_holds
from core.raffles.views import RaffleView
from tests.admin.colleagues import colleague, deliver_events, told
from tests.builders.raffles import make_lottery
from tests.builders.statements import statements
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
    assert [one.number for one in page.items] == [*(f"{kind} {id_}" for kind, id_ in reversed(others)), raffle.number]
    assert {one.said for one in page.items} == {"x: player_id p, quantity 3", "draw_inputs_differ: rows <differ>"}
    assert [one.code for one in (await act(context, list_critical_events, auditor.actor, 4, 10)).items] == [
        "draw_inputs_differ"
    ]


async def test_nobody_there_to_be_told_is_no_failure(context: Context) -> None:
    subscribe(context)
    await halt(context, await make_lottery(context))
    assert await sql(context, "SELECT 1 FROM outbox WHERE state <> 'delivered'") == []


async def test_a_page_costs_the_same_whatever_its_events_are_about(context: Context) -> None:
    auditor = await colleague(context, "Anna", Role.AUDITOR)

    async def selects() -> int:
        with statements(context) as sent:
            await act(context, list_critical_events, auditor.actor, 0, 10)
        return len([one for one in sent if one.sql.lstrip().startswith("SELECT")])

    await halt(context, await make_lottery(context))
    one = await selects()
    for _ in range(3):
        await halt(context, await make_lottery(context))
    assert await selects() == one


@pytest.mark.parametrize(("offset", "limit"), [(-1, 6), (2**31, 6), (0, 0), (0, 101)])
async def test_no_page_is_beyond_its_bounds(context: Context, offset: int, limit: int) -> None:
    owner = await colleague(context, "Anna", Role.OWNER)
    for listed in (list_critical_events, list_holds, watch_draws):
        with pytest.raises(InvalidInput):
            await context.transact(lambda tx, read=listed: read(tx, owner.actor, offset, limit))  # type: ignore[misc]
