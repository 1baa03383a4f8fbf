"""A player's inbox."""

from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.pagination import Page, check_limit, decode_cursor, encode_cursor
from core.notifications.repository import inbox
from core.notifications.views import NotificationView


@allow(player=True)
async def list_notifications(
    tx: Transaction, actor: Actor, cursor: str | None = None, limit: int = 20
) -> Page[NotificationView]:
    """A page of the player's notices, newest first. Raises InvalidInput."""
    items = await inbox.notifications_page(tx, actor.player_id, decode_cursor(cursor), check_limit(limit) + 1)
    more = len(items) > limit
    return Page(items[:limit], encode_cursor(items[limit - 1].id) if more else None)


@allow(player=True)
async def count_unread(tx: Transaction, actor: Actor) -> int:
    """How many notices the player has not read."""
    return await inbox.count_unread(tx, actor.player_id)
