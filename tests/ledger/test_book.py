"""The book: running balances, refusals before any write, two writes per book, locks."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import DBAPIError

from core.kernel.context import Context, Transaction
from core.kernel.errors import InvalidInput
from core.kernel.locking import LockClass, LockOrderViolated, note_lock
from core.kernel.money import MAX_MINOR
from core.ledger.book import Book, WalletKey
from core.ledger.errors import InsufficientFunds
from core.ledger.kinds import HouseAccount, TransferKind, WalletType
from core.ledger.wallets import create_escrow_wallet
from tests.builders.ledger import fund
from tests.builders.statements import statements
from tests.ledger.helpers import balance_of, differences, new_player, query, spend, stored_balance


async def test_a_spend_moves_money_and_keeps_the_balances_after(context: Context) -> None:
    player = await new_player(context)
    wallet_id = (await fund(context, player, 1000)).wallet_id
    transfer_id = await context.transact(lambda tx: spend(tx, player, 300))
    assert await stored_balance(context, wallet_id) == 700
    row = (await query(context, "SELECT * FROM transfers WHERE id = :id", id=transfer_id))[0]
    assert (row.from_id, row.amount_minor, row.asset, row.kind) == (wallet_id, 300, "TJS", "sale")
    assert (row.from_balance_after, row.to_balance_after) == (700, None)
    assert await differences(context) == []


async def test_absent_wallets_are_made_once_and_a_key_may_be_asked_for_twice(context: Context) -> None:
    player = await new_player(context)
    keys = [balance_of(player), WalletKey(player.id, WalletType.LUCKY_COIN, "COIN"), balance_of(player)]
    first = await context.transact(lambda tx: Book(tx).lock(keys))
    again = await context.transact(lambda tx: Book(tx).lock(keys))
    assert first == again
    assert set(first) == set(keys)


async def test_an_asset_that_does_not_fit_is_refused(context: Context) -> None:
    player = await new_player(context)
    with pytest.raises(InvalidInput):
        await context.transact(lambda tx: Book(tx).lock([WalletKey(player.id, WalletType.BALANCE, "COIN")]))


async def test_a_refused_transfer_names_what_is_missing_and_touches_no_other(context: Context) -> None:
    player = await new_player(context)
    wallet_id = (await fund(context, player, 1000)).wallet_id

    async def post(tx: Transaction) -> None:
        book = Book(tx)
        await book.lock([balance_of(player)])
        revenue = await book.house(HouseAccount.REVENUE, "TJS")
        with statements(context) as seen:
            book.transfer(wallet_id, revenue, "TJS", 600, TransferKind.SALE, "order", uuid4())
            with pytest.raises(InsufficientFunds) as refused:
                book.transfer(wallet_id, revenue, "TJS", 401, TransferKind.SALE, "order", uuid4())
            assert book.balance(wallet_id) == 400
            book.transfer(wallet_id, revenue, "TJS", 400, TransferKind.SALE, "order", uuid4())
        assert seen == []
        assert refused.value.params == {
            "wallet_type": "BALANCE",
            "asset": "TJS",
            "needed_minor": 401,
            "available_minor": 400,
        }
        await book.write()

    await context.transact(post)
    assert await stored_balance(context, wallet_id) == 0
    assert await differences(context) == []


async def test_128_commands_are_two_writes_and_one_lock(context: Context) -> None:
    players = [await new_player(context) for _ in range(16)]
    for player in players:
        await fund(context, player, 1000)

    async def post(tx: Transaction) -> None:
        book = Book(tx)
        wallets = await book.lock([balance_of(player) for player in players])
        revenue = await book.house(HouseAccount.REVENUE, "TJS")
        for number in range(128):
            wallet_id = wallets[balance_of(players[number % 16])]
            book.transfer(wallet_id, revenue, "TJS", 7, TransferKind.SALE, "order", uuid4())
        await book.write()
        await book.write()

    with statements(context) as seen:
        await context.transact(post)
    verbs = [one.sql.split()[0] for one in seen]
    assert verbs.count("INSERT") == 1, "it makes the house's wallet"
    assert (verbs.count("COPY"), verbs.count("UPDATE")) == (1, 1)
    assert sum("FOR NO KEY UPDATE" in one.sql for one in seen) == 1
    rows = await query(context, "SELECT balance_minor FROM wallets WHERE kind = 'player'")
    assert {row.balance_minor for row in rows} == {1000 - 8 * 7}
    assert await differences(context) == []


async def test_only_the_wallets_that_changed_are_updated(context: Context) -> None:
    player, idle = await new_player(context), await new_player(context)
    await fund(context, player, 100)
    idle_id = (await fund(context, idle, 100)).wallet_id

    async def post(tx: Transaction) -> None:
        book = Book(tx)
        wallets = await book.lock([balance_of(player), balance_of(idle)])
        revenue = await book.house(HouseAccount.REVENUE, "TJS")
        book.transfer(wallets[balance_of(player)], revenue, "TJS", 5, TransferKind.SALE, "order", uuid4())
        await book.write()

    before = await query(context, "SELECT ctid::text AS place FROM wallets WHERE id = :id", id=idle_id)
    await context.transact(post)
    assert await query(context, "SELECT ctid::text AS place FROM wallets WHERE id = :id", id=idle_id) == before


async def test_a_wallet_that_is_locked_again_keeps_its_running_balance(context: Context) -> None:
    player = await new_player(context)
    wallet_id = (await fund(context, player, 1000)).wallet_id

    async def post(tx: Transaction) -> None:
        book = Book(tx)
        await book.lock_ids([wallet_id])
        revenue = await book.house(HouseAccount.REVENUE, "TJS")
        book.transfer(wallet_id, revenue, "TJS", 600, TransferKind.SALE, "order", uuid4())
        assert await book.lock([balance_of(player)]) == {balance_of(player): wallet_id}
        assert book.balance(wallet_id) == 400
        await book.write()

    await context.transact(post)
    assert await stored_balance(context, wallet_id) == 400


async def test_an_escrow_runs_on_the_balance_of_its_owner(context: Context) -> None:
    player = await new_player(context)
    wallet_id = (await fund(context, player, 1000)).wallet_id

    async def post(tx: Transaction) -> UUID:
        escrow = await create_escrow_wallet(tx, uuid4(), "TJS")
        book = Book(tx)
        await book.lock([balance_of(player)])
        book.attach(escrow, "TJS", 0)
        book.transfer(wallet_id, escrow, "TJS", 600, TransferKind.SALE, "order", uuid4())
        book.transfer(escrow, wallet_id, "TJS", 200, TransferKind.REFUND, "order", uuid4())
        with pytest.raises(InsufficientFunds):
            book.transfer(escrow, wallet_id, "TJS", 401, TransferKind.REFUND, "order", uuid4())
        await book.write()
        assert book.balance(escrow) == 400
        return escrow

    escrow = await context.transact(post)
    rows = await query(context, "SELECT from_id, to_id, amount_minor FROM transfers ORDER BY id DESC LIMIT 2")
    assert [tuple(row) for row in rows] == [(escrow, wallet_id, 200), (wallet_id, escrow, 600)]
    assert await stored_balance(context, wallet_id) == 600
    assert await differences(context) == []


async def test_mistakes_of_a_program_are_errors(context: Context) -> None:
    player = await new_player(context)
    wallet_id = (await fund(context, player, 1000)).wallet_id

    async def post(tx: Transaction) -> None:
        book = Book(tx)
        await book.lock([balance_of(player)])
        revenue = await book.house(HouseAccount.REVENUE, "TJS")
        dollars = await book.house(HouseAccount.REVENUE, "USD")
        sale = (TransferKind.SALE, "order", uuid4())
        with pytest.raises(ValueError, match="two wallets"):
            book.transfer(revenue, revenue, "TJS", 1, *sale)
        with pytest.raises(ValueError, match="does not go"):
            book.transfer(wallet_id, dollars, "TJS", 1, *sale)
        with pytest.raises(LookupError):
            book.transfer(wallet_id, uuid4(), "TJS", 1, *sale)
        for amount in (0, -1, MAX_MINOR + 1):
            with pytest.raises(InvalidInput):
                book.transfer(wallet_id, revenue, "TJS", amount, *sale)
        with pytest.raises(InvalidInput):
            book.transfer(revenue, wallet_id, "TJS", MAX_MINOR - 999, *sale)
        with pytest.raises(ValueError, match="no running balance"):
            book.balance(revenue)
        with pytest.raises(LookupError):
            await Book(tx).lock_ids([revenue])
        await book.write()

    await context.transact(post)
    assert await stored_balance(context, wallet_id) == 1000


async def test_wallets_are_locked_after_players_and_not_after_details(context: Context) -> None:
    player = await new_player(context)

    async def post(tx: Transaction) -> None:
        note_lock(tx, LockClass.DETAIL)
        await Book(tx).lock([balance_of(player)])

    with pytest.raises(LockOrderViolated):
        await context.transact(post)


@pytest.mark.parametrize(
    "change", ["UPDATE transfers SET amount_minor = 1", "DELETE FROM transfers", "TRUNCATE transfers CASCADE"]
)
async def test_transfers_are_append_only(context: Context, change: str) -> None:
    await fund(context, await new_player(context), 1000)
    with pytest.raises(DBAPIError, match="append-only"):
        await query(context, change)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("balance_minor", "-1"),
        ("balance_minor", "NULL"),
        ("asset", "'COIN'"),
        ("account", "'revenue'"),
        ("player_id", "NULL"),
    ],
)
async def test_the_table_refuses_what_is_no_wallet(context: Context, column: str, value: str) -> None:
    await fund(context, await new_player(context), 1000)
    with pytest.raises(DBAPIError, match="ck_wallets"):
        await query(context, f"UPDATE wallets SET {column} = {value} WHERE kind = 'player'")
