"""What every call to the Bot API goes through: patience with Telegram, and one answer to each press."""

import asyncio
import logging
from contextlib import nullcontext, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import cast

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import AnswerCallbackQuery, GetUpdates, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from redis.asyncio import Redis

from core.kernel.errors import Unavailable
from core.notifications.gate import SlidingSecond, admit, hold

TELEGRAM_AWAY = (TelegramNetworkError, TelegramServerError, TelegramRetryAfter)
"""Telegram cannot take our call now; the update it answers is handled again later."""

_LONGEST_WAIT_S = 5
_PAUSES_S = (0.2, 0.5, 1.0)
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Press:
    """A press on a button, which Telegram lets us answer once."""

    query_id: str
    is_answered: bool = False


press: ContextVar[Press | None] = ContextVar("press", default=None)
"""The press that is being handled."""


class OneAnswer(BaseRequestMiddleware):
    """Answers a press once, whoever asks first; a press that is too old for an answer needs none."""

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        query_id = getattr(method, "callback_query_id", None)
        if method.__api_method__ != AnswerCallbackQuery.__api_method__:
            return await make_request(bot, method)
        answered = True  # a session gives the bare result, whatever the types say
        current = press.get()
        if current is not None and current.query_id == query_id:
            if current.is_answered:
                return cast(Response[TelegramType], answered)
            current.is_answered = True
        try:
            return await make_request(bot, method)
        except TelegramBadRequest as refusal:
            _log.info("press not answered: %s", refusal.message)
            return cast(Response[TelegramType], answered)


class Patience(BaseRequestMiddleware):
    """Tries a call again after a short pause where Telegram asks for one or stumbles.

    Longer trouble is the caller's: the handler's lock on its player must not outlast itself.
    """

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        if method.__api_method__ == GetUpdates.__api_method__:
            return await make_request(bot, method)
        for pause_s in _PAUSES_S:
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as refusal:
                if refusal.retry_after > _LONGEST_WAIT_S:
                    raise
                await asyncio.sleep(refusal.retry_after)
            except (TelegramNetworkError, TelegramServerError) as error:
                _log.info("%s is sent again: %s", method.__api_method__, type(error).__name__)
                await asyncio.sleep(pause_s)
        return await make_request(bot, method)


class Unreadable(BaseRequestMiddleware):
    """An answer that is no object of JSON was not made by Telegram: a proxy before it found nobody there."""

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        try:
            return await make_request(bot, method)
        except ClientDecodeError as error:
            if isinstance(error.data, dict):
                raise
            # without the cause: a page of anybody's is not for the log
            raise TelegramServerError(method, "the answer is not Telegram's") from None


class Gate(BaseRequestMiddleware):
    """Lets new messages through at the pace Telegram allows, before all notices, and tells every process to stop
    for as long as Telegram says."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._second = SlidingSecond()

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        chat_id = getattr(method, "chat_id", None)
        is_new = isinstance(chat_id, int) and method.__api_method__.startswith("send")
        if isinstance(chat_id, int) and is_new:
            # a gate that stays closed is Telegram's to refuse: the answer is tried all the same
            await admit(self._redis, chat_id, urgent=True)
        try:
            async with self._second if is_new else nullcontext():
                return await make_request(bot, method)
        except TelegramRetryAfter as refusal:
            with suppress(Unavailable):
                await hold(self._redis, refusal.retry_after)
            raise
