"""The first steps as one edited message."""

import re
from datetime import date
from operator import itemgetter
from typing import Any

from aiogram import F
from aiogram.types import CallbackQuery, Message, User
from aiogram_dialog import Dialog, DialogManager, ShowMode, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column, Row, Select, SwitchTo
from aiogram_dialog.widgets.text import Format

from bot.features.start.countries import country_name, find_countries, guess_countries, zones_of
from bot.features.start.steps import go_on, leave
from bot.inputs import TEXT
from bot.session import adopt, session_of
from bot.states import Start
from bot.texts import LANGUAGE_NAMES, Label, Say, Texts
from core.accounts.documents import show_document
from core.accounts.give_consent import give_consent
from core.accounts.kinds import Document
from core.accounts.read_player import read_profile
from core.accounts.rules import MINIMUM_AGE
from core.accounts.update_profile import ProfileChange, update_profile
from core.app import App
from core.kernel.errors import InvalidInput

_DATES = (
    re.compile(r"(?P<day>\d{1,2})[./ -](?P<month>\d{1,2})[./ -](?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})[./ -](?P<month>\d{1,2})[./ -](?P<day>\d{1,2})"),
)
_BUDDHIST_OFFSET = 543  # Thai calendars count from 543 BC
_BUDDHIST_FROM = 2400


async def choose_language(_callback: CallbackQuery, _select: Any, manager: DialogManager, code: str) -> None:
    """Everything from here on is in this language."""
    session = session_of(manager)
    adopt(manager, await session.app.transact(lambda tx: update_profile(tx, session.actor, ProfileChange(code))))
    await manager.switch_to(Start.about)


async def toggle(_callback: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Tick a box, or take the tick away."""
    manager.dialog_data[button.widget_id] = not manager.dialog_data.get(button.widget_id)


async def accept(callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Both boxes ticked: the consent is recorded with the hash of the text on this very screen."""
    session = session_of(manager)
    if not (manager.dialog_data.get("age") and manager.dialog_data.get("terms")):
        await callback.answer(session.t.plain("start-tick-both"), show_alert=True)
        return
    version, shown = manager.dialog_data["version"], manager.dialog_data["shown"]
    await session.app.transact(
        lambda tx: give_consent(
            tx,
            session.actor,
            Document.TERMS,
            version,
            document_hash=bytes.fromhex(shown["hash"]),
            locale=shown["language"],
        )
    )
    adopt(manager, await session.app.transact(lambda tx: read_profile(tx, session.actor)))
    await go_on(manager)


async def choose_country(_callback: CallbackQuery, _select: Any, manager: DialogManager, code: str) -> None:
    """The country, and with it the time zone where a country has one only."""
    session = session_of(manager)
    zones = zones_of(code)
    zone = zones[0] if len(zones) == 1 and session.player.time_zone is None else None
    change = ProfileChange(country=code, time_zone=zone)
    adopt(manager, await session.app.transact(lambda tx: update_profile(tx, session.actor, change)))
    await go_on(manager)


async def search_country(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    """Show what fits the typed name."""
    manager.dialog_data["query"] = (message.text or "")[:60]


async def state_birth_date(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    """The typed date of birth. Raises InvalidInput, which is answered and asks again."""
    session = session_of(manager)
    change = ProfileChange(birth_date=parse_date(message.text or "", session.t.language))
    adopt(manager, await session.app.transact(lambda tx: update_profile(tx, session.actor, change)))
    await go_on(manager)


async def finish(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """On from the polite stop: everything but paid play is open."""
    await leave(manager)


def parse_date(text: str, language: str) -> date:
    """A date as people type it: 17.05.1990, 17/5/1990 or 1990-05-17, in Thai also by the Buddhist year.

    Raises InvalidInput.
    """
    # int() reads the digits of every script
    for pattern in _DATES:
        match = pattern.fullmatch(text.strip())
        if match:
            year = int(match["year"])
            if language == "th" and year >= _BUDDHIST_FROM:
                year -= _BUDDHIST_OFFSET
            try:
                return date(year, int(match["month"]), int(match["day"]))
            except ValueError:
                break
    raise InvalidInput(field="birth_date", reason="malformed")


async def language_data(t: Texts, **_data: Any) -> dict[str, Any]:
    """All languages, the guessed one first."""
    names = sorted(LANGUAGE_NAMES.items(), key=lambda item: item[0] != t.language)
    return {"languages": names}


async def about_data(app: App, **_data: Any) -> dict[str, Any]:
    """Who runs this, by which licence."""
    settings = app.context.settings
    return {
        "operator": settings.operator_name or "",
        "licence": settings.operator_licence or "",
        "is_sandbox": settings.environment == "sandbox",
        "minimum_age": MINIMUM_AGE,
    }


async def consent_data(app: App, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """The terms as they are shown, whose hash goes into the consent."""
    shown = await app.transact(lambda tx: show_document(tx, Document.TERMS, t.language))
    kept = dialog_manager.dialog_data
    kept["version"] = shown.version
    kept["shown"] = {"hash": shown.hash.hex(), "language": shown.language}
    marks = {box: "☑" if kept.get(box) else "☐" for box in ("age", "terms")}
    return {"text": shown.text, "age": marks["age"], "terms": marks["terms"], "minimum_age": MINIMUM_AGE}


async def country_data(t: Texts, dialog_manager: DialogManager, event_from_user: User, **_data: Any) -> dict[str, Any]:
    """What fits the search, else the guesses."""
    query = dialog_manager.dialog_data.get("query", "")
    codes = find_countries(query, t.language) if query else guess_countries(event_from_user.language_code, t.language)
    return {
        "query": query,
        "found": [(code, country_name(code, t.language)) for code in codes],
        "is_found": bool(codes),
    }


async def refusal_data(dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """Why this is as far as it goes."""
    return {"refusal": dialog_manager.dialog_data.get("refusal", "")}


dialogs = (
    Dialog(
        Window(
            Say("start-language"),
            Column(
                Select(
                    Format("{item[1]}"),
                    id="lang",
                    item_id_getter=itemgetter(0),
                    items="languages",
                    on_click=choose_language,
                )
            ),
            state=Start.language,
            getter=language_data,
        ),
        Window(
            Say("start-about"),
            Format(""),
            Say("start-sandbox", when=F["is_sandbox"]),
            Say("start-operator", when=F["operator"]),
            Say("start-licence", when=F["licence"]),
            Say("start-adults"),
            SwitchTo(Label("start-continue"), id="on", state=Start.consent),
            SwitchTo(Label("common-back"), id="back", state=Start.language),
            state=Start.about,
            getter=about_data,
        ),
        Window(
            Format("{text}"),
            Button(Label("start-box-age"), id="age", on_click=toggle),
            Button(Label("start-box-terms"), id="terms", on_click=toggle),
            Row(
                SwitchTo(Label("common-back"), id="back", state=Start.about),
                Button(Label("start-accept"), id="accept", on_click=accept),
            ),
            state=Start.consent,
            getter=consent_data,
        ),
        Window(
            Say("start-country", when=F["is_found"]),
            Say("start-country-none", when=~F["is_found"]),
            Column(
                Select(
                    Format("{item[1]}"),
                    id="country",
                    item_id_getter=itemgetter(0),
                    items="found",
                    on_click=choose_country,
                )
            ),
            MessageInput(search_country, **TEXT),
            state=Start.country,
            getter=country_data,
        ),
        Window(
            Say("start-birth-date"),
            MessageInput(state_birth_date, **TEXT),
            SwitchTo(Label("start-change-country"), id="country", state=Start.country, show_mode=ShowMode.EDIT),
            state=Start.birth_date,
        ),
        Window(
            Format("{refusal}"),
            Say("start-refused"),
            Button(Label("common-home"), id="home", on_click=finish),
            state=Start.refused,
            getter=refusal_data,
        ),
    ),
)
