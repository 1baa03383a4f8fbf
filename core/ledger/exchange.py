"""A player exchanges one asset for another at the stored rate, through the house's wallet `exchange`."""

from typing import Any
from uuid import UUID

from core.accounts.locking import lock_own_row
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.idempotency import hash_input, run_once
from core.kernel.money import check_amount
from core.ledger.book import Book, WalletKey
from core.ledger.errors import RateChanged
from core.ledger.kinds import HouseAccount, TransferKind
from core.ledger.quote import quote
from core.ledger.repository import reading
from core.ledger.rules import check_exchange, exchange_wallet
from core.ledger.views import ExchangeView, Quote


@allow(player=True)
async def exchange(
    tx: Transaction,
    actor: Actor,
    from_asset: str,
    to_asset: str,
    amount_minor: int,
    *,
    key: str,
    rate_id: UUID | None = None,
) -> ExchangeView:
    """Exchange `amount_minor` of one asset; the same key again gives the first result.

    `rate_id` is the rate of the quote that the player saw: where another one stands by now, RateChanged. Raises
    ExchangeNotAllowed, NoRate, ExchangeTooSmall, InsufficientFunds, PlayerBlocked, IdempotencyConflict, InvalidInput.
    """
    check_exchange(from_asset, to_asset)
    check_amount(amount_minor)
    player = await lock_own_row(tx, actor.player_id)
    body = {
        "from_asset": from_asset,
        "to_asset": to_asset,
        "amount_minor": amount_minor,
        "rate_id": str(rate_id) if rate_id else None,
    }

    async def run() -> dict[str, Any]:
        offer = await quote(tx, from_asset, to_asset, amount_minor)
        if rate_id not in (None, offer.rate.id):
            raise RateChanged(rate_id=str(offer.rate.id))
        return (await _carry_out(tx, player.id, offer)).stored()

    return ExchangeView.from_stored(await run_once(tx, player.id, key, hash_input("exchange", body), run))


async def _carry_out(tx: Transaction, player_id: UUID, offer: Quote) -> ExchangeView:
    rate = offer.rate
    given = WalletKey(player_id, exchange_wallet(rate.from_asset), rate.from_asset)
    taken = WalletKey(player_id, exchange_wallet(rate.to_asset), rate.to_asset)
    book = Book(tx)
    wallets = await book.lock([given, taken])
    takes = await book.house(HouseAccount.EXCHANGE, rate.from_asset)
    gives = await book.house(HouseAccount.EXCHANGE, rate.to_asset)
    exchange_id = tx.new_id()
    reference = (TransferKind.EXCHANGE, "exchange", exchange_id)
    book.transfer(wallets[given], takes, rate.from_asset, offer.from_minor, *reference)
    book.transfer(gives, wallets[taken], rate.to_asset, offer.to_minor, *reference)
    await reading.add_exchange(tx, exchange_id, player_id, rate.id)
    await book.write()
    return ExchangeView(
        id=exchange_id,
        rate_id=rate.id,
        from_asset=rate.from_asset,
        to_asset=rate.to_asset,
        from_minor=offer.from_minor,
        to_minor=offer.to_minor,
        numerator=rate.numerator,
        denominator=rate.denominator,
    )
