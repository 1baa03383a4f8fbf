"""Showing one screen: a new message for a message, an edit for a press, whatever became of the old message."""

from contextlib import suppress
from typing import Any, cast

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaPhoto,
    Message,
)
from aiogram_dialog import DialogManager, ShowMode, StartMode
from aiogram_dialog.api.entities import NewMessage, OldMessage
from aiogram_dialog.manager.message_manager import MessageManager

from bot.delivery import press
from bot.states import Home
from bot.texts import Texts

HOME = "home"
"""The callback data of the button that leads home from anywhere."""

_UNCHANGED = "message is not modified"


class Below(MessageManager):
    """Where a press is answered by a message of its own, the pressed one stays as it is: a notice keeps its button."""

    async def show_message(self, bot: Bot, new_message: NewMessage, old_message: OldMessage | None) -> OldMessage:
        is_below = new_message.show_mode is ShowMode.SEND and press.get() is not None
        return await super().show_message(bot, new_message, None if is_below else old_message)


async def show(
    event: Message | CallbackQuery,
    text: str,
    keyboard: InlineKeyboardMarkup | None = None,
    photo: str | InputFile | None = None,
) -> None:
    """Show a screen of HTML, at most 4,096 letters of text or 1,024 under a photo.

    A message is answered by a new one; a press edits its own message, and where that is gone, too old or of another
    kind, a new one takes its place.
    """
    if isinstance(event, Message):
        await _send(event, text, keyboard, photo)
        return
    old = event.message
    if isinstance(old, Message) and (photo is not None) is (old.photo is not None):
        try:
            await _edit(old, text, keyboard, photo)
        except TelegramBadRequest as refusal:
            if _UNCHANGED not in refusal.message:
                await _send(event, text, keyboard, photo)
        return
    await _send(event, text, keyboard, photo)
    if isinstance(old, Message):
        with suppress(TelegramBadRequest):  # gone already, or older than 48 hours
            await old.delete()


async def _edit(old: Message, text: str, keyboard: InlineKeyboardMarkup | None, photo: str | InputFile | None) -> None:
    if photo is None:
        await old.edit_text(text, reply_markup=keyboard)
    else:
        await old.edit_media(InputMediaPhoto(media=photo, caption=text), reply_markup=keyboard)


async def _send(
    event: Message | CallbackQuery, text: str, keyboard: InlineKeyboardMarkup | None, photo: str | InputFile | None
) -> None:
    bot, old = cast(Bot, event.bot), event if isinstance(event, Message) else event.message
    chat_id = event.from_user.id if isinstance(event, CallbackQuery) and old is None else cast(Message, old).chat.id
    thread_id = old.message_thread_id if isinstance(old, Message) and old.is_topic_message else None
    if photo is None:
        await bot.send_message(chat_id, text, reply_markup=keyboard, message_thread_id=thread_id)
    else:
        await bot.send_photo(chat_id, photo, caption=text, reply_markup=keyboard, message_thread_id=thread_id)


def home_keyboard(t: Texts) -> InlineKeyboardMarkup:
    """One button that leads home."""
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=t.plain("common-home"), callback_data=HOME)]]
    )


async def leave(_callback: CallbackQuery, _button: Any, manager: DialogManager) -> None:
    """What the Back button of a section does: to the screen it was opened from, else home."""
    stack = manager.current_stack()
    if len(stack.intents) > 1:
        await manager.done()
    else:
        await manager.start(Home.main, mode=StartMode.RESET_STACK)
