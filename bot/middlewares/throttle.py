"""A person who taps faster than anybody can read is asked to wait."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.types import TelegramObject, Update, User
from redis.asyncio import Redis

from bot.replies import reply_to
from bot.texts import Texts
from core.accounts.rules import language_for

WINDOW_S = 10
MOST = 30
"""Updates of one person within a window."""


class Throttle(BaseMiddleware):
    """Counts each person's updates in a window. Every press beyond is answered, of messages the first one."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        user: User | None = data.get("event_from_user")
        if user is None or not isinstance(event, Update) or not _is_counted(event):
            return await handler(event, data)
        bot: Bot = data["bot"]
        key = f"bot:{bot.id}:rate:{user.id}"
        async with self._redis.pipeline(transaction=True) as pipeline:
            pipeline.incr(key)
            pipeline.expire(key, WINDOW_S, nx=True)
            count, _ = await pipeline.execute()
        if count <= MOST:
            return await handler(event, data)
        if event.callback_query is not None or count == MOST + 1:
            t = Texts(language_for(None, user.language_code))
            await reply_to(bot, event, t.plain("common-slow-down", seconds=WINDOW_S), is_alert=False)
        return None


def _is_counted(update: Update) -> bool:
    """Messages and presses; a payment is never turned away, for the money has moved."""
    if update.message is not None:
        return update.message.successful_payment is None
    return update.callback_query is not None
