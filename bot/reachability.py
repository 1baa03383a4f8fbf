"""Whether a person can be written to: told to whoever delivers notices."""

from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import ChatMemberUpdated

from core.app import App

OnReachable = Callable[[App, int, bool], Awaitable[None]]
"""Told a Telegram id and whether its chat with the bot is open now."""


async def ignore_reachability(_app: App, _telegram_id: int, _is_reachable: bool) -> None:
    """Nobody delivers notices yet."""


def build_reachability_router() -> Router:
    """Listens to people who stop or start the bot."""
    router = Router(name="reachability")
    router.my_chat_member.register(_note, F.chat.type == ChatType.PRIVATE)
    return router


async def _note(change: ChatMemberUpdated, app: App, on_reachable: OnReachable) -> None:
    await on_reachable(app, change.from_user.id, change.new_chat_member.status != ChatMemberStatus.KICKED)
