"""/holds: what is held, so that nobody's prize is forgotten."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from bot.admin.access import needs
from bot.admin.keyboards import page_keyboard
from bot.screens import show
from bot.texts import Texts
from core.access import permissions
from core.app import App
from core.kernel.actor import Actor
from core.raffles.list_holds import list_holds

router = Router(name="admin-holds")

PER_PAGE = 6
_LONGEST_REASON = 300


class HoldsPage(CallbackData, prefix="aholds"):
    """A page of the list, by its first place."""

    offset: int = 0


@router.message(Command("holds"), flags=needs(permissions.TICKETS_VOID))
async def show_holds(message: Message, app: App, admin: Actor, t: Texts) -> None:
    """Those that stand longest."""
    await _show_page(message, app, admin, t, 0)


@router.callback_query(HoldsPage.filter(), flags=needs(permissions.TICKETS_VOID))
async def turn_page(callback: CallbackQuery, callback_data: HoldsPage, app: App, admin: Actor, t: Texts) -> None:
    """Another page, or this one as it is now."""
    await _show_page(callback, app, admin, t, callback_data.offset)


async def _show_page(event: Message | CallbackQuery, app: App, admin: Actor, t: Texts, offset: int) -> None:
    page = await app.transact(lambda tx: list_holds(tx, admin, offset, PER_PAGE))
    blocks = [t("admin-holds", total=page.total)] if page.total else [t("admin-no-holds")]
    blocks += [
        t(
            "admin-hold",
            order=hold.order_number,
            number=hold.raffle_number,
            tickets=str(hold.first) if hold.first == hold.last else f"{hold.first}–{hold.last}",
            name=hold.held_by,
            when=t.when(hold.held_at),
            reason=hold.reason[:_LONGEST_REASON],
        )
        for hold in page.holds
    ]
    pages = page_keyboard(t, lambda place: HoldsPage(offset=place), offset, PER_PAGE, page.total)
    await show(event, "\n\n".join(blocks), pages)
