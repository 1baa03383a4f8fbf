"""The closed lists of this feature; each is held by a CHECK in its table."""

from datetime import timedelta
from enum import StrEnum


class PlayerStatus(StrEnum):
    ACTIVE = "active"
    BLOCKED = "blocked"
    ANONYMISED = "anonymised"


class Document(StrEnum):
    """What a player agrees to. `terms` stands for the bundle of terms, privacy notice and messenger disclaimer."""

    TERMS = "terms"
    MARKETING = "marketing"


class CountryAccess(StrEnum):
    """What the operator's lists say about a player's country."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class LimitKind(StrEnum):
    DEPOSIT = "deposit"
    SPEND = "spend"
    NET_LOSS = "net_loss"


class LimitWindow(StrEnum):
    """A rolling length of time, not a calendar's day or month."""

    DAY = "24h"
    WEEK = "7d"
    MONTH = "30d"

    @property
    def length(self) -> timedelta:
        return _LENGTHS[self]


_LENGTHS = {
    LimitWindow.DAY: timedelta(hours=24),
    LimitWindow.WEEK: timedelta(days=7),
    LimitWindow.MONTH: timedelta(days=30),
}


class LimitEvent(StrEnum):
    """What happened to a limit, for its history."""

    SET = "set"
    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
