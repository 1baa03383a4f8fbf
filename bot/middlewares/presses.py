"""Every press is answered: by its handler, else by us, and within half a second in any case."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from aiogram import BaseMiddleware
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, TelegramObject

from bot.delivery import Press, press

_PATIENCE_S = 0.5


class Presses(BaseMiddleware):
    """Ends the button's spinner before long work does: a refusal that comes later is a message, not an alert.

    The answer waits half a second because Telegram takes one only, and an alert has to be that one.
    """

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        query = getattr(event, "callback_query", None)
        if not isinstance(query, CallbackQuery):
            press.set(None)
            return await handler(event, data)
        # stays set for the error handler, which runs outside of us; every update sets its own
        press.set(Press(query.id))
        early = asyncio.create_task(_answer_soon(query))
        try:
            result = await handler(event, data)
            await _answer(query)
            return result
        finally:
            early.cancel()
            with suppress(asyncio.CancelledError):
                await early


async def _answer_soon(query: CallbackQuery) -> None:
    await asyncio.sleep(_PATIENCE_S)
    await _answer(query)


async def _answer(query: CallbackQuery) -> None:
    with suppress(TelegramAPIError):  # only a spinner is at stake
        await query.answer()
