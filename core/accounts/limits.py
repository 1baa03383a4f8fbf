"""Limits inside another use case's transaction: read after the locks, check, record."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from core.accounts.kinds import LimitKind, LimitWindow
from core.accounts.limit_book import Activity, HourKey, Limit, LimitBook, Sums, hour_of
from core.accounts.repository import limits
from core.kernel.context import Transaction

__all__ = [
    "Activity",
    "LimitBook",
    "LimitKind",
    "LimitWindow",
    "load_limits",
    "record_activity",
    "record_tally",
    "tally_activity",
]


async def load_limits(tx: Transaction, player_ids: Iterable[UUID], assets: Collection[str]) -> dict[UUID, LimitBook]:
    """A book for each of the players, whose rows this transaction holds locked, of the limits in some assets.

    Comes after the locks, as a statement of its own, and so sees what the previous holder committed. Hours are read
    only of players who have a limit.
    """
    wanted = list(dict.fromkeys(player_ids))
    if not wanted:
        return {}
    standing: dict[UUID, dict[Limit, None]] = {}
    hours: dict[UUID, dict[tuple[str, datetime], Sums]] = {}
    for player_id, kind, asset, window, amount_minor, hour, *sums in await limits.limits_of(tx, wanted, assets):
        standing.setdefault(player_id, {})[Limit(LimitKind(kind), asset, LimitWindow(window), amount_minor)] = None
        if hour is not None:
            hours.setdefault(player_id, {})[asset, hour] = Sums(*sums)
    return {player_id: LimitBook(standing.get(player_id, ()), hours.get(player_id, {})) for player_id in wanted}


@dataclass(slots=True)
class Tally:
    """Activities summed up by hour: what is added, and what is taken back."""

    gains: dict[HourKey, Sums] = field(default_factory=dict)
    refunds: dict[HourKey, int] = field(default_factory=dict)


def tally_activity(activities: Iterable[Activity], now: datetime) -> Tally:
    """Sum activities up for `record_tally`. Raises ValueError for what cannot be taken back."""
    tally = Tally()
    for activity in activities:
        if activity.deposit_minor < 0 or activity.win_minor < 0:
            raise ValueError("only spending can be taken back")
        key = (activity.player_id, activity.asset, hour_of(activity.at or now))
        if activity.spend_minor < 0:
            tally.refunds[key] = tally.refunds.get(key, 0) - activity.spend_minor
        spent = max(activity.spend_minor, 0)
        if activity.deposit_minor or spent or activity.win_minor:
            tally.gains.setdefault(key, Sums()).add(activity.deposit_minor, spent, activity.win_minor)
    return tally


async def record_tally(tx: Transaction, tally: Tally) -> None:
    """Add what players paid in, spent and won to its hour, in one statement; refunds are a second one.

    For every player, with or without a limit. The players' rows are held locked. An hour never goes below zero: what
    a refund cannot find in its hour stays counted as spent.
    """
    if tally.gains:
        await limits.add_hours(tx, tally.gains)
    if tally.refunds:
        await limits.take_back(tx, tally.refunds)


async def record_activity(tx: Transaction, activities: Iterable[Activity]) -> None:
    """Sum activities up and record them."""
    await record_tally(tx, tally_activity(activities, tx.now))
