"""Whether, when and how often a notice is sent, on plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core.notifications.kinds import AT_MOST_ONCE, ESSENTIAL, UNASKED, Category, DeliveryState
from core.notifications.views import Candidate, QuietTime, Switch

MAX_ATTEMPTS = 60
"""Five hours with the pauses below: an outage of Telegram loses nothing, a hopeless message ends some time."""

_LONGEST_PAUSE_S = 300
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What becomes of a delivery instead of being sent now; `due_at` where it waits."""

    state: DeliveryState
    reason: str | None = None
    due_at: datetime | None = None


def default_switch(category: Category) -> Switch:
    """What holds until a player says otherwise."""
    return Switch(inbox=True, telegram=category not in UNASKED)


def decide(candidate: Candidate, now: datetime) -> Resolution | None:
    """What to do with a due delivery instead of sending it; None: send it now."""
    if candidate.is_superseded:
        return Resolution(DeliveryState.SKIPPED, "superseded")
    if not candidate.wants_telegram:
        return Resolution(DeliveryState.SKIPPED, "switched off")
    if candidate.telegram_id is None or candidate.is_blocked:
        return Resolution(DeliveryState.UNREACHABLE, "blocked")
    if candidate.quiet is not None and candidate.category not in ESSENTIAL:
        until = quiet_until(now, candidate.quiet, candidate.time_zone)
        if until is not None:
            return Resolution(DeliveryState.PENDING, due_at=until)
    return None


def quiet_until(now: datetime, quiet: QuietTime, time_zone: str | None) -> datetime | None:
    """When the quiet hours that `now` lies in end; None outside of them. Players without a zone are taken as UTC.

    The bounds are computed for each occurrence, so that the hours of a change of the clock are right: a wall time
    that does not exist moves forward, a doubled one takes the first.
    """
    zone = ZoneInfo(time_zone or "UTC")
    today = now.astimezone(zone).date()
    over_midnight = _DAY if quiet.starts > quiet.ends else timedelta(0)
    for day in (today - _DAY, today):
        starts, ends = _instant(day, quiet.starts, zone), _instant(day + over_midnight, quiet.ends, zone)
        if starts <= now < ends:
            return ends
    return None


def _instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    # fold 0: the first of two, and by the offset before the gap, which lands behind it
    return datetime.combine(day, wall, tzinfo=zone).astimezone(UTC)


def pause(attempts: int) -> timedelta:
    """How long to wait before the next attempt."""
    return timedelta(seconds=min(2 ** min(attempts, 10), _LONGEST_PAUSE_S))


def after_failure(category: Category, attempts: int, now: datetime, error: str, *, arrived: bool | None) -> Resolution:
    """What follows a call that did not succeed. `arrived` False: it surely had no effect; None: nobody knows."""
    if arrived is None and category in AT_MOST_ONCE:
        return Resolution(DeliveryState.FAILED, f"outcome unknown: {error}")
    if attempts >= MAX_ATTEMPTS:
        return Resolution(DeliveryState.FAILED, error)
    return Resolution(DeliveryState.PENDING, error, now + pause(attempts))


def raffle_id_of(params: Mapping[str, Any]) -> str | None:
    """The raffle that a notice speaks of, for its button."""
    return _id_in(params, "raffle_id")


def award_id_of(params: Mapping[str, Any]) -> str | None:
    """The prize that a notice speaks of, for its button."""
    return _id_in(params, "award_id")


def _id_in(params: Mapping[str, Any], name: str) -> str | None:
    found = params.get(name)
    return found if isinstance(found, str) else None
