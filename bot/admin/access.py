"""Who may: every command and button of the staff names a permission, held by the admin at this very update."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.dispatcher.flags import get_flag
from aiogram.enums import ChatType
from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Chat, Message, TelegramObject, Update

from bot.replies import reply_to
from bot.texts import Texts
from core.app import App
from core.kernel.actor import Actor

ANY_ROLE = "any"
"""For what only ends the admin's own input."""

_FLAG = "permission"


class Forms(StatesGroup):
    """Flows of the staff that wait for typed text."""

    lottery = State()
    credit = State()
    cancellation = State()
    disqualification = State()
    closing = State()
    voiding = State()
    holding = State()
    releasing = State()


def needs(permission: str) -> dict[str, Any]:
    """The flags of a handler that asks for a permission."""
    return {_FLAG: permission}


class IsAdmin(Filter):
    """To everybody else, and in any group but the staff's own, the staff's commands are as unknown as any other word:
    what they answer names players and sums."""

    async def __call__(
        self, _event: TelegramObject, app: App, admin: Actor | None = None, event_chat: Chat | None = None
    ) -> bool:
        if admin is None or event_chat is None:
            return False
        return event_chat.type == ChatType.PRIVATE or event_chat.id == app.context.settings.staff_group_id


class Permitted(BaseMiddleware):
    """Refuses, in words, what the admin's roles do not permit; a handler that names no permission is for nobody."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        admin: Actor = data["admin"]
        permission = get_flag(data, _FLAG)
        if permission == ANY_ROLE or permission in admin.permissions:
            return await handler(event, data)
        bot: Bot = data["bot"]
        update: Update = data["event_update"]
        t: Texts = data["t"]
        await reply_to(bot, update, t.plain("admin-role-may-not"))
        return None


class Escape(BaseMiddleware):
    """A command ends whatever input one of our flows waits for."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        if data.get("admin") is not None and isinstance(event, Message) and (event.text or "").startswith("/"):
            state: FSMContext = data["state"]
            if data.get("raw_state") in set(Forms.__state_names__):
                await state.clear()
                data["raw_state"] = None
        return await handler(event, data)
