"""A plain answer to any update: a toast or an alert for a press, else a message."""

from aiogram import Bot, html
from aiogram.types import InlineKeyboardMarkup, Update

from bot.delivery import press

_LONGEST_TOAST = 200  # Bot API, answerCallbackQuery


async def reply_to(
    bot: Bot, update: Update, text: str, *, is_alert: bool = True, keyboard: InlineKeyboardMarkup | None = None
) -> None:
    """Answer the person behind an update with text that has no marks.

    A press that was answered before, or a text too long for an alert, makes it a message. Nothing can be said to an
    update that comes from no person.
    """
    query, message = update.callback_query, update.message
    if query is not None:
        current = press.get()
        if len(text) <= _LONGEST_TOAST and not (current is not None and current.is_answered):
            await bot.answer_callback_query(query.id, text=text, show_alert=is_alert)
            return
        chat_id = query.message.chat.id if query.message is not None else query.from_user.id
        await bot.send_message(chat_id, html.quote(text), reply_markup=keyboard)
    elif message is not None:
        thread_id = message.message_thread_id if message.is_topic_message else None
        await bot.send_message(message.chat.id, html.quote(text), reply_markup=keyboard, message_thread_id=thread_id)
    elif update.pre_checkout_query is not None:
        await bot.answer_pre_checkout_query(update.pre_checkout_query.id, ok=False, error_message=text)
    elif update.inline_query is not None:
        await bot.answer_inline_query(update.inline_query.id, results=[], cache_time=1, is_personal=True)
