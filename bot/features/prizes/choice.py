"""The choice about a thing: have it delivered to an address, or take its value; either is confirmed once."""

from operator import itemgetter
from typing import Any
from uuid import UUID

from aiogram.enums import ButtonStyle
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Button, Column, Row, Select, Start, SwitchTo
from aiogram_dialog.widgets.style import Style
from aiogram_dialog.widgets.text import Format

from bot.features.addresses import adding
from bot.features.addresses.screens import label as address_label
from bot.features.lotteries.current import home_button, id_in
from bot.features.prizes import screens
from bot.session import session_of
from bot.states import Prizes
from bot.texts import Label, Texts
from core.accounts.address_rules import MAX_ADDRESSES
from core.accounts.addresses import list_addresses
from core.accounts.views import AddressView
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.links import encode_id
from core.prizes.claim_prize import claim_prize
from core.prizes.errors import ClaimClosed
from core.prizes.models import AwardState, ClaimChoice
from core.raffles.show_prize import show_prize
from core.raffles.shown import PrizePage


def award_id_of(manager: DialogManager) -> UUID:
    """The prize that this dialog was started with, and speaks of until its end."""
    start_data = manager.start_data if isinstance(manager.start_data, dict) else {}
    return UUID(start_data["award_id"])


async def choose_address(_callback: CallbackQuery, _select: Any, manager: DialogManager, address: str) -> None:
    """One of the saved addresses."""
    manager.dialog_data["address"] = address
    await manager.switch_to(Prizes.delivery)


async def take_new_address(_start_data: Any, result: Any, manager: DialogManager) -> None:
    """The address that was just added is the one to send it to."""
    if isinstance(result, dict) and "address" in result:
        manager.dialog_data["address"] = result["address"]
        await manager.switch_to(Prizes.delivery)


async def deliver(callback: CallbackQuery, _select: Any, manager: DialogManager, address: str) -> None:
    """Have it sent there, if this is the address that the confirmation names now. Raises NotFound for a removed one."""
    if address == manager.dialog_data.get("address"):
        await _claim(callback, manager, ClaimChoice.DELIVERY, id_in(address))
    else:
        await callback.answer(session_of(manager).t.plain("common-refreshed"))


async def take_value(callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Take the value in money."""
    await _claim(callback, manager, ClaimChoice.CASH, None)


async def _claim(callback: CallbackQuery, manager: DialogManager, choice: ClaimChoice, address_id: UUID | None) -> None:
    """Claim, and show the prize as it stands then. A prize is claimed once, so that the key is what is claimed."""
    session, award_id = session_of(manager), award_id_of(manager)
    key = f"claim-{award_id}-{address_id or choice}"
    try:
        await session.app.transact(lambda tx: claim_prize(tx, session.actor, award_id, choice, address_id, key=key))
    except ClaimClosed as refusal:
        await callback.answer(session.t.plain_error(refusal), show_alert=True)
    await manager.switch_to(Prizes.card)


async def _read(app: App, actor: Actor, manager: DialogManager) -> tuple[PrizePage, list[AddressView]]:
    award_id = award_id_of(manager)

    async def read(tx: Transaction) -> tuple[PrizePage, list[AddressView]]:
        return await show_prize(tx, actor, award_id), await list_addresses(tx, actor)

    return await app.transact(read)


def _is_open(app: App, page: PrizePage) -> bool:
    """Whether there is still something to choose; it may have been done on another device."""
    return page.won.award.state_at(app.context.clock.now()) is AwardState.CLAIMABLE


async def address_data(app: App, actor: Actor, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """Where to."""
    page, kept = await _read(app, actor, dialog_manager)
    if not _is_open(app, page):
        return {"text": screens.card(t, page, app.context.clock.now()), "addresses": [], "has_room": False}
    return {
        "text": t("prizes-where-to", title=screens.title(t, page.won), saved=len(kept)),
        "addresses": [(encode_id(address.id), address_label(t, address)) for address in kept],
        "has_room": len(kept) < MAX_ADDRESSES,
    }


async def delivery_data(
    app: App, actor: Actor, t: Texts, dialog_manager: DialogManager, **_data: Any
) -> dict[str, Any]:
    """The prize, the address, and that there is no way back."""
    page, kept = await _read(app, actor, dialog_manager)
    wanted = dialog_manager.dialog_data["address"]
    address = next((address for address in kept if encode_id(address.id) == wanted), None)
    if not _is_open(app, page):
        return {"text": screens.card(t, page, app.context.clock.now()), "confirmed": [], "is_open": False}
    if address is None:
        return {"text": t("addresses-gone"), "confirmed": [], "is_open": True}
    return {"text": screens.before_delivery(t, page.won, address), "confirmed": [wanted], "is_open": True}


async def cash_data(app: App, actor: Actor, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """The prize, the sum, and that there is no way back."""
    page, _ = await _read(app, actor, dialog_manager)
    is_open, award = _is_open(app, page), page.won.award
    return {
        "text": screens.before_cash(t, page.won) if is_open else screens.card(t, page, app.context.clock.now()),
        "value": t.money(award.value_minor, award.asset),
        "is_open": is_open,
    }


_back = Row(SwitchTo(Label("common-back"), id="back", state=Prizes.card), home_button())
_FINAL = Style(ButtonStyle.SUCCESS)

windows = (
    Window(
        Format("{text}"),
        Column(
            Select(
                Format("{item[1]}"),
                id="to",
                item_id_getter=itemgetter(0),
                items="addresses",
                on_click=choose_address,
            )
        ),
        Start(Label("addresses-add"), id="add", state=adding.FIRST, when="has_room"),
        _back,
        state=Prizes.address,
        getter=address_data,
        on_process_result=take_new_address,
    ),
    Window(
        Format("{text}"),
        Select(
            Label("prizes-confirm-delivery"),
            id="send",
            item_id_getter=str,
            items="confirmed",
            on_click=deliver,
            style=_FINAL,
        ),
        SwitchTo(Label("prizes-other-address"), id="other", state=Prizes.address, when="is_open"),
        _back,
        state=Prizes.delivery,
        getter=delivery_data,
    ),
    Window(
        Format("{text}"),
        Button(Label("prizes-confirm-cash"), id="take_value", on_click=take_value, when="is_open", style=_FINAL),
        _back,
        state=Prizes.cash,
        getter=cash_data,
    ),
)
