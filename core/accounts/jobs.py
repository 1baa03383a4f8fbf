"""Work that is done for accounts from time to time."""

from core.accounts.repository import sessions
from core.accounts.sessions import REMEMBERED
from core.kernel.context import Transaction


async def forget_sessions(tx: Transaction, limit: int = 1000) -> int:
    """Delete sessions that ended a day ago, strip expired ones of address and device; at most `limit` together.

    Gives how many sessions were worked on; fewer than `limit` says that nothing is left to do. Of a session stays the
    country of its address, on the player's row.
    """
    deleted = await sessions.delete_ended(tx, tx.now - REMEMBERED, limit)
    return deleted + await sessions.strip_expired(tx, limit - deleted)
