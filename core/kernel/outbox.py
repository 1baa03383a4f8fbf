"""Events that leave the system: written in the transaction, handed to their subscribers after it, at least once."""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, text, update

from core.kernel.context import Context, Transaction
from core.kernel.direct import Direct
from core.kernel.models import OutboxEvent, OutboxState

MAX_ATTEMPTS = 20
_CLAIM = timedelta(seconds=60)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Event:
    """One claimed event."""

    id: UUID
    topic: str
    payload: dict[str, Any]
    attempts: int


_EMIT = Direct(
    text("""
    INSERT INTO outbox (id, topic, payload, dedup_key, state, attempts, due_at)
    SELECT id, :topic, payload, dedup_key, :state, 0, :now
    FROM unnest(CAST(:ids AS uuid[]), CAST(:payloads AS jsonb[]), CAST(:dedup_keys AS text[]))
        AS new (id, payload, dedup_key)
    ON CONFLICT (dedup_key) DO NOTHING
""")
)


async def emit(tx: Transaction, topic: str, payload: dict[str, Any], dedup_key: str | None = None) -> None:
    """Write an event, unless nobody subscribes to its topic or its dedup key was used before."""
    await _write(tx, topic, [payload], [dedup_key])


async def emit_all(tx: Transaction, topic: str, payloads: Sequence[dict[str, Any]]) -> None:
    """Write an event for each payload, in one statement, unless nobody subscribes to their topic."""
    if payloads:
        await _write(tx, topic, payloads, [None] * len(payloads))


async def _write(
    tx: Transaction, topic: str, payloads: Sequence[dict[str, Any]], dedup_keys: Sequence[str | None]
) -> None:
    if topic not in tx.context.subscriptions:
        return
    events = {
        "ids": [tx.new_id() for _ in payloads],
        "topic": topic,
        "payloads": [json.dumps(payload) for payload in payloads],
        "dedup_keys": dedup_keys,
        "state": OutboxState.PENDING,
        "now": tx.now,
    }
    await tx.fetch(_EMIT, events)


async def deliver_due(context: Context, limit: int = 100) -> int:
    """Hand at most `limit` due events to their subscribers; give how many were delivered.

    An event is claimed for a minute and repeated with growing pauses until its handlers succeed; after
    MAX_ATTEMPTS it is marked failed and stays. Handlers have to bear a repetition.
    """
    events = await context.transact(partial(_claim, limit=limit))
    delivered = 0
    for event in events:
        error = await _hand_over(context, event)
        await context.transact(partial(_note, event=event, error=error))
        delivered += error is None
    return delivered


async def _claim(tx: Transaction, limit: int) -> list[Event]:
    due = (
        select(OutboxEvent.id)
        .where(OutboxEvent.state == OutboxState.PENDING, OutboxEvent.due_at <= tx.now)
        .order_by(OutboxEvent.due_at, OutboxEvent.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    rows = await tx.execute(
        update(OutboxEvent)
        .where(OutboxEvent.id == due.c.id)
        .values(due_at=tx.now + _CLAIM, attempts=OutboxEvent.attempts + 1)
        .returning(OutboxEvent.id, OutboxEvent.topic, OutboxEvent.payload, OutboxEvent.attempts)
    )
    return sorted((Event(row.id, row.topic, row.payload, row.attempts) for row in rows), key=lambda event: event.id)


async def _hand_over(context: Context, event: Event) -> str | None:
    try:
        for handler in context.subscriptions.get(event.topic, []):
            await handler(context, event.payload)
    except Exception as error:  # noqa: BLE001 - a job's outermost loop: one bad event must not stop the others
        _log.warning("event %s (%s) not delivered", event.id, event.topic, exc_info=True)
        return f"{type(error).__name__}: {error}"[:500]
    return None


async def _note(tx: Transaction, event: Event, error: str | None) -> None:
    values: dict[str, Any]
    if error is None:
        values = {"state": OutboxState.DELIVERED, "delivered_at": tx.now, "last_error": None}
    elif event.attempts >= MAX_ATTEMPTS:
        values = {"state": OutboxState.FAILED, "last_error": error}
    else:
        pause = timedelta(seconds=min(2**event.attempts, 3600))
        values = {"due_at": tx.now + pause, "last_error": error}
    # A deliverer that was too slow may come after another one that claimed the event anew and delivered it.
    is_open = OutboxEvent.state == OutboxState.PENDING
    await tx.execute(update(OutboxEvent).where(OutboxEvent.id == event.id, is_open).values(**values))


async def forget_delivered(tx: Transaction, before: datetime, limit: int) -> int:
    """Delete at most `limit` events delivered before an instant; give how many went."""
    old = (
        select(OutboxEvent.id)
        .where(OutboxEvent.state == OutboxState.DELIVERED, OutboxEvent.delivered_at < before)
        .limit(limit)
        .cte("old")
    )
    gone = await tx.execute(delete(OutboxEvent).where(OutboxEvent.id == old.c.id))
    return gone.rowcount
