"""The queue of deliveries: what is due, in which order, and what became of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select, text, update

from core.accounts.rules import language_for
from core.kernel.context import Transaction
from core.notifications.kinds import AT_MOST_ONCE, Category, DeliveryState
from core.notifications.models import Delivery, Notification
from core.notifications.repository.inbox import may_tell
from core.notifications.rules import MAX_ATTEMPTS, Resolution, default_switch
from core.notifications.views import Candidate, QuietTime

# Each class of priority has its own scan of the index, so that the postponed ones of one class are not read on the
# way to the next.
_CANDIDATES = text(f"""
    SELECT due.id, n.id AS notification_id, n.player_id, n.kind, n.category, n.params, due.attempts,
           p.telegram_id, p.language, p.telegram_language, p.time_zone,
           s.telegram AS switched, {may_tell("n.category", "n.player_id")} AS may_tell,
           q.starts, q.ends, r.blocked_at IS NOT NULL AS is_blocked,
           EXISTS (
               SELECT FROM notification_deliveries d2 JOIN notifications n2 ON n2.id = d2.notification_id
               WHERE d2.state = 'sending' AND n2.player_id = n.player_id
           ) AS is_busy,
           EXISTS (
               SELECT FROM notifications n2 JOIN notification_deliveries d2 ON d2.notification_id = n2.id
               WHERE n2.player_id = n.player_id AND n2.thread_key = n.thread_key AND n2.id > n.id
                   AND d2.state IN ('pending', 'sending', 'sent')
           ) AS is_superseded,
           (
               SELECT d2.message_id
               FROM notifications n2 JOIN notification_deliveries d2 ON d2.notification_id = n2.id
               WHERE n2.player_id = n.player_id AND n2.thread_key = n.thread_key AND n2.id < n.id
                   AND d2.message_id IS NOT NULL
               ORDER BY n2.id DESC LIMIT 1
           ) AS previous_message_id
    FROM generate_series(0, 3) AS class (priority)
    CROSS JOIN LATERAL (
        SELECT d.id, d.notification_id, d.attempts, d.priority, d.due_at
        FROM notification_deliveries d
        WHERE d.state = 'pending' AND d.priority = class.priority AND d.due_at <= :now
        ORDER BY d.due_at, d.id
        LIMIT :limit
    ) AS due
    JOIN notifications n ON n.id = due.notification_id
    JOIN players p ON p.id = n.player_id
    LEFT JOIN notification_switches s ON s.player_id = n.player_id AND s.category = n.category
    LEFT JOIN notification_quiet_hours q ON q.player_id = n.player_id
    LEFT JOIN notification_reachability r ON r.player_id = n.player_id
    ORDER BY due.priority, due.due_at, due.id
    LIMIT :limit
""")  # noqa: S608 - of constants


async def due_deliveries(tx: Transaction, limit: int) -> list[Candidate]:
    """The first due deliveries in the order of the queue."""
    rows = await tx.execute(_CANDIDATES, {"now": tx.now, "limit": limit})
    return [_candidate(row) for row in rows]


def _candidate(row: Any) -> Candidate:
    category = Category(row.category)
    return Candidate(
        id=row.id,
        notification_id=row.notification_id,
        player_id=row.player_id,
        kind=row.kind,
        category=category,
        params=row.params,
        attempts=row.attempts,
        telegram_id=row.telegram_id,
        language=language_for(row.language, row.telegram_language),
        time_zone=row.time_zone,
        wants_telegram=row.may_tell and (default_switch(category).telegram if row.switched is None else row.switched),
        quiet=None if row.starts is None else QuietTime(row.starts, row.ends),
        is_blocked=row.is_blocked,
        is_busy=row.is_busy,
        is_superseded=row.is_superseded,
        previous_message_id=row.previous_message_id,
    )


async def claim(tx: Transaction, delivery_id: UUID, abandoned_at: datetime) -> int | None:
    """Mark a pending delivery as being sent; give the number of this attempt, None where it is not pending any more."""
    claimed = await tx.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.state == DeliveryState.PENDING)
        .values(state=DeliveryState.SENDING, attempts=Delivery.attempts + 1, due_at=abandoned_at)
        .returning(Delivery.attempts)
    )
    return claimed.scalar_one_or_none()


async def note_sent(tx: Transaction, delivery_id: UUID, attempt: int, message_id: int) -> bool:
    """The message stands in the chat. False: this attempt was given up meanwhile."""
    values = {"state": DeliveryState.SENT, "message_id": message_id, "sent_at": tx.now, "last_error": None}
    done = await tx.execute(update(Delivery).where(_is_attempt(delivery_id, attempt)).values(**values))
    return done.rowcount == 1


async def note_failure(
    tx: Transaction, delivery_id: UUID, attempt: int, outcome: Resolution, *, counts: bool = True
) -> None:
    """What becomes of a delivery whose call did not succeed; `counts` False: it was no attempt of its own."""
    values: dict[str, Any] = {"state": outcome.state, "last_error": outcome.reason}
    if outcome.due_at is not None:
        values["due_at"] = outcome.due_at
    if not counts:
        values["attempts"] = attempt - 1
    await tx.execute(update(Delivery).where(_is_attempt(delivery_id, attempt)).values(**values))


def _is_attempt(delivery_id: UUID, attempt: int) -> Any:
    # A deliverer that was too slow may come after another one that took the delivery over.
    return and_(Delivery.id == delivery_id, Delivery.state == DeliveryState.SENDING, Delivery.attempts == attempt)


_RESOLVE = text("""
    UPDATE notification_deliveries d
    SET state = new.state, last_error = new.reason, due_at = coalesce(new.due_at, d.due_at)
    FROM unnest(CAST(:ids AS uuid[]), CAST(:states AS text[]), CAST(:reasons AS text[]), CAST(:dues AS timestamptz[]))
        AS new (id, state, reason, due_at)
    WHERE d.id = new.id AND d.state = :source
""")


async def resolve(
    tx: Transaction, resolutions: Mapping[UUID, Resolution], source: DeliveryState = DeliveryState.PENDING
) -> None:
    """Write what becomes of deliveries that are not sent now, if they are still in the `source` state."""
    await tx.execute(
        _RESOLVE,
        {
            "source": source,
            "ids": list(resolutions),
            "states": [resolution.state for resolution in resolutions.values()],
            "reasons": [resolution.reason for resolution in resolutions.values()],
            "dues": [resolution.due_at for resolution in resolutions.values()],
        },
    )


async def give_up_abandoned(tx: Transaction, before: datetime, limit: int) -> int:
    """Take back what was being sent when its process died; give how many. Nobody knows whether it arrived: what may
    go at most once is not sent again, everything else is, up to MAX_ATTEMPTS times."""
    abandoned = (
        select(Delivery.id, Delivery.attempts, Notification.category.in_(AT_MOST_ONCE).label("is_once"))
        .join(Notification, Notification.id == Delivery.notification_id)
        .where(Delivery.state == DeliveryState.SENDING, Delivery.due_at <= before)
        .order_by(Delivery.due_at)
        .limit(limit)
        .with_for_update(of=Delivery, skip_locked=True)
    )
    rows: Sequence[Any] = (await tx.execute(abandoned)).all()
    if rows:
        again = Resolution(DeliveryState.PENDING, "abandoned", tx.now)
        never = Resolution(DeliveryState.FAILED, "outcome unknown: abandoned")
        outcomes = {row.id: never if row.is_once or row.attempts >= MAX_ATTEMPTS else again for row in rows}
        await resolve(tx, outcomes, DeliveryState.SENDING)
    return len(rows)
