"""The keys behind the holder tags of a draw (draw protocol, section 1)."""

from collections.abc import Iterable
from uuid import UUID

from core.accounts.repository import players
from core.accounts.views import LockedPlayer
from core.kernel.base import encryption_context
from core.kernel.context import Transaction
from core.kernel.crypto import KeyRing


async def player_salt_keys(tx: Transaction, player_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """The 32 bytes of each player, decrypted. An erased person's key is gone: such players are left out."""
    stored = await players.salt_keys(tx, set(player_ids))
    return {player_id: _opened(tx.keys, player_id, sealed) for player_id, sealed in stored.items()}


def open_salt_key(keys: KeyRing, player: LockedPlayer) -> bytes:
    """The 32 bytes of a player. Raises LookupError for an erased person."""
    if player.sealed_salt_key is None:
        raise LookupError(f"player {player.id} has no salt key")
    return _opened(keys, player.id, player.sealed_salt_key)


def _opened(keys: KeyRing, player_id: UUID, sealed: bytes) -> bytes:
    return keys.decrypt(sealed, encryption_context("players", "salt_key", player_id))
