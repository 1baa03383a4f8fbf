"""What players are told of their raffles, from the events of the outbox, and of those they follow."""

from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from core.app import subscribe
from core.catalogue.models import ProductKind
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import InvalidInput, NotFound, WrongState
from core.kernel.ids import IdGenerator
from core.kernel.outbox import deliver_due
from core.notifications.kinds import Category
from core.notifications.set_preferences import PreferencesChange, set_preferences
from core.notifications.views import Switch
from core.prizes import jobs as prize_jobs
from core.raffles import jobs, notices, watchlist
from core.raffles.cancel_raffle import cancel_raffle
from core.raffles.models import CloseRule
from core.raffles.watchlist import list_watched, unwatch_raffle, watch_raffle
from tests.builders.access import make_admin
from tests.builders.accounts import make_player
from tests.builders.raffles import (
    TestBeacon,
    bought_out,
    make_draft,
    make_lottery,
    publish,
    run_draw,
    run_past_the_deadline,
)
from tests.raffles.helpers import act, bought, execute, query, rich_player, sold_out_lottery


@pytest.fixture(autouse=True)
def subscribed(context: Context) -> None:
    subscribe(context)


async def deliver_events(context: Context) -> None:
    while await deliver_due(context):
        pass


async def told(context: Context, player: Any, *, thread: bool | None = None) -> list[str]:
    """The kinds of a player's notices but those of money given to them by `fund`."""
    rows = await query(
        context,
        "SELECT kind, thread_key FROM notifications WHERE player_id = :id AND kind <> 'wallet-credited' ORDER BY id",
        id=player.id,
    )
    return [row.kind for row in rows if thread is None or (row.thread_key is not None) is thread]


async def params_of(context: Context, player: Any, kind: str) -> dict[str, Any]:
    rows = await query(
        context, "SELECT params FROM notifications WHERE player_id = :id AND kind = :kind", id=player.id, kind=kind
    )
    assert len(rows) == 1
    return dict(rows[0].params)


async def test_from_the_close_to_the_prize(context: Context, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    people = [await rich_player(context) for _ in range(3)]
    raffle = await sold_out_lottery(context, beacon, [(people[0], 2), (people[1], 1), (people[2], 2)])
    await jobs.close_due(context)
    await jobs.write_close_records(context, "test")
    await deliver_events(context)
    assert [await told(context, one) for one in people] == [["draw-sealed"]] * 3
    sealed = await params_of(context, people[0], "draw-sealed")
    assert sealed["title"] == {"en": "A lottery"}
    assert sealed["draw_countdown"].startswith("2026-11-20T12:01")
    await run_draw(context, clock, beacon)
    await prize_jobs.pay_due(context)
    await deliver_events(context)
    lost, won = ["draw-sealed", "draw-lost"], ["draw-sealed", "draw-won"]
    threads = Counter([tuple(await told(context, one, thread=True)) for one in people])
    assert threads == {tuple(lost): 2, tuple(won): 1}
    own = sorted([sorted(await told(context, one, thread=False)) for one in people])
    assert own == [[], [], ["prize-paid", "prize-won"]]
    rows = await query(context, "SELECT id, player_id, ticket_number FROM awards")
    winner = next(one for one in people if one.id == rows[0].player_id)
    number = rows[0].ticket_number
    won_params = await params_of(context, winner, "prize-won")
    assert (won_params["tickets"], won_params["is_to_choose"], "claim_by_at" in won_params) == (str(number), 0, False)
    paid_params = await params_of(context, winner, "prize-paid")
    assert paid_params["amount_minor"] == 3000
    assert won_params["award_id"] == paid_params["award_id"] == str(rows[0].id)
    assert (await params_of(context, people[0], (await told(context, people[0], thread=True))[1]))[
        "winning_number"
    ] == number
    assert (await query(context, "SELECT DISTINCT thread_key FROM notifications WHERE thread_key IS NOT NULL"))[0][
        0
    ] == f"draw:{raffle.id}"


async def test_the_winner_of_a_thing_is_told_until_when_to_choose(context: Context, clock: ManualClock) -> None:
    player, beacon = await rich_player(context), TestBeacon(clock)
    await bought_out(context, beacon, player, product=ProductKind.GOODS, claim_days=10)
    await run_draw(context, clock, beacon)
    await deliver_events(context)
    (award,) = await query(context, "SELECT id, claim_by FROM awards")
    params = await params_of(context, player, "prize-won")
    assert (params["award_id"], params["is_to_choose"]) == (str(award.id), 1)
    assert params["claim_by_at"] == award.claim_by.isoformat()


async def test_pages_are_resumed_and_repeated_without_a_double(
    context: Context, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A participant with entries on several pages is told once; each page is a step of its own."""
    beacon = TestBeacon(clock)
    people = [await rich_player(context) for _ in range(3)]
    raffle = await sold_out_lottery(context, beacon, [(people[n % 3], 1) for n in range(9)])
    await jobs.close_due(context)
    await jobs.write_close_records(context, "test")
    monkeypatch.setattr(notices.write_page, "__defaults__", (2,))
    await deliver_events(context)
    pages = await query(
        context, "SELECT payload FROM outbox WHERE topic = :topic ORDER BY id", topic=notices.PAGE_TOPIC
    )
    assert [page.payload["after"] for page in pages] == [0, 2, 4, 6, 8, 9]
    for page in pages:
        await notices.on_page(context, page.payload)
    await notices.page_starter(notices.SEALED)(context, {"raffle_id": str(raffle.id)})
    await deliver_events(context)
    assert [await told(context, one) for one in people] == [["draw-sealed"]] * 3


async def test_a_seal_that_is_told_late_does_not_hide_the_result(context: Context, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    player = await rich_player(context)
    raffle = await sold_out_lottery(context, beacon, [(player, 5)])
    await run_draw(context, clock, beacon)
    await notices.page_starter(notices.RESULT)(context, {"raffle_id": str(raffle.id)})
    await notices.page_starter(notices.SEALED)(context, {"raffle_id": str(raffle.id)})
    await deliver_events(context)
    assert await told(context, player, thread=True) == ["draw-won"]


async def test_a_refund_names_the_amount(context: Context) -> None:
    player, other = await rich_player(context), await rich_player(context)
    admin, raffle = await make_admin(context), await make_lottery(context)
    for quantity in (1, 2):
        await bought(context, player, raffle, quantity)
    await bought(context, other, raffle, 1)
    await act(context, cancel_raffle, admin, raffle.id, "a mistake")
    await jobs.refund_due(context)
    await deliver_events(context)
    told = await params_of(context, player, "raffle-refunded")
    assert (told["amount_minor"], told["reason"]) == (1500, "")  # what the admin wrote is not the players'
    assert (await params_of(context, other, "raffle-refunded"))["amount_minor"] == 500


async def test_a_refund_of_a_draw_not_revealed_says_so(context: Context, clock: ManualClock) -> None:
    player = await rich_player(context)
    await sold_out_lottery(context, TestBeacon(clock), [(player, 5)])
    await run_past_the_deadline(context, clock)
    await deliver_events(context)
    told = await params_of(context, player, "raffle-refunded")
    assert (told["amount_minor"], told["reason"]) == (2500, "reveal_overdue")


async def test_a_credit_is_told_with_its_reference(context: Context) -> None:
    player = await rich_player(context, 12_345)
    await deliver_events(context)
    params = await params_of(context, player, "wallet-credited")
    assert (params["amount_minor"], params["asset"], len(params["reference"])) == (12_345, "TJS", 8)


async def test_who_follows_is_told_of_each_thing_once(context: Context, clock: ManualClock) -> None:
    follower, stranger, buyer = await make_player(context), await make_player(context), await rich_player(context)
    ends = clock.now() + timedelta(hours=1)
    draft = await make_draft(context, close_rule=CloseRule.SOLD_OUT_OR_TIME, sales_end_at=ends)
    for _ in range(2):
        await act(context, watch_raffle, follower.actor, draft)
    assert await notices.tell_watchers(context) == 0
    assert await act(context, list_watched, follower.actor) == []  # a draft is not shown
    await publish(context, draft)
    assert [view.id for view in await act(context, list_watched, follower.actor)] == [draft]
    seen = []
    for step in range(4):
        if step == 1:
            await bought(context, buyer, draft, 8)
        elif step == 2:
            await bought(context, buyer, draft, 1)
        elif step == 3:
            clock.advance(timedelta(minutes=50))
        for _ in range(2):
            await notices.tell_watchers(context)
        seen.append(len(await told(context, follower)))
    assert seen == [1, 1, 2, 3]
    assert await told(context, follower) == ["watched-opened", "watched-nearly-sold", "watched-draw-soon"]
    assert (await params_of(context, follower, "watched-nearly-sold"))["left"] == 1
    assert await told(context, stranger) == []


async def test_who_begins_late_is_not_told_what_they_see(context: Context, clock: ManualClock) -> None:
    player, buyer = await make_player(context), await rich_player(context)
    ends = clock.now() + timedelta(minutes=9)
    raffle = await make_lottery(context, close_rule=CloseRule.SOLD_OUT_OR_TIME, sales_end_at=ends)
    await bought(context, buyer, raffle, 9)
    await act(context, watch_raffle, player.actor, raffle.id)
    assert await notices.tell_watchers(context) == 0


async def test_who_stopped_following_or_switched_off_is_not_told(context: Context, clock: ManualClock) -> None:
    gone, off = await make_player(context), await make_player(context)
    draft = await make_draft(context)
    for player in (gone, off):
        await act(context, watch_raffle, player.actor, draft)
    assert await act(context, unwatch_raffle, gone.actor, draft)
    assert not await act(context, unwatch_raffle, gone.actor, draft)
    switched = PreferencesChange({Category.WATCHLIST: Switch(False, False)})
    await act(context, set_preferences, off.actor, switched)
    await publish(context, draft)
    await notices.tell_watchers(context)
    assert [await told(context, player) for player in (gone, off)] == [[], []]


async def test_watchers_are_told_in_batches(context: Context) -> None:
    people = [await make_player(context) for _ in range(5)]
    draft = await make_draft(context)
    for player in people:
        await act(context, watch_raffle, player.actor, draft)
    await publish(context, draft)
    assert await notices.tell_watchers(context, limit=2) == 5
    assert [await told(context, player) for player in people] == [["watched-opened"]] * 5


async def test_what_cannot_be_followed(context: Context, clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    player = await make_player(context)
    raffle, other = await make_lottery(context), await make_lottery(context)
    unknown: UUID = IdGenerator().new(clock.now())
    with pytest.raises(NotFound):
        await act(context, watch_raffle, player.actor, unknown)
    monkeypatch.setattr(watchlist, "MAX_WATCHED", 1)
    await act(context, watch_raffle, player.actor, raffle.id)
    with pytest.raises(InvalidInput):
        await act(context, watch_raffle, player.actor, other.id)
    # what is over does not count any more
    await execute(context, "UPDATE raffles SET state = 'settled' WHERE id = :id", id=raffle.id)
    await act(context, watch_raffle, player.actor, other.id)
    with pytest.raises(WrongState):
        await act(context, watch_raffle, player.actor, raffle.id)
