"""Never silence: a hint for text that nothing waits for, a fresh screen for a button that leads nowhere."""

from collections.abc import Iterable
from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window
from aiogram_dialog.api.entities import Context
from aiogram_dialog.utils import remove_intent_id

from bot.screens import home_keyboard
from bot.states import Home
from bot.texts import Texts


class NothingAsked(Filter):
    """No screen waits for a message: none is open, or the open one has buttons only."""

    def __init__(self, dialogs: Iterable[Dialog]) -> None:
        windows = (item for dialog in dialogs for item in dialog.windows.items())
        self._asking = {state for state, window in windows if isinstance(window, Window) and window.on_message}

    async def __call__(self, _message: Message, aiogd_context: Context | None = None, **_data: Any) -> bool:
        return aiogd_context is None or aiogd_context.state not in self._asking


def build_hint_router(dialogs: Iterable[Dialog]) -> Router:
    """Stands before the dialogs, which would answer any message by showing their screen again."""
    router = Router(name="hint")
    router.message.register(_hint, NothingAsked(dialogs))
    router.callback_query.register(_refresh, is_no_dialogs_button)
    return router


def is_no_dialogs_button(callback: CallbackQuery) -> bool:
    """Whether a press belongs to no dialog: the dialogs would take it for their own."""
    return remove_intent_id(callback.data or "")[0] is None


def build_fallback_router() -> Router:
    """Stands behind everything else of a private chat."""
    router = Router(name="fallback")
    router.message.register(_hint)
    router.callback_query.register(_refresh)
    return router


async def _hint(message: Message, t: Texts) -> None:
    """What the reader can do instead, once."""
    await message.answer(t("common-hint"), reply_markup=home_keyboard(t))


async def _refresh(callback: CallbackQuery, t: Texts, dialog_manager: DialogManager) -> None:
    """A button from an older version of the bot."""
    await callback.answer(t.plain("common-refreshed"))
    await dialog_manager.start(Home.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.EDIT)
