"""How much one address, session or player may ask: counters in Valkey, shared by all processes."""

import asyncio
import logging
import math
import time
from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from core.kernel.batches import Batches
from webapp_api.refusals import TooManyRequests

_PATIENCE_S = 0.5
"""How long a request waits to be counted: far longer than Valkey takes, far shorter than a client's patience."""
_PAUSE_S = 1.0
"""How long nobody waits for a Valkey that did not answer."""
_AT_ONCE = 500
_LARGEST_SHARE = 60
_MOST_WINDOWS = 50_000
"""Subjects that a process remembers; of one that it forgot it has a new share counted."""
# each key by its share, its window beginning with the first; gives its count and the milliseconds that it is kept
_COUNT = """
local answers = {}
for i, key in ipairs(KEYS) do
    answers[2 * i - 1] = redis.call('INCRBY', key, ARGV[2 * i - 1])
    redis.call('EXPIRE', key, ARGV[2 * i], 'NX')
    answers[2 * i] = redis.call('PTTL', key)
end
return answers
"""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `most` requests in each window of `window_s` seconds."""

    name: str
    most: int
    window_s: int

    @property
    def share(self) -> int:
        """How many requests a process has counted at a time: a twentieth, so that the others are left theirs, and few
        enough that processes which come and go do not use a limit up by what they leave.
        """
        return max(1, min(self.most // 20, _LARGEST_SHARE))


LOGINS_OF_ADDRESS = Rate("login-address", 300, 60)
"""Many people may share the address of a mobile network."""
LOGINS_OF_PLAYER = Rate("login-player", 20, 60)
READS_OF_ADDRESS = Rate("address", 6000, 60)
TOKENS_OF_ADDRESS = Rate("token-address", 30_000, 60)
"""Whoever makes up tokens has a new one for each request, so that no session's counter would ever fill."""
REQUESTS_OF_SESSION = Rate("session", 300, 10)
COMMANDS_OF_PLAYER = Rate("command", 60, 10)
"""Requests that move money."""


Counted = Sequence[tuple[str, Rate]]
"""Subjects by the keys under which Valkey counts them."""


@dataclass(slots=True)
class _Window:
    """What a process knows of a subject's window: how many more it may let through, and whether that is all."""

    left: int
    is_full: bool
    until: float


class RateLimits:
    """The counters as one process keeps them. Without Valkey nothing is counted: the limits protect the service,
    while the rules of money are PostgreSQL's.

    Asking Valkey at each request would cost more than many an answer. So a process has a share of a limit counted and
    lets that many through; it remembers who is refused until when; and what arrives while it asks goes in one call.
    """

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._away_until: float | None = None
        self._windows: OrderedDict[str, _Window] = OrderedDict()
        self._batches: Batches[Counted, list[int]] = Batches(self._ask, _AT_ONCE)

    def take(self, rate: Rate, subject: str) -> bool:
        """Count a request that is known here to be within its rate; False where Valkey would have to be asked, or it
        is not."""
        now = time.monotonic()
        return (
            bool(self._away_until is not None and now < self._away_until) or self._take(_key(rate, subject), now) == 0
        )

    async def check(self, *subjects: tuple[Rate, str]) -> None:
        """Count one request of each subject. Raises TooManyRequests with the seconds to wait."""
        now = time.monotonic()
        if self._away_until is not None and now < self._away_until:
            return
        counted = [(_key(rate, subject), rate) for rate, subject in subjects]
        known = [self._take(key, now) for key, _ in counted]
        waits_s = [wait_s for wait_s in known if wait_s]
        if None in known:
            unknown = [one for one, wait_s in zip(counted, known, strict=True) if wait_s is None]
            waits_s += await self._batches.add(unknown)
        if any(waits_s):
            raise TooManyRequests(wait_s=max(waits_s))

    def _take(self, key: str, now: float) -> int | None:
        """Let a request through (0) or not (the seconds to wait); None where Valkey has to be asked."""
        window = self._windows.get(key)
        if window is None or now >= window.until:
            return None
        if window.left:
            window.left -= 1
            return 0
        return max(math.ceil(window.until - now), 1) if window.is_full else None

    async def _ask(self, asking: Sequence[Counted]) -> list[list[int]]:
        """Have what is not known counted; gives for each subject of each request the seconds to wait."""
        if not await self._count([one for counted in asking for one in counted]):
            return [[] for _ in asking]
        now = time.monotonic()
        return [[self._take(key, now) or 0 for key, _ in counted] for counted in asking]

    async def _count(self, counted: Counted) -> bool:
        """Have the shares of some subjects counted. False: Valkey is away."""
        rates = dict(counted)
        wanted = Counter(key for key, _ in counted)
        asked = {key: max(rate.share, wanted[key]) for key, rate in rates.items()}
        numbers = [number for key, rate in rates.items() for number in (asked[key], rate.window_s)]
        try:
            async with asyncio.timeout(_PATIENCE_S):
                answers: Any = await self._redis.eval(_COUNT, len(rates), *rates, *numbers)
        except (RedisError, OSError, TimeoutError) as error:
            if self._away_until is None:
                _log.warning("requests are not counted: %s", type(error).__name__)
            self._away_until = time.monotonic() + _PAUSE_S
            return False
        if self._away_until is not None:
            _log.warning("requests are counted again")
            self._away_until = None
        now = time.monotonic()
        for key, count, left_ms in zip(rates, answers[::2], answers[1::2], strict=True):
            granted = max(0, asked[key] - max(0, count - rates[key].most))
            self._windows.pop(key, None)
            self._windows[key] = _Window(granted, count >= rates[key].most, now + max(left_ms, 1) / 1000)
        while len(self._windows) > _MOST_WINDOWS:
            self._windows.popitem(last=False)
        return True


def _key(rate: Rate, subject: str) -> str:
    # the braces keep all keys on one node of a cluster, where one script can count them
    return f"fairlot:{{rates}}:{rate.name}:{subject}"
