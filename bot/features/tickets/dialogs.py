"""The player's tickets, newest first, and one range of them by itself."""

from operator import itemgetter
from typing import Any
from uuid import UUID

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window
from aiogram_dialog.widgets.kbd import Button, Column, Row, Select, SwitchTo
from aiogram_dialog.widgets.kbd import Start as StartButton
from aiogram_dialog.widgets.text import Format

from bot.features.lotteries.current import home_button
from bot.features.proof.path import send_path
from bot.features.purchase.screens import numbers
from bot.features.tickets.receipt import send_receipt
from bot.paging import cursor_of, paged, pager
from bot.states import Home, Lotteries, Prizes, Proof, Tickets
from bot.texts import Label, Texts
from core.app import App
from core.kernel.actor import Actor
from core.kernel.links import encode_id
from core.raffles.list_raffles import list_tickets
from core.raffles.models import RaffleState
from core.raffles.views import TicketView

PAGE = 6

router = Router(name="tickets")


@router.message(Command("tickets"))
async def open_tickets(_message: Message, dialog_manager: DialogManager) -> None:
    """The player's tickets."""
    await dialog_manager.start(Home.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.NO_UPDATE)
    await dialog_manager.start(Tickets.list, show_mode=ShowMode.SEND)


def fate(ticket: TicketView) -> str:
    """What became of a range of tickets, as the texts call it."""
    if ticket.is_void:
        return "void"
    match ticket.raffle_state:
        case RaffleState.DRAWN | RaffleState.SETTLED:
            return "lost" if ticket.won_minor is None else "won"
        case RaffleState.CANCELLING | RaffleState.CANCELLED:
            return "refunded"
        case RaffleState.OPEN:
            return "live"
    return "drawing"


def line(t: Texts, ticket: TicketView) -> str:
    """A range in the list, for a button: which lottery, which numbers, what became of them."""
    return t.plain(
        "tickets-line",
        fate=fate(ticket),
        numbers=numbers(ticket.first, ticket.last),
        title=t.of_texts(ticket.titles),
    )


def entry_text(t: Texts, ticket: TicketView) -> str:
    """A range by itself, as HTML."""
    return "\n".join(
        (
            t("lotteries-card-title", title=t.of_texts(ticket.titles), number=ticket.raffle_number),
            "",
            t("purchase-numbers", numbers=numbers(ticket.first, ticket.last)),
            t("purchase-order", order=ticket.order_number),
            t("tickets-fate", fate=fate(ticket)),
        )
    )


async def list_data(app: App, actor: Actor, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """A page of tickets."""
    cursor = cursor_of(dialog_manager)
    page = await app.transact(lambda tx: list_tickets(tx, actor, cursor, PAGE))
    return {
        "text": t("tickets-heading") if page.items else t("tickets-none"),
        "tickets": [(encode_id(ticket.entry_id), line(t, ticket)) for ticket in page.items],
        "is_empty": not page.items,
        **paged(dialog_manager, page.next_cursor),
    }


async def open_entry(_callback: CallbackQuery, _select: Any, manager: DialogManager, entry: str) -> None:
    """The range behind a button."""
    manager.dialog_data["entry"] = entry
    await manager.switch_to(Tickets.entry)


async def entry_data(app: App, actor: Actor, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """One range of the page that is shown; newer purchases may have moved it to another page."""
    cursor, wanted = cursor_of(dialog_manager), dialog_manager.dialog_data["entry"]
    page = await app.transact(lambda tx: list_tickets(tx, actor, cursor, PAGE + 1))
    ticket = next((ticket for ticket in page.items if encode_id(ticket.entry_id) == wanted), None)
    if ticket is not None:
        dialog_manager.dialog_data.update(raffle_id=str(ticket.raffle_id), order_id=str(ticket.order_id))
    return {"text": t("tickets-moved") if ticket is None else entry_text(t, ticket), "is_found": ticket is not None}


async def open_lottery(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The lottery of this range."""
    raffle_id = UUID(manager.dialog_data["raffle_id"])
    await manager.start(Lotteries.card, {"raffle_id": str(raffle_id)})


async def send_signed(callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The signed receipt of the order that this range is of."""
    await send_receipt(manager, callback.from_user.id, UUID(manager.dialog_data["order_id"]))


async def show_way(callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The way of this range to the root in the close record."""
    text = await send_path(manager, callback.from_user.id, UUID(manager.dialog_data["order_id"]))
    await manager.start(Proof.path, {"text": text}, show_mode=ShowMode.SEND)


dialogs = (
    Dialog(
        Window(
            Format("{text}"),
            Column(
                Select(
                    Format("{item[1]}"),
                    id="entry",
                    item_id_getter=itemgetter(0),
                    items="tickets",
                    on_click=open_entry,
                )
            ),
            pager(),
            StartButton(Label("tickets-buy"), id="buy", state=Lotteries.list, when="is_empty"),
            Row(StartButton(Label("prizes-open"), id="prizes", state=Prizes.list), home_button()),
            state=Tickets.list,
            getter=list_data,
        ),
        Window(
            Format("{text}"),
            Row(
                Button(Label("tickets-lottery"), id="lottery", on_click=open_lottery),
                Button(Label("tickets-receipt"), id="receipt", on_click=send_signed),
                Button(Label("path-button"), id="path", on_click=show_way),
                when="is_found",
            ),
            Row(SwitchTo(Label("common-back"), id="back", state=Tickets.list), home_button()),
            state=Tickets.entry,
            getter=entry_data,
        ),
    ),
)
