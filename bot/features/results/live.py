"""A draw followed in one message, edited a bounded number of times."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup
from aiogram_dialog import DialogManager

from bot.features.lotteries.current import id_in
from bot.features.results import screens
from bot.features.results.background import keep_up, stop
from bot.features.results.replay import replay_button
from bot.screens import HOME
from bot.session import Session, session_of
from bot.texts import Texts
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.links import encode_id
from core.notifications.gate import try_admit
from core.raffles.show_draw import list_winners, show_draw
from core.raffles.show_holding import show_holding
from core.raffles.shown import DrawPage, Holding, Winner

PREFIX = "live:"
PAUSE_S = 5
"""Between two looks: Telegram bears about one message a second in a chat, and others speak there too."""

LONG_PAUSE_S = 30
"""While the countdown shows whole minutes."""

MOST_LOOKS = 60

router = Router(name="live")


@dataclass(frozen=True, slots=True)
class Look:
    """The draw at one moment."""

    text: str
    is_over: bool
    is_drawn: bool
    is_far: bool
    """The round is minutes away."""


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

    async def follow(self, seen: Look) -> None:
        """Look again and again, and edit the message when something changed; end with the result at the latest."""
        text, now = seen.text, seen
        for _ in range(MOST_LOOKS):
            await asyncio.sleep(LONG_PAUSE_S if now.is_far else PAUSE_S)
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
    now = app.context.clock.now()
    return Look(
        text=screens.live(t, page, winners, holding, now),
        is_over=screens.is_over(page),
        is_drawn=screens.is_drawn(page),
        is_far=page.due_at is not None and page.due_at - now > screens.BY_SECONDS + timedelta(seconds=LONG_PAUSE_S),
    )


def keyboard(t: Texts, raffle_id: UUID, seen: Look) -> InlineKeyboardMarkup:
    """Refreshing takes the view up again, in this or another process."""
    again = InlineKeyboardButton(text=t.plain("live-refresh"), callback_data=f"{PREFIX}{encode_id(raffle_id)}")
    home = InlineKeyboardButton(text=t.plain("common-home"), callback_data=HOME)
    if seen.is_drawn:
        return InlineKeyboardMarkup(inline_keyboard=[[replay_button(t, raffle_id), home]])
    return InlineKeyboardMarkup(inline_keyboard=[[home] if seen.is_over else [again, home]])


async def open_live_view(manager: DialogManager, raffle_id: UUID) -> None:
    """Send the message of a draw and follow it."""
    session: Session = session_of(manager)
    bot: Bot = manager.middleware_data["bot"]
    chat_id: int = manager.middleware_data["event_chat"].id
    seen = await look(session.app, session.actor, session.t, raffle_id)
    sent = await bot.send_message(chat_id, seen.text, reply_markup=keyboard(session.t, raffle_id, seen))
    _keep_up(View(session.app, bot, session.actor, session.t, raffle_id, chat_id, sent.message_id), seen)


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
    _keep_up(view, seen)


def _keep_up(view: View, seen: Look) -> None:
    if seen.is_over:
        stop(view.chat_id)
    else:
        keep_up(view.chat_id, view.follow(seen))
