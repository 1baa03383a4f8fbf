"""The address book: the list, and one address with what can be done about it."""

from contextlib import suppress
from operator import itemgetter
from typing import Any

from aiogram.enums import ButtonStyle
from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.kbd import Button, Cancel, Column, Row, Select, Start, SwitchTo
from aiogram_dialog.widgets.style import Style
from aiogram_dialog.widgets.text import Format

from bot.features.addresses import adding, screens
from bot.features.lotteries.current import home_button, id_in
from bot.session import session_of
from bot.states import Addresses
from bot.texts import Label, Texts
from core.accounts.address_rules import MAX_ADDRESSES
from core.accounts.addresses import list_addresses, remove_address, set_default_address
from core.accounts.views import AddressView
from core.app import App
from core.kernel.actor import Actor
from core.kernel.errors import NotFound
from core.kernel.links import encode_id


async def open_address(_callback: CallbackQuery, _select: Any, manager: DialogManager, address: str) -> None:
    """One address, as a dialog of its own: its buttons never speak of another one."""
    await manager.start(Addresses.card, {"address": address})


async def make_default(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Offer this one first from now on. Raises NotFound for one that was removed meanwhile."""
    session, address_id = session_of(manager), id_in(_address_of(manager))
    await session.app.transact(lambda tx: set_default_address(tx, session.actor, address_id))


async def remove(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Take it out of the book; one that is gone already is gone."""
    session, address_id = session_of(manager), id_in(_address_of(manager))
    with suppress(NotFound):
        await session.app.transact(lambda tx: remove_address(tx, session.actor, address_id))
    await manager.done()


def _address_of(manager: DialogManager) -> str:
    start_data = manager.start_data if isinstance(manager.start_data, dict) else {}
    return str(start_data.get("address"))


async def list_data(app: App, actor: Actor, t: Texts, **_data: Any) -> dict[str, Any]:
    """All addresses, the default one first."""
    kept = await app.transact(lambda tx: list_addresses(tx, actor))
    has_room = len(kept) < MAX_ADDRESSES
    text = t("addresses-heading") if kept else t("addresses-none")
    return {
        "text": text if has_room else f"{text}\n\n{t('addresses-full', maximum=MAX_ADDRESSES)}",
        "addresses": [(encode_id(address.id), screens.label(t, address)) for address in kept],
        "has_room": has_room,
    }


async def card_data(app: App, actor: Actor, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """One address, if it still stands."""
    address = await _find(app, actor, dialog_manager)
    if address is None:
        return {"text": t("addresses-gone"), "is_found": False, "is_other": False}
    mark = "default" if address.is_default else "other"
    return {
        "text": t("addresses-card", address=screens.whole(t, address), mark=mark),
        "is_found": True,
        "is_other": not address.is_default,
    }


async def remove_data(app: App, actor: Actor, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """What would be removed."""
    address = await _find(app, actor, dialog_manager)
    if address is None:
        return {"text": t("addresses-gone"), "is_found": False}
    return {"text": t("addresses-remove-question", address=screens.whole(t, address)), "is_found": True}


async def _find(app: App, actor: Actor, manager: DialogManager) -> AddressView | None:
    kept = await app.transact(lambda tx: list_addresses(tx, actor))
    return next((address for address in kept if encode_id(address.id) == _address_of(manager)), None)


dialogs = (
    Dialog(
        Window(
            Format("{text}"),
            Column(
                Select(
                    Format("{item[1]}"),
                    id="address",
                    item_id_getter=itemgetter(0),
                    items="addresses",
                    on_click=open_address,
                )
            ),
            Start(Label("addresses-add"), id="add", state=adding.FIRST, when="has_room"),
            Row(Cancel(Label("common-back")), home_button()),
            state=Addresses.list,
            getter=list_data,
        ),
        Window(
            Format("{text}"),
            Button(Label("addresses-make-default"), id="default", on_click=make_default, when="is_other"),
            SwitchTo(Label("addresses-remove"), id="remove", state=Addresses.remove, when="is_found"),
            Row(Cancel(Label("common-back")), home_button()),
            state=Addresses.card,
            getter=card_data,
        ),
        Window(
            Format("{text}"),
            Button(
                Label("addresses-remove"),
                id="removed",
                on_click=remove,
                when="is_found",
                style=Style(ButtonStyle.DANGER),
            ),
            SwitchTo(Label("common-back"), id="back", state=Addresses.card),
            state=Addresses.remove,
            getter=remove_data,
        ),
        *adding.windows,
    ),
)
