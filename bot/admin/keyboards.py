"""Buttons of the staff's screens."""

from collections.abc import Iterable, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.texts import Texts

PER_PAGE = 8


class Close(CallbackData, prefix="aclose"):
    """Ends a screen."""


def button(label: str, data: CallbackData) -> InlineKeyboardButton:
    """One button; what it carries has to fit 64 bytes, which `pack` checks."""
    return InlineKeyboardButton(text=label, callback_data=data.pack())


def keyboard(rows: Iterable[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup:
    """Rows of buttons, empty ones left out."""
    return InlineKeyboardMarkup(inline_keyboard=[list(row) for row in rows if row])


def close_button(t: Texts) -> InlineKeyboardButton:
    """The button that ends a screen."""
    return button(t.plain("admin-close"), Close())
