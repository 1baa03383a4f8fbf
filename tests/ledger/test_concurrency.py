"""Several at once, with real commits."""

import asyncio
from uuid import UUID

import pytest

from core.kernel.actor import Actor
from core.kernel.context import Context, Transaction
from core.ledger.book import Book, WalletKey
from core.ledger.credit import approve_credit, request_credit
from core.ledger.errors import AlreadyReversed, InsufficientFunds
from core.ledger.exchange import exchange
from core.ledger.kinds import HouseAccount, WalletType
from core.ledger.reverse import reverse
from core.ledger.views import CreditView, ExchangeView
from tests.builders.ledger import fund, two_admins
from tests.ledger.helpers import balance_of, differences, make_rate, new_player, query, spend, stored_balance


async def test_twenty_spends_of_a_wallet_with_funds_for_seven(live_context: Context) -> None:
    player = await new_player(live_context)
    wallet_id = (await fund(live_context, player, 79)).wallet_id
    outcomes = await asyncio.gather(
        *(live_context.transact(lambda tx: spend(tx, player, 10)) for _ in range(20)), return_exceptions=True
    )
    assert sum(isinstance(outcome, UUID) for outcome in outcomes) == 7
    assert sum(isinstance(outcome, InsufficientFunds) for outcome in outcomes) == 13
    assert await stored_balance(live_context, wallet_id) == 9
    assert await differences(live_context) == []


async def test_one_exchange_key_twice_at_once(live_context: Context) -> None:
    player = await new_player(live_context)
    wallet_id = (await fund(live_context, player, 1000)).wallet_id
    await make_rate(live_context, "TJS", "COIN", 1, 1)
    actor = Actor.player(player.id)

    async def once() -> ExchangeView:
        return await live_context.transact(lambda tx: exchange(tx, actor, "TJS", "COIN", 300, key="one"))

    first, *others = await asyncio.gather(*(once() for _ in range(5)))
    assert others == [first] * 4
    assert await stored_balance(live_context, wallet_id) == 700
    assert await differences(live_context) == []


async def test_one_credit_approved_twice_at_once(live_context: Context) -> None:
    player = await new_player(live_context)
    asking, approving = await two_admins(live_context)
    request = await live_context.transact(
        lambda tx: request_credit(tx, asking, player.id, WalletType.BALANCE, "TJS", 500, "compensation")
    )
    outcomes = await asyncio.gather(
        *(
            live_context.transact(lambda tx: approve_credit(tx, approving, request.id, request.payload_hash))
            for _ in range(5)
        ),
        return_exceptions=True,
    )
    done = [outcome for outcome in outcomes if isinstance(outcome, CreditView)]
    assert len(done) == 1
    assert await stored_balance(live_context, done[0].wallet_id) == 500


async def test_one_transfer_reversed_twice_at_once(live_context: Context) -> None:
    player = await new_player(live_context)
    wallet_id = (await fund(live_context, player, 1000)).wallet_id
    original = await live_context.transact(lambda tx: spend(tx, player, 300))

    async def back(tx: Transaction) -> UUID:
        book = Book(tx)
        reversal_id = await reverse(tx, book, original)
        await book.write()
        return reversal_id

    outcomes = await asyncio.gather(*(live_context.transact(back) for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(outcome, UUID) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, AlreadyReversed) for outcome in outcomes) == 4
    assert await stored_balance(live_context, wallet_id) == 1000


async def test_wallets_made_by_many_at_once_are_made_once(live_context: Context) -> None:
    player = await new_player(live_context)
    keys = [balance_of(player), WalletKey(player.id, WalletType.LUCKY_COIN, "COIN")]

    async def open_all(tx: Transaction) -> list[UUID]:
        book = Book(tx)
        wallets = await book.lock(keys)
        return [*wallets.values(), await book.house(HouseAccount.REVENUE, "TJS")]

    first, *others = await asyncio.gather(*(live_context.transact(open_all) for _ in range(10)))
    assert others == [first] * 9
    assert len(await query(live_context, "SELECT id FROM wallets")) == 3


@pytest.mark.parametrize("step", [1, -1])
async def test_wallets_are_locked_in_the_order_of_their_ids(live_context: Context, step: int) -> None:
    """Whoever waits for the first wallet holds none of the later ones: two such transactions never deadlock."""
    players = [await new_player(live_context) for _ in range(2)]
    first, second = sorted([(await fund(live_context, player, 10)).wallet_id for player in players])
    held, release = asyncio.Event(), asyncio.Event()

    async def hold_first(tx: Transaction) -> None:
        await Book(tx).lock_ids([first])
        held.set()
        await release.wait()

    async def lock_both(tx: Transaction) -> None:
        await Book(tx).lock([balance_of(player) for player in players[::step]])

    waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    async with asyncio.TaskGroup() as group:
        group.create_task(live_context.transact(hold_first))
        await held.wait()
        group.create_task(live_context.transact(lock_both))
        while not await query(live_context, waiting):  # noqa: ASYNC110 - the server tells nobody that it waits
            await asyncio.sleep(0.01)
        await query(live_context, "SELECT 1 FROM wallets WHERE id = :id FOR NO KEY UPDATE NOWAIT", id=second)
        release.set()
