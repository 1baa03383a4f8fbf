"""The one rate gate to Telegram, in Valkey: every process asks it before it sends, the bot's answers with precedence.

Limits are Telegram's guidance (core.telegram.org/bots/faq, "My bot is hitting limits"): about 30 messages a second
overall, one a second in a chat, 20 a minute in a group. Each is a token bucket kept as the instant at which it is full
again, by the server's clock.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from redis.asyncio import Redis
from redis.exceptions import RedisError

from core.kernel.errors import Unavailable

MOST_PER_S: Final = 30

_log = logging.getLogger(__name__)
_SLOT = "fairlot:{telegram}"  # the braces keep all keys on one node of a cluster


@dataclass(frozen=True, slots=True)
class Bucket:
    """One message per `interval_ms`, `burst` of them at once; the last `reserve` of those are for urgent ones.

    A part of a message in `burst` is how far one may come before its time, so that nothing is lost by waking up late.
    """

    interval_ms: int
    burst: float
    reserve: int

    @property
    def interval(self) -> timedelta:
        return timedelta(milliseconds=self.interval_ms)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bursts are inside Telegram's numbers: no second sees more than 30 messages, no minute more than 17 + 3."""

    overall: Bucket = Bucket(34, 1.4, 0)
    chat: Bucket = Bucket(1_050, 3, 1)
    group: Bucket = Bucket(3_500, 3, 1)


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Wait:
    """How long until a message may go. `is_chat`: only its own chat stands against it, others may pass."""

    seconds: float
    is_chat: bool


# All or nothing: a message that one bucket refuses takes no token from the other. While an urgent one waits for the
# overall bucket, all others wait for it.
_ADMIT = """
local held = redis.call('PTTL', KEYS[1])
if held > 0 then return {held, 0} end
local is_urgent, answers = ARGV[5] == '1', redis.call('PTTL', KEYS[4])
if not is_urgent and answers > 0 then return {answers, 0} end
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local full, wait, is_chat = {}, 0, 0
for i = 2, 3 do
    local interval, burst = tonumber(ARGV[2 * i - 3]), tonumber(ARGV[2 * i - 2])
    full[i] = math.max(tonumber(redis.call('GET', KEYS[i]) or now), now)
    local short = math.ceil(full[i] - now - (burst - 1) * interval)
    if short > wait then
        wait = short
        if i == 3 then is_chat = 1 else is_chat = 0 end
    end
end
if wait > 0 then
    if is_urgent and is_chat == 0 then redis.call('SET', KEYS[4], '1', 'PX', wait + 50) end
    return {wait, is_chat}
end
for i = 2, 3 do
    full[i] = full[i] + tonumber(ARGV[2 * i - 3])
    redis.call('SET', KEYS[i], string.format('%.0f', full[i]), 'PX', math.max(math.ceil(full[i] - now), 1))
end
return {0, 0}
"""

_HOLD = """
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], '1', 'PX', ARGV[1]) end
return 1
"""


class SlidingSecond:
    """Of one process's messages no second sees more than 30 at Telegram's end either, however late any of them is.

    The gate says when a message may go; then the machine may stumble. A message arrives between its call and its
    answer, so the thirtieth after it is called a second after that answer. `async with` it around the call.
    """

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(MOST_PER_S)

    async def __aenter__(self) -> None:
        await self._free.acquire()

    async def __aexit__(self, *_: object) -> None:
        asyncio.get_running_loop().call_later(1.0, self._free.release)


async def try_admit(redis: Redis, chat_id: int, *, urgent: bool = False, limits: Limits = LIMITS) -> Wait | None:
    """Take a token for one message to a chat (a negative id is a group's). None: send it now; else nothing was taken.

    Raises Unavailable without Valkey.
    """
    numbers: list[float] = []
    for bucket in (limits.overall, limits.group if chat_id < 0 else limits.chat):
        numbers += (bucket.interval_ms, bucket.burst if urgent else bucket.burst - bucket.reserve)
    keys = [f"{_SLOT}:held", f"{_SLOT}:all", f"{_SLOT}:chat:{chat_id}", f"{_SLOT}:answers"]
    answer: Any = await _run(redis, _ADMIT, keys, [*numbers, int(urgent)])
    wait_ms, is_chat = int(answer[0]), bool(answer[1])
    return Wait(wait_ms / 1000, is_chat) if wait_ms > 0 else None


async def admit(
    redis: Redis, chat_id: int, *, urgent: bool = False, patience_s: float = 5.0, limits: Limits = LIMITS
) -> bool:
    """Wait until a message to a chat may be sent, at most `patience_s`. False: the gate is still closed then.

    An urgent message (the bot's answer to a person who waits) is let through when Valkey is away: Telegram itself
    refuses what is too much. Others raise Unavailable.
    """
    deadline = time.monotonic() + patience_s
    while True:
        try:
            wait = await try_admit(redis, chat_id, urgent=urgent, limits=limits)
        except Unavailable:
            if not urgent:
                raise
            _log.warning("the gate to Telegram is away; an answer goes without it")
            return True
        if wait is None:
            return True
        if time.monotonic() + wait.seconds > deadline:
            return False
        await asyncio.sleep(wait.seconds)


async def hold(redis: Redis, retry_after_s: float) -> None:
    """Let nothing pass for a while, because Telegram said so (429 `retry_after`). A longer hold stays."""
    await _run(redis, _HOLD, [f"{_SLOT}:held"], [max(int(retry_after_s * 1000), 1)])


async def _run(redis: Redis, script: str, keys: list[str], numbers: Sequence[float]) -> Any:
    try:
        return await redis.eval(script, len(keys), *keys, *map(str, numbers))
    except (RedisError, OSError) as error:
        raise Unavailable from error
