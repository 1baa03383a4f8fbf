"""Tickets that are voided before the close: refunded, logged, a gap for ever, and never drawn."""

from uuid import uuid4

import pytest

from core.access.errors import SelfApproval
from core.access.roles import Role
from core.draws import primitives
from core.draws.entry_tree import void_root
from core.draws.verify import verify_proof
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import Forbidden, InvalidInput, NotFound, WrongState
from core.raffles import jobs
from core.raffles.build_proof import proof_of
from core.raffles.cancel_raffle import cancel_raffle
from core.raffles.close_sales import finish_close
from core.raffles.errors import NoTreeYet
from core.raffles.models import CloseRule, RaffleState
from core.raffles.show_path import show_path
from core.raffles.views import RaffleView, Receipt
from core.raffles.void_tickets import approve_void, find_void, request_void
from tests.builders.access import make_admin
from tests.builders.accounts import MadePlayer
from tests.builders.raffles import TestBeacon, buy, make_lottery, purchase, run_draw
from tests.raffles.helpers import (
    act,
    all_differences,
    balance,
    bought,
    contents,
    count,
    execute,
    query,
    rich_player,
    row_of,
    state_of,
)


async def void(context: Context, receipt: Receipt) -> None:
    """By two people."""
    asking, approving = await make_admin(context, Role.SUPPORT), await make_admin(context, Role.MANAGER)
    request = await act(context, request_void, asking, receipt.order_id, "Bought with a stolen card")
    await act(context, approve_void, approving, request.id, request.payload_hash)


async def on_sale(context: Context, clock: ManualClock, **terms: object) -> tuple[RaffleView, TestBeacon]:
    beacon = TestBeacon(clock)
    return await make_lottery(context, beacon=beacon.info().rule(60), **terms), beacon  # type: ignore[arg-type]


async def test_a_void_refunds_and_leaves_a_gap(context: Context, clock: ManualClock) -> None:
    raffle, beacon = await on_sale(context, clock, tickets=10, cap=5)
    anna, boris = await rich_player(context, 10_000), await rich_player(context, 10_000)
    first = await bought(context, anna, raffle, 2)
    gone = await bought(context, boris, raffle, 3)
    await void(context, gone)
    assert await balance(context, boris) == 10_000
    row = await row_of(context, raffle)
    assert (row.sold, row.voided, row.gross_minor, row.escrow_minor, row.log_seq) == (5, 3, 1000, 1000, 5)
    head = gone.log_head
    for seq, number in ((3, 3), (4, 4), (5, 5)):
        head = primitives.log_next(head, "void", seq, str(number))
    assert row.log_head == head
    assert await all_differences(context) == []

    last = await bought(context, boris, raffle, 5)  # what was voided is not held, and its numbers are never sold again
    assert (last.first, last.last, last.seq) == (6, 10, 6)
    assert last.log_head == primitives.log_next(head, "sale", 6, f"6,10,{last.holder_tag}")
    await run_draw(context, clock, beacon)
    assert await state_of(context, raffle) is RaffleState.SETTLED
    files = await proof_of(context, raffle.id)
    close = files.proof["close"]
    assert (close["n"], close["entry_count"], close["gross_minor"]) == (7, 2, 3500)
    assert (close["void_count"], close["void_root"]) == (3, void_root(str(raffle.draw_id), [3, 4, 5]).hex())
    assert close["log_head"] == last.log_head.hex()
    assert [(one.first, one.last) for one in files.entries] == [(first.first, first.last), (6, 10)]
    assert verify_proof(files.proof).is_valid
    assert await all_differences(context) == []
    for receipt, player in ((first, anna), (last, boris)):
        assert (await show_path(context, player.actor, receipt.order_id)).path.leads_to_root()
    with pytest.raises(NoTreeYet) as refused:
        await show_path(context, boris.actor, gone.order_id)
    assert refused.value.params["state"] == "void"


async def test_a_voided_ticket_is_never_drawn(context: Context, clock: ManualClock) -> None:
    """More prizes than tickets that are left: every number is drawn but the voided ones."""
    raffle, beacon = await on_sale(context, clock, tickets=9, alternates=9)
    player = await rich_player(context)
    receipts = [await bought(context, player, raffle, 3) for _ in range(3)]
    await void(context, receipts[1])
    await run_draw(context, clock, beacon)
    drawn = {row.number for row in await query(context, "SELECT number FROM draw_results")}
    assert drawn == {1, 2, 3, 7, 8, 9}


async def test_it_takes_two_people_and_is_done_once(context: Context, clock: ManualClock) -> None:
    raffle, _ = await on_sale(context, clock)
    receipt = await bought(context, await rich_player(context), raffle, 2)
    asking, approving = await make_admin(context, Role.MANAGER), await make_admin(context, Role.MANAGER)
    request, again = [await act(context, request_void, asking, receipt.order_id, "A reason") for _ in range(2)]
    before = await contents(context)
    with pytest.raises(SelfApproval):
        await act(context, approve_void, asking, request.id, request.payload_hash)
    for role in (Role.SUPPORT, Role.FINANCE, Role.AUDITOR):
        with pytest.raises(Forbidden):
            await act(context, approve_void, await make_admin(context, role), request.id, request.payload_hash)
    assert await count(context, "voids") == 0
    assert (await contents(context))["transfers"] == before["transfers"]
    await act(context, approve_void, approving, request.id, request.payload_hash)
    done = await contents(context)
    for refused in (request, again):
        with pytest.raises(WrongState):
            await act(context, approve_void, approving, refused.id, refused.payload_hash)
    with pytest.raises(WrongState):
        await act(context, find_void, asking, receipt.order_number)
    assert await contents(context) == done
    (row,) = await query(context, "SELECT approval_id FROM voids")
    assert row.approval_id == request.id
    with pytest.raises(Forbidden):
        await act(context, request_void, await make_admin(context, Role.AUDITOR), receipt.order_id, "A reason")


async def test_what_cannot_be_voided(context: Context, clock: ManualClock) -> None:
    raffle, _ = await on_sale(context, clock, tickets=2)
    receipt = await bought(context, await rich_player(context), raffle, 2)
    asking = await make_admin(context, Role.MANAGER)
    for reason in ("", "x" * 501):
        with pytest.raises(InvalidInput):
            await act(context, request_void, asking, receipt.order_id, reason)
    for number in ("TR-0000-000", raffle.number, "17", ""):
        with pytest.raises(NotFound):
            await act(context, find_void, asking, number)
    with pytest.raises(NotFound):
        await act(context, request_void, asking, uuid4(), "A reason")
    await jobs.close_due(context)
    for is_closed in (False, True):
        if is_closed:
            assert await finish_close(context, raffle.id) is not None
        with pytest.raises(WrongState):
            await act(context, find_void, asking, receipt.order_number)
        assert await count(context, "voids") == 0
    (close,) = await query(context, "SELECT record FROM draw_closes")
    assert (close.record["n"], close.record["void_count"]) == (2, 0)


@pytest.mark.parametrize("rule", [CloseRule.SOLD_OUT, CloseRule.TIME])
async def test_where_nothing_is_left_there_is_no_draw(context: Context, clock: ManualClock, rule: CloseRule) -> None:
    end = clock.now() + jobs.LOG_HEADS_EVERY
    raffle, _ = await on_sale(
        context, clock, tickets=2, close_rule=rule, sales_end_at=None if rule is CloseRule.SOLD_OUT else end
    )
    for _ in range(2):
        await void(context, await bought(context, await rich_player(context), raffle, 1))
    clock.set(end)
    assert await jobs.close_due(context) == 1
    row = await row_of(context, raffle)
    assert (row.state, row.cancel_reason, row.escrow_minor) == ("cancelled", "no_entries", 0)
    assert await all_differences(context) == []


async def test_a_cancelled_raffle_refunds_a_voided_order_once(context: Context, clock: ManualClock) -> None:
    raffle, _ = await on_sale(context, clock)
    players: list[MadePlayer] = [await rich_player(context, 5_000) for _ in range(2)]
    receipts = [await bought(context, player, raffle, 2) for player in players]
    await void(context, receipts[0])
    await act(context, cancel_raffle, await make_admin(context, Role.MANAGER), raffle.id, "A reason")
    assert await jobs.refund_due(context) == 1
    assert [await balance(context, player) for player in players] == [5_000, 5_000]
    assert await all_differences(context) == []


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ("UPDATE raffles SET voided = voided - 1", {"raffle_voided"}),
        ("DELETE FROM voids", {"raffle_voided", "raffle_gross", "raffle_log", "order_void"}),
        ("UPDATE orders SET state = 'paid' WHERE state = 'refunded'", {"order_void", "order_refund"}),
        ("UPDATE voids SET log_head = '\\x00'", {"raffle_log_head"}),
    ],
)
async def test_a_bent_void_is_named_and_not_closed(
    context: Context, clock: ManualClock, change: str, names: set[str]
) -> None:
    raffle, _ = await on_sale(context, clock, tickets=4)
    receipts = [await bought(context, await rich_player(context), raffle, 2) for _ in range(2)]
    await void(context, receipts[1])
    assert await execute(context, change) == 1
    assert names <= {difference.check for difference in await all_differences(context)}
    await jobs.close_due(context)
    if "raffle_voided" in names:
        assert await finish_close(context, raffle.id) is None
        assert await count(context, "draw_halts") == 1


async def test_a_purchase_repeated_after_its_void_is_still_that_purchase(context: Context, clock: ManualClock) -> None:
    raffle, _ = await on_sale(context, clock)
    player = await rich_player(context)
    command = purchase(player, raffle, 2)
    receipt = (await buy(context, command))[0]
    assert isinstance(receipt, Receipt)
    await void(context, receipt)
    assert (await buy(context, command))[0] == receipt
    assert (await row_of(context, raffle)).sold == 2
