"""The player's prizes, newest first, and one by itself with the choice that its winner has."""

from operator import itemgetter
from typing import Any
from uuid import UUID

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window
from aiogram_dialog.widgets.kbd import Button, Cancel, Column, Row, Select, Start, SwitchTo
from aiogram_dialog.widgets.text import Format

from bot.features.lotteries.current import home_button, id_in
from bot.features.prizes import screens
from bot.features.prizes.choice import award_id_of
from bot.features.prizes.choice import windows as choice_windows
from bot.paging import cursor_of, paged, pager
from bot.session import session_of
from bot.states import Help, Home, Lotteries, Prizes, Proof, Results, Wallet
from bot.texts import Label, Texts
from core.app import App
from core.kernel.actor import Actor
from core.kernel.errors import NotFound
from core.kernel.links import Link, encode_id
from core.prizes.models import LOST, AwardState
from core.raffles.show_prize import list_won, show_prize

NOTICE_PREFIX = "prz:"
"""Before the id in the buttons of notices (core.notifications.render)."""

PAGE = 5

router = Router(name="prizes")


@router.message(Command("prizes"))
async def open_prizes(_message: Message, dialog_manager: DialogManager) -> None:
    """The player's prizes."""
    await dialog_manager.start(Home.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.NO_UPDATE)
    await dialog_manager.start(Prizes.list, show_mode=ShowMode.SEND)


@router.callback_query(F.data.startswith(NOTICE_PREFIX))
async def open_from_notice(callback: CallbackQuery, dialog_manager: DialogManager) -> None:
    """The button of a notice, which stays: the prize is a message of its own. Raises NotFound for another's."""
    value = (callback.data or "").removeprefix(NOTICE_PREFIX)
    try:
        award_id = UUID(value)
    except ValueError as error:
        raise NotFound(what="award", id=value[:36]) from error
    await _show_card(dialog_manager, award_id, ShowMode.SEND)


async def open_prize(manager: DialogManager, link: Link) -> bool:
    """The opener of `prz_<id>`, for its winner only."""
    if link.id is None:
        return False
    try:
        await _show_card(manager, link.id, ShowMode.AUTO)
    except NotFound:
        return False
    return True


async def _show_card(manager: DialogManager, award_id: UUID, show_mode: ShowMode) -> None:
    """A prize with home beneath. Raises NotFound for another's."""
    session = session_of(manager)
    await session.app.transact(lambda tx: show_prize(tx, session.actor, award_id))
    await manager.start(Home.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.NO_UPDATE)
    await manager.start(Prizes.card, {"award_id": str(award_id)}, show_mode=show_mode)


async def list_data(app: App, actor: Actor, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """A page of prizes."""
    cursor, now = cursor_of(dialog_manager), app.context.clock.now()
    page = await app.transact(lambda tx: list_won(tx, actor, cursor, PAGE))
    return {
        "text": screens.listed(t, page.items, now) if page.items else t("prizes-none"),
        "prizes": [
            (encode_id(won.award.id), screens.label(t, place, won, now))
            for place, won in enumerate(page.items, start=1)
        ],
        "is_empty": not page.items,
        **paged(dialog_manager, page.next_cursor),
    }


async def choose_prize(_callback: CallbackQuery, _select: Any, manager: DialogManager, award: str) -> None:
    """One prize, as a dialog of its own: its buttons never speak of another one."""
    await manager.start(Prizes.card, {"award_id": str(id_in(award))})


async def card_data(app: App, actor: Actor, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """One prize with what its winner may do now. Raises NotFound for another's."""
    award_id, now = award_id_of(dialog_manager), app.context.clock.now()
    page = await app.transact(lambda tx: show_prize(tx, actor, award_id))
    award = page.won.award
    dialog_manager.dialog_data["raffle_id"] = str(page.won.raffle.id)
    state = award.state_at(now)
    return {
        "text": screens.card(t, page, now),
        "value": t.money(award.value_minor, award.asset),
        "is_claimable": state is AwardState.CLAIMABLE,
        "is_paid": state is AwardState.PAID,
        "is_questioned": state in (*LOST, AwardState.HELD),
    }


async def open_result(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The draw that it was won in."""
    await manager.start(Results.result, {"raffle_id": manager.dialog_data["raffle_id"]})


async def open_fairness(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Everything public about that draw, and its proof."""
    await manager.start(Proof.fairness, {"raffle_id": manager.dialog_data["raffle_id"]})


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
                    on_click=choose_prize,
                )
            ),
            pager(),
            Start(Label("tickets-buy"), id="buy", state=Lotteries.list, when="is_empty"),
            home_button(),
            state=Prizes.list,
            getter=list_data,
        ),
        Window(
            Format("{text}"),
            SwitchTo(Label("prizes-deliver"), id="deliver", state=Prizes.address, when="is_claimable"),
            SwitchTo(Label("prizes-take"), id="take", state=Prizes.cash, when="is_claimable"),
            Start(Label("purchase-wallet"), id="wallet", state=Wallet.main, when="is_paid"),
            Start(Label("purchase-support"), id="support", state=Help.support, when="is_questioned"),
            Row(
                Button(Label("lotteries-result"), id="result", on_click=open_result),
                Button(Label("lotteries-fairness"), id="fairness", on_click=open_fairness),
            ),
            Row(Cancel(Label("common-back")), home_button()),
            state=Prizes.card,
            getter=card_data,
        ),
        *choice_windows,
    ),
)
