"""What can be exchanged into what now."""

from core.kernel.context import Transaction
from core.ledger.repository.offers import current_rates
from core.ledger.views import RateView


async def list_rates(tx: Transaction) -> list[RateView]:
    """The present rate of every pair of assets that is exchanged, by asset."""
    return await current_rates(tx, tx.now)
