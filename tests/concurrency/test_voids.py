"""Voids beside a rush, a void against the close, a hold against the payment: one of both, and the figures add up."""

import asyncio
from datetime import timedelta
from functools import partial

from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import WrongState
from core.prizes import jobs as prizes
from core.raffles import jobs
from core.raffles.close_sales import begin_close, finish_close
from core.raffles.hold_claim import approve_release, hold_claim, request_release
from core.raffles.models import CloseRule
from core.raffles.void_tickets import approve_void, request_void
from tests.builders.ledger import two_admins
from tests.builders.raffles import TestBeacon, buy, make_lottery, purchase
from tests.concurrency.crowd import differences, make_crowd, one_of, receipts, rows_of
from tests.concurrency.test_once import buy_on, until_sold
from tests.raffles.helpers import act, bought


async def test_voids_beside_a_rush(busy: Context, clock: ManualClock) -> None:
    players = await make_crowd(busy, 8, 100_000)
    end = clock.now() + timedelta(hours=1)
    raffle = await make_lottery(busy, tickets=100_000, price_minor=10, close_rule=CloseRule.TIME, sales_end_at=end)
    asking, approving = await two_admins(busy)
    buyers = asyncio.gather(*(buy_on(busy, player, raffle) for player in players))
    await until_sold(busy, raffle, 40)
    orders = await rows_of(busy, "SELECT id FROM orders ORDER BY id LIMIT 12")
    requests = [await act(busy, request_void, asking, order.id, "a reason") for order in orders]
    # each of them approved twice at once, while others buy
    done = await asyncio.gather(
        *(act(busy, approve_void, approving, one.id, one.payload_hash) for one in requests for _ in range(2)),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, WrongState) for outcome in done) == len(orders), done
    clock.set(end)
    sold = receipts([outcome for bought_ in await buyers for outcome in bought_])
    assert await busy.transact(partial(begin_close, raffle_id=raffle.id))
    close = await finish_close(busy, raffle.id)
    assert close is not None
    assert (close.record["void_count"], close.record["n"]) == (len(orders), len(sold) - len(orders))
    assert close.record["gross_minor"] == 10 * close.record["n"]
    assert await differences(busy) == []


async def test_a_void_and_the_close_at_once(busy: Context, clock: ManualClock) -> None:
    """Whichever is first, the record says it: a void that is too late has become a hold."""
    asking, approving = await two_admins(busy)
    (player,) = await make_crowd(busy, 1, 100_000)
    voided = held = 0
    for _ in range(6):
        end = clock.now() + timedelta(hours=1)
        raffle = await make_lottery(busy, tickets=10, close_rule=CloseRule.TIME, sales_end_at=end)
        receipt, _other = [await bought(busy, player, raffle, 2) for _ in range(2)]
        request = await act(busy, request_void, asking, receipt.order_id, "a reason")
        clock.set(end)
        await asyncio.gather(
            act(busy, approve_void, approving, request.id, request.payload_hash),
            busy.transact(partial(begin_close, raffle_id=raffle.id)),
        )
        close = await finish_close(busy, raffle.id)
        assert close is not None
        is_void = close.record["void_count"] == 2
        assert close.record["n"] == (2 if is_void else 4)
        voids = await one_of(busy, "SELECT count(*) FROM voids WHERE raffle_id = :id", id=raffle.id)
        holds = await one_of(busy, "SELECT count(*) FROM claim_holds WHERE draw_id = :id", id=raffle.draw_id)
        assert (voids, holds) == ((1, 0) if is_void else (0, 1))
        voided, held = voided + voids, held + holds
    assert voided + held == 6
    assert await differences(busy) == []


async def test_a_hold_and_the_payment_at_once(busy: Context, clock: ManualClock) -> None:
    """A prize is held, or it was paid and the hold is refused; never both."""
    admin, other = await two_admins(busy)
    beacon, players = TestBeacon(clock), await make_crowd(busy, 1, 100_000)
    for _ in range(6):
        raffle = await make_lottery(busy, tickets=2, beacon=beacon.info().rule(60))
        (receipt,) = receipts(await buy(busy, purchase(players[0], raffle, 2)))
        await jobs.close_due(busy)
        await jobs.write_close_records(busy, "test")
        clock.advance(timedelta(seconds=90))
        await jobs.fetch_due_beacons(busy, beacon)
        await jobs.draw_due(busy, "test")
        await jobs.settle_due(busy)
        hold, *paid = await asyncio.gather(
            act(busy, hold_claim, admin, receipt.order_id, "a reason"),
            prizes.pay_due(busy),
            prizes.pay_due(busy),
            return_exceptions=True,
        )
        is_held = not isinstance(hold, BaseException)
        assert is_held or isinstance(hold, WrongState), hold
        state = await one_of(busy, "SELECT state FROM awards WHERE draw_id = :id", id=raffle.draw_id)
        assert state == ("held" if is_held else "paid")
        assert sum(number for number in paid if isinstance(number, int)) == (0 if is_held else 1), paid
        if is_held:
            request = await act(busy, request_release, admin, receipt.order_id, "a reason")
            await act(busy, approve_release, other, request.id, request.payload_hash)
            assert await prizes.pay_due(busy) == 1
    assert await one_of(busy, "SELECT count(*) FROM transfers WHERE kind = 'prize'") == 6
    assert await differences(busy) == []
