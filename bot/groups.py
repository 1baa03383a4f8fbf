"""In groups the bot says nothing personal: a command gets a way into the private chat."""

from typing import cast

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.texts import Texts
from core.kernel.links import chat_url, parse_link


def build_groups_router() -> Router:
    """Stands behind the admins' commands, which work in the staff's group."""
    router = Router(name="groups")
    in_group = F.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP})
    router.message.register(_lead_away, in_group, F.text.startswith("/"))
    router.callback_query.register(_lead_away_quietly, F.message.chat.type != ChatType.PRIVATE)
    return router


async def _lead_away(message: Message, bot: Bot, t: Texts) -> None:
    """A hint with a link, only to a command that is meant for us."""
    me = await bot.me()
    name = cast(str, me.username)
    command, _, arguments = (message.text or "").partition(" ")
    addressee = command.partition("@")[2]
    if addressee and addressee.lower() != name.lower():
        return
    link = parse_link(arguments.strip())
    button = InlineKeyboardButton(text=t.plain("common-open-chat"), url=chat_url(name, link))
    await message.reply(t("common-in-private"), reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))


async def _lead_away_quietly(callback: CallbackQuery, t: Texts) -> None:
    """A press in a group, seen by the one who pressed only."""
    await callback.answer(t.plain("common-in-private"), show_alert=True)
