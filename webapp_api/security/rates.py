"""How much one address, session or player may ask: counters in Valkey, shared by all processes."""

import asyncio
import logging
import time
from dataclasses import dataclass

from redis.asyncio import Redis
from redis.exceptions import RedisError

from webapp_api.refusals import TooManyRequests

_PATIENCE_S = 0.5
"""How long a request waits to be counted: far longer than Valkey takes, far shorter than a client's patience."""
_PAUSE_S = 1.0
"""How long nobody waits for a Valkey that did not answer."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `most` requests in each window of `window_s` seconds."""

    name: str
    most: int
    window_s: int


LOGINS_OF_ADDRESS = Rate("login-address", 300, 60)
"""Many people may share the address of a mobile network."""
LOGINS_OF_PLAYER = Rate("login-player", 20, 60)
READS_OF_ADDRESS = Rate("address", 6000, 60)
TOKENS_OF_ADDRESS = Rate("token-address", 30_000, 60)
"""Whoever makes up tokens has a new one for each request, so that no session's counter would ever fill."""
REQUESTS_OF_SESSION = Rate("session", 300, 10)
COMMANDS_OF_PLAYER = Rate("command", 60, 10)
"""Requests that move money."""


class RateLimits:
    """The counters as one process keeps them. Without Valkey nothing is counted: the limits protect the service,
    while the rules of money are PostgreSQL's."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._away_until: float | None = None

    async def check(self, *subjects: tuple[Rate, str]) -> None:
        """Count one request of each subject. Raises TooManyRequests with the seconds to wait."""
        if self._away_until is not None and time.monotonic() < self._away_until:
            return
        try:
            async with asyncio.timeout(_PATIENCE_S), self._redis.pipeline(transaction=True) as pipeline:
                for rate, subject in subjects:
                    key = f"api:rate:{rate.name}:{subject}"
                    pipeline.incr(key)
                    pipeline.expire(key, rate.window_s, nx=True)
                    pipeline.ttl(key)
                answers = await pipeline.execute()
        except (RedisError, OSError, TimeoutError) as error:
            if self._away_until is None:
                _log.warning("requests are not counted: %s", type(error).__name__)
            self._away_until = time.monotonic() + _PAUSE_S
            return
        if self._away_until is not None:
            _log.warning("requests are counted again")
            self._away_until = None
        counted = zip(subjects, answers[::3], answers[2::3], strict=True)
        waits_s = [max(int(left_s), 1) for (rate, _), count, left_s in counted if count > rate.most]
        if waits_s:
            raise TooManyRequests(wait_s=max(waits_s))
