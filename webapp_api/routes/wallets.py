"""The player's money: wallets, statements, exchanges."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from core.ledger.exchange import exchange
from core.ledger.list_rates import list_rates
from core.ledger.list_transactions import list_transactions
from core.ledger.list_wallets import list_wallets
from core.ledger.quote import quote
from webapp_api.dependencies import ActorDep, AppDep, KeyDep, Public
from webapp_api.openapi import problems
from webapp_api.routing import TaggedRoute
from webapp_api.schemas.base import Cursor, Limit, Listing
from webapp_api.schemas.wallets import (
    Exchange,
    ExchangeQuote,
    ExchangeRate,
    ExchangeRates,
    NewExchange,
    Transaction,
    Wallet,
    Wallets,
)

router = APIRouter(tags=["wallets"], route_class=TaggedRoute)

_EXCHANGING = ("exchange_not_allowed", "no_rate", "exchange_too_small")


@router.get("/wallets", summary="The player's wallets")
async def read_wallets(app: AppDep, actor: ActorDep) -> Wallets:
    """All wallets with their balances, oldest first; money that never arrived has no wallet."""
    views = await app.transact(lambda tx: list_wallets(tx, actor))
    return Wallets(items=[Wallet.of(view) for view in views])


@router.get("/wallets/{wallet_id}/transactions", summary="A wallet's statement", responses=problems("not_found"))
async def read_transactions(
    app: AppDep,
    actor: ActorDep,
    wallet_id: UUID,
    cursor: Annotated[Cursor, Query()] = None,
    limit: Annotated[Limit, Query()] = 20,
) -> Listing[Transaction]:
    """Each movement with the balance before and after, newest first."""
    page = await app.transact(lambda tx: list_transactions(tx, actor, wallet_id, cursor, limit))
    return Listing(items=[Transaction.of(line) for line in page.items], next_cursor=page.next_cursor)


@router.get("/exchange-rates", summary="Present rates", dependencies=[Public])
async def read_rates(app: AppDep) -> ExchangeRates:
    """The present rate of every pair of currencies that is exchanged."""
    return ExchangeRates(items=[ExchangeRate.of(view) for view in await app.transact(list_rates)])


@router.get("/exchange-quotes", summary="What an exchange would give", responses=problems(*_EXCHANGING))
async def read_quote(
    app: AppDep,
    _actor: ActorDep,
    from_currency: Annotated[str, Query(max_length=16)],
    to_currency: Annotated[str, Query(max_length=16)],
    amount: Annotated[int, Query(ge=1, le=2**53 - 1, description="Minor units of `from_currency`.")],
) -> ExchangeQuote:
    """At the present rate, rounded down to a whole minor unit."""
    return ExchangeQuote.of(await app.transact(lambda tx: quote(tx, from_currency, to_currency, amount)))


@router.post(
    "/exchanges",
    status_code=201,
    summary="Exchange money",
    responses=problems(*_EXCHANGING, "rate_changed", "insufficient_funds"),
)
async def make_exchange(app: AppDep, actor: ActorDep, key: KeyDep, body: NewExchange) -> Exchange:
    """Turn money of one currency into another at the stored rate. Coins, credits and Stars never become cash."""
    done = await app.transact(
        lambda tx: exchange(tx, actor, body.from_currency, body.to_currency, body.amount, key=key, rate_id=body.rate_id)
    )
    return Exchange.of(done)
