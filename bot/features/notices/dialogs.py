"""Where each kind of notice goes, the consent to marketing, and the quiet hours."""

from enum import StrEnum
from operator import itemgetter
from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column, Group, Row, Select, Start, SwitchTo
from aiogram_dialog.widgets.text import Format

from bot.features.lotteries.current import home_button
from bot.features.notices.quiet_hours import PRESETS, parse_quiet, quiet_text
from bot.inputs import TEXT
from bot.screens import leave
from bot.session import session_of
from bot.states import Notices, Settings
from bot.texts import Label, Texts
from core.accounts.documents import show_document
from core.accounts.errors import DocumentOutdated
from core.accounts.give_consent import accepted_version
from core.accounts.kinds import Document
from core.accounts.views import PlayerView
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.notifications.kinds import ESSENTIAL, Category
from core.notifications.marketing import ask_for_marketing, stop_marketing
from core.notifications.set_preferences import PreferencesChange, read_preferences, set_preferences
from core.notifications.views import Preferences, QuietTime, Switch


class Place(StrEnum):
    """Where the notices of a category go."""

    CHAT = "chat"
    """And to the inbox."""
    INBOX = "inbox"
    OFF = "off"


_SWITCHES = {
    Place.CHAT: Switch(inbox=True, telegram=True),
    Place.INBOX: Switch(inbox=True, telegram=False),
    Place.OFF: Switch(inbox=False, telegram=False),
}
_PLACES = {switch: place for place, switch in _SWITCHES.items()}


def next_place(category: Category, place: Place) -> Place:
    """What a press makes of it: money and results stay in the inbox, marketing is asked for or not."""
    if category is Category.MARKETING:
        return Place.CHAT if place is Place.OFF else Place.OFF
    if place is Place.CHAT:
        return Place.INBOX
    return Place.OFF if place is Place.INBOX and category not in ESSENTIAL else Place.CHAT


async def switch(callback: CallbackQuery, _select: Any, manager: DialogManager, wanted: str) -> None:
    """A category to the place that its button names, so that a second tap changes nothing more."""
    session = session_of(manager)
    name, _, where = wanted.partition("-")
    category, place = Category(name), Place(where)
    if category is not Category.MARKETING:
        change = PreferencesChange({category: _SWITCHES[place]})
        await session.app.transact(lambda tx: set_preferences(tx, session.actor, change))
    elif place is Place.OFF:
        await session.app.transact(lambda tx: stop_marketing(tx, session.actor))
        await callback.answer(session.t.plain("notices-marketing-stopped"))
    else:
        await manager.switch_to(Notices.marketing)


async def agree(callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The consent is recorded with the hash of the text on this very screen."""
    session, shown = session_of(manager), manager.dialog_data["shown"]
    try:
        await session.app.transact(
            lambda tx: ask_for_marketing(
                tx,
                session.actor,
                shown["version"],
                document_hash=bytes.fromhex(shown["hash"]),
                locale=shown["language"],
            )
        )
    except DocumentOutdated as refusal:
        # the new text is drawn behind the alert
        await callback.answer(session.t.plain_error(refusal)[:200], show_alert=True)
        return
    await callback.answer(session.t.plain("notices-marketing-agreed"))
    await manager.switch_to(Notices.main)


async def choose_preset(_callback: CallbackQuery, _select: Any, manager: DialogManager, index: str) -> None:
    """One of the usual quiet hours."""
    await _set_quiet(manager, PreferencesChange(quiet=PRESETS[int(index)]))


async def type_quiet(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    """Typed hours; what are none get a hint and are asked again."""
    quiet = parse_quiet(message.text or "")
    if quiet is None:
        manager.dialog_data["is_wrong"] = True
        return
    await _set_quiet(manager, PreferencesChange(quiet=quiet))


async def end_quiet(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """No quiet hours."""
    await _set_quiet(manager, PreferencesChange(no_quiet=True))


async def _set_quiet(manager: DialogManager, change: PreferencesChange) -> None:
    session = session_of(manager)
    await session.app.transact(lambda tx: set_preferences(tx, session.actor, change))
    await manager.switch_to(Notices.main)


async def main_data(app: App, actor: Actor, t: Texts, admin: Actor | None = None, **_data: Any) -> dict[str, Any]:
    """Every category that concerns this player, with its place."""

    async def read(tx: Transaction) -> tuple[Preferences, bool]:
        has_consent = await accepted_version(tx, actor, Document.MARKETING) is not None
        return await read_preferences(tx, actor), has_consent

    preferences, has_consent = await app.transact(read)
    places = {category: _PLACES[switch] for category, switch in preferences.switches.items()}
    if not has_consent or places[Category.MARKETING] is not Place.CHAT:
        places[Category.MARKETING] = Place.OFF
    if admin is None:
        del places[Category.STAFF]
    return {
        "text": t("notices-main", quiet=_quiet(t, preferences.quiet)),
        "switches": [
            (f"{category}-{next_place(category, place)}", t.plain("notices-switch", category=category, place=place))
            for category, place in places.items()
        ],
    }


async def marketing_data(app: App, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """The text as it is shown, whose hash goes into the consent."""
    shown = await app.transact(lambda tx: show_document(tx, Document.MARKETING, t.language))
    kept = {"version": shown.version, "hash": shown.hash.hex(), "language": shown.language}
    dialog_manager.dialog_data["shown"] = kept
    return {"text": shown.text}


async def quiet_data(
    *, app: App, actor: Actor, player: PlayerView, t: Texts, dialog_manager: DialogManager, **_data: Any
) -> dict[str, Any]:
    """The hours that are set, after a hint where the last answer was none."""
    preferences = await app.transact(lambda tx: read_preferences(tx, actor))
    text = t("notices-quiet", quiet=_quiet(t, preferences.quiet), zone=player.time_zone or "UTC")
    if dialog_manager.dialog_data.pop("is_wrong", False):
        text = f"{t('notices-quiet-hint')}\n\n{text}"
    return {
        "text": text,
        "presets": [(str(index), quiet_text(quiet)) for index, quiet in enumerate(PRESETS)],
        "is_set": preferences.quiet is not None,
    }


def _quiet(t: Texts, quiet: QuietTime | None) -> str:
    return t.plain("notices-no-quiet") if quiet is None else quiet_text(quiet)


_back = SwitchTo(Label("common-back"), id="back", state=Notices.main)
_pairs: dict[str, Any] = {"item_id_getter": itemgetter(0)}

dialogs = (
    Dialog(
        Window(
            Format("{text}"),
            Column(Select(Format("{item[1]}"), id="switch", items="switches", on_click=switch, **_pairs)),
            SwitchTo(Label("notices-quiet-open"), id="quiet", state=Notices.quiet),
            Row(Button(Label("common-back"), id="back", on_click=leave), home_button()),
            state=Notices.main,
            getter=main_data,
        ),
        Window(
            Format("{text}"),
            Button(Label("notices-marketing-agree"), id="agree", on_click=agree),
            _back,
            state=Notices.marketing,
            getter=marketing_data,
        ),
        Window(
            Format("{text}"),
            Group(Select(Format("{item[1]}"), id="preset", items="presets", on_click=choose_preset, **_pairs), width=2),
            Button(Label("notices-quiet-end"), id="end", on_click=end_quiet, when="is_set"),
            MessageInput(type_quiet, **TEXT),
            Row(Start(Label("settings-zone"), id="zone", state=Settings.time_zone), _back),
            state=Notices.quiet,
            getter=quiet_data,
        ),
    ),
)
