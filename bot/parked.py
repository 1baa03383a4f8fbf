"""Updates that Telegram was told we have before they were handled: kept in Valkey, so that no death loses them."""

from collections.abc import Iterable
from typing import Any

from aiogram import Bot
from aiogram.types import Update
from redis.asyncio import Redis

_KEPT_S = 7 * 24 * 3600


class Parked:
    """The parked updates of one bot. Every method raises RedisError where Valkey is away."""

    def __init__(self, redis: Redis, bot: Bot) -> None:
        self._redis, self._bot = redis, bot
        self._key = f"bot:{bot.id}:parked"

    async def put(self, updates: Iterable[Update]) -> None:
        """Keep some updates, at least one."""
        written: dict[Any, Any] = {
            str(update.update_id): update.model_dump_json(exclude_unset=True, by_alias=True) for update in updates
        }
        async with self._redis.pipeline(transaction=True) as pipeline:
            pipeline.hset(self._key, mapping=written)
            pipeline.expire(self._key, _KEPT_S)
            await pipeline.execute()

    async def remove(self, *update_ids: int) -> None:
        """Forget some that were handled."""
        await self._redis.hdel(self._key, *map(str, update_ids))

    async def all(self) -> list[Update]:
        """All that are kept, the oldest first."""
        kept = await self._redis.hgetall(self._key)
        updates = [Update.model_validate_json(written, context={"bot": self._bot}) for written in kept.values()]
        return sorted(updates, key=lambda update: update.update_id)
