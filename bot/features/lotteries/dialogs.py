"""The lotteries on sale one after the other, and one by itself with its buttons."""

from operator import itemgetter
from typing import Any
from uuid import UUID

from aiogram import F, Router
from aiogram.enums import ContentType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window
from aiogram_dialog.api.entities import MediaAttachment, MediaId
from aiogram_dialog.widgets.kbd import Button, Group, Row, Select, Start, SwitchTo
from aiogram_dialog.widgets.media import DynamicMedia
from aiogram_dialog.widgets.text import Format

from bot.features.lotteries import screens
from bot.features.lotteries.current import home_button, id_in, raffle_id_of, share_button
from bot.features.purchase.dialogs import choose
from bot.features.purchase.dialogs import windows as purchase_windows
from bot.features.results.live import open_live_view
from bot.features.watchlist.dialogs import unwatch, watch
from bot.session import session_of
from bot.states import Home, Lotteries, Proof, Results, Watchlist
from bot.texts import Label, Texts
from core.app import App
from core.kernel.actor import Actor
from core.kernel.errors import NotFound
from core.kernel.links import Link, encode_id
from core.raffles.browse_raffles import raffle_at
from core.raffles.models import RaffleState
from core.raffles.show_draw import recent_draw
from core.raffles.show_holding import show_stake

NOTICE_PREFIX = "lot:"
"""Before the id in the buttons of notices (core.notifications.render)."""

QUANTITIES = (1, 5, 10)
_LONGEST_CAPTION = 1024  # Bot API, sendPhoto
_ON_SALE = (RaffleState.OPEN,)
_DRAWING = (RaffleState.CLOSING, RaffleState.CLOSED)
_DRAWN = (RaffleState.DRAWN, RaffleState.SETTLED)

router = Router(name="lotteries")


@router.message(Command("lotteries"))
async def open_list(_message: Message, dialog_manager: DialogManager) -> None:
    """The lotteries on sale."""
    await dialog_manager.start(Home.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.NO_UPDATE)
    await dialog_manager.start(Lotteries.list, show_mode=ShowMode.SEND)


@router.callback_query(F.data.startswith(NOTICE_PREFIX))
async def open_from_notice(callback: CallbackQuery, dialog_manager: DialogManager) -> None:
    """The button of a notice, which stays: the lottery is a message of its own. Raises NotFound."""
    value = (callback.data or "").removeprefix(NOTICE_PREFIX)
    try:
        raffle_id = UUID(value)
    except ValueError as error:
        raise NotFound(what="raffle", id=value[:36]) from error
    await recent_draw(session_of(dialog_manager).app.context, raffle_id)
    await _show_card(dialog_manager, raffle_id, ShowMode.SEND)


async def open_lottery(manager: DialogManager, link: Link) -> bool:
    """The opener of `lot_<id>`."""
    raffle_id = link.id
    if raffle_id is None:
        return False
    try:
        await recent_draw(session_of(manager).app.context, raffle_id)
    except NotFound:
        return False
    await _show_card(manager, raffle_id, ShowMode.AUTO)
    return True


async def _show_card(manager: DialogManager, raffle_id: UUID, show_mode: ShowMode) -> None:
    await manager.start(Home.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.NO_UPDATE)
    await manager.start(Lotteries.card, {"raffle_id": str(raffle_id)}, show_mode=show_mode)


async def turn(_callback: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """One lottery on or back; beyond an end it goes on at the other one."""
    step = 1 if button.widget_id == "next" else -1
    manager.dialog_data["index"] = manager.dialog_data.get("index", 0) + step


async def open_card(_callback: CallbackQuery, _select: Any, manager: DialogManager, raffle_id: str) -> None:
    """The lottery that this very screen showed, whatever the list is by now."""
    manager.dialog_data["raffle_id"] = str(id_in(raffle_id))
    await manager.switch_to(Lotteries.card)


async def open_fairness(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Everything public about this draw."""
    await manager.start(Proof.fairness, {"raffle_id": str(raffle_id_of(manager))})


async def open_result(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Who won."""
    await manager.start(Results.result, {"raffle_id": str(raffle_id_of(manager))})


async def follow_draw(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """A message of its own that follows the draw."""
    await open_live_view(manager, raffle_id_of(manager))


async def list_data(app: App, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """The lottery at the present place."""
    index = dialog_manager.dialog_data.get("index", 0)
    placed = await app.read(lambda tx: raffle_at(tx, _ON_SALE, index))
    if placed is None:
        return {"text": t("lotteries-none"), "found": [], "photo": None, "is_many": False, "place": ""}
    dialog_manager.dialog_data["index"] = placed.index
    raffle = placed.raffle
    return {
        "text": screens.listed(t, raffle, app.context.clock.now()),
        "found": [encode_id(raffle.id)],
        "photo": _photo(raffle.media),
        "is_many": placed.total > 1,
        "place": f"{placed.index + 1}/{placed.total}",
    }


async def card_data(app: App, t: Texts, actor: Actor, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """One lottery with what the player may do about it now."""
    raffle_id = raffle_id_of(dialog_manager)
    page = await recent_draw(app.context, raffle_id)
    stake = await app.read(lambda tx: show_stake(tx, actor, raffle_id))
    raffle = page.raffle
    text = screens.card(t, page, stake.tickets, app.context.clock.now())
    left = raffle.ticket_total - raffle.sold
    if raffle.per_player_cap is not None:
        left = min(left, raffle.per_player_cap - stake.tickets)
    return {
        "text": text,
        "number": raffle.number,
        "photo": _photo(raffle.media) if len(text) <= _LONGEST_CAPTION else None,
        "is_on_sale": raffle.state is RaffleState.OPEN and left > 0,
        "is_watched": stake.is_watched,
        "is_watchable": raffle.state is RaffleState.OPEN and not stake.is_watched,
        "quantities": [(number, t.plain("purchase-tickets", count=number)) for number in QUANTITIES if number <= left],
        "is_drawing": raffle.state in _DRAWING,
        "is_drawn": raffle.state in _DRAWN,
    }


def _photo(media: tuple[str, ...]) -> MediaAttachment | None:
    return MediaAttachment(ContentType.PHOTO, file_id=MediaId(media[0])) if media else None


dialogs = (
    Dialog(
        Window(
            DynamicMedia("photo", when="photo"),
            Format("{text}"),
            Select(Label("lotteries-open"), id="open", item_id_getter=str, items="found", on_click=open_card),
            Row(
                Button(Format("◀"), id="previous", on_click=turn),
                SwitchTo(Format("{place}"), id="place", state=Lotteries.list),
                Button(Format("▶"), id="next", on_click=turn),
                when="is_many",
            ),
            Row(Start(Label("watchlist-open"), id="watchlist", state=Watchlist.list), home_button()),
            state=Lotteries.list,
            getter=list_data,
        ),
        Window(
            DynamicMedia("photo", when="photo"),
            Format("{text}"),
            # four in a row would be cut off on a phone
            Group(
                Select(
                    Format("{item[1]}"),
                    id="buy",
                    item_id_getter=itemgetter(0),
                    items="quantities",
                    type_factory=int,
                    on_click=choose,
                ),
                SwitchTo(Label("purchase-other"), id="other", state=Lotteries.quantity),
                width=2,
                when="is_on_sale",
            ),
            Button(Label("lotteries-follow"), id="follow", on_click=follow_draw, when="is_drawing"),
            Button(Label("lotteries-result"), id="result", on_click=open_result, when="is_drawn"),
            Row(
                Button(Label("lotteries-fairness"), id="fairness", on_click=open_fairness),
                Button(Label("watchlist-unwatch"), id="unwatch", on_click=unwatch, when="is_watched"),
                Button(Label("watchlist-watch"), id="watch", on_click=watch, when="is_watchable"),
                share_button(when="is_on_sale"),
            ),
            Row(SwitchTo(Label("lotteries-all"), id="back", state=Lotteries.list), home_button()),
            state=Lotteries.card,
            getter=card_data,
        ),
        *purchase_windows,
    ),
)
