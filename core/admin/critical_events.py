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
from core.kernel.pagination import Excerpt, check_limit, check_offset
from core.raffles.browse_raffles import raffles_of_draws
from core.raffles.repository import reading
from core.raffles.views import RaffleView


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """`number` is the raffle's, or what the event names where that is none; `said` is its code and more."""

    id: UUID
    code: str
    raffle_id: UUID | None
    number: str
    said: str
    at: datetime


@allow(admin=permissions.CRITICAL_READ)
async def list_critical_events(tx: Transaction, _actor: Actor, offset: int, limit: int) -> Excerpt[ToldEvent]:
    """Critical events, the newest first. Raises InvalidInput."""
    events = await audit.critical_events(tx, check_offset(offset), check_limit(limit))
    return Excerpt(await told(tx, events), await audit.count_critical_events(tx))


async def told(tx: Transaction, events: Sequence[CriticalEventView]) -> list[ToldEvent]:
    """Events with what people know their subjects by."""
    of_draws = await raffles_of_draws(tx, _subjects(events, "draw"))
    raffles = await reading.raffles_by_id(tx, {*_subjects(events, "raffle"), *of_draws.values()})
    return [_told(event, of_draws, raffles) for event in events]


def _told(event: CriticalEventView, of_draws: Mapping[UUID, UUID], raffles: Mapping[UUID, RaffleView]) -> ToldEvent:
    subject_id = _id(event)
    raffle_id = of_draws.get(subject_id) if subject_id and event.subject_type == "draw" else subject_id
    raffle = raffles.get(raffle_id) if raffle_id is not None else None
    return ToldEvent(
        id=event.id,
        code=event.code,
        raffle_id=None if raffle is None else raffle.id,
        number=f"{event.subject_type} {event.subject_id}" if raffle is None else raffle.number,
        said=": ".join(filter(None, (event.code, _words(event.details)))),
        at=event.at,
    )


def _subjects(events: Sequence[CriticalEventView], subject_type: str) -> list[UUID]:
    ids = [_id(event) for event in events if event.subject_type == subject_type]
    return [id_ for id_ in ids if id_ is not None]


def _id(event: CriticalEventView) -> UUID | None:
    try:
        return UUID(event.subject_id)
    except ValueError:
        return None


def _words(details: Mapping[str, Any]) -> str:
    return ", ".join(str(value) if name == "reason" else f"{name} {value}" for name, value in sorted(details.items()))
