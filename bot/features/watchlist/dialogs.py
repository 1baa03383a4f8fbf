"""The lotteries that the player follows, and the switch on a lottery's card."""

from operator import itemgetter
from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window
from aiogram_dialog.widgets.kbd import Button, Row, ScrollingGroup, Select, Start
from aiogram_dialog.widgets.text import Format

from bot.features.lotteries.current import home_button, id_in, raffle_id_of
from bot.session import session_of
from bot.states import Home, Lotteries, Watchlist
from bot.texts import Label, Texts
from core.app import App
from core.kernel.actor import Actor
from core.kernel.links import encode_id
from core.raffles.views import RaffleView
from core.raffles.watchlist import list_watched, unwatch_raffle, watch_raffle

PAGE = 8

router = Router(name="watchlist")


@router.message(Command("watchlist"))
async def open_watchlist(_message: Message, dialog_manager: DialogManager) -> None:
    """The lotteries that the player follows."""
    await dialog_manager.start(Home.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.NO_UPDATE)
    await dialog_manager.start(Watchlist.list, show_mode=ShowMode.SEND)


async def watch(callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Follow the lottery of this card. Raises WrongState once its sale is over."""
    session, raffle_id = session_of(manager), raffle_id_of(manager)
    await session.app.transact(lambda tx: watch_raffle(tx, session.actor, raffle_id))
    await callback.answer(session.t.plain("watchlist-watched"))


async def unwatch(callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Stop following the lottery of this card."""
    session, raffle_id = session_of(manager), raffle_id_of(manager)
    await session.app.transact(lambda tx: unwatch_raffle(tx, session.actor, raffle_id))
    await callback.answer(session.t.plain("watchlist-unwatched"))


async def list_data(app: App, actor: Actor, t: Texts, **_data: Any) -> dict[str, Any]:
    """All of them; the window shows a page, because a message bears a hundred buttons at most."""
    raffles = await app.transact(lambda tx: list_watched(tx, actor))
    return {
        "text": t("watchlist-heading") if raffles else t("watchlist-none"),
        "raffles": [(encode_id(raffle.id), _line(t, raffle)) for raffle in raffles],
    }


def _line(t: Texts, raffle: RaffleView) -> str:
    percent = raffle.sold * 100 // raffle.ticket_total
    return t.plain("watchlist-line", title=t.of_texts(raffle.titles), percent=percent)


async def open_lottery(_callback: CallbackQuery, _select: Any, manager: DialogManager, raffle: str) -> None:
    """One of them."""
    await manager.start(Lotteries.card, {"raffle_id": str(id_in(raffle))})


dialogs = (
    Dialog(
        Window(
            Format("{text}"),
            ScrollingGroup(
                Select(
                    Format("{item[1]}"),
                    id="lottery",
                    item_id_getter=itemgetter(0),
                    items="raffles",
                    on_click=open_lottery,
                ),
                id="pages",
                width=1,
                height=PAGE,
                hide_on_single_page=True,
            ),
            Row(Start(Label("tickets-buy"), id="all", state=Lotteries.list), home_button()),
            state=Watchlist.list,
            getter=list_data,
        ),
    ),
)
