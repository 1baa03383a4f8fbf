"""A sale that ends before its time takes two people; one that ends by its rule takes nobody."""

from uuid import uuid4

import pytest

from core.access.errors import SelfApproval
from core.access.roles import Role
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import Forbidden, InvalidInput, NotFound, WrongState
from core.raffles import jobs
from core.raffles.close_early import approve_close, preview_close, request_close
from core.raffles.errors import SalesEnded
from core.raffles.models import RaffleState
from tests.builders.access import make_admin
from tests.builders.raffles import TestBeacon, buy, make_lottery, purchase, run_draw
from tests.raffles.helpers import act, all_differences, bought, contents, count, query, rich_player, row_of, state_of


async def test_a_sale_ends_early_by_two_people(context: Context, clock: ManualClock) -> None:
    asking, approving = await make_admin(context, Role.MANAGER), await make_admin(context, Role.OWNER)
    beacon, player = TestBeacon(clock), await rich_player(context)
    raffle = await make_lottery(context, tickets=10, beacon=beacon.info().rule(60))
    await bought(context, player, raffle, 3)
    request = await act(context, request_close, asking, raffle.id, "The venue is gone")
    await bought(context, player, raffle, 1)  # until another agrees it goes on
    before = await contents(context)
    with pytest.raises(SelfApproval):
        await act(context, approve_close, asking, request.id, request.payload_hash)
    assert await contents(context) == before
    assert await act(context, approve_close, approving, request.id, request.payload_hash) is RaffleState.CLOSING
    assert isinstance((await buy(context, purchase(player, raffle)))[0], SalesEnded)
    (row,) = await query(context, "SELECT details FROM audit_log WHERE action = 'raffle.closed_early'")
    assert row.details["approval_id"] == str(request.id)
    await run_draw(context, clock, beacon)
    assert (await row_of(context, raffle)).state == RaffleState.SETTLED
    (close,) = await query(context, "SELECT record FROM draw_closes")
    assert (close.record["n"], close.record["gross_minor"]) == (4, 2000)
    assert await all_differences(context) == []


async def test_nothing_sold_is_cancelled(context: Context) -> None:
    asking, approving = await make_admin(context, Role.MANAGER), await make_admin(context, Role.MANAGER)
    raffle = await make_lottery(context)
    request = await act(context, request_close, asking, raffle.id, "A mistake")
    assert await act(context, approve_close, approving, request.id, request.payload_hash) is RaffleState.CANCELLED
    assert (await row_of(context, raffle)).cancel_reason == "no_entries"


async def test_a_sale_that_ended_meanwhile_is_not_ended_again(context: Context, clock: ManualClock) -> None:
    asking, approving = await make_admin(context, Role.MANAGER), await make_admin(context, Role.MANAGER)
    raffle = await make_lottery(context, tickets=2, beacon=TestBeacon(clock).info().rule(60))
    request = await act(context, request_close, asking, raffle.id, "A mistake")
    await bought(context, await rich_player(context), raffle, 2)
    assert await jobs.close_due(context) == 1  # sold out: by itself, and nobody is asked
    with pytest.raises(WrongState):
        await act(context, approve_close, approving, request.id, request.payload_hash)
    for refused in (
        lambda: act(context, request_close, asking, raffle.id, "Again"),
        lambda: act(context, preview_close, asking, raffle.number),
    ):
        with pytest.raises(WrongState):
            await refused()
    assert await state_of(context, raffle) is RaffleState.CLOSING
    assert await count(context, "audit_log", "action = 'raffle.closed_early'") == 0


async def test_who_may_not_and_what_is_not(context: Context) -> None:
    raffle, manager = await make_lottery(context), await make_admin(context, Role.MANAGER)
    request = await act(context, request_close, manager, raffle.id, "A reason")
    for role in (Role.FINANCE, Role.SUPPORT, Role.AUDITOR):
        admin = await make_admin(context, role)
        with pytest.raises(Forbidden):
            await act(context, request_close, admin, raffle.id, "A reason")
        with pytest.raises(Forbidden):
            await act(context, approve_close, admin, request.id, request.payload_hash)
    for reason in ("", "x" * 501, "\x00"):
        with pytest.raises(InvalidInput):
            await act(context, request_close, manager, raffle.id, reason)
    with pytest.raises(NotFound):
        await act(context, request_close, manager, uuid4(), "A reason")
    assert await state_of(context, raffle) is RaffleState.OPEN
