"""The same thing at once from many sides takes effect once."""

import asyncio
import secrets
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text

from core.access.views import ApprovalView
from core.kernel.actor import Actor
from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from core.kernel.errors import IdempotencyConflict, WrongState
from core.ledger.credit import approve_credit, request_credit
from core.ledger.kinds import WalletType
from core.ledger.views import CreditView
from core.raffles import jobs
from core.raffles.buy_tickets import Outcome, buy_tickets
from core.raffles.cancel_raffle import cancel_raffle
from core.raffles.close_sales import begin_close, finish_close
from core.raffles.create_lottery import NewLottery, create_lottery
from core.raffles.errors import SalesEnded
from core.raffles.models import CloseRule
from core.raffles.publish import approve_publish, request_publish
from core.raffles.views import PrizeView, RaffleView, Receipt
from tests.builders.access import make_admin
from tests.builders.accounts import MadePlayer
from tests.builders.ledger import two_admins
from tests.builders.raffles import BEACON_RULE, buy, make_lottery, purchase
from tests.concurrency.crowd import (
    differences,
    insist,
    make_crowd,
    one_of,
    ranges,
    receipts,
    rows_of,
    stored_tickets,
    until,
)

WAITS_FOR_US = "SELECT count(*) FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid"
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


async def test_one_command_from_ten_tasks_and_again_later_is_one_order(busy: Context, clock: ManualClock) -> None:
    (player,) = await make_crowd(busy, 1)
    raffle = await make_lottery(busy, tickets=100)
    command = purchase(player, raffle, 3, key="tap")
    outcomes = await asyncio.gather(*(insist(busy, command) for _ in range(10)))
    clock.advance(timedelta(days=40))
    outcomes.append(await insist(busy, command))
    assert isinstance(outcomes[0], Receipt)
    assert outcomes == [outcomes[0]] * 11
    changed = purchase(player, raffle, 4, key="tap")
    assert [type(outcome) for outcome in await buy(busy, changed, command)] == [IdempotencyConflict, Receipt]
    assert await one_of(busy, "SELECT count(*) FROM orders") == 1
    assert await stored_tickets(busy, raffle) == [1, 2, 3]
    assert await differences(busy) == []


async def approve_credit_by(tx: Transaction, who: Actor, what: ApprovalView) -> CreditView:
    return await approve_credit(tx, who, what.id, what.payload_hash)


async def approve_publish_by(tx: Transaction, who: Actor, what: ApprovalView) -> RaffleView:
    return await approve_publish(tx, who, what.id, what.payload_hash)


async def test_one_credit_approved_by_two_admins_at_once(busy: Context) -> None:
    (player,) = await make_crowd(busy, 1)
    asking, approving = await two_admins(busy)
    approvers = [approving, *[await make_admin(busy) for _ in range(3)]]
    request = await busy.transact(
        lambda tx: request_credit(tx, asking, player.id, WalletType.BONUS, "TJS", 700, "a gift")
    )
    outcomes = await asyncio.gather(
        *(busy.transact(partial(approve_credit_by, who=approver, what=request)) for approver in approvers),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, WrongState) for outcome in outcomes) == 3, outcomes
    assert await one_of(busy, "SELECT sum(amount_minor) FROM transfers WHERE reference_id = :id", id=request.id) == 700
    assert await differences(busy) == []


async def test_one_publication_approved_by_two_admins_at_once(busy: Context) -> None:
    asking, approving = await two_admins(busy)
    approvers = [approving, *[await make_admin(busy) for _ in range(3)]]
    await make_lottery(busy)
    prize = [PrizeView(1, 1, "percentage", None, 5000, None)]
    draft = await busy.transact(lambda tx: create_lottery(tx, asking, NewLottery({"en": "A"}, 500, "TJS", 10, prize)))
    # two requests for one draft: both are approved at once, one of them by several
    requests = [await busy.transact(lambda tx: request_publish(tx, asking, draft.id, BEACON_RULE)) for _ in range(2)]
    outcomes = await asyncio.gather(
        *(
            busy.transact(partial(approve_publish_by, who=approver, what=request))
            for request in requests
            for approver in approvers
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, RaffleView) for outcome in outcomes) == 1, outcomes
    assert sum(isinstance(outcome, WrongState) for outcome in outcomes) == 7, outcomes
    assert await one_of(busy, "SELECT count(*) FROM draws") == 2
    assert await one_of(busy, "SELECT count(*) FROM wallets WHERE kind = 'escrow'") == 2


async def buy_on(context: Context, player: MadePlayer, raffle: RaffleView) -> list[Outcome]:
    """Buy single tickets until the sale is over."""
    outcomes: list[Outcome] = []
    while not outcomes or isinstance(outcomes[-1], Receipt):
        outcomes.append(await insist(context, purchase(player, raffle)))
    return outcomes


async def until_sold(context: Context, raffle: RaffleView, tickets: int) -> None:
    sold = "SELECT sold >= :tickets FROM raffles WHERE id = :id"
    await until(lambda: one_of(context, sold, id=raffle.id, tickets=tickets))


async def test_no_sale_after_a_cancellation_and_all_is_refunded(busy: Context) -> None:
    players = await make_crowd(busy, 12, 100_000)
    raffle = await make_lottery(busy, tickets=100_000, price_minor=10)
    admin, _ = await two_admins(busy)
    buyers = asyncio.gather(*(buy_on(busy, player, raffle) for player in players))
    await until_sold(busy, raffle, 30)
    await busy.transact(lambda tx: cancel_raffle(tx, admin, raffle.id, "the prize burnt"))
    sold_at_stop = await one_of(busy, "SELECT sold FROM raffles WHERE id = :id", id=raffle.id)
    # three refunders at once, beside the last buyers
    await asyncio.gather(*(jobs.refund_due(busy) for _ in range(3)))
    outcomes = [outcome for bought in await buyers for outcome in bought]
    sold = receipts(outcomes)
    assert len(sold) == sold_at_stop >= 30
    assert sum(isinstance(outcome, SalesEnded) for outcome in outcomes) == len(players)
    rows = await rows_of(busy, "SELECT state, count(*) AS n FROM orders GROUP BY state")
    assert [(row.state, row.n) for row in rows] == [("refunded", len(sold))]
    assert await one_of(busy, "SELECT count(*) FROM transfers WHERE kind = 'refund'") == len(sold)
    balances = await rows_of(busy, "SELECT DISTINCT balance_minor FROM wallets WHERE kind = 'player'")
    assert [row.balance_minor for row in balances] == [100_000]
    assert await one_of(busy, "SELECT state || escrow_minor FROM raffles WHERE id = :id", id=raffle.id) == "cancelled0"
    assert await differences(busy) == []


async def test_no_sale_after_the_close(busy: Context, clock: ManualClock) -> None:
    players = await make_crowd(busy, 12, 100_000)
    end = clock.now() + timedelta(hours=1)
    raffle = await make_lottery(busy, tickets=100_000, price_minor=10, close_rule=CloseRule.TIME, sales_end_at=end)
    buyers = asyncio.gather(*(buy_on(busy, player, raffle) for player in players))
    await until_sold(busy, raffle, 30)
    clock.set(end)
    begun = await asyncio.gather(*(busy.transact(partial(begin_close, raffle_id=raffle.id)) for _ in range(4)))
    assert sum(begun) == 1
    closes = await asyncio.gather(*(finish_close(busy, raffle.id) for _ in range(4)))
    (close,) = [close for close in closes if close is not None]
    sold = receipts([outcome for bought in await buyers for outcome in bought])
    assert close.record["n"] == close.record["entry_count"] == len(sold) >= 30
    assert ranges(sold) == await stored_tickets(busy, raffle) == list(range(1, len(sold) + 1))
    assert await differences(busy) == []


async def test_raffles_bought_in_opposite_order_do_not_wait_for_each_other(busy: Context) -> None:
    players = await make_crowd(busy, 8)
    one, two = [await make_lottery(busy, tickets=1000) for _ in range(2)]
    outcomes = await asyncio.gather(
        *(buy_both(busy, player, *((one, two) if n % 2 else (two, one))) for n, player in enumerate(players * 3))
    )
    assert len(receipts([outcome for pair in outcomes for outcome in pair])) == 48
    for raffle in (one, two):
        assert await stored_tickets(busy, raffle) == list(range(1, 25))
    assert await one_of(busy, DEADLOCKS) == 0
    assert await differences(busy) == []


async def test_a_deadlock_that_somebody_else_makes_runs_again(busy: Context, caplog: pytest.LogCaptureFixture) -> None:
    """Whoever breaks the order of locks: PostgreSQL ends one of the two, and nobody is told."""
    caplog.set_level("INFO", "core.kernel.context")
    players = await make_crowd(busy, 2)
    one, two = sorted([await make_lottery(busy, tickets=1000) for _ in range(2)], key=lambda raffle: raffle.id)
    has_one = asyncio.Event()
    rival = asyncio.create_task(busy.transact(partial(lock_against_the_order, raffles=(two, one), has_one=has_one)))
    await has_one.wait()
    outcomes = await asyncio.gather(*(buy_both(busy, player, one, two) for player in players))
    await rival
    assert "40P01" in caplog.text
    assert len(receipts([outcome for pair in outcomes for outcome in pair])) == 4
    for raffle in (one, two):
        assert await stored_tickets(busy, raffle) == [1, 2]
    assert await differences(busy) == []


async def buy_both(context: Context, player: MadePlayer, first: RaffleView, second: RaffleView) -> list[Outcome]:
    return await buy(context, purchase(player, first), purchase(player, second))


async def lock_against_the_order(
    tx: Transaction, raffles: tuple[RaffleView, RaffleView], has_one: asyncio.Event
) -> None:
    """Lock one, say so, and lock the other once somebody waits for the first; at once when it is run again."""
    first, second = raffles

    async def is_waited_for() -> bool:
        return bool((await tx.execute(text(WAITS_FOR_US))).scalar_one())

    lock = text("SELECT FROM raffles WHERE id = :id FOR NO KEY UPDATE")
    await tx.execute(lock, {"id": first.id})
    if not has_one.is_set():
        has_one.set()
        await until(is_waited_for)
    await tx.execute(lock, {"id": second.id})


async def test_a_batch_whose_commands_repeat_each_other_is_one_order(busy: Context) -> None:
    (player,) = await make_crowd(busy, 1)
    raffle = await make_lottery(busy, tickets=100)
    command = purchase(player, raffle, 2, secrets.token_hex(4))
    lists = await asyncio.gather(*(busy.transact(partial(buy_tickets, commands=[command] * 3)) for _ in range(5)))
    assert {outcome for outcomes in lists for outcome in outcomes} == {lists[0][0]}
    assert await stored_tickets(busy, raffle) == [1, 2]
    assert await differences(busy) == []
