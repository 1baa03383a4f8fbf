"""Limits inside another use case's transaction: read after the locks, check, record."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from core.accounts.kinds import LimitKind, LimitWindow
from core.accounts.limit_book import Activity, HourKey, HourSum, Limit, LimitBook, Sums, hour_of, oldest_hour
from core.accounts.repository import limits
from core.kernel.context import Transaction

__all__ = ["Activity", "LimitBook", "LimitKind", "LimitWindow", "load_limits", "record_activity"]


async def load_limits(tx: Transaction, player_ids: Iterable[UUID]) -> dict[UUID, LimitBook]:
    """A book for each of the players, whose rows this transaction holds locked.

    Comes after the locks, as statements of its own, and so sees what the previous holder committed. The hours are
    read only if one of the players has a limit, and only of those who have.
    """
    wanted = list(dict.fromkeys(player_ids))
    books = {player_id: LimitBook() for player_id in wanted}
    if not wanted:
        return books
    standing: dict[UUID, list[Limit]] = {}
    for player_id, kind, asset, window, amount_minor in await limits.limits_of(tx, wanted):
        limit = Limit(LimitKind(kind), asset, LimitWindow(window), amount_minor)
        standing.setdefault(player_id, []).append(limit)
    if not standing:
        return books
    hours: dict[UUID, list[tuple[str, HourSum]]] = {}
    for player_id, asset, hour, *sums in await limits.hours_of(
        tx, list(standing), oldest_hour(tx.now, LimitWindow.MONTH)
    ):
        hours.setdefault(player_id, []).append((asset, HourSum(hour, Sums(*sums))))
    return books | {player_id: LimitBook(own, hours.get(player_id, ())) for player_id, own in standing.items()}


async def record_activity(tx: Transaction, activities: Sequence[Activity]) -> None:
    """Add what players paid in, spent and won to its hour, in one statement; refunds are a second one.

    For every player, with or without a limit. The players' rows are held locked. An hour never goes below zero: what
    a refund cannot find in its hour stays counted as spent.
    """
    gains: dict[HourKey, Sums] = {}
    refunds: dict[HourKey, int] = {}
    for activity in activities:
        if activity.deposit_minor < 0 or activity.win_minor < 0:
            raise ValueError("only spending can be taken back")
        key = (activity.player_id, activity.asset, hour_of(activity.at or tx.now))
        if activity.spend_minor < 0:
            refunds[key] = refunds.get(key, 0) - activity.spend_minor
        spent = max(activity.spend_minor, 0)
        if activity.deposit_minor or spent or activity.win_minor:
            gains.setdefault(key, Sums()).add(activity.deposit_minor, spent, activity.win_minor)
    if gains:
        await limits.add_hours(tx, gains)
    if refunds:
        await limits.take_back(tx, refunds)
