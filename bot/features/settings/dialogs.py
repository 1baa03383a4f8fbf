"""The player's language and time zone."""

from operator import itemgetter
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, StartMode, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column, Row, Select, Start, SwitchTo
from aiogram_dialog.widgets.text import Format

from bot.features.settings.zones import find_zones, suggest_zones
from bot.features.start.countries import country_name
from bot.inputs import TEXT
from bot.screens import leave
from bot.session import adopt, session_of
from bot.states import Addresses, Limits, Notices, Settings
from bot.texts import LANGUAGE_NAMES, Label, Say, Texts
from core.accounts.update_profile import ProfileChange, update_profile
from core.accounts.views import PlayerView
from core.app import App

router = Router(name="settings")


@router.message(Command("settings"))
async def settings(_message: Message, dialog_manager: DialogManager) -> None:
    """All settings."""
    await dialog_manager.start(Settings.main, mode=StartMode.RESET_STACK)


@router.message(Command("language"))
async def language(_message: Message, dialog_manager: DialogManager) -> None:
    """Straight to the languages."""
    await dialog_manager.start(Settings.language, mode=StartMode.RESET_STACK)


async def choose_language(_callback: CallbackQuery, _select: Any, manager: DialogManager, code: str) -> None:
    """Everything from here on is in this language."""
    await _change(manager, ProfileChange(language=code))


async def choose_zone(_callback: CallbackQuery, _select: Any, manager: DialogManager, index: str) -> None:
    """The time zone of a button; the button carries its place in the list, for names are long."""
    await _change(manager, ProfileChange(time_zone=manager.dialog_data["zones"][int(index)]))


async def search_zone(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    """Show the time zones whose city fits."""
    manager.dialog_data["query"] = (message.text or "")[:60]


async def _change(manager: DialogManager, change: ProfileChange) -> None:
    session = session_of(manager)
    adopt(manager, await session.app.transact(lambda tx: update_profile(tx, session.actor, change)))
    manager.dialog_data.pop("query", None)
    await manager.switch_to(Settings.main)


async def main_data(player: PlayerView, t: Texts, **_data: Any) -> dict[str, Any]:
    """What is set now."""
    return {
        "language": LANGUAGE_NAMES[t.language],
        "zone": player.time_zone or "UTC",
        "country": country_name(player.country, t.language) if player.country else "",
    }


async def language_data(t: Texts, **_data: Any) -> dict[str, Any]:
    """All languages, the present one marked."""
    return {"languages": [(code, f"✓ {name}" if code == t.language else name) for code, name in LANGUAGE_NAMES.items()]}


async def zone_data(app: App, player: PlayerView, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """What fits the search, else the zones of the player's country, each with its time now."""
    query = dialog_manager.dialog_data.get("query", "")
    zones = find_zones(query) if query else suggest_zones(player.country)
    dialog_manager.dialog_data["zones"] = [zone.name for zone in zones]
    now = app.context.clock.now()
    return {"zones": [(str(index), zone.label(now)) for index, zone in enumerate(zones)], "is_found": bool(zones)}


_codes: dict[str, Any] = {"item_id_getter": itemgetter(0)}

dialogs = (
    Dialog(
        Window(
            Say("settings-main"),
            Say("settings-country", when=F["country"]),
            Row(
                SwitchTo(Label("settings-language"), id="language", state=Settings.language),
                SwitchTo(Label("settings-zone"), id="zone", state=Settings.time_zone),
            ),
            Row(
                Start(Label("notices-open"), id="notices", state=Notices.main),
                Start(Label("limits-open"), id="limits", state=Limits.main),
            ),
            Start(Label("settings-addresses"), id="addresses", state=Addresses.list),
            Button(Label("common-back"), id="home", on_click=leave),
            state=Settings.main,
            getter=main_data,
        ),
        Window(
            Say("settings-choose-language"),
            Column(Select(Format("{item[1]}"), id="lang", items="languages", on_click=choose_language, **_codes)),
            SwitchTo(Label("common-back"), id="back", state=Settings.main),
            state=Settings.language,
            getter=language_data,
        ),
        Window(
            Say("settings-choose-zone"),
            Column(Select(Format("{item[1]}"), id="zones", items="zones", on_click=choose_zone, **_codes)),
            MessageInput(search_zone, **TEXT),
            SwitchTo(Label("common-back"), id="back", state=Settings.main),
            state=Settings.time_zone,
            getter=zone_data,
        ),
    ),
)
