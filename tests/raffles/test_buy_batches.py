"""Purchases that are accepted: alone, in batches, repeated, and what they leave in the tables."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from core.accounts.errors import LimitExceeded
from core.accounts.kinds import LimitKind, LimitWindow
from core.accounts.salts import player_salt_keys
from core.accounts.set_limit import set_limit
from core.accounts.views import LimitName
from core.draws import primitives
from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from core.kernel.errors import IdempotencyConflict, InvalidInput, NotFound
from core.kernel.ids import parse_public_number
from core.ledger.errors import InsufficientFunds
from core.ledger.kinds import WalletType
from core.orders.models import Source
from core.prizes.jobs import pay_due
from core.raffles.buy_tickets import buy_tickets
from core.raffles.errors import CapReached, NotEnoughTickets, SoldOut
from core.raffles.models import RaffleState
from core.raffles.views import Receipt
from tests.builders.accounts import make_player
from tests.builders.raffles import TestBeacon, buy, make_draft, make_lottery, publish, purchase, run_draw
from tests.builders.statements import statements
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


async def test_a_purchase_writes_its_order_entry_money_and_log(context: Context) -> None:
    player, raffle = await rich_player(context, 10_000), await make_lottery(context)
    receipt = await bought(context, player, raffle, 3)
    assert (receipt.first, receipt.last, receipt.quantity, receipt.total_minor) == (1, 3, 3, 1500)
    row = await row_of(context, raffle)
    assert (row.sold, row.gross_minor, row.escrow_minor, row.log_seq) == (3, 1500, 1500, 1)
    assert row.log_head == receipt.log_head
    assert await balance(context, player) == 8500
    order = (await query(context, "SELECT * FROM orders WHERE id = :id", id=receipt.order_id))[0]
    assert (order.state, order.total_minor, order.asset, order.source) == ("paid", 1500, "TJS", "script")
    assert parse_public_number(receipt.order_number) == ("TR", order.number)
    entry = (await query(context, "SELECT * FROM entries WHERE order_id = :id", id=receipt.order_id))[0]
    assert (entry.first, entry.last, entry.amount_minor, entry.wallet_id) == (1, 3, 1500, order.wallet_id)
    hours = await query(context, "SELECT * FROM activity_hours WHERE player_id = :id", id=player.id)
    assert sum(hour.spend_minor for hour in hours) == 1500
    assert await count(context, "outbox") == 0  # nobody subscribes


async def test_the_log_and_the_tags_follow_from_the_entries(context: Context) -> None:
    players = [await rich_player(context) for _ in range(3)]
    raffle = await make_lottery(context, tickets=50)
    for size in (1, 3, 2):
        await buy(context, *(purchase(player, raffle, size) for player in players))
    draw_id = str(raffle.draw_id)

    async def salts(tx: Transaction) -> dict:
        return await player_salt_keys(tx, [player.id for player in players])

    keys = await context.transact(salts)
    head, last = primitives.log_start(draw_id), 0
    entries = await query(context, "SELECT * FROM entries WHERE raffle_id = :id ORDER BY first", id=raffle.id)
    assert len(entries) == 9
    for seq, entry in enumerate(entries, start=1):
        assert (entry.first, entry.log_seq) == (last + 1, seq)
        last = entry.last
        salt = primitives.player_salt(keys[entry.player_id], draw_id)
        assert entry.holder_tag == primitives.holder_tag(draw_id, str(entry.player_id), salt)
        head = primitives.log_next(head, "sale", seq, primitives.entry_line(entry.first, entry.last, entry.holder_tag))
        assert entry.log_head == head
    assert (await row_of(context, raffle)).log_head == head
    assert len({entry.holder_tag for entry in entries}) == 3


async def test_a_refused_command_does_not_touch_its_neighbours(context: Context) -> None:
    rich, poor = await rich_player(context), await rich_player(context, 400)
    raffle = await make_lottery(context, tickets=10)
    commands = [
        purchase(rich, raffle, 2),
        purchase(poor, raffle, 1),
        replace(purchase(rich, raffle), quantity=0),
        purchase(rich, raffle, 9),
        replace(purchase(rich, raffle), raffle_id=rich.id),
        purchase(rich, raffle, 8),
        purchase(rich, raffle, 1),
    ]
    outcomes = await buy(context, *commands)
    kinds = [Receipt, InsufficientFunds, InvalidInput, NotEnoughTickets, NotFound, Receipt, SoldOut]
    assert [type(outcome) for outcome in outcomes] == kinds
    assert [(one.first, one.last) for one in outcomes if isinstance(one, Receipt)] == [(1, 2), (3, 10)]
    assert await all_differences(context) == []


async def test_two_purchases_on_one_balance(context: Context) -> None:
    player, raffle = await rich_player(context, 1200), await make_lottery(context)
    first, second, third = await buy(context, *(purchase(player, raffle, size) for size in (2, 1, 1)))
    assert isinstance(first, Receipt)
    assert isinstance(second, InsufficientFunds)
    assert second.params["available_minor"] == 200
    assert isinstance(third, InsufficientFunds)
    assert await balance(context, player) == 200


async def test_raffles_and_assets_mix_in_a_batch(context: Context) -> None:
    player, coins = await rich_player(context), await rich_player(context, 100, "COIN")
    cheap, dear = await make_lottery(context, price_minor=100), await make_lottery(context, price_minor=900)
    of_coins = await make_lottery(context, asset="COIN", price_minor=7, prize_minor=30)
    outcomes = await buy(
        context,
        purchase(player, dear, 2),
        purchase(coins, of_coins, 3, pay_with=WalletType.LUCKY_COIN),
        purchase(player, cheap, 3),
        purchase(coins, of_coins, 1),
        purchase(player, dear, 1),
    )
    places = [(one.raffle_id, one.first, one.total_minor) for one in outcomes if isinstance(one, Receipt)]
    assert places == [(dear.id, 1, 1800), (of_coins.id, 1, 21), (cheap.id, 1, 300), (dear.id, 3, 900)]
    assert isinstance(outcomes[3], InvalidInput)  # BALANCE holds no coins
    assert await balance(context, coins, "COIN", WalletType.LUCKY_COIN) == 79
    assert await all_differences(context) == []


async def test_the_same_key_twice_in_a_batch_is_one_order(context: Context) -> None:
    player, raffle = await rich_player(context), await make_lottery(context)
    command = purchase(player, raffle, 2, key="tap")
    first, second, third = await buy(
        context, command, replace(command, source=Source.BOT), replace(command, quantity=3)
    )
    assert isinstance(first, Receipt)
    assert second == first
    assert isinstance(third, IdempotencyConflict)
    assert (await row_of(context, raffle)).sold == 2


async def test_a_key_belongs_to_its_player(context: Context) -> None:
    players, raffle = [await rich_player(context) for _ in range(2)], await make_lottery(context)
    outcomes = await buy(context, *(purchase(player, raffle, key="same") for player in players))
    assert [(one.first, one.last) for one in outcomes if isinstance(one, Receipt)] == [(1, 1), (2, 2)]


async def test_a_refused_key_may_be_used_again(context: Context) -> None:
    player, raffle = await rich_player(context, 400), await make_lottery(context, price_minor=300)
    assert isinstance((await buy(context, purchase(player, raffle, 2, key="k")))[0], InsufficientFunds)
    assert isinstance((await buy(context, purchase(player, raffle, 1, key="k")))[0], Receipt)


async def test_a_repetition_gives_the_receipt_of_then(context: Context, clock: ManualClock) -> None:
    """At once, after other sales, after the close and after the draw; without a trace each time."""
    beacon, player = TestBeacon(clock), await rich_player(context, 5000)
    raffle = await publish(context, await make_draft(context, tickets=3), beacon.info().rule(60))
    command = purchase(player, raffle, 2, key="once")
    receipt = (await buy(context, command))[0]
    assert isinstance(receipt, Receipt)

    async def repeat() -> None:
        before = await contents(context)
        assert await buy(context, command) == [receipt]
        body = (await buy(context, replace(command, quantity=1)))[0]
        wallet = (await buy(context, replace(command, pay_with=WalletType.BONUS)))[0]
        assert isinstance(body, IdempotencyConflict)
        assert isinstance(wallet, IdempotencyConflict)
        elsewhere = (await buy(context, replace(command, raffle_id=UUID(int=1))))[0]
        assert isinstance(elsewhere, IdempotencyConflict)
        assert await contents(context) == before

    await repeat()
    await bought(context, player, raffle)
    await repeat()
    await run_draw(context, clock, beacon)
    assert await state_of(context, raffle) is RaffleState.SETTLED
    await repeat()


async def test_a_repetition_beside_a_new_purchase(context: Context) -> None:
    player, raffle = await rich_player(context), await make_lottery(context)
    command = purchase(player, raffle, 2)
    receipt = (await buy(context, command))[0]
    again, other = await buy(context, command, purchase(player, raffle, 1))
    assert again == receipt
    assert isinstance(other, Receipt)
    assert (other.first, other.last) == (3, 3)


async def test_a_cap_counts_what_is_held_and_what_the_batch_adds(context: Context) -> None:
    player, other = await rich_player(context), await rich_player(context)
    raffle, free = await make_lottery(context, cap=4), await make_lottery(context)
    await bought(context, player, raffle, 1)
    await bought(context, player, raffle, 1)
    outcomes = await buy(
        context,
        purchase(player, raffle, 3),
        purchase(player, raffle, 1),
        purchase(player, raffle, 1),
        purchase(player, raffle, 1),
        purchase(other, raffle, 4),
        purchase(player, free, 9),
    )
    assert [type(one) for one in outcomes] == [CapReached, Receipt, Receipt, CapReached, Receipt, Receipt]
    assert isinstance(outcomes[3], CapReached)
    assert outcomes[3].params == {"cap": 4, "held": 4}


@pytest.mark.parametrize("kind", [LimitKind.SPEND, LimitKind.NET_LOSS])
async def test_a_limit_counts_within_a_batch_and_after_its_window(
    context: Context, clock: ManualClock, kind: LimitKind
) -> None:
    player, raffle = await rich_player(context), await make_lottery(context, tickets=100)
    name = LimitName(kind, "TJS", LimitWindow.DAY)
    await context.transact(lambda tx: set_limit(tx, player.actor, name, 2000))
    outcomes = await buy(context, *(purchase(player, raffle, size) for size in (1, 2, 2, 1, 1)))
    assert [type(one) for one in outcomes] == [Receipt, Receipt, LimitExceeded, Receipt, LimitExceeded]
    clock.advance(timedelta(hours=25))
    assert isinstance((await buy(context, purchase(player, raffle, 4)))[0], Receipt)


async def test_a_win_makes_room_under_a_net_loss_limit(context: Context, clock: ManualClock) -> None:
    beacon, player = TestBeacon(clock), await rich_player(context)
    name = LimitName(LimitKind.NET_LOSS, "TJS", LimitWindow.WEEK)
    await context.transact(lambda tx: set_limit(tx, player.actor, name, 1000))
    await sold_out_lottery(context, beacon, [(player, 2)], prize_minor=700)
    raffle = await make_lottery(context)
    assert isinstance((await buy(context, purchase(player, raffle)))[0], LimitExceeded)
    await run_draw(context, clock, beacon)
    assert await pay_due(context) == 1
    outcomes = await buy(context, purchase(player, raffle), purchase(player, raffle))
    assert [type(one) for one in outcomes] == [Receipt, LimitExceeded]


async def test_an_empty_batch(context: Context) -> None:
    assert await buy(context) == []


async def test_a_batch_of_a_hundred_costs_the_statements_of_one(live_context: Context) -> None:
    context = live_context
    players = [await rich_player(context) for _ in range(10)]
    raffles = [await make_lottery(context, tickets=1000, cap=900) for _ in range(2)]
    for player in players:
        name = LimitName(LimitKind.SPEND, "TJS", LimitWindow.DAY)
        await act(context, set_limit, player.actor, name, 10**9)
    await bought(context, players[0], raffles[0])  # fills the caches of configuration
    numbers = []
    for size in (1, 100):
        commands = [purchase(players[i % 10], raffles[i % 2], 1 + i % 3) for i in range(size)]
        with statements(context) as sent:
            outcomes = await context.transact(partial(buy_tickets, commands=commands))
        assert all(isinstance(outcome, Receipt) for outcome in outcomes)
        numbers.append(len(sent))
    assert numbers[0] == numbers[1]
    assert numbers[0] <= 15
    assert await all_differences(context) == []


async def test_players_without_money_leave_no_wallet(context: Context) -> None:
    players, raffle = [await make_player(context) for _ in range(3)], await make_lottery(context)
    wallets = await count(context, "wallets")
    outcomes = await buy(context, *(purchase(player, raffle) for player in players))
    assert all(isinstance(outcome, InsufficientFunds) for outcome in outcomes)
    assert await count(context, "wallets") == wallets
