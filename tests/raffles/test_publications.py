"""What of a draw is posted to the public channel, and what follows where the close record comes there too late."""

import html
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from redis.asyncio import Redis
from sqlalchemy import text

from core.app import App
from core.audit.set_config import set_config
from core.draws import primitives
from core.draws.publications import ABANDONED_AFTER, post_publications
from core.draws.signing_keys import published_keys
from core.draws.verify_records import split_records, verify_records
from core.draws.views import Standing
from core.jobs.runner import run_job
from core.jobs.schedule import JOBS
from core.kernel.actor import SYSTEM
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import Unavailable
from core.kernel.links import post_url
from core.notifications.telegram_client import TelegramClient
from core.raffles import jobs
from core.raffles.errors import ChannelMissing
from core.raffles.models import RaffleState
from core.raffles.show_draw import show_draw
from core.raffles.show_records import show_records
from core.raffles.views import PrizeView, RaffleView
from tests.builders.raffles import TestBeacon, make_draft, make_lottery, publish
from tests.notifications.telegram import DROP, NO_CHAT, FakeTelegram, Reply, client_of, fake_telegram, refusal
from tests.raffles.helpers import (
    act,
    all_differences,
    bought,
    count,
    query,
    rich_player,
    row_of,
    sold_out_lottery,
    state_of,
)

CHANNEL = -1_001_234_567_890
JOB = {job.name: job for job in JOBS}
DOWN = refusal(502, "Bad Gateway")


@pytest.fixture
def beacon(clock: ManualClock) -> TestBeacon:
    return TestBeacon(clock)


@pytest.fixture(autouse=True)
async def channel(context: Context) -> None:
    context.settings = context.settings.model_copy(update={"channel_id": CHANNEL})
    await open_gate(context)


async def open_gate(context: Context) -> None:
    """Whatever was sent a moment ago."""
    for key in await context.redis.keys("fairlot:{telegram}:*"):
        await context.redis.delete(key)


class Channel(FakeTelegram):
    """Dates its messages by the test's clock, as Telegram does by its own."""

    name: str | None = None

    def dated_by(self, clock: ManualClock) -> None:
        def answer(_method: str, _body: dict[str, Any]) -> Reply | str | None:
            if self.faults:
                return None
            self._last_id += 1
            date, chat = int(clock.now().timestamp()), {} if self.name is None else {"username": self.name}
            return 200, {"ok": True, "result": {"message_id": self._last_id, "date": date, "chat": chat}}

        self.answer = answer

    def posted(self) -> list[tuple[str, dict[str, Any]]]:
        """Heading and record of each message."""
        found = []
        for _, body in self.calls:
            assert (body["chat_id"], body["parse_mode"]) == (CHANNEL, "HTML")
            heading, _, rest = body["text"].partition("\n<pre>")
            found.append((heading, json.loads(html.unescape(rest.removesuffix("</pre>")))))
        return found


@pytest.fixture
async def telegram(clock: ManualClock) -> AsyncIterator[FakeTelegram]:
    async with fake_telegram() as made:
        made.__class__ = Channel
        assert isinstance(made, Channel)
        made.dated_by(clock)
        yield made


@pytest.fixture
async def client(telegram: FakeTelegram) -> AsyncIterator[TelegramClient]:
    async with client_of(telegram, timeout_s=1) as made:
        yield made


async def closed(context: Context, beacon: TestBeacon, **terms: Any) -> RaffleView:
    players = [await rich_player(context, 100_000) for _ in range(2)]
    raffle = await sold_out_lottery(context, beacon, [(player, 3) for player in players], **terms)
    await jobs.close_due(context)
    await jobs.write_close_records(context, "test")
    return raffle


async def post_all(context: Context, client: TelegramClient) -> int:
    """Post what is due; the gate's limits are looked at elsewhere."""
    posted = 0
    for _ in range(4):
        await open_gate(context)
        posted += await post_publications(context, client)
    return posted


async def draw(context: Context, clock: ManualClock, beacon: TestBeacon) -> int:
    """Past the round: everything that would draw it or refund it, twice over; gives how many were drawn."""
    clock.advance(timedelta(seconds=90))
    drawn = 0
    for _ in range(2):
        await jobs.fetch_due_beacons(context, beacon)
        await jobs.refund_late(context)
        drawn += await jobs.draw_due(context, "test")
        await jobs.refund_due(context)
    return drawn


async def update(context: Context, statement: str, **params: Any) -> None:
    await context.transact(lambda tx: tx.execute(text(statement), params))


async def with_refunds(context: Context) -> None:
    await act(context, set_config, SYSTEM, "draws.late_refunds_above", {"TJS": 0}, 0)


async def standing_of(context: Context, raffle: RaffleView) -> Standing:
    return (await context.transact(lambda tx: show_draw(tx, raffle.id))).publication


async def test_records_are_posted_as_they_are_signed(
    context: Context, clock: ManualClock, beacon: TestBeacon, telegram: Channel, client: TelegramClient
) -> None:
    raffle = await closed(context, beacon)
    assert await standing_of(context, raffle) is Standing.WAITING
    assert await post_all(context, client) == 2
    assert await post_all(context, client) == 0
    assert [heading for heading, _ in telegram.posted()] == [
        f"<b>{raffle.number}</b> · close",
        f"<b>{raffle.number}</b> · open",
    ], "the close record goes first"
    posted_at = clock.now().replace(microsecond=0)
    assert await standing_of(context, raffle) is Standing.IN_TIME
    assert await draw(context, clock, beacon) == 1
    assert await post_all(context, client) == 1
    served = await context.transact(lambda tx: show_records(tx, raffle.id))
    posted = [record for _, record in telegram.posted()]
    assert sorted(posted, key=str) == sorted((record.to_record() for record in served), key=str)
    keys = {key.key_id: key for key in await context.transact(published_keys)}
    assert verify_records(split_records("posted", posted), keys).is_valid
    rows = await query(context, "SELECT * FROM draw_publications WHERE kind = 'close'")
    assert [(row.message_id, row.posted_at, row.attempts) for row in rows] == [(101, posted_at, 1)]


async def test_without_a_channel_nothing_is_promised(
    context: Context, clock: ManualClock, beacon: TestBeacon, client: TelegramClient
) -> None:
    context.settings = context.settings.model_copy(update={"channel_id": None})
    raffle = await closed(context, beacon)
    assert await count(context, "draw_publications") == 0
    assert await standing_of(context, raffle) is Standing.UNPROMISED
    assert await draw(context, clock, beacon) == 1
    await with_refunds(context)
    with pytest.raises(ChannelMissing):
        await publish(context, await make_draft(context), beacon.info().rule(60))


async def test_the_channel_is_fixed_at_open(
    context: Context, clock: ManualClock, beacon: TestBeacon, telegram: Channel, client: TelegramClient
) -> None:
    raffle = await closed(context, beacon)
    context.settings = context.settings.model_copy(update={"channel_id": -5})
    assert await post_all(context, client) == 2
    assert {body["chat_id"] for _, body in telegram.calls} == {CHANNEL}
    draws = await query(context, "SELECT rules FROM draws WHERE id = :id", id=raffle.draw_id)
    assert draws[0].rules["channel"] == CHANNEL


async def test_telegram_down_at_the_close_is_shown_beside_the_grade(
    context: Context, clock: ManualClock, beacon: TestBeacon, telegram: Channel, client: TelegramClient
) -> None:
    raffle = await closed(context, beacon)
    telegram.faults.extend([DOWN, DROP])
    assert await post_all(context, client) == 0
    record = (await query(context, "SELECT record FROM draw_closes"))[0].record
    assert await draw(context, clock, beacon) == 1, "by its rules it is drawn all the same, with the round it named"
    assert await standing_of(context, raffle) is Standing.LATE
    assert await post_all(context, client) == 3
    assert await standing_of(context, raffle) is Standing.LATE
    assert (await query(context, "SELECT record FROM draw_closes"))[0].record == record


async def test_a_late_publication_is_refunded_where_the_rules_say_so(
    context: Context, clock: ManualClock, beacon: TestBeacon, telegram: Channel, client: TelegramClient
) -> None:
    await with_refunds(context)
    raffle = await closed(context, beacon)
    telegram.faults.extend([DOWN, DOWN])
    assert await post_all(context, client) == 0
    assert await draw(context, clock, beacon) == 0
    row = await row_of(context, raffle)
    assert (row.state, row.cancel_reason, row.escrow_minor) == ("cancelled", "late_publication", 0)
    assert await count(context, "awards") == await count(context, "draw_results") == 0
    assert await count(context, "orders", "state <> 'refunded'") == 0
    assert await count(context, "critical_events", "code = 'late_publication'") == 1
    assert await all_differences(context) == []
    assert await post_all(context, client) == 2, "it is posted all the same"


async def test_telegrams_date_decides_and_not_our_clock(
    context: Context, clock: ManualClock, beacon: TestBeacon, telegram: Channel, client: TelegramClient
) -> None:
    await with_refunds(context)
    raffles = [await closed(context, beacon), await closed(context, beacon)]
    closes = await query(context, "SELECT draw_id, due_at FROM draw_closes")
    due_at: datetime = closes[0].due_at
    for seconds in (-1, 0):
        dated = ManualClock(due_at + timedelta(seconds=seconds))
        telegram.dated_by(dated)
        raffle = raffles.pop(0)
        only = await query(context, "SELECT id FROM draw_publications WHERE draw_id = :id", id=raffle.draw_id)
        assert len(only) == 2
        others = "UPDATE draw_publications SET due_at = now() + interval '9 days' WHERE draw_id <> :id"
        again = "UPDATE draw_publications SET due_at = created_at WHERE state <> 'posted' AND draw_id = :id"
        await update(context, others + " AND state <> 'posted'", id=raffle.draw_id)
        await update(context, again, id=raffle.draw_id)
        assert await post_all(context, client) == 2
        assert await standing_of(context, raffle) is (Standing.IN_TIME if seconds < 0 else Standing.LATE)
    assert await draw(context, clock, beacon) == 1
    states = await query(context, "SELECT state FROM raffles ORDER BY id")
    assert [row.state for row in states] == ["drawn", "cancelled"]


async def test_a_message_under_way_is_waited_for(
    context: Context, clock: ManualClock, beacon: TestBeacon, client: TelegramClient
) -> None:
    """The process died after it had begun to send: nobody knows, until the sending counts as abandoned."""
    await with_refunds(context)
    raffle = await closed(context, beacon)
    clock.advance(timedelta(seconds=50))
    sending = "UPDATE draw_publications SET state = 'sending', attempts = 1, due_at = :until WHERE kind = 'close'"
    await update(context, sending, until=clock.now() + ABANDONED_AFTER)
    clock.advance(timedelta(seconds=40))
    for _ in range(2):
        await jobs.fetch_due_beacons(context, beacon)
        assert await jobs.refund_late(context) == await jobs.draw_due(context, "test") == 0
    assert await standing_of(context, raffle) is Standing.WAITING
    clock.advance(timedelta(seconds=20))
    assert await post_all(context, client) == 2, "it is sent again, and dated by that message"
    assert await jobs.refund_late(context) == 1
    assert await state_of(context, raffle) is RaffleState.CANCELLING


async def test_two_posters_post_once(
    context: Context, clock: ManualClock, beacon: TestBeacon, telegram: Channel, client: TelegramClient
) -> None:
    await closed(context, beacon)

    async def other(_body: dict[str, Any]) -> None:
        telegram.on_call = None
        await post_all(context, client)

    telegram.on_call = other
    await post_all(context, client)
    assert len(telegram.calls) == 2


async def test_a_refusal_is_tried_again_and_never_given_up(
    context: Context, clock: ManualClock, telegram: Channel, client: TelegramClient
) -> None:
    await make_lottery(context)
    telegram.faults.extend([NO_CHAT, refusal(429, "Too Many Requests", retry_after=7), refusal(400, "Bad Request: no")])
    for pause_s in (2, 7, 8):
        assert await post_all(context, client) == 0
        clock.advance(timedelta(seconds=pause_s - 1))
        assert await post_all(context, client) == 0
        clock.advance(timedelta(seconds=1))
    assert await post_all(context, client) == 1
    assert len(telegram.calls) == 4


async def test_the_log_is_posted_hourly_as_it_grows(
    context: Context, clock: ManualClock, beacon: TestBeacon, telegram: Channel, client: TelegramClient
) -> None:
    player = await rich_player(context, 100_000)
    raffle = await make_lottery(context, beacon=beacon.info().rule(60))
    await jobs.plan_log_heads(context)
    await post_all(context, client)
    telegram.calls.clear()
    for planned, minutes in ((1, 0), (0, 59), (1, 1), (0, 60)):
        clock.advance(timedelta(minutes=minutes))
        if minutes < 60:
            await bought(context, player, raffle)
        assert await jobs.plan_log_heads(context) == planned
        assert await post_all(context, client) == planned
    entries = await query(context, "SELECT log_seq, log_head FROM entries ORDER BY log_seq")
    heads = {entry.log_seq: entry.log_head.hex() for entry in entries}
    assert telegram.posted() == [
        (f"<b>{raffle.number}</b> · log", {"draw_id": str(raffle.draw_id), "seq": seq, "log_head": heads[seq]})
        for seq in (1, 3)
    ]


async def test_a_record_that_fits_no_message_is_posted_by_its_hash(
    context: Context, clock: ManualClock, beacon: TestBeacon, telegram: Channel, client: TelegramClient
) -> None:
    prizes = [PrizeView(position, 1, "fixed", 1, None, None) for position in range(1, 71)]
    player = await rich_player(context, 1_000_000)
    raffle = await sold_out_lottery(context, beacon, [(player, 70)], prizes=prizes)
    await jobs.close_due(context)
    await jobs.write_close_records(context, "test")
    assert await post_all(context, client) == 2
    heading, said = telegram.posted()[0]
    assert heading.endswith("close")
    signed = (await context.transact(lambda tx: show_records(tx, raffle.id)))[1]
    assert said == {
        "draw_id": str(raffle.draw_id),
        "close_hash": primitives.close_hash(signed.record).hex(),
        "key_id": signed.key_id,
        "sig": signed.signature.hex(),
    }


async def test_a_close_record_waits_for_nothing_less_urgent(
    context: Context, clock: ManualClock, beacon: TestBeacon, telegram: Channel
) -> None:
    """It is written while another message is on its way; then it is the next one, by what the gate keeps for it."""
    for _ in range(4):
        await make_lottery(context)
    raffles: list[RaffleView] = []

    async def close(_body: dict[str, Any]) -> None:
        if not raffles:
            raffles.append(await closed(context, beacon))

    telegram.on_call = close
    async with client_of(telegram, timeout_s=60) as patient:  # longer than the close can take
        assert await post_publications(context, patient) == 2
    assert [heading.split()[-1] for heading, _ in telegram.posted()] == ["open", "close"]


async def test_only_a_close_record_goes_without_the_gate(
    context: Context, clock: ManualClock, beacon: TestBeacon, telegram: Channel, client: TelegramClient
) -> None:
    await closed(context, beacon)
    context.redis = Redis.from_url("redis://127.0.0.1:1/0")
    with pytest.raises(Unavailable):
        await post_publications(context, client)
    assert [heading.split()[-1] for heading, _ in telegram.posted()] == ["close"]


async def test_where_a_post_is_read(
    context: Context, clock: ManualClock, beacon: TestBeacon, telegram: Channel, client: TelegramClient
) -> None:
    raffle = await closed(context, beacon)
    assert (await context.transact(lambda tx: show_draw(tx, raffle.id))).posts == ()
    telegram.name = "fairlot_draws"
    await post_all(context, client)
    page = await context.transact(lambda tx: show_draw(tx, raffle.id))
    assert [(post.kind, post.message_id, post.url) for post in page.posts] == [
        ("close", 101, "https://t.me/fairlot_draws/101"),
        ("open", 102, "https://t.me/fairlot_draws/102"),
    ]
    assert page.close_post == page.posts[0]
    assert post_url(CHANNEL, None, 7) == "https://t.me/c/1234567890/7"


async def test_the_jobs_do_it(
    context: Context, clock: ManualClock, beacon: TestBeacon, telegram: Channel, client: TelegramClient
) -> None:
    source: Any = beacon
    app = App(context, source, telegram=client)
    player = await rich_player(context, 100_000)
    raffle = await make_lottery(context, beacon=beacon.info().rule(60))
    await bought(context, player, raffle)
    await run_job(JOB["log_heads"], app, "test")
    await run_job(JOB["publications"], app, "test")
    assert [heading.split()[-1] for heading, _ in telegram.posted()] == ["open", "log"]
    await run_job(JOB["publications"], App(context, source), "test")
