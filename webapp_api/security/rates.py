"""How much one address, session or player may ask: counters in Valkey, shared by all processes."""

import logging
from dataclasses import dataclass

from redis.asyncio import Redis
from redis.exceptions import RedisError

from webapp_api.refusals import TooManyRequests

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
REQUESTS_OF_SESSION = Rate("session", 300, 10)
COMMANDS_OF_PLAYER = Rate("command", 60, 10)
"""Requests that move money."""


async def check_rate(redis: Redis, rate: Rate, subject: str) -> None:
    """Count one request of `subject`. Raises TooManyRequests with the seconds to wait.

    Without Valkey nothing is counted: the limits protect the service, while the rules of money are PostgreSQL's.
    """
    key = f"api:rate:{rate.name}:{subject}"
    try:
        async with redis.pipeline(transaction=True) as pipeline:
            pipeline.incr(key)
            pipeline.expire(key, rate.window_s, nx=True)
            pipeline.ttl(key)
            count, _, left_s = await pipeline.execute()
    except (RedisError, OSError) as error:
        _log.warning("rate %s is not counted: %s", rate.name, type(error).__name__)
        return
    if count > rate.most:
        raise TooManyRequests(wait_s=max(int(left_s), 1))
