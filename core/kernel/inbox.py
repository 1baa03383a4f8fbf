"""Events from outside, taken once: the row is written in the transaction that handles the event."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from core.kernel.context import Transaction
from core.kernel.models import InboxEvent


async def receive(tx: Transaction, source: str, event_id: str, payload: dict[str, Any]) -> bool:
    """Take an outside event. True: handle it now, in this transaction. False: it was handled before.

    A concurrent transaction with the same event waits here until the first one ends.
    """
    taken = await tx.execute(
        insert(InboxEvent)
        .values(source=source, event_id=event_id, payload=payload, handled_at=tx.now)
        .on_conflict_do_nothing()
    )
    return taken.rowcount == 1


async def forget_handled(tx: Transaction, before: datetime, limit: int) -> int:
    """Delete at most `limit` events handled before an instant; give how many went."""
    old = select(InboxEvent.source, InboxEvent.event_id).where(InboxEvent.handled_at < before).limit(limit).cte("old")
    gone = await tx.execute(
        delete(InboxEvent).where(InboxEvent.source == old.c.source, InboxEvent.event_id == old.c.event_id)
    )
    return gone.rowcount
