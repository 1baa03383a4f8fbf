"""SQL of what can be exchanged now."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from core.kernel.context import Transaction
from core.ledger.models import ExchangeRate
from core.ledger.views import RateView


async def current_rates(tx: Transaction, at: datetime) -> list[RateView]:
    """The rate that stands at an instant for each pair of assets that has one."""
    rows = await tx.execute(
        select(ExchangeRate.__table__)
        .ext(distinct_on(ExchangeRate.from_asset, ExchangeRate.to_asset))
        .where(ExchangeRate.valid_from <= at)
        .order_by(
            ExchangeRate.from_asset,
            ExchangeRate.to_asset,
            ExchangeRate.valid_from.desc(),
            ExchangeRate.id.desc(),
        )
    )
    return [
        RateView(row.id, row.from_asset, row.to_asset, row.numerator, row.denominator, row.valid_from) for row in rows
    ]
