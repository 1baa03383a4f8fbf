"""The player's notices page by page; what is shown counts as read."""

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any
from uuid import UUID

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window
from aiogram_dialog.widgets.kbd import Button, Column, Row, Select, Start
from aiogram_dialog.widgets.text import Format

from bot.features.inbox import screens
from bot.features.lotteries.current import home_button, id_in
from bot.paging import cursor_of, paged, pager
from bot.screens import leave
from bot.session import session_of
from bot.states import Home, Inbox, Lotteries, Notices, Prizes
from bot.texts import Label, Texts
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.links import encode_id
from core.kernel.pagination import Page
from core.notifications.list_notifications import count_unread, list_notifications
from core.notifications.mark_read import mark_read
from core.notifications.rules import award_id_of, raffle_id_of
from core.notifications.views import NotificationView

PAGE = 5
"""A message has 4,096 letters, and a notice with the longest title about 500."""

router = Router(name="inbox")


@router.message(Command("inbox"))
async def open_inbox(_message: Message, dialog_manager: DialogManager) -> None:
    """The newest notices."""
    await dialog_manager.start(Home.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.NO_UPDATE)
    await dialog_manager.start(Inbox.list, show_mode=ShowMode.SEND)


async def open_lottery(_callback: CallbackQuery, _select: Any, manager: DialogManager, raffle: str) -> None:
    """The lottery that a notice speaks of."""
    await manager.start(Lotteries.card, {"raffle_id": str(id_in(raffle))})


async def open_prize(_callback: CallbackQuery, _select: Any, manager: DialogManager, award: str) -> None:
    """The prize that a notice speaks of."""
    await manager.start(Prizes.card, {"award_id": str(id_in(award))})


async def read_all(callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Nothing is new any more."""
    session = session_of(manager)
    await session.app.transact(lambda tx: mark_read(tx, session.actor))
    await callback.answer(session.t.plain("inbox-all-read"))


async def list_data(app: App, actor: Actor, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """A page. It is marked as read by being shown, and still looks new this time."""
    cursor = cursor_of(dialog_manager)

    async def read(tx: Transaction) -> tuple[Page[NotificationView], int]:
        page = await list_notifications(tx, actor, cursor, PAGE)
        await mark_read(tx, actor, [notice.id for notice in page.items if notice.read_at is None])
        return page, await count_unread(tx, actor)

    page, unread = await app.transact(read)
    return {
        "text": screens.page(t, page.items, unread),
        "prizes": _named(t, page.items, award_id_of, "inbox-prize"),
        "raffles": _named(t, page.items, raffle_id_of, "inbox-raffle"),
        "has_unread": unread > 0,
        **paged(dialog_manager, page.next_cursor),
    }


def _named(
    t: Texts, notices: list[NotificationView], id_of: Callable[[Mapping[str, Any]], str | None], label_id: str
) -> list[tuple[str, str]]:
    """What the notices of a page speak of, raffles or prizes, each once."""
    found = {}
    for notice in notices:
        named, title = id_of(notice.params), notice.params.get("title")
        if named is not None and isinstance(title, dict):
            label = t.plain(label_id, title=t.of_texts(title), number=notice.params.get("raffle"))
            found[named] = (encode_id(UUID(named)), label)
    return list(found.values())


dialogs = (
    Dialog(
        Window(
            Format("{text}"),
            Column(
                Select(
                    Format("{item[1]}"),
                    id="prize",
                    item_id_getter=itemgetter(0),
                    items="prizes",
                    on_click=open_prize,
                ),
                Select(
                    Format("{item[1]}"),
                    id="lottery",
                    item_id_getter=itemgetter(0),
                    items="raffles",
                    on_click=open_lottery,
                ),
            ),
            pager(),
            Row(
                Button(Label("inbox-read-all"), id="read", on_click=read_all, when="has_unread"),
                Start(Label("notices-open"), id="notices", state=Notices.main),
            ),
            Row(Button(Label("common-back"), id="back", on_click=leave), home_button()),
            state=Inbox.list,
            getter=list_data,
        ),
    ),
)
