"""Rolling windows over hours, against a model that keeps every event with its instant."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.accounts.errors import LimitExceeded
from core.accounts.kinds import LimitKind, LimitWindow
from core.accounts.limit_book import HOUR, Activity, Limit, LimitBook, Sums, hour_of

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PLAYER = UUID(int=1)
AMOUNTS = st.integers(0, 1000)
EVENTS = st.lists(
    st.tuples(st.integers(0, 31 * 24 * 60), AMOUNTS, AMOUNTS, AMOUNTS).map(
        lambda drawn: (NOW - timedelta(minutes=drawn[0]), *drawn[1:])
    ),
    max_size=40,
)


def book_of(events: list, *limits: Limit) -> LimitBook:
    """A book whose hours hold the events of one asset."""
    hours: dict[datetime, Sums] = {}
    for at, deposit, spend, win in events:
        hours.setdefault(hour_of(at), Sums()).add(deposit, spend, win)
    return LimitBook(limits, {("TJS", hour): sums for hour, sums in hours.items()})


def exact(kind: LimitKind, events: list, since: datetime) -> int:
    """The naive model: every event since an instant."""
    inside = [event for event in events if event[0] >= since]
    if kind is LimitKind.DEPOSIT:
        return sum(event[1] for event in inside)
    spent = sum(event[2] for event in inside)
    return spent - sum(event[3] for event in inside) if kind is LimitKind.NET_LOSS else spent


@given(EVENTS, st.sampled_from(LimitKind), st.sampled_from(LimitWindow), st.integers(0, 59))
def test_hours_never_count_less_than_the_events(
    events: list, kind: LimitKind, window: LimitWindow, minute: int
) -> None:
    now = NOW + timedelta(minutes=minute)
    used = book_of(events).used(kind, "TJS", window, now)
    edge = now - window.length
    assert used >= exact(kind, events, edge)
    if kind is not LimitKind.NET_LOSS:
        assert used <= exact(kind, events, edge - HOUR)


@given(EVENTS, st.sampled_from(LimitKind), st.sampled_from(LimitWindow))
def test_on_the_hour_the_sum_is_exact(events: list, kind: LimitKind, window: LimitWindow) -> None:
    assert book_of(events).used(kind, "TJS", window, NOW) == exact(kind, events, NOW - window.length)


@given(EVENTS, st.sampled_from(LimitKind), st.sampled_from(LimitWindow), AMOUNTS)
def test_equality_is_allowed_and_one_more_is_not(
    events: list, kind: LimitKind, window: LimitWindow, amount: int
) -> None:
    used = book_of(events).used(kind, "TJS", window, NOW)
    limit = max(used, 0) + amount
    book = book_of(events, Limit(kind, "TJS", window, limit))
    book.check(kind, "TJS", limit - used, NOW)
    with pytest.raises(LimitExceeded) as refused:
        book.check(kind, "TJS", limit - used + 1, NOW)
    assert refused.value.params["left_minor"] == limit - used


def test_spending_holds_the_net_loss_limit() -> None:
    book = book_of([(NOW, 0, 80, 30)], Limit(LimitKind.NET_LOSS, "TJS", LimitWindow.DAY, 100))
    book.check(LimitKind.SPEND, "TJS", 50, NOW)
    with pytest.raises(LimitExceeded, match="net_loss"):
        book.check(LimitKind.SPEND, "TJS", 51, NOW)
    book.check(LimitKind.DEPOSIT, "TJS", 10**9, NOW)
    book.check(LimitKind.SPEND, "USD", 10**9, NOW)


def test_the_edge_hour_counts_whole_for_spending_and_not_for_winning() -> None:
    edge_hour = [(NOW - timedelta(hours=24), 0, 70, 20)]
    book = book_of(edge_hour)
    later = NOW + timedelta(minutes=59)
    assert book.used(LimitKind.SPEND, "TJS", LimitWindow.DAY, later) == 70
    assert book.used(LimitKind.NET_LOSS, "TJS", LimitWindow.DAY, later) == 70
    assert book.used(LimitKind.NET_LOSS, "TJS", LimitWindow.DAY, NOW) == 50
    assert book.used(LimitKind.SPEND, "TJS", LimitWindow.DAY, NOW + HOUR) == 0


def test_a_batch_counts_what_it_decided() -> None:
    book = book_of([], Limit(LimitKind.SPEND, "TJS", LimitWindow.DAY, 100))
    for _ in range(2):
        book.check(LimitKind.SPEND, "TJS", 50, NOW)
        book.add(Activity(PLAYER, "TJS", spend_minor=50), NOW)
    with pytest.raises(LimitExceeded):
        book.check(LimitKind.SPEND, "TJS", 1, NOW)
