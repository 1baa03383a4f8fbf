"""The keys behind the holder tags of a draw (draw protocol, section 1)."""

from collections.abc import Iterable
from uuid import UUID

from core.accounts.repository import players
from core.kernel.base import encryption_context
from core.kernel.context import Transaction


async def player_salt_keys(tx: Transaction, player_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """The 32 bytes of each player, decrypted. An erased person's key is gone: such players are left out."""
    stored = await players.salt_keys(tx, set(player_ids))
    return {
        player_id: tx.keys.decrypt(blob, encryption_context("players", "salt_key", player_id))
        for player_id, blob in stored.items()
    }
