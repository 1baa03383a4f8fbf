"""A draw that is over, once more: one message, step by step, from what was stored then; skipped by a button."""

import asyncio
from contextlib import suppress
from uuid import UUID

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup
from aiogram_dialog import DialogManager
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.features.lotteries.current import id_in
from bot.features.results import screens
from bot.features.results.background import keep_up, stop
from bot.screens import HOME
from bot.session import session_of
from bot.texts import Texts
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.errors import NotFound
from core.kernel.links import encode_id
from core.notifications.gate import try_admit
from core.raffles.show_draw import list_winners, show_draw
from core.raffles.show_holding import show_holding

PREFIX = "replay:"
SKIP_PREFIX = "skip:"
PAUSE_S = 2.0
"""Between two steps."""

_SKIPPED = "fairlot:replay:skipped"
_SKIPPED_S = 60

router = Router(name="replay")


def replay_button(t: Texts, raffle_id: UUID) -> InlineKeyboardButton:
    """Starts a replay in a message of its own."""
    return InlineKeyboardButton(text=t.plain("replay-again"), callback_data=f"{PREFIX}{encode_id(raffle_id)}")


async def open_replay(manager: DialogManager, raffle_id: UUID) -> None:
    """Replay a draw for the reader. Raises NotFound where there is no draw that is over."""
    session, bot = session_of(manager), manager.middleware_data["bot"]
    chat_id: int = manager.middleware_data["event_chat"].id
    await _begin(bot, session.app, session.actor, session.t, raffle_id=raffle_id, chat_id=chat_id)


@router.callback_query(F.data.startswith(PREFIX))
async def begin(callback: CallbackQuery, bot: Bot, app: App, actor: Actor, t: Texts) -> None:
    """The button under a draw that was followed or replayed."""
    raffle_id = id_in((callback.data or "").removeprefix(PREFIX))
    await callback.answer()
    await _begin(bot, app, actor, t, raffle_id=raffle_id, chat_id=callback.from_user.id)


@router.callback_query(F.data.startswith(SKIP_PREFIX))
async def skip(callback: CallbackQuery, bot: Bot, app: App, actor: Actor, t: Texts) -> None:
    """To the end at once, whichever process plays."""
    raffle_id = id_in((callback.data or "").removeprefix(SKIP_PREFIX))
    await callback.answer()
    if callback.message is None:
        return
    chat_id, message_id = callback.message.chat.id, callback.message.message_id
    stop(chat_id)
    with suppress(RedisError):  # then another process plays on, and ends as this one does
        await app.context.redis.set(_mark(chat_id, message_id), 1, ex=_SKIPPED_S)
    await _edit(bot, chat_id, message_id, (await _steps(app, actor, t, raffle_id))[-1], _over(t, raffle_id))


async def _begin(bot: Bot, app: App, actor: Actor, t: Texts, *, raffle_id: UUID, chat_id: int) -> None:
    first, *later = await _steps(app, actor, t, raffle_id)
    skip_button = InlineKeyboardButton(
        text=t.plain("replay-skip"), callback_data=f"{SKIP_PREFIX}{encode_id(raffle_id)}"
    )
    skippable = InlineKeyboardMarkup(inline_keyboard=[[skip_button]])
    sent = await bot.send_message(chat_id, first, reply_markup=skippable)

    async def play() -> None:
        for number, text in enumerate(later, start=1):
            await asyncio.sleep(PAUSE_S)
            if await _is_skipped(app.context.redis, chat_id, sent.message_id):
                return
            if number == len(later):
                await _edit(bot, chat_id, sent.message_id, text, _over(t, raffle_id))
            elif await try_admit(app.context.redis, chat_id) is None:  # all other messages go first
                await _edit(bot, chat_id, sent.message_id, text, skippable)

    keep_up(chat_id, play())


async def _steps(app: App, actor: Actor, t: Texts, raffle_id: UUID) -> list[str]:
    async def read(tx: Transaction) -> list[str]:
        page = await show_draw(tx, raffle_id)
        if not screens.is_drawn(page):
            raise NotFound(what="proof", id=str(raffle_id))
        return screens.replay(t, page, await list_winners(tx, raffle_id), await show_holding(tx, actor, raffle_id))

    return await app.transact(read)


async def _edit(bot: Bot, chat_id: int, message_id: int, text: str, markup: InlineKeyboardMarkup) -> None:
    with suppress(TelegramBadRequest):  # deleted by the player, or as it was
        await bot.edit_message_text(text, chat_id=chat_id, message_id=message_id, reply_markup=markup)


def _over(t: Texts, raffle_id: UUID) -> InlineKeyboardMarkup:
    home = InlineKeyboardButton(text=t.plain("common-home"), callback_data=HOME)
    return InlineKeyboardMarkup(inline_keyboard=[[replay_button(t, raffle_id), home]])


async def _is_skipped(redis: Redis, chat_id: int, message_id: int) -> bool:
    try:
        return bool(await redis.exists(_mark(chat_id, message_id)))
    except RedisError:
        return False


def _mark(chat_id: int, message_id: int) -> str:
    return f"{_SKIPPED}:{chat_id}:{message_id}"
