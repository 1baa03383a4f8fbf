"""Wallets of a raffle's money: made with the raffle, one per asset it sells for."""

from uuid import UUID

from core.kernel.context import Transaction
from core.kernel.money import check_asset
from core.ledger.repository import posting


async def create_escrow_wallet(tx: Transaction, raffle_id: UUID, asset: str) -> UUID:
    """Make the escrow wallet of a raffle for an asset and give its id. Raises InvalidInput for an unknown asset."""
    return await posting.add_escrow_wallet(tx, raffle_id, check_asset(asset))
