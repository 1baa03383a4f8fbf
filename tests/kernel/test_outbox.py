"""Outbox: written with the transaction, delivered at least once."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from core.kernel.outbox import MAX_ATTEMPTS, deliver_due, emit, forget_delivered
from tests.kernel.helpers import sql

TOPIC = "thing.happened"


class Handler:
    """Notes what it is given; fails as often as it is told."""

    def __init__(self, failures: int = 0) -> None:
        self.seen: list[dict[str, Any]] = []
        self.failures = failures

    async def __call__(self, context: Context, payload: dict[str, Any]) -> None:
        await sql(context, "SELECT 1")  # a handler may open transactions
        self.seen.append(payload)
        if len(self.seen) <= self.failures:
            raise LookupError("no luck")


async def send(context: Context, payload: dict[str, Any], topic: str = TOPIC, dedup_key: str | None = None) -> None:
    await context.transact(lambda tx: emit(tx, topic, payload, dedup_key))


async def outbox(context: Context) -> list[Any]:
    return await sql(context, "SELECT * FROM outbox ORDER BY id")


async def test_events_reach_all_subscribers_in_order(context: Context) -> None:
    one, two = Handler(), Handler()
    context.subscriptions[TOPIC] = [one, two]
    for n in range(3):
        await send(context, {"n": n})
    assert await deliver_due(context) == 3
    assert one.seen == two.seen == [{"n": 0}, {"n": 1}, {"n": 2}]
    assert await deliver_due(context) == 0
    assert {(row.state, row.attempts) for row in await outbox(context)} == {("delivered", 1)}


async def test_an_event_that_nobody_subscribes_to_is_not_written(context: Context) -> None:
    await send(context, {}, topic="thing.ignored")
    assert await outbox(context) == []


async def test_an_event_vanishes_with_its_transaction(context: Context) -> None:
    context.subscriptions[TOPIC] = [Handler()]

    async def fail(tx: Transaction) -> None:
        await emit(tx, TOPIC, {})
        raise LookupError

    with pytest.raises(LookupError):
        await context.transact(fail)
    assert await outbox(context) == []


async def test_a_dedup_key_is_used_once_even_after_the_delivery(context: Context) -> None:
    handler = Handler()
    context.subscriptions[TOPIC] = [handler]
    await send(context, {"n": 1}, dedup_key="k")
    await send(context, {"n": 2}, dedup_key="k")
    await deliver_due(context)
    await send(context, {"n": 3}, dedup_key="k")
    await deliver_due(context)
    assert handler.seen == [{"n": 1}]


async def test_a_failure_is_repeated_with_growing_pauses_and_does_not_stop_others(
    context: Context, clock: ManualClock
) -> None:
    handler = Handler(failures=2)
    context.subscriptions[TOPIC] = [handler]
    context.subscriptions["other"] = [other := Handler()]
    await send(context, {"n": 1})
    await send(context, {"n": 2}, topic="other")
    assert await deliver_due(context) == 1
    assert other.seen == [{"n": 2}]
    assert (await outbox(context))[0].last_error == "LookupError: no luck"
    for pause_s in (2, 4):
        clock.advance(timedelta(seconds=pause_s) - timedelta(microseconds=1))
        assert await deliver_due(context) == 0
        tried = len(handler.seen)
        clock.advance(timedelta(microseconds=1))
        await deliver_due(context)
        assert len(handler.seen) == tried + 1
    row = (await outbox(context))[0]
    assert (row.state, row.attempts, row.last_error) == ("delivered", 3, None)


async def test_an_event_is_given_up_after_the_last_attempt_and_stays(context: Context, clock: ManualClock) -> None:
    handler = Handler(failures=1000)
    context.subscriptions[TOPIC] = [handler]
    await send(context, {})
    for _ in range(MAX_ATTEMPTS + 3):
        await deliver_due(context)
        clock.advance(timedelta(hours=1))
    assert len(handler.seen) == MAX_ATTEMPTS
    row = (await outbox(context))[0]
    assert (row.state, row.attempts) == ("failed", MAX_ATTEMPTS)


async def test_a_deliverer_that_died_is_replaced_after_a_minute(context: Context, clock: ManualClock) -> None:
    class Killed(BaseException):
        """What a kill leaves behind: nothing is noted."""

    async def die(_context: Context, _payload: dict[str, Any]) -> None:
        raise Killed

    context.subscriptions[TOPIC] = [die]
    await send(context, {"n": 1})
    with pytest.raises(Killed):
        await deliver_due(context)
    context.subscriptions[TOPIC] = [handler := Handler()]
    clock.advance(timedelta(seconds=59))
    assert await deliver_due(context) == 0
    clock.advance(timedelta(seconds=1))
    assert await deliver_due(context) == 1
    assert handler.seen == [{"n": 1}]


async def test_a_slow_deliverer_does_not_undo_what_another_one_delivered(context: Context, clock: ManualClock) -> None:
    async def slow(context: Context, _payload: dict[str, Any]) -> None:
        clock.advance(timedelta(minutes=2))
        context.subscriptions[TOPIC] = [Handler()]
        await deliver_due(context)
        raise LookupError

    context.subscriptions[TOPIC] = [slow]
    await send(context, {})
    await sql(context, "UPDATE outbox SET attempts = :n", n=MAX_ATTEMPTS - 1)
    await deliver_due(context)
    row = (await outbox(context))[0]
    assert (row.state, row.last_error) == ("delivered", None)


async def test_concurrent_deliverers_share_the_events(live_context: Context) -> None:
    live_context.subscriptions[TOPIC] = [handler := Handler()]
    for n in range(30):
        await send(live_context, {"n": n})
    delivered = await asyncio.gather(*(deliver_due(live_context, 10) for _ in range(4)))
    assert sum(delivered) == 30
    assert sorted(payload["n"] for payload in handler.seen) == list(range(30))


async def test_delivered_events_are_forgotten_in_bounded_steps_and_no_others(
    context: Context, clock: ManualClock
) -> None:
    context.subscriptions[TOPIC] = [Handler()]
    for _ in range(3):
        await send(context, {})
    await deliver_due(context)
    await send(context, {})
    clock.advance(timedelta(days=91))
    steps = [await context.transact(lambda tx: forget_delivered(tx, clock.now(), 2)) for _ in range(3)]
    assert steps == [2, 1, 0]
    assert [row.state for row in await outbox(context)] == ["pending"]
