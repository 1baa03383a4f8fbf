"""Who an update comes from: the player with their texts, and the admin where the account is one."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatType
from aiogram.types import Chat, Message, TelegramObject, Update, User

from bot.replies import reply_to
from bot.texts import Texts
from core.accounts.errors import PlayerBlocked
from core.accounts.kinds import PlayerStatus
from core.accounts.recognise import recognise
from core.accounts.register_player import register_player
from core.accounts.rules import language_for
from core.accounts.views import TelegramProfile
from core.app import App
from core.kernel.actor import SYSTEM, Actor
from core.kernel.links import LinkKind, parse_link

_OPEN_TO_BLOCKED = frozenset({"/help", "/terms", "/privacy", "/support", "/paysupport"})


class People(BaseMiddleware):
    """Gives handlers `player`, `actor`, `t` and `admin`, read anew for every update.

    A private update registers its player. In groups and inline queries a person may be unknown: `player` and `actor`
    are None then. Who is blocked is told so, and keeps the way to support.
    """

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        user: User | None = data.get("event_from_user")
        data |= {"player": None, "actor": None, "admin": None, "t": Texts(language_for(None, _language(user)))}
        if user is None or user.is_bot:
            return await handler(event, data)
        app: App = data["app"]
        registers = isinstance(event, Update) and is_private_act(event, data.get("event_chat"))
        referral_code = _referral_code(event.message) if isinstance(event, Update) and event.message else None
        profile = TelegramProfile(user.id, user.first_name, user.last_name, user.username, user.language_code)
        person = await app.read(lambda tx: recognise(tx, SYSTEM, profile))
        player = person.player
        if registers and not person.is_up_to_date:
            player = await app.transact(lambda tx: register_player(tx, SYSTEM, profile, referral_code=referral_code))
        if player is not None:
            data |= {"player": player, "actor": Actor.player(player.id), "t": Texts.of(player)}
        data["admin"] = person.admin
        if player is not None and player.status is not PlayerStatus.ACTIVE and not _is_open_to_blocked(event):
            bot: Bot = data["bot"]
            if isinstance(event, Update):
                await reply_to(bot, event, Texts.of(player).plain_error(PlayerBlocked()))
            return None
        return await handler(event, data)


def is_private_act(update: Update, chat: Chat | None) -> bool:
    """Whether a person did something in the private chat with the bot, so that they want to be its player."""
    if update.pre_checkout_query is not None:
        return True
    has_acted = update.message is not None or update.callback_query is not None
    return has_acted and chat is not None and chat.type == ChatType.PRIVATE


def _language(user: User | None) -> str | None:
    return None if user is None else user.language_code


def _referral_code(message: Message) -> str | None:
    """The code of `/start ref_...`: only the message that registers a player can name who brought them."""
    command, _, payload = (message.text or "").partition(" ")
    link = parse_link(payload.strip()) if command == "/start" else None
    return link.value if link is not None and link.kind is LinkKind.REFERRAL else None


def _is_open_to_blocked(event: TelegramObject) -> bool:
    if not isinstance(event, Update):
        return False
    if event.message is None:
        return event.my_chat_member is not None
    return (event.message.text or "").partition(" ")[0] in _OPEN_TO_BLOCKED
