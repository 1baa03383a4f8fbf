"""Does the ledger add up? Every difference by name, for the nightly job and `fairlot reconcile`."""

from core.kernel.context import Transaction
from core.ledger.repository import checking
from core.ledger.views import Difference


async def reconcile_wallets(tx: Transaction) -> list[Difference]:
    """Check the ledger against itself; empty where all is well.

    `player_balance`: a player's wallet equals its transfers. `balance_chain`: each balance after is the sum so far.
    `transfer_asset`: a transfer has the asset of both wallets. `transfer_wallet`: both wallets exist.
    `reversal`: reversals and their claims belong together. `house_snapshot`: a snapshot equals its transfers.
    `asset_total`: each asset sums to zero over all wallets.
    """
    return await checking.differences(tx)
