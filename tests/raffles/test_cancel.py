"""Cancelling: who is refunded, where to, in which steps, and that nobody is refunded twice."""

import logging
from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest

from core.accounts.errors import LimitExceeded
from core.accounts.kinds import LimitKind, LimitWindow
from core.accounts.set_limit import set_limit
from core.accounts.views import LimitName
from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from core.kernel.errors import InvalidInput, NotFound, WrongState
from core.ledger.kinds import WalletType
from core.orders.list_orders import list_orders
from core.orders.models import OrderState
from core.raffles import jobs
from core.raffles.cancel_raffle import cancel_raffle, refund_batch
from core.raffles.models import RaffleState
from core.raffles.repository import states
from core.raffles.views import Receipt, RefundableOrder
from tests.builders.access import make_admin
from tests.builders.ledger import fund
from tests.builders.raffles import TestBeacon, buy, make_draft, make_lottery, purchase
from tests.raffles.helpers import (
    act,
    all_differences,
    balance,
    bought,
    contents,
    count,
    query,
    rich_player,
    row_of,
    sold_out_lottery,
    state_of,
)


async def test_a_draft_is_dropped_at_once(context: Context) -> None:
    admin, draft = await make_admin(context), await make_draft(context)
    assert await act(context, cancel_raffle, admin, draft, " a mistake ") is RaffleState.CANCELLED
    row = await row_of(context, draft)
    assert (row.state, row.cancel_reason, row.ended_at) == ("cancelled", "a mistake", context.clock.now())
    assert await jobs.refund_due(context) == 0


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501, "a\x00b", "half \ud83d"])
async def test_a_reason_is_given(context: Context, reason: str) -> None:
    admin, raffle = await make_admin(context), await make_lottery(context)
    with pytest.raises(InvalidInput):
        await act(context, cancel_raffle, admin, raffle.id, reason)
    with pytest.raises(NotFound):
        await act(context, cancel_raffle, admin, uuid4(), "a mistake")
    assert await state_of(context, raffle) is RaffleState.OPEN


async def test_refunds_in_batches_that_can_be_resumed(context: Context, clock: ManualClock) -> None:
    admin = await make_admin(context)
    players = [await rich_player(context, 10_000 + number) for number in range(3)]
    await fund(context, players[0], 5000, "TJS", WalletType.BONUS)
    raffle, other = await make_lottery(context, tickets=30), await make_lottery(context)
    for quantity in (1, 3):
        await buy(context, *(purchase(player, raffle, quantity) for player in players))
    outcome = (await buy(context, purchase(players[0], raffle, 2, pay_with=WalletType.BONUS)))[0]
    assert isinstance(outcome, Receipt)
    await bought(context, players[1], other, 2)
    clock.advance(timedelta(hours=2))
    assert await act(context, cancel_raffle, admin, raffle.id, "a mistake") is RaffleState.CANCELLING
    batch = partial(refund_batch, raffle_id=raffle.id, limit=2)
    done = []
    while number := await context.transact(batch):
        done.append(number)
        assert await all_differences(context) == []
    assert done == [2, 4, 6, 7]
    row = await row_of(context, raffle)
    assert (row.state, row.escrow_minor, row.sold, row.gross_minor) == ("cancelled", 0, 14, 7000)
    assert [await balance(context, player) for player in players] == [10_000, 10_001 - 1000, 10_002]
    assert await balance(context, players[0], wallet=WalletType.BONUS) == 5000
    orders = (await act(context, list_orders, players[1].actor)).items
    assert [order.state for order in orders] == [OrderState.PAID, OrderState.REFUNDED, OrderState.REFUNDED]
    assert (await row_of(context, other)).escrow_minor == 1000
    hours = await query(context, "SELECT player_id, sum(spend_minor) AS spent FROM activity_hours GROUP BY player_id")
    spent = {row.player_id: row.spent for row in hours}
    assert [spent[player.id] for player in players] == [0, 1000, 0]
    before = await contents(context)
    assert await context.transact(batch) == 0
    assert await jobs.refund_due(context) == 0
    assert await contents(context) == before


async def test_a_batch_goes_on_where_the_last_one_ended(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is refunded is not read again with every batch; what was passed over is found before the end is told."""
    admin, player = await make_admin(context), await rich_player(context)
    raffle = await make_lottery(context, tickets=5)
    for _ in range(5):
        await bought(context, player, raffle)
    await act(context, cancel_raffle, admin, raffle.id, "a mistake")
    assert await context.transact(partial(refund_batch, raffle_id=raffle.id, after_seq=3, limit=1)) == 4
    asked: list[int] = []
    find = states.refundable_orders

    async def spy(tx: Transaction, raffle_id: UUID, after_seq: int, limit: int) -> list[RefundableOrder]:
        asked.append(after_seq)
        return await find(tx, raffle_id, after_seq, 2)

    monkeypatch.setattr(states, "refundable_orders", spy)
    assert await jobs.refund_due(context) == 1
    assert asked == [0, 2, 5, 0]
    assert (await row_of(context, raffle)).state == "cancelled"
    assert await balance(context, player) == 1_000_000
    assert await all_differences(context) == []


async def test_a_large_refund_keeps_no_other_waiting_and_a_run_ends(
    context: Context, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(jobs, "REFUND_BATCHES", 4)
    monkeypatch.setattr(jobs, "refund_batch", partial(refund_batch, limit=1))
    admin, player = await make_admin(context), await rich_player(context)
    large, small = await make_lottery(context, tickets=9), await make_lottery(context, tickets=1)
    for raffle, number in ((large, 5), (small, 1)):
        for _ in range(number):
            await bought(context, player, raffle)
        await act(context, cancel_raffle, admin, raffle.id, "a mistake")
    assert await jobs.refund_due(context) == 1
    assert [str(await state_of(context, one)) for one in (large, small)] == ["cancelling", "cancelled"]
    assert (await row_of(context, large)).escrow_minor == 3 * 500
    assert f"raffle {large.id}: refunded up to entry 2" in caplog.messages
    assert await jobs.refund_due(context) == 1
    assert (await row_of(context, large)).escrow_minor == 0
    assert await balance(context, player) == 1_000_000
    assert await all_differences(context) == []


async def test_orders_that_were_passed_over_are_refunded(context: Context) -> None:
    admin, player = await make_admin(context), await rich_player(context)
    raffle = await make_lottery(context, tickets=4)
    for _ in range(4):
        await bought(context, player, raffle)
    await act(context, cancel_raffle, admin, raffle.id, "a mistake")
    done, last = [], 2
    while last := await context.transact(partial(refund_batch, raffle_id=raffle.id, after_seq=last, limit=2)):
        done.append(last)
    assert done == [4, 2]
    assert await state_of(context, raffle) is RaffleState.CANCELLED
    assert await balance(context, player) == 1_000_000


async def test_a_refund_makes_room_under_a_limit(context: Context) -> None:
    admin, player = await make_admin(context), await rich_player(context)
    name = LimitName(LimitKind.SPEND, "TJS", LimitWindow.DAY)
    await act(context, set_limit, player.actor, name, 1000)
    raffle, other = await make_lottery(context), await make_lottery(context)
    await bought(context, player, raffle, 2)
    assert isinstance((await buy(context, purchase(player, other)))[0], LimitExceeded)
    await act(context, cancel_raffle, admin, raffle.id, "a mistake")
    assert await jobs.refund_due(context) == 1
    assert isinstance((await buy(context, purchase(player, other, 2)))[0], Receipt)


async def test_an_open_raffle_without_entries(context: Context) -> None:
    admin, raffle = await make_admin(context), await make_lottery(context)
    await act(context, cancel_raffle, admin, raffle.id, "a mistake")
    assert await jobs.refund_due(context) == 1
    assert await state_of(context, raffle) is RaffleState.CANCELLED
    assert await count(context, "audit_log", "action = 'raffle.cancelled'") == 1


async def test_what_is_committed_to_is_drawn(context: Context, clock: ManualClock) -> None:
    """From the close on nobody cancels: not the closing, the closed, the drawn or the settled raffle."""
    admin, beacon = await make_admin(context), TestBeacon(clock)
    raffle = await sold_out_lottery(context, beacon, [(await rich_player(context), 4)])
    seen = []
    for step in (
        lambda: jobs.close_due(context),
        lambda: jobs.write_close_records(context, "test"),
        lambda: jobs.fetch_due_beacons(context, beacon),
        lambda: jobs.draw_due(context, "test"),
        lambda: jobs.settle_due(context),
    ):
        assert await step() == 1
        seen.append(await state_of(context, raffle))
        before = await contents(context)
        with pytest.raises(WrongState):
            await act(context, cancel_raffle, admin, raffle.id, "a mistake")
        assert await context.transact(partial(refund_batch, raffle_id=raffle.id)) == 0
        assert await contents(context) == before
        clock.advance(timedelta(seconds=90))
    assert [str(state) for state in seen] == ["closing", "closed", "closed", "drawn", "settled"]
