"""An update that was handled is not handled again: Telegram repeats what it is not sure we have."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.types import TelegramObject, Update
from aiogram_dialog.api.entities import DialogUpdate
from redis.asyncio import Redis

_KEPT_S = 24 * 3600  # Telegram forgets undelivered updates after 24 hours (Bot API, getting updates)
_TAKEN_S = 60
_TAKEN, _DONE = b"taken", b"done"


class Claims(BaseMiddleware):
    """Claims each update in Valkey: `taken` while it is handled, `done` for a day afterwards.

    A handler that fails releases its claim. It runs under the lock of its player, so a claim that is still only taken
    is one whose process died or outran its lock: the update is handled anew, for the use cases are idempotent.
    """

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        if not isinstance(event, Update) or isinstance(event, DialogUpdate):
            return await handler(event, data)
        bot: Bot = data["bot"]
        key = f"bot:{bot.id}:update:{event.update_id}"
        if await self._redis.set(key, _TAKEN, ex=_TAKEN_S, nx=True, get=True) == _DONE:
            return None
        try:
            result = await handler(event, data)
        except BaseException:
            await self._redis.delete(key)
            raise
        await self._redis.set(key, _DONE, ex=_KEPT_S)
        return result
