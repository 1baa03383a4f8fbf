"""Pages of a list by cursors: the way back is kept in the dialog's data."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.kbd import Button, Row
from aiogram_dialog.widgets.text import Const

_MOST_KEPT = 200


def cursor_of(manager: DialogManager) -> str | None:
    """The cursor of the page that is shown, None for the first one."""
    trail: list[str] = manager.dialog_data.get("trail", [])
    return trail[-1] if trail else None


def paged(manager: DialogManager, next_cursor: str | None) -> dict[str, Any]:
    """What `pager` needs, for a getter to give along."""
    manager.dialog_data["next"] = next_cursor
    return {"has_next": next_cursor is not None, "has_previous": bool(manager.dialog_data.get("trail"))}


def first_page(manager: DialogManager) -> None:
    """Begin again, for another list."""
    manager.dialog_data.pop("trail", None)


async def _older(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    cursor = manager.dialog_data.get("next")
    if cursor is not None:
        manager.dialog_data["trail"] = [*manager.dialog_data.get("trail", []), cursor][-_MOST_KEPT:]


async def _newer(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    manager.dialog_data["trail"] = manager.dialog_data.get("trail", [])[:-1]


def pager() -> Row:
    """The buttons to the newer and the older page, where there are any."""
    return Row(
        Button(Const("◀"), id="newer", on_click=_newer, when="has_previous"),
        Button(Const("▶"), id="older", on_click=_older, when="has_next"),
    )
