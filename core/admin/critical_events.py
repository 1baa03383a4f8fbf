"""Critical events as people read them: what happened, to which raffle, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from core.access import permissions
from core.audit import repository as audit
from core.audit.views import CriticalEventView
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.raffles.browse_raffles import raffle_of_draw
from core.raffles.repository import reading


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """`number` is the raffle's, or what the event names where that is none; `said` is its code and more."""

    id: UUID
    code: str
    raffle_id: UUID | None
    number: str
    said: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ToldEvents:
    """Some events, the newest first, and how many there are in all."""

    total: int
    events: Sequence[ToldEvent]


@allow(admin=permissions.CRITICAL_READ)
async def list_critical_events(tx: Transaction, _actor: Actor, offset: int, limit: int) -> ToldEvents:
    """The newest events but the first `offset`, at most `limit`."""
    total = await audit.count_critical_events(tx)
    return ToldEvents(total, [await told(tx, event) for event in await audit.critical_events(tx, offset, limit)])


async def told(tx: Transaction, event: CriticalEventView) -> ToldEvent:
    """An event with what people know its subject by."""
    raffle_id = await _raffle_of(tx, event)
    raffle = (await reading.raffles_by_id(tx, [raffle_id])).get(raffle_id) if raffle_id is not None else None
    return ToldEvent(
        id=event.id,
        code=event.code,
        raffle_id=None if raffle is None else raffle.id,
        number=f"{event.subject_type} {event.subject_id}" if raffle is None else raffle.number,
        said=": ".join(filter(None, (event.code, _words(event.details)))),
        at=event.at,
    )


async def _raffle_of(tx: Transaction, event: CriticalEventView) -> UUID | None:
    if event.subject_type not in ("raffle", "draw"):
        return None
    try:
        subject_id = UUID(event.subject_id)
    except ValueError:
        return None
    return subject_id if event.subject_type == "raffle" else await raffle_of_draw(tx, subject_id)


def _words(details: Mapping[str, Any]) -> str:
    return ", ".join(str(value) if name == "reason" else f"{name} {value}" for name, value in sorted(details.items()))
