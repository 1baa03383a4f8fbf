"""What tests of the ledger share: players, short ways to post, and a look at the tables."""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import text

from core.accounts.register_player import register_player
from core.accounts.views import PlayerView, TelegramProfile
from core.kernel.actor import SYSTEM
from core.kernel.context import Context, Transaction
from core.ledger.book import Book, WalletKey
from core.ledger.kinds import HouseAccount, TransferKind, WalletType
from core.ledger.reconcile import reconcile_wallets
from core.ledger.set_rate import set_rate
from core.ledger.views import Difference, RateView
from tests.builders.ledger import two_admins

P = ParamSpec("P")
R = TypeVar("R")


async def run(
    context: Context, fn: Callable[Concatenate[Transaction, P], Awaitable[R]], *args: P.args, **kwargs: P.kwargs
) -> R:
    """One use case in one transaction."""
    return await context.transact(lambda tx: fn(tx, *args, **kwargs))


async def new_player(context: Context) -> PlayerView:
    profile = TelegramProfile(telegram_id=secrets.randbelow(2**48) + 1, first_name="Anna")
    return await context.transact(lambda tx: register_player(tx, SYSTEM, profile))


def balance_of(player: PlayerView, asset: str = "TJS") -> WalletKey:
    return WalletKey(player.id, WalletType.BALANCE, asset)


async def spend(tx: Transaction, player: PlayerView, amount_minor: int, asset: str = "TJS") -> UUID:
    """Post from a player's balance to the house's revenue."""
    book = Book(tx)
    key = balance_of(player, asset)
    wallet_id = (await book.lock([key]))[key]
    revenue = await book.house(HouseAccount.REVENUE, asset)
    transfer_id = book.transfer(wallet_id, revenue, asset, amount_minor, TransferKind.SALE, "order", uuid4())
    await book.write()
    return transfer_id


async def make_rate(context: Context, from_asset: str, to_asset: str, numerator: int, denominator: int) -> RateView:
    admin, _ = await two_admins(context)
    return await context.transact(
        lambda tx: set_rate(tx, admin, from_asset, to_asset, numerator=numerator, denominator=denominator)
    )


async def query(context: Context, statement: str, **params: Any) -> Sequence[Any]:
    async def run(tx: Transaction) -> Sequence[Any]:
        return (await tx.execute(text(statement), params)).all()

    return await context.transact(run)


async def stored_balance(context: Context, wallet_id: UUID) -> int:
    rows = await query(context, "SELECT balance_minor FROM wallets WHERE id = :id", id=wallet_id)
    return int(rows[0].balance_minor)


async def differences(context: Context) -> list[Difference]:
    return await context.transact(reconcile_wallets)
