"""A draw followed in one message, edited a bounded number of times."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup
from aiogram_dialog import DialogManager

from bot.features.lotteries.current import id_in
from bot.features.results import screens
from bot.screens import HOME
from bot.session import Session, session_of
from bot.texts import Texts
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.errors import DomainError
from core.kernel.links import encode_id
from core.notifications.gate import try_admit
from core.raffles.show_draw import list_winners, show_draw
from core.raffles.show_holding import show_holding
from core.raffles.shown import DrawPage, Holding, Winner

PREFIX = "live:"
PAUSE_S = 5
"""Between two looks: Telegram bears about one message a second in a chat, and others speak there too."""

MOST_LOOKS = 60
MOST_VIEWS = 200
"""Views that one process keeps up at a time; who comes later refreshes by hand."""

router = Router(name="live")
_log = logging.getLogger(__name__)
_views: dict[int, asyncio.Task[None]] = {}


@dataclass(frozen=True, slots=True)
class Look:
    """The draw at one moment."""

    text: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class View:
    """One message that follows one draw."""

    app: App
    bot: Bot
    actor: Actor
    t: Texts
    raffle_id: UUID
    chat_id: int
    message_id: int

    async def follow(self, text: str) -> None:
        """Look again and again, and edit the message when something changed; end with the result at the latest."""
        for _ in range(MOST_LOOKS):
            await asyncio.sleep(PAUSE_S)
            now = await look(self.app, self.actor, self.t, self.raffle_id)
            if now.text != text and (now.is_over or await self._may_edit()):
                text = now.text
                with suppress(TelegramBadRequest):  # deleted by the player, or as it was
                    await self.bot.edit_message_text(
                        text,
                        chat_id=self.chat_id,
                        message_id=self.message_id,
                        reply_markup=keyboard(self.t, self.raffle_id, now),
                    )
            if now.is_over:
                return

    async def _may_edit(self) -> bool:
        """Whether Telegram bears one more edit: all other messages go first. Raises Unavailable."""
        return await try_admit(self.app.context.redis, self.chat_id) is None


async def look(app: App, actor: Actor, t: Texts, raffle_id: UUID) -> Look:
    """The draw as it stands. Raises NotFound."""

    async def read(tx: Transaction) -> tuple[DrawPage, list[Winner], Holding]:
        page = await show_draw(tx, raffle_id)
        return page, await list_winners(tx, raffle_id), await show_holding(tx, actor, raffle_id)

    page, winners, holding = await app.transact(read)
    return Look(screens.live(t, page, winners, holding, app.context.clock.now()), screens.is_over(page))


def keyboard(t: Texts, raffle_id: UUID, seen: Look) -> InlineKeyboardMarkup:
    """Refreshing takes the view up again, in this or another process."""
    again = InlineKeyboardButton(text=t.plain("live-refresh"), callback_data=f"{PREFIX}{encode_id(raffle_id)}")
    home = InlineKeyboardButton(text=t.plain("common-home"), callback_data=HOME)
    return InlineKeyboardMarkup(inline_keyboard=[[home] if seen.is_over else [again, home]])


async def open_live_view(manager: DialogManager, raffle_id: UUID) -> None:
    """Send the message of a draw and follow it."""
    session: Session = session_of(manager)
    bot: Bot = manager.middleware_data["bot"]
    chat_id: int = manager.middleware_data["event_chat"].id
    seen = await look(session.app, session.actor, session.t, raffle_id)
    sent = await bot.send_message(chat_id, seen.text, reply_markup=keyboard(session.t, raffle_id, seen))
    _start(View(session.app, bot, session.actor, session.t, raffle_id, chat_id, sent.message_id), seen)


@router.callback_query(F.data.startswith(PREFIX))
async def refresh(callback: CallbackQuery, bot: Bot, app: App, actor: Actor, t: Texts) -> None:
    """Look now, and go on following."""
    raffle_id = id_in((callback.data or "").removeprefix(PREFIX))
    await callback.answer()
    seen = await look(app, actor, t, raffle_id)
    if callback.message is None:
        return
    view = View(app, bot, actor, t, raffle_id, callback.message.chat.id, callback.message.message_id)
    with suppress(TelegramBadRequest):  # as it was
        await bot.edit_message_text(
            seen.text,
            chat_id=view.chat_id,
            message_id=view.message_id,
            reply_markup=keyboard(t, raffle_id, seen),
        )
    _start(view, seen)


def _start(view: View, seen: Look) -> None:
    """Follow in the background; one view per chat, the newest."""
    _stop(view.chat_id)
    if seen.is_over or len(_views) >= MOST_VIEWS:
        return
    task = asyncio.create_task(_followed(view, seen.text))
    _views[view.chat_id] = task
    task.add_done_callback(lambda done: _forget(view.chat_id, done))


async def _followed(view: View, text: str) -> None:
    try:
        await view.follow(text)
    except (TelegramAPIError, DomainError) as error:
        # the message keeps its button
        _log.info("a live view ends early: %s", type(error).__name__)


def _stop(chat_id: int) -> None:
    running = _views.pop(chat_id, None)
    if running is not None:
        running.cancel()


def _forget(chat_id: int, done: asyncio.Task[None]) -> None:
    if _views.get(chat_id) is done:
        del _views[chat_id]
    if not done.cancelled() and done.exception() is not None:
        _log.error("a live view failed", exc_info=done.exception())


@router.shutdown()
async def stop_all() -> None:
    """End every view with the process."""
    running = list(_views.values())
    for chat_id in list(_views):
        _stop(chat_id)
    await asyncio.gather(*running, return_exceptions=True)
