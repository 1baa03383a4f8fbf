"""Players by the hundred, buyers that do not give up, and what the books say afterwards."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import make_url, text

from core.kernel.clock import Clock
from core.kernel.context import Context, Transaction, open_context
from core.kernel.errors import Busy, Unavailable
from core.kernel.ids import IdGenerator
from core.ledger.book import Book, WalletKey
from core.ledger.kinds import HouseAccount, TransferKind, WalletType
from core.ledger.reconcile import reconcile_wallets
from core.raffles.buy_tickets import BuyTickets, Outcome
from core.raffles.reconcile import reconcile_raffles
from core.raffles.views import RaffleView, Receipt
from sandbox.services import ServiceUrls
from tests.builders.accounts import MadePlayer, make_player
from tests.builders.raffles import buy
from tests.plugins.database import settings_for

PATIENCE_S = 40.0


def open_pool(services: ServiceUrls, database_url: str, clock: Clock, size: int = 20) -> Context:
    """A context with a pool of some size on a database of real commits; the caller closes it."""
    settings = settings_for(services, str(make_url(database_url).database))
    return open_context(settings.model_copy(update={"database_pool_size": size}), clock)


async def make_crowd(context: Context, number: int, amount_minor: int = 10_000) -> list[MadePlayer]:
    """Players who may play and have money."""
    # as many at a time as any pool bears
    players = [
        player
        for first in range(0, number, 5)
        for player in await asyncio.gather(*(make_player(context) for _ in range(min(5, number - first))))
    ]

    async def fund_all(tx: Transaction) -> None:
        book = Book(tx)
        funding = await book.house(HouseAccount.CREDIT_FUNDING, "TJS")
        wallets = await book.lock([WalletKey(player.id, WalletType.BALANCE, "TJS") for player in players])
        for wallet in wallets.values():
            reference = IdGenerator().new(tx.now)
            book.transfer(funding, wallet, "TJS", amount_minor, TransferKind.ADMIN_CREDIT, "approval", reference)
        await book.write()

    await context.transact(fund_all)
    return players


async def insist(context: Context, command: BuyTickets, told: list[Exception] | None = None) -> Outcome:
    """Send one command until it is answered, as a door does that is told to try again with the same key."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            try:
                return (await buy(context, command))[0]
            except (Busy, Unavailable) as error:
                if told is not None:
                    told.append(error)
                await asyncio.sleep(0.05)


def receipts(outcomes: Sequence[Outcome]) -> list[Receipt]:
    return [outcome for outcome in outcomes if isinstance(outcome, Receipt)]


def ranges(sold: Sequence[Receipt]) -> list[int]:
    """All ticket numbers of some receipts, in order."""
    return sorted(number for receipt in sold for number in range(receipt.first, receipt.last + 1))


async def differences(context: Context) -> list[dict[str, object]]:
    """What reconcile finds; empty where the books are exact."""
    found = await context.transact(reconcile_wallets) + await context.transact(reconcile_raffles)
    return [asdict(difference) for difference in found]


async def prizes_owed(context: Context) -> int:
    """What the house still holds for prizes (minor units); nothing once each was set aside once and paid once."""
    return await one_of(
        context,
        "SELECT coalesce(sum(amount_minor), 0) FROM wallet_transactions JOIN wallets ON wallets.id = wallet_id "
        "WHERE account = 'prize_payable'",
    )


async def stored_tickets(context: Context, raffle: RaffleView) -> list[int]:
    """The ticket numbers that the entries of a raffle name, in order."""
    rows = await rows_of(context, "SELECT first, last FROM entries WHERE raffle_id = :id", id=raffle.id)
    return sorted(number for row in rows for number in range(row.first, row.last + 1))


async def rows_of(context: Context, statement: str, **params: object) -> list:
    """The rows of one statement."""

    async def run(tx: Transaction) -> list:
        return list(await tx.execute(text(statement), params))

    return await context.transact(run)


async def one_of(context: Context, statement: str, **params: object) -> Any:
    """The first value of one statement."""
    return (await rows_of(context, statement, **params))[0][0]


async def until(is_true: Callable[[], Awaitable[object]], timeout_s: float = 30.0) -> None:
    """Wait for something to become true. Raises TimeoutError."""
    async with asyncio.timeout(timeout_s):
        while True:
            if await is_true():
                return
            await asyncio.sleep(0.05)
