"""Mark notices as read."""

from collections.abc import Collection
from uuid import UUID

from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.notifications.repository import inbox


@allow(player=True)
async def mark_read(
    tx: Transaction, actor: Actor, ids: Collection[UUID] | None = None, *, up_to: UUID | None = None
) -> int:
    """Mark the player's own notices as read: those of some ids, none newer than `up_to`, or all. Gives how many were
    unread."""
    return await inbox.mark_read(tx, actor.player_id, ids, up_to)
