"""/critical: what a person has to look at."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from bot.admin.access import needs
from bot.admin.keyboards import page_keyboard
from bot.screens import show
from bot.texts import Texts
from core.access import permissions
from core.admin.critical_events import list_critical_events
from core.app import App
from core.kernel.actor import Actor

router = Router(name="admin-critical")

PER_PAGE = 6
_LONGEST = 300


class CriticalPage(CallbackData, prefix="acrit"):
    """A page of the list, by its first place."""

    offset: int = 0


@router.message(Command("critical"), flags=needs(permissions.CRITICAL_READ))
async def list_critical(message: Message, app: App, admin: Actor, t: Texts) -> None:
    """The newest ones."""
    await _show_page(message, app, admin, t, 0)


@router.callback_query(CriticalPage.filter(), flags=needs(permissions.CRITICAL_READ))
async def turn_page(callback: CallbackQuery, callback_data: CriticalPage, app: App, admin: Actor, t: Texts) -> None:
    """Another page, or this one as it is now."""
    await _show_page(callback, app, admin, t, callback_data.offset)


async def _show_page(event: Message | CallbackQuery, app: App, admin: Actor, t: Texts, offset: int) -> None:
    page = await app.transact(lambda tx: list_critical_events(tx, admin, offset, PER_PAGE))
    blocks = [t("admin-critical", total=page.total)] if page.total else [t("admin-no-critical")]
    blocks += [
        t(
            "admin-critical-event",
            code=one.code,
            number=one.number,
            when=t.when(one.at),
            said=one.said[:_LONGEST],
        )
        for one in page.events
    ]
    pages = page_keyboard(t, lambda place: CriticalPage(offset=place), offset, PER_PAGE, page.total)
    await show(event, "\n\n".join(blocks), pages)
