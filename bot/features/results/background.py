"""Messages that the bot goes on editing after its answer: one in each chat, the newest."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from aiogram import Router
from aiogram.exceptions import TelegramAPIError

from core.kernel.errors import DomainError

MOST_VIEWS = 200
"""That one process keeps up at a time; who comes later refreshes by hand."""

router = Router(name="background")
_log = logging.getLogger(__name__)
_views: dict[int, asyncio.Task[None]] = {}


def keep_up(chat_id: int, work: Coroutine[Any, Any, None]) -> None:
    """Edit on in the background, in the place of what was kept up in this chat before."""
    stop(chat_id)
    if len(_views) >= MOST_VIEWS:
        work.close()
        return
    task = asyncio.create_task(_guarded(work))
    _views[chat_id] = task
    task.add_done_callback(lambda done: _forget(chat_id, done))


def stop(chat_id: int) -> None:
    """Leave the message of this chat as it is."""
    running = _views.pop(chat_id, None)
    if running is not None:
        running.cancel()


@router.shutdown()
async def stop_all() -> None:
    """End every view with the process."""
    running = list(_views.values())
    for chat_id in list(_views):
        stop(chat_id)
    await asyncio.gather(*running, return_exceptions=True)


async def _guarded(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except (TelegramAPIError, DomainError) as error:
        # the message keeps its button
        _log.info("a live view ends early: %s", type(error).__name__)


def _forget(chat_id: int, done: asyncio.Task[None]) -> None:
    if _views.get(chat_id) is done:
        del _views[chat_id]
    if not done.cancelled() and done.exception() is not None:
        _log.error("a live view failed", exc_info=done.exception())
