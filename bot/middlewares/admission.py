"""Which updates are handled: each once, and no more of one person than anybody can read.

Telegram repeats what it is not sure we have.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.types import TelegramObject, Update, User
from aiogram_dialog.api.entities import DialogUpdate
from redis.asyncio import Redis

from bot.replies import reply_to
from bot.storage import Changes, gathered
from bot.texts import Texts
from core.accounts.rules import language_for

WINDOW_S = 10
MOST = 30
"""Updates of one person within a window."""

_KEPT_S = 24 * 3600  # Telegram forgets undelivered updates after 24 hours (Bot API, getting updates)
_TAKEN_S = 60
_TAKEN, _DONE = b"taken", b"done"


class Admission(BaseMiddleware):
    """Claims each update in Valkey and counts it for its person, in one call.

    A claim is `taken` while its update is handled, `done` for a day afterwards. A handler that fails releases it. It
    runs under the lock of its player, so a claim that is still only taken is one whose process died or outran its
    lock: the update is handled anew, for the use cases are idempotent.

    Of a person's updates beyond MOST in a window every press is answered, of messages the first one.
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
        user: User | None = data.get("event_from_user")
        key = f"bot:{bot.id}:update:{event.update_id}"
        counted = f"bot:{bot.id}:rate:{user.id}" if user is not None and _is_counted(event) else None
        before, count = await self._claim(key, counted)
        if before == _DONE:
            return None
        try:
            with gathered() as changes:
                if count > MOST:
                    await _slow_down(bot, event, user, count)
                    result = None
                else:
                    result = await handler(event, data)
                await self._finish(key, changes)
        except BaseException:
            await self._redis.delete(key)
            raise
        return result

    async def _claim(self, key: str, counted: str | None) -> tuple[bytes | None, int]:
        """What the claim was before, and how many updates the person sent in this window."""
        # no MULTI: a count whose time-out was lost is given one with the next update
        async with self._redis.pipeline(transaction=False) as pipeline:
            pipeline.set(key, _TAKEN, ex=_TAKEN_S, nx=True, get=True)
            if counted is not None:
                pipeline.incr(counted)
                pipeline.expire(counted, WINDOW_S, nx=True)
            before, *counts = await pipeline.execute()
        return before, counts[0] if counts else 0

    async def _finish(self, key: str, changes: Changes) -> None:
        """The update is done: both or neither are written, its claim and what it changed of the conversation."""
        async with self._redis.pipeline(transaction=True) as pipeline:
            changes.write(pipeline)
            pipeline.set(key, _DONE, ex=_KEPT_S)
            await pipeline.execute()


async def _slow_down(bot: Bot, update: Update, user: User | None, count: int) -> None:
    if update.callback_query is not None or count == MOST + 1:
        t = Texts(language_for(None, user.language_code if user is not None else None))
        await reply_to(bot, update, t.plain("common-slow-down", seconds=WINDOW_S), is_alert=False)


def _is_counted(update: Update) -> bool:
    """Messages and presses; a payment is never turned away, for the money has moved."""
    if update.message is not None:
        return update.message.successful_payment is None
    return update.callback_query is not None
