"""What an exchange would give now."""

from core.kernel.context import Transaction
from core.kernel.money import check_amount
from core.ledger.errors import NoRate
from core.ledger.repository import reading
from core.ledger.rules import check_exchange, convert
from core.ledger.views import Quote, RateView


async def quote(tx: Transaction, from_asset: str, to_asset: str, amount_minor: int) -> Quote:
    """The present rate and what `amount_minor` buys at it, rounded down to a whole minor unit.

    Raises ExchangeNotAllowed, NoRate, ExchangeTooSmall, InvalidInput.
    """
    check_exchange(from_asset, to_asset)
    check_amount(amount_minor)
    row = await reading.current_rate(tx, from_asset, to_asset, tx.now)
    if row is None:
        raise NoRate(from_asset=from_asset, to_asset=to_asset)
    rate = RateView(row.id, from_asset, to_asset, row.numerator, row.denominator, row.valid_from)
    return Quote(rate, amount_minor, convert(from_asset, to_asset, amount_minor, rate.numerator, rate.denominator))
