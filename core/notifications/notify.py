"""Tell players something: into their inboxes and, from there, to their chats."""

from collections.abc import Sequence

from core.kernel.context import Transaction
from core.notifications.repository import inbox
from core.notifications.views import Notice


async def notify(tx: Transaction, notices: Sequence[Notice]) -> int:
    """Write notices in this transaction; they leave after the commit. Gives how many were new.

    A dedup key that was used before, an erased player and a category whose inbox is switched off get nothing.
    """
    return await inbox.insert_notices(tx, notices) if notices else 0
