"""Jobs of the ledger."""

from datetime import timedelta

from core.kernel.context import Transaction
from core.ledger.repository import reading

# A transfer's id is made some time before its commit. No transaction lives this long (statements end after 15 s, an
# idle transaction after 60 s), so nothing can appear below the bound of a snapshot later on.
SAFETY_MARGIN = timedelta(minutes=10)


async def snapshot_house_balances(tx: Transaction) -> int:
    """Note the balance of every house wallet that moved since its last snapshot; give how many were noted.

    Reads only the transfers since the last snapshot.
    """
    until = await reading.first_id_of(tx, tx.now - SAFETY_MARGIN)
    moved = [row for row in await reading.house_balances(tx, until) if row.has_moved]
    if not moved:
        return 0
    return await reading.add_snapshots(
        tx,
        [
            {"wallet_id": row.wallet_id, "up_to": until, "balance_minor": row.balance_minor, "taken_at": tx.now}
            for row in moved
        ],
    )
