"""Delivery against a real HTTP server: what is sent, edited, repeated, given up."""

import asyncio
import contextlib
import logging
from datetime import time, timedelta
from typing import Any

import pytest

from core.kernel.actor import Actor
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.notifications import deliver as deliver_module
from core.notifications import gate
from core.notifications.kinds import Category, Priority
from core.notifications.repository import queue
from core.notifications.rules import MAX_ATTEMPTS
from core.notifications.set_preferences import PreferencesChange, set_preferences
from core.notifications.set_reachable import set_reachable
from core.notifications.telegram_client import TelegramClient
from core.notifications.views import QuietTime, Switch
from tests.builders.accounts import MadePlayer, make_player
from tests.concurrency.crowd import until
from tests.kernel.helpers import apart, sql
from tests.notifications.helpers import FAST, deliver, deliveries, notice, states, tell, want_marketing
from tests.notifications.telegram import (
    BLOCKED,
    DOWN,
    DROP,
    HANG,
    NO_CHAT,
    TOKEN,
    FakeTelegram,
    client_of,
    fake_telegram,
    refusal,
)


async def prefer(context: Context, player: MadePlayer, change: PreferencesChange) -> None:
    await context.transact(lambda tx: set_preferences(tx, Actor.player(player.id), change))


async def players(context: Context, number: int) -> list[MadePlayer]:
    return [await make_player(context) for _ in range(number)]


async def test_a_notice_arrives_once_in_the_players_language(
    live_context: Context, telegram: FakeTelegram, client: TelegramClient
) -> None:
    player = await make_player(live_context, language="ru")
    one = notice(player, text="A&B <i>")
    assert await tell(live_context, one) == 1
    assert await tell(live_context, one) == 0  # the same key
    assert await deliver(live_context, client) == 1
    assert await deliver(live_context, client) == 0
    method, body = telegram.calls[0]
    assert (len(telegram.calls), method, body["chat_id"]) == (1, "sendMessage", player.telegram_id)
    assert "зачислено" in body["text"]
    assert body["text"].endswith("A&amp;B &lt;i&gt;")
    assert body["parse_mode"] == "HTML"
    row = (await deliveries(live_context))[0]
    assert (row.state, row.attempts, row.message_id) == ("sent", 1, 101)


async def test_a_thread_is_one_message(live_context: Context, telegram: FakeTelegram, client: TelegramClient) -> None:
    player = await make_player(live_context)
    await tell(live_context, notice(player, text="first", thread_key="t"))
    await deliver(live_context, client)
    await tell(live_context, notice(player, text="second", thread_key="t"))
    telegram.faults.append(refusal(400, "Bad Request: message is not modified: specified new message content ..."))
    await deliver(live_context, client)
    await tell(live_context, notice(player, text="third", thread_key="t"))
    telegram.faults.append(refusal(400, "Bad Request: message to edit not found"))
    await deliver(live_context, client)
    await tell(live_context, notice(player, text="fourth", thread_key="t"))
    await deliver(live_context, client)
    assert [(method, body.get("message_id")) for method, body in telegram.calls] == [
        ("sendMessage", None),
        ("editMessageText", 101),
        ("editMessageText", 101),
        ("sendMessage", None),
        ("editMessageText", 102),
    ]
    assert await states(live_context) == ["sent"] * 4


async def test_of_a_thread_only_the_last_word_is_sent(
    live_context: Context, telegram: FakeTelegram, client: TelegramClient
) -> None:
    player = await make_player(live_context)
    await tell(live_context, notice(player, text="sealed", thread_key="t"))
    await tell(live_context, notice(player, text="result", thread_key="t", priority=Priority.RESULT))
    await deliver(live_context, client)
    assert await states(live_context) == ["skipped", "sent"]
    assert len(telegram.calls) == 1
    assert "result" in telegram.texts()[0]


@pytest.mark.parametrize("answer", [BLOCKED, NO_CHAT])
async def test_who_cannot_be_reached_is_not_tried_again(
    live_context: Context, telegram: FakeTelegram, client: TelegramClient, clock: ManualClock, answer: Any
) -> None:
    player = await make_player(live_context)
    telegram.faults.append(answer)
    await tell(live_context, notice(player))
    await deliver(live_context, client)
    await tell(live_context, notice(player))
    clock.advance(timedelta(days=1))
    await deliver(live_context, client)
    assert await states(live_context) == ["unreachable"] * 2
    assert len(telegram.calls) == 1
    await live_context.transact(lambda tx: set_reachable(tx, player.telegram_id, True))
    await tell(live_context, notice(player))
    assert await deliver(live_context, client) == 1


async def test_a_flood_holds_everybody_and_costs_no_attempt(
    live_context: Context, telegram: FakeTelegram, client: TelegramClient, clock: ManualClock
) -> None:
    first, second = await players(live_context, 2)
    await tell(live_context, notice(first))
    telegram.faults.append(refusal(429, "Too Many Requests: retry after 3", retry_after=3))
    await deliver(live_context, client)
    await tell(live_context, notice(second))
    # the bot's own answers stand before the same gate
    assert not await gate.admit(live_context.redis, 1, urgent=True, patience_s=0.1)
    assert await deliver(live_context, client, run_s=0.1) == 0
    assert len(telegram.calls) == 1
    await asyncio.sleep(3)
    clock.advance(timedelta(seconds=3))
    assert await deliver(live_context, client) == 2
    assert [row.attempts for row in await deliveries(live_context)] == [1, 1]


@pytest.mark.parametrize("fault", [DOWN, refusal(500, "Internal Server Error"), DROP, HANG])
async def test_trouble_is_tried_again_but_marketing_never_twice(
    live_context: Context, telegram: FakeTelegram, clock: ManualClock, fault: Any
) -> None:
    player, other = await players(live_context, 2)
    await want_marketing(live_context, other)
    async with client_of(telegram, timeout_s=0.3) as client:
        await tell(live_context, notice(player, Category.MONEY), notice(other, Category.MARKETING))
        telegram.faults += [fault, fault]
        assert await deliver(live_context, client) == 0
        assert await deliver(live_context, client) == 0  # not at once
        assert len(telegram.calls) == 2
        clock.advance(timedelta(seconds=3))
        sent = await deliver(live_context, client)
    is_unknown = fault in (DROP, HANG)
    assert await states(live_context) == ["sent", "failed" if is_unknown else "sent"]
    assert (sent, len(telegram.calls)) == ((1, 3) if is_unknown else (2, 4))


async def test_telegram_gone_for_a_minute_loses_nothing(
    live_context: Context, telegram: FakeTelegram, clock: ManualClock
) -> None:
    for player in await players(live_context, 8):
        await tell(live_context, notice(player))
    async with client_of(FakeTelegram(port=1)) as nobody:
        for _ in range(30):
            assert await deliver(live_context, nobody) == 0
            clock.advance(timedelta(seconds=2))
    clock.advance(timedelta(minutes=5))
    async with client_of(telegram) as client:
        assert await deliver(live_context, client) == 8


async def test_a_wrong_message_fails_and_does_not_stop_the_queue(
    live_context: Context, telegram: FakeTelegram, client: TelegramClient
) -> None:
    first, second, third = await players(live_context, 3)
    await tell(live_context, notice(first), notice(second), notice(third))
    await sql(live_context, "UPDATE notifications SET kind = 'of-later' WHERE player_id = :id", id=second.id)
    refused = refusal(400, "Bad Request: can't parse entities")
    telegram.answer = lambda _, body: refused if body["chat_id"] == first.telegram_id else None
    assert await deliver(live_context, client) == 1
    assert await states(live_context) == ["failed", "failed", "sent"]


async def test_a_wrong_token_burns_no_attempts_and_is_never_shown(
    live_context: Context, telegram: FakeTelegram, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = "999:another-secret"
    await tell(live_context, notice(await make_player(live_context)))
    async with TelegramClient(telegram.url, wrong) as client:
        await deliver(live_context, client)
    telegram.faults += [DROP, DOWN]
    async with client_of(telegram) as client:
        for _ in range(3):
            clock.advance(timedelta(minutes=1))
            await deliver(live_context, client)
    row = (await deliveries(live_context))[0]
    assert (row.state, row.attempts) == ("sent", 3)
    shown = caplog.text + str([vars(record) for record in caplog.records]) + repr(client)
    assert wrong not in shown
    assert TOKEN not in shown


async def test_a_death_between_sending_and_the_answer(
    live_context: Context, telegram: FakeTelegram, client: TelegramClient, clock: ManualClock
) -> None:
    """The row says `sending` before Telegram is called; money is sent again by the next one, marketing is not."""
    player, other = await players(live_context, 2)
    await want_marketing(live_context, other)
    await tell(live_context, notice(player, Category.MONEY), notice(other, Category.MARKETING))
    called = asyncio.Event()
    seen: list[str] = []

    async def die(_: object) -> None:
        seen.extend(await apart(states(live_context)))
        if len(telegram.calls) == 2:
            called.set()
        await asyncio.sleep(60)

    telegram.on_call = die
    victim = apart(deliver(live_context, client, "victim"))
    await asyncio.wait_for(called.wait(), 10)
    await kill(victim)
    telegram.on_call = None
    assert seen.count("sending") >= 2
    assert "sent" not in seen
    assert await states(live_context) == ["sending", "sending"]
    assert await deliver(live_context, client, "heir") == 0  # the lease is the victim's
    clock.advance(timedelta(seconds=61))
    async with client_of(telegram) as heirs:
        assert await deliver(live_context, heirs, "heir") == 1
    assert await states(live_context) == ["sent", "failed"]
    assert [body["chat_id"] for _, body in telegram.calls].count(other.telegram_id) == 1


async def kill(victim: asyncio.Task[int]) -> None:
    """End a deliverer and its calls as a kill would: nothing of it writes any more."""
    own = [task for task in asyncio.all_tasks() if "coro=<_send()" in repr(task)]
    for task in (*own, victim):
        task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await victim


async def test_two_deliverers_at_once(live_context: Context, telegram: FakeTelegram, client: TelegramClient) -> None:
    everybody = await players(live_context, 30)
    await tell(live_context, *(notice(player) for player in everybody))
    sent = await asyncio.gather(*(apart(deliver(live_context, client, f"process {n}")) for n in range(2)))
    assert sorted(sent) == [0, 30]
    assert sorted(body["chat_id"] for _, body in telegram.calls) == sorted(player.telegram_id for player in everybody)


async def test_without_the_lease_a_delivery_is_still_claimed_once(
    live_context: Context, telegram: FakeTelegram, client: TelegramClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A deliverer that stalled beyond its lease and goes on beside its heir."""

    async def granted(*_: object) -> bool:
        return True

    monkeypatch.setattr(deliver_module, "acquire_lease", granted)
    everybody = await players(live_context, 30)
    await tell(live_context, *(notice(player) for player in everybody))
    await asyncio.gather(*(apart(deliver(live_context, client, f"process {n}")) for n in range(2)))
    assert sorted(body["chat_id"] for _, body in telegram.calls) == sorted(player.telegram_id for player in everybody)


async def test_old_servers_get_plain_times(
    live_context: Context, telegram: FakeTelegram, client: TelegramClient
) -> None:
    player = await make_player(live_context, language="en")
    one = notice(player)
    await tell(live_context, one)
    await sql(
        live_context,
        "UPDATE notifications SET kind = 'watched-draw-soon', params = CAST(:params AS jsonb)",
        params='{"title": {"en": "T"}, "raffle": "RF-1", "ends_countdown": "2026-11-20T13:00:00+00:00"}',
    )
    telegram.faults.append(refusal(400, 'Bad Request: can\'t parse entities: Unsupported start tag "tg-time"'))
    assert await deliver(live_context, client) == 1
    live, plain = telegram.texts()
    assert '<tg-time unix="1795179600" format="r">20 Nov 18:00</tg-time>' in live
    assert "sales end 20 Nov 18:00, then" in plain


async def test_switched_off_and_quiet_hours(
    live_context: Context, telegram: FakeTelegram, client: TelegramClient, clock: ManualClock
) -> None:
    """12:00 UTC is 17:00 in Dushanbe. Money and results do not wait; what is switched off stays in the inbox."""
    player = await make_player(live_context)
    quiet = QuietTime(time(16, 0), time(18, 0))
    await prefer(live_context, player, PreferencesChange({Category.RESULTS: Switch(True, False)}, quiet))
    await tell(
        live_context,
        notice(player, Category.DRAWS),
        notice(player, Category.MONEY),
        notice(player, Category.RESULTS),
    )
    assert await deliver(live_context, client) == 1
    assert await states(live_context) == ["pending", "sent", "skipped"]
    clock.advance(timedelta(minutes=59))
    assert await deliver(live_context, client) == 0
    clock.advance(timedelta(minutes=1))
    assert await deliver(live_context, client) == 1
    assert await states(live_context) == ["sent", "sent", "skipped"]


async def test_what_kills_its_deliverer_each_time_ends_some_time(
    live_context: Context, client: TelegramClient, clock: ManualClock
) -> None:
    (player,) = await players(live_context, 1)
    await tell(live_context, notice(player))
    await execute_sending(live_context, MAX_ATTEMPTS - 1)
    clock.advance(timedelta(seconds=61))
    await live_context.transact(lambda tx: queue.give_up_abandoned(tx, tx.now, 50))
    assert await states(live_context) == ["pending"]
    await execute_sending(live_context, MAX_ATTEMPTS)
    clock.advance(timedelta(seconds=61))
    assert await deliver(live_context, client) == 0
    assert await states(live_context) == ["failed"]


async def execute_sending(context: Context, attempts: int) -> None:
    await sql(context, f"UPDATE notification_deliveries SET state = 'sending', attempts = {attempts}")


@pytest.mark.slow
async def test_a_thousand_notices_in_the_order_of_their_priorities(
    live_context: Context, telegram: FakeTelegram, client: TelegramClient, clock: ManualClock
) -> None:
    """Within the gate: no chat sees two at once, and an urgent one that comes late goes before the rest."""
    # One notice of each class per chat: two of one chat lie so far apart that none waits for another to be sent.
    everybody = await players(live_context, 250)
    written = [notice(everybody[n % 250], priority=Priority(3 - n // 250)) for n in range(1_000)]
    assert await tell(live_context, *written) == 1_000
    mark = {one.params["reference"]: one.priority for one in written}
    late = [notice(everybody[0], text="LATE", priority=Priority.RESULT)]
    mark["LATE"] = Priority.RESULT
    arrived_at = 0
    await sql(live_context, "ANALYZE")
    while await apart(deliver(live_context, client, limits=FAST, run_s=2.0)) or "pending" in await states(live_context):
        clock.advance(timedelta(milliseconds=500))
        if len(telegram.calls) > 500 and late:
            arrived_at = len(telegram.calls)
            await tell(live_context, late.pop())
    order = [mark[text.rpartition(" ")[2]] for text in telegram.texts()]
    assert sorted(order) == [0] * 251 + [1] * 250 + [2] * 250 + [3] * 250
    place = next(n for n, text in enumerate(telegram.texts()) if text.endswith("LATE"))
    assert place - arrived_at < 50
    del order[place]
    # what a chat could not take at once was put off, so that the classes overlap a little where they meet
    assert sum(a > b for a, b in zip(order, sorted(order), strict=True)) < 200
    assert order[:200] == [0] * 200
    assert order[-100:] == [3] * 100


async def test_a_hanging_call_does_not_stop_the_others(live_context: Context) -> None:
    everybody = await players(live_context, 40)
    await tell(live_context, *(notice(player) for player in everybody))
    async with fake_telegram() as telegram, client_of(telegram, timeout_s=4.0) as client:
        telegram.answer = lambda _, body: HANG if body["chat_id"] == everybody[0].telegram_id else None
        run = apart(deliver(live_context, client))

        async def have_all_come() -> bool:
            return len(telegram.calls) == 40

        await until(have_all_come, timeout_s=4)  # before the hanging call is given up
        assert await run == 39
