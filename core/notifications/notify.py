"""Tell players something: into their inboxes and, from there, to their chats."""

from collections.abc import Collection, Sequence

from core.kernel.context import Transaction
from core.notifications.repository import inbox
from core.notifications.views import Notice


async def notify(tx: Transaction, notices: Sequence[Notice]) -> int:
    """Write notices in this transaction; they leave after the commit. Gives how many were new.

    A dedup key that was used before, an erased player and a category whose inbox is switched off get nothing.
    """
    return await inbox.insert_notices(tx, notices) if notices else 0


async def were_told(tx: Transaction, dedup_keys: Collection[str]) -> set[str]:
    """Those of some dedup keys under which a notice was written."""
    return await inbox.known_keys(tx, dedup_keys)
