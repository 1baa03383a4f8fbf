"""The limits of one player and what counts against them: pure arithmetic on hours."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from core.accounts.errors import LimitExceeded
from core.accounts.kinds import LimitKind, LimitWindow

HOUR = timedelta(hours=1)
HourKey = tuple[UUID, str, datetime]
"""Whose activity, in which asset, in which hour."""


class Activity(NamedTuple):
    """What a player paid in, spent and won in one go, in minor units of an asset.

    A refund is a negative `spend_minor` with `at`, the instant of the purchase: it is taken out of that hour, so that
    money coming back from last week does not make room for spending more today.
    """

    player_id: UUID
    asset: str
    deposit_minor: int = 0
    spend_minor: int = 0
    win_minor: int = 0
    at: datetime | None = None
    """When it happened; None is now."""


class Limit(NamedTuple):
    """At most `amount_minor` of a kind in a rolling window."""

    kind: LimitKind
    asset: str
    window: LimitWindow
    amount_minor: int


@dataclass(slots=True)
class Sums:
    """Added-up activity in one asset, in minor units."""

    deposit_minor: int = 0
    spend_minor: int = 0
    win_minor: int = 0

    def add(self, deposit_minor: int, spend_minor: int, win_minor: int) -> None:
        self.deposit_minor += deposit_minor
        self.spend_minor += spend_minor
        self.win_minor += win_minor

    def counted(self, kind: LimitKind) -> int:
        """What all of it counts for in a limit of a kind."""
        match kind:
            case LimitKind.DEPOSIT:
                return self.deposit_minor
            case LimitKind.SPEND:
                return self.spend_minor
            case LimitKind.NET_LOSS:
                return self.spend_minor - self.win_minor


class HourSum(NamedTuple):
    """What happened within the hour that begins at `hour`."""

    hour: datetime
    sums: Sums


def hour_of(at: datetime) -> datetime:
    """The beginning of an instant's hour in UTC."""
    return at.replace(minute=0, second=0, microsecond=0)


def oldest_hour(now: datetime, window: LimitWindow) -> datetime:
    """Hours that began after this one touch the window that ends now."""
    return now - window.length - HOUR


def used_minor(kind: LimitKind, hours: Collection[HourSum], window: LimitWindow, now: datetime) -> int:
    """How much of a kind lies in the window that ends now; a net loss is negative for a player who is ahead.

    Hours are not looked into: the one that the window's edge cuts through counts whole for what was paid in and
    spent, and not at all for what was won. The result is never below the exact figure, so a limit may refuse up to
    an hour longer than it must and never allows too much.
    """
    edge = now - window.length
    outside = edge - HOUR
    without_wins = LimitKind.SPEND if kind is LimitKind.NET_LOSS else kind
    used = 0
    for hour, sums in hours:
        if hour >= edge:
            used += sums.counted(kind)
        elif hour > outside:
            used += sums.counted(without_wins)
    return used


class LimitBook:
    """One player's limits, with the activity that counts against them."""

    def __init__(self, limits: Iterable[Limit], hours: Mapping[tuple[str, datetime], Sums]) -> None:
        """`hours`: by asset and beginning, all that the limits' windows touch."""
        self._limits = tuple(limits)
        self._hours: dict[str, list[HourSum]] = defaultdict(list)
        for (asset, hour), sums in hours.items():
            self._hours[asset].append(HourSum(hour, sums))

    def check(self, kind: LimitKind, asset: str, amount_minor: int, now: datetime) -> None:
        """Raise LimitExceeded if another `amount_minor` would go over a limit; reaching it exactly is allowed.

        What is spent may be lost: a check of SPEND holds the net-loss limits as well.
        """
        also = LimitKind.NET_LOSS if kind is LimitKind.SPEND else kind
        for limit in self._limits:
            if limit.kind not in (kind, also) or limit.asset != asset:
                continue
            left = limit.amount_minor - self.used(limit.kind, asset, limit.window, now)
            if amount_minor > left:
                raise LimitExceeded(
                    kind=limit.kind,
                    window=limit.window,
                    asset=asset,
                    limit_minor=limit.amount_minor,
                    left_minor=max(left, 0),
                )

    def used(self, kind: LimitKind, asset: str, window: LimitWindow, now: datetime) -> int:
        """How much counts against a limit of this kind and window now, in minor units."""
        return used_minor(kind, self._hours.get(asset, ()), window, now)

    def add(self, activity: Activity, now: datetime) -> None:
        """Count what was just decided, so that the next check of the same batch sees it."""
        sums = Sums(activity.deposit_minor, activity.spend_minor, activity.win_minor)
        self._hours[activity.asset].append(HourSum(hour_of(activity.at or now), sums))
