"""The gate to Telegram, on a real Valkey: what each window of time sees, who goes first, who waits for whom."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Sequence

import pytest
from redis.asyncio import Redis

from core.kernel.errors import Unavailable
from core.notifications.gate import LIMITS, MOST_PER_S, Bucket, Limits, SlidingSecond, admit, hold, try_admit
from sandbox.services import ServiceUrls

OPEN = Bucket(1, 10_000, 0)


@pytest.fixture
async def redis(services: ServiceUrls) -> AsyncIterator[Redis]:
    async with Redis.from_url(services.redis_url) as made:
        yield made


def most_within(instants: Sequence[float], window_s: float) -> int:
    return max(sum(start <= at < start + window_s for at in instants) for start in instants)


async def test_no_second_sees_more_than_thirty(redis: Redis) -> None:
    admitted: list[float] = []

    async def send(first_chat: int, urgent: bool) -> None:
        for chat in range(first_chat, first_chat + 20):
            assert await admit(redis, chat, urgent=urgent, patience_s=30)
            admitted.append(time.monotonic())

    await asyncio.gather(*(send(1_000 * n, urgent=n % 2 == 0) for n in range(4)))
    # a millisecond of the window goes to what passes between the server and this clock
    assert 20 <= most_within(admitted, 0.95) <= 30
    assert len(admitted) == 80


async def test_no_second_sees_more_however_late_a_message_is() -> None:
    second, arrived = SlidingSecond(), list[float]()
    late = random.Random(5)

    async def send() -> None:
        async with second:
            await asyncio.sleep(late.random() * 0.2)
            arrived.append(time.monotonic())
            await asyncio.sleep(late.random() * 0.05)

    began = time.monotonic()
    await asyncio.gather(*(send() for _ in range(4 * MOST_PER_S)))
    assert most_within(arrived, 1.0) <= MOST_PER_S
    assert 3 < time.monotonic() - began < 10


async def test_a_call_that_fails_was_one_too() -> None:
    second = SlidingSecond()

    async def fail() -> None:
        async with second:
            raise TimeoutError

    began = time.monotonic()
    await asyncio.gather(*(fail() for _ in range(2 * MOST_PER_S)), return_exceptions=True)
    assert 1 <= time.monotonic() - began < 3


async def test_a_chat_has_a_message_a_second_and_does_not_hold_the_others(redis: Redis) -> None:
    chats = Limits(OPEN, LIMITS.chat, LIMITS.group)
    began = time.monotonic()
    waits = [await try_admit(redis, 5, limits=chats) for _ in range(3)]
    took_s = time.monotonic() - began
    assert waits[:2] == [None, None]
    assert waits[2] is not None
    assert waits[2].is_chat
    assert 0.99 - took_s < waits[2].seconds <= 1.05
    assert await try_admit(redis, 6, limits=chats) is None
    assert await try_admit(redis, 5, urgent=True, limits=chats) is None  # the reserve
    assert await try_admit(redis, 5, urgent=True, limits=chats) is not None
    await asyncio.sleep(1.1)
    assert await try_admit(redis, 5, urgent=True, limits=chats) is None


async def test_a_group_has_twenty_a_minute(redis: Redis) -> None:
    groups = Limits(OPEN, LIMITS.chat, LIMITS.group)
    for urgent in (False, False, True):
        assert await try_admit(redis, -100_5, urgent=urgent, limits=groups) is None
    wait = await try_admit(redis, -100_5, urgent=True, limits=groups)
    assert wait is not None
    assert wait.seconds > 3
    assert LIMITS.group.burst + 60_000 // LIMITS.group.interval_ms <= 20


@pytest.mark.parametrize("overall", [Bucket(50, 5, 3), Bucket(50, 2, 0)], ids=["reserve", "no reserve"])
async def test_answers_to_people_go_first(redis: Redis, overall: Bucket) -> None:
    """While people are answered at the full rate, notices wait."""
    slow = Limits(overall, OPEN, OPEN)
    order: list[str] = []

    async def go(name: str, number: int, urgent: bool) -> None:
        for chat in range(number):
            assert await admit(redis, chat + 1, urgent=urgent, limits=slow, patience_s=30)
            order.append(name)

    await asyncio.gather(go("notice", 10, urgent=False), go("answer", 30, urgent=True))
    assert order[:32].count("answer") >= 28


async def test_a_refused_message_takes_no_token(redis: Redis) -> None:
    few = Limits(Bucket(10_000, 2, 0), Bucket(10_000, 1, 0), OPEN)
    assert await try_admit(redis, 1, limits=few) is None
    for _ in range(5):
        assert await try_admit(redis, 1, limits=few) is not None
    assert await try_admit(redis, 2, limits=few) is None


async def test_a_hold_is_everybodys_and_a_longer_one_stays(redis: Redis) -> None:
    await hold(redis, 0.6)
    await hold(redis, 0.1)
    started = time.monotonic()
    assert not await admit(redis, 1, urgent=True, patience_s=0.2)
    assert await admit(redis, 1, urgent=True)
    assert 0.5 < time.monotonic() - started < 2


async def test_without_valkey_people_are_answered_and_notices_wait() -> None:
    async with Redis(host="127.0.0.1", port=1) as nobody:
        assert await admit(nobody, 1, urgent=True)
        with pytest.raises(Unavailable):
            await admit(nobody, 1)
