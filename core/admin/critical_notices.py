"""Critical events reach people: everybody whose roles permit to read them hears of each, once an hour at most."""

from functools import partial
from typing import Any
from uuid import UUID

from core.access import permissions
from core.admin.critical_events import told
from core.admin.staff import admins_with, players_of
from core.audit import repository as audit
from core.kernel.context import Context, Transaction
from core.notifications.kinds import Category, Kind, Priority
from core.notifications.notify import notify
from core.notifications.views import Notice, NoticeParams

_HOUR = "%Y-%m-%dT%H"


async def on_raised(context: Context, payload: dict[str, Any]) -> None:
    """Something happened that a person has to look at."""
    await context.transact(partial(_tell, event_id=UUID(payload["event_id"])))


async def _tell(tx: Transaction, event_id: UUID) -> int:
    event = await audit.critical_event(tx, event_id)
    if event is None:
        raise LookupError(f"there is no critical event {event_id}")
    [shown] = await told(tx, [event])
    params: NoticeParams = {
        "code": shown.code,
        "number": shown.number,
        "said": shown.said,
        "happened_at": shown.at.isoformat(),
    }
    if shown.raffle_id is not None:
        params = {**params, "raffle_id": str(shown.raffle_id)}
    # what goes wrong every second is one thing to look at
    same = f"critical:{event.code}:{event.subject_type}:{event.subject_id}:{event.at.strftime(_HOUR)}"
    notices = [
        Notice(
            player_id,
            Kind.CRITICAL_EVENT,
            Category.STAFF,
            params,
            dedup_key=f"{same}:{player_id}",
            priority=Priority.RESULT,
        )
        for player_id in await players_of(tx, await admins_with(tx, permissions.CRITICAL_READ))
    ]
    return await notify(tx, notices)
