"""Limits over real rows: setting, waiting, windows, and what a player without one costs."""

import asyncio
from datetime import datetime, timedelta

import pytest
from babel.numbers import list_currencies
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from core.accounts.errors import LimitChangePending, LimitChangeTooEarly, LimitExceeded, NoLimitChange, TooManyLimits
from core.accounts.kinds import LimitKind, LimitWindow
from core.accounts.limits import Activity, load_limits, record_activity
from core.accounts.locking import lock_players
from core.accounts.repository.limits import limits_of
from core.accounts.set_limit import MAX_LIMITS, cancel_limit_change, confirm_limit, list_limits, set_limit
from core.accounts.views import LimitName, LimitView
from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from core.kernel.errors import InvalidInput
from tests.builders.accounts import MadePlayer, make_player
from tests.builders.statements import Sent, statements

DAY = timedelta(hours=24)
SPEND = LimitName(LimitKind.SPEND, "TJS", LimitWindow.DAY)


async def put(context: Context, player: MadePlayer, amount: int | None, name: LimitName = SPEND) -> LimitView:
    return await context.transact(lambda tx: set_limit(tx, player.actor, name, amount))


async def confirm(context: Context, player: MadePlayer) -> LimitView:
    return await context.transact(lambda tx: confirm_limit(tx, player.actor, SPEND))


async def spend(context: Context, player: MadePlayer, amount: int) -> None:
    """What a purchase does: lock, check, record."""

    async def buy(tx: Transaction) -> None:
        await lock_players(tx, [player.id])
        book = (await load_limits(tx, [player.id], ["TJS"]))[player.id]
        book.check(LimitKind.SPEND, "TJS", amount, tx.now)
        await record_activity(tx, [Activity(player.id, "TJS", spend_minor=amount)])

    await context.transact(buy)


async def record(context: Context, *activities: Activity) -> None:
    await context.transact(lambda tx: record_activity(tx, activities))


async def test_equality_is_allowed_and_one_minor_unit_over_is_not(context: Context, clock: ManualClock) -> None:
    player = await make_player(context)
    await put(context, player, 100)
    await spend(context, player, 60)
    with pytest.raises(LimitExceeded) as refused:
        await spend(context, player, 41)
    assert refused.value.params == {
        "kind": "spend",
        "window": "24h",
        "asset": "TJS",
        "limit_minor": 100,
        "left_minor": 40,
    }
    await spend(context, player, 40)
    with pytest.raises(LimitExceeded):
        await spend(context, player, 1)
    clock.advance(DAY + timedelta(hours=1))
    await spend(context, player, 100)


async def test_lowering_is_instant_and_drops_a_waiting_raise(context: Context) -> None:
    player = await make_player(context)
    assert (await put(context, player, 100)).amount_minor == 100
    assert (await put(context, player, 200)).amount_minor == 100
    lowered = await put(context, player, 50)
    assert (lowered.amount_minor, lowered.pending_since) == (50, None)
    with pytest.raises(NoLimitChange):
        await confirm(context, player)


@pytest.mark.parametrize("laxer", [101, None])
async def test_laxer_waits_a_day_and_for_a_second_yes(context: Context, clock: ManualClock, laxer: int | None) -> None:
    player = await make_player(context)
    await put(context, player, 100)
    waiting = await put(context, player, laxer)
    assert (waiting.amount_minor, waiting.pending_amount_minor) == (100, laxer)
    assert waiting.confirmable_at == clock.now() + DAY
    with pytest.raises(LimitChangePending):
        await put(context, player, 5000)
    with pytest.raises(LimitChangePending):
        await put(context, player, None if laxer else 102)
    clock.advance(timedelta(hours=1))
    assert await put(context, player, laxer) == waiting  # the same again: it does not begin to wait anew
    clock.advance(DAY - timedelta(hours=1, microseconds=1))
    with pytest.raises(LimitChangeTooEarly) as early:
        await confirm(context, player)
    assert early.value.params == {"wait_s": 1}
    clock.advance(timedelta(days=3))
    with pytest.raises(LimitExceeded):
        await spend(context, player, 101)
    confirmed = await confirm(context, player)
    assert (confirmed.amount_minor, confirmed.pending_since) == (laxer, None)
    await spend(context, player, 101)
    with pytest.raises(NoLimitChange):
        await confirm(context, player)


async def test_a_day_to_the_microsecond_is_enough(context: Context, clock: ManualClock) -> None:
    player = await make_player(context)
    await put(context, player, 100)
    await put(context, player, None)
    clock.advance(DAY)
    assert (await confirm(context, player)).amount_minor is None


async def test_a_change_can_be_cancelled_and_history_tells_all(context: Context) -> None:
    player = await make_player(context)
    await put(context, player, 100)
    await put(context, player, 100)
    await put(context, player, 300)
    cancelled = await context.transact(lambda tx: cancel_limit_change(tx, player.actor, SPEND))
    assert (cancelled.amount_minor, cancelled.pending_since) == (100, None)
    with pytest.raises(NoLimitChange):
        await context.transact(lambda tx: cancel_limit_change(tx, player.actor, SPEND))
    rows = await context.transact(
        lambda tx: tx.execute(text("SELECT event, amount_minor FROM limit_changes ORDER BY id"))
    )
    assert [tuple(row) for row in rows] == [("set", 100), ("requested", 300), ("cancelled", 300)]


async def test_bad_limits(context: Context) -> None:
    player = await make_player(context)
    for amount in (-1, 2**53):
        with pytest.raises(InvalidInput):
            await put(context, player, amount)
    with pytest.raises(InvalidInput):
        await put(context, player, 1, LimitName(LimitKind.SPEND, "XYZZY", LimitWindow.DAY))
    await put(context, player, 0)
    with pytest.raises(LimitExceeded):
        await spend(context, player, 1)


async def test_a_limit_set_today_knows_what_was_spent_before(context: Context) -> None:
    player, other = await make_player(context), await make_player(context)
    await record(
        context,
        Activity(player.id, "TJS", deposit_minor=500, spend_minor=70),
        Activity(player.id, "TJS", spend_minor=20, win_minor=30),
        Activity(player.id, "USD", spend_minor=1000),
        Activity(other.id, "TJS", spend_minor=1000),
    )
    names = [LimitName(kind, "TJS", LimitWindow.WEEK) for kind in LimitKind]
    for name in names:
        await put(context, player, 1000, name)
    listed = await context.transact(lambda tx: list_limits(tx, player.actor))
    assert {view.name.kind: view.used_minor for view in listed} == {
        LimitKind.DEPOSIT: 500,
        LimitKind.SPEND: 90,
        LimitKind.NET_LOSS: 60,
    }


async def test_a_refund_is_taken_out_of_the_hour_of_its_purchase(context: Context, clock: ManualClock) -> None:
    player = await make_player(context)
    await put(context, player, 100)
    bought_at = clock.now()
    await spend(context, player, 100)
    clock.advance(timedelta(days=3))
    await spend(context, player, 100)
    refund = Activity(player.id, "TJS", spend_minor=-100, at=bought_at)
    await record(context, refund, refund)
    with pytest.raises(LimitExceeded):
        await spend(context, player, 1)
    await record(context, Activity(player.id, "TJS", spend_minor=-40, at=clock.now()))
    await spend(context, player, 40)
    rows = await context.transact(lambda tx: tx.execute(text("SELECT spend_minor FROM activity_hours ORDER BY hour")))
    assert list(rows.scalars()) == [0, 100]
    for impossible in (Activity(player.id, "TJS", deposit_minor=-1), Activity(player.id, "TJS", win_minor=-1)):
        with pytest.raises(ValueError, match="taken back"):
            await record(context, impossible)


async def test_concurrent_purchases_stay_within_the_limit(live_context: Context) -> None:
    player = await make_player(live_context)
    await put(live_context, player, 100)
    outcomes = await asyncio.gather(*(spend(live_context, player, 30) for _ in range(8)), return_exceptions=True)
    assert [outcome for outcome in outcomes if not isinstance(outcome, LimitExceeded)] == [None] * 3
    listed = await live_context.transact(lambda tx: list_limits(tx, player.actor))
    assert [view.used_minor for view in listed] == [90]


async def test_concurrent_raises_leave_one_that_waits(live_context: Context) -> None:
    player = await make_player(live_context)
    await put(live_context, player, 100)
    raises = (put(live_context, player, amount) for amount in (200, 300, 400, 500))
    outcomes = await asyncio.gather(*raises, return_exceptions=True)
    assert len([outcome for outcome in outcomes if isinstance(outcome, LimitView)]) == 1
    assert len([outcome for outcome in outcomes if isinstance(outcome, LimitChangePending)]) == 3


def _of_limits(sent: list[Sent]) -> list[Sent]:
    return [one for one in sent if "player_limits" in one.sql or "activity_hours" in one.sql]


async def test_any_players_cost_one_statement(context: Context) -> None:
    limited, free = await make_player(context), await make_player(context)
    removed = await make_player(context)
    await put(context, limited, 100)
    await record(context, *(Activity(player.id, "TJS", spend_minor=10) for player in (limited, free, removed)))
    with statements(context) as sent:
        books = await context.transact(lambda tx: load_limits(tx, [free.id, limited.id, removed.id], ["TJS"]))
    assert set(books) == {limited.id, free.id, removed.id}
    assert len(_of_limits(sent)) == 1
    for player in (free, removed):
        books[player.id].check(LimitKind.SPEND, "TJS", 10**12, context.clock.now())
    with pytest.raises(LimitExceeded):
        books[limited.id].check(LimitKind.SPEND, "TJS", 91, context.clock.now())

    with statements(context) as sent:
        await record(context, *(Activity(player.id, "TJS", spend_minor=10) for player in (limited, free, removed) * 9))
    assert len(_of_limits(sent)) == 1
    assert await context.transact(lambda tx: load_limits(tx, [], ["TJS"])) == {}


async def test_each_limit_counts_the_hours_of_its_own_window_once(context: Context, clock: ManualClock) -> None:
    player = await make_player(context)
    now = clock.now()
    for days, amount in ((40, 1000), (20, 100), (3, 10), (0, 1)):
        clock.set(now - timedelta(days=days))
        await record(context, Activity(player.id, "TJS", spend_minor=amount), Activity(player.id, "USD", spend_minor=7))
    for kind in LimitKind:
        for window in LimitWindow:
            await put(context, player, 5000, LimitName(kind, "TJS", window))
    listed = await context.transact(lambda tx: list_limits(tx, player.actor))
    used = dict(zip(LimitWindow, (1, 11, 111), strict=True))
    assert {view.name: view.used_minor for view in listed} == {
        LimitName(kind, "TJS", window): 0 if kind is LimitKind.DEPOSIT else used[window]
        for kind in LimitKind
        for window in LimitWindow
    }


async def test_a_purchase_reads_the_limits_of_its_asset_and_each_hour_once(
    context: Context, clock: ManualClock
) -> None:
    player = await make_player(context)
    assets = ("TJS", "USD", "RUB", "XTR")
    for kind in LimitKind:
        for asset in assets:
            for window in LimitWindow:
                await put(context, player, 5000, LimitName(kind, asset, window))
    now = clock.now()
    for hours in range(60):
        clock.set(now - timedelta(hours=hours))
        await record(context, *(Activity(player.id, asset, spend_minor=7) for asset in assets))
    clock.set(now)
    rows = await context.transact(lambda tx: limits_of(tx, [player.id], ["USD", "JPY"]))
    assert {row["asset"] for row in rows} == {"USD"}
    of_hours = [row["hour"] for row in rows if row["hour"]]
    assert len(of_hours) == len(set(of_hours)) == 60
    assert len({(row["kind"], row["window"]) for row in rows}) == 9
    assert len(rows) == 60 + 8
    # the shorter windows are measured by the same hours
    book = (await context.transact(lambda tx: load_limits(tx, [player.id], ["USD"])))[player.id]
    assert book.used(LimitKind.SPEND, "USD", LimitWindow.DAY, now) == 25 * 7
    assert book.used(LimitKind.SPEND, "USD", LimitWindow.MONTH, now) == 60 * 7


async def test_nobody_has_limits_without_number(context: Context) -> None:
    player = await make_player(context)
    names = [
        LimitName(kind, asset, window)
        for asset in sorted(list_currencies())[:12]
        for kind in LimitKind
        for window in LimitWindow
    ]
    for name in names[:MAX_LIMITS]:
        await put(context, player, 100, name)
    with pytest.raises(TooManyLimits):
        await put(context, player, 100, names[MAX_LIMITS])
    # those that stand may still be changed
    assert (await put(context, player, 50, names[0])).amount_minor == 50
    assert (await put(context, player, None, names[1])).pending_since is not None
    assert len(await context.transact(lambda tx: list_limits(tx, player.actor))) == MAX_LIMITS


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.tuples(st.integers(0, 40 * 60), st.integers(1, 60)), max_size=12),
    name=st.sampled_from([LimitName(LimitKind.SPEND, "TJS", window) for window in LimitWindow]),
)
async def test_no_true_window_ever_holds_more_than_the_limit(
    context: Context, clock: ManualClock, steps: list[tuple[int, int]], name: LimitName
) -> None:
    player = await make_player(context)
    await put(context, player, 100, name)
    spent: list[tuple[datetime, int]] = []
    for minutes, amount in steps:
        clock.advance(timedelta(minutes=minutes))
        exact = sum(past for at, past in spent if at > clock.now() - name.window.length)
        with_edge = sum(past for at, past in spent if at > clock.now() - name.window.length - timedelta(hours=2))
        try:
            await spend(context, player, amount)
        except LimitExceeded:
            assert with_edge + amount > 100
        else:
            assert exact + amount <= 100
            spent.append((clock.now(), amount))
