"""A new address field by field: each answer is checked by the core's rules at once, and none of them is lost."""

from collections.abc import Awaitable, Callable
from operator import itemgetter
from typing import Any

from aiogram.enums import ButtonStyle
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message, User
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Cancel, Column, Group, Row, Select
from aiogram_dialog.widgets.style import Style
from aiogram_dialog.widgets.text import Format

from bot.features.addresses import screens
from bot.features.start.countries import country_name, find_countries, guess_countries
from bot.inputs import TEXT
from bot.session import session_of
from bot.states import Addresses
from bot.texts import Label, Texts
from core.accounts.address_rules import FIELDS, AddressInput, check_field, is_required, postal_code_example
from core.accounts.addresses import add_address
from core.accounts.views import PlayerView
from core.kernel.errors import InvalidInput
from core.kernel.links import encode_id

FIRST = Addresses.recipient
_STATES: dict[str, State] = {field: getattr(Addresses, field) for field in FIELDS}
_BY_COUNTRY = ("region", "postal_code")

OnClick = Callable[[CallbackQuery, Button, DialogManager], Awaitable[None]]


async def take(manager: DialogManager, field: str, typed: str) -> None:
    """An answer: it is kept and the next question asked, or the same one again with what is wrong."""
    draft: dict[str, str] = dict(manager.dialog_data.get("draft", {}))
    try:
        draft[field] = check_field(field, typed, draft.get("country", ""))
    except InvalidInput as refusal:
        manager.dialog_data["hint"] = session_of(manager).t.error(refusal)
        return
    if field == "country":
        draft = {name: value for name, value in draft.items() if name not in _BY_COUNTRY or _fits(name, draft)}
    manager.dialog_data["draft"] = draft
    await go_on(manager)


def _fits(field: str, draft: dict[str, str]) -> bool:
    """Whether an answer from before another country was chosen does there, too; if not, it is asked for again."""
    try:
        check_field(field, draft[field], draft["country"])
    except InvalidInput:
        return False
    return True


async def go_on(manager: DialogManager) -> None:
    """To the first question without an answer, after the last one to the whole."""
    _forget_tries(manager)
    draft = manager.dialog_data.get("draft", {})
    missing = next((field for field in FIELDS if field not in draft), None)
    await manager.switch_to(Addresses.check if missing is None else _STATES[missing])


async def go_back(manager: DialogManager, field: str) -> None:
    """To the question before, from the first one out; to the whole where one answer only was to be changed."""
    _forget_tries(manager)
    place = FIELDS.index(field)
    if set(FIELDS) <= manager.dialog_data.get("draft", {}).keys():
        await manager.switch_to(Addresses.check)
    elif place:
        await manager.switch_to(_STATES[FIELDS[place - 1]])
    else:
        await manager.done()


def _forget_tries(manager: DialogManager) -> None:
    for name in ("hint", "query"):
        manager.dialog_data.pop(name, None)


async def choose_country(_callback: CallbackQuery, _select: Any, manager: DialogManager, code: str) -> None:
    """A country of the buttons."""
    await take(manager, "country", code)


async def search_country(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    """Show the countries that fit the typed name."""
    manager.dialog_data["query"] = (message.text or "")[:60]


async def change(_callback: CallbackQuery, _select: Any, manager: DialogManager, field: str) -> None:
    """Back to one question from the whole."""
    if field in _STATES:
        await manager.switch_to(_STATES[field])


async def save(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Keep the address; the dialog ends with its id. Raises TooManyAddresses. A repetition finds it standing."""
    session, address = session_of(manager), AddressInput(**manager.dialog_data["draft"])
    added = await session.app.transact(lambda tx: add_address(tx, session.actor, address))
    await manager.done({"address": encode_id(added.id)})


async def check_data(t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """The whole address, and what of it can be changed."""
    address = AddressInput(**dialog_manager.dialog_data["draft"])
    return {
        "text": t("addresses-check", address=screens.whole(t, address)),
        "fields": [(field, t.plain("addresses-change", field=field)) for field in FIELDS],
    }


async def country_data(
    t: Texts, player: PlayerView, event_from_user: User, dialog_manager: DialogManager, **_data: Any
) -> dict[str, Any]:
    """The question for the country; what fits the search, else the player's own and those guessed."""
    kept = dialog_manager.dialog_data
    found = find_countries(kept.get("query", ""), t.language)
    guessed = guess_countries(event_from_user.language_code, t.language)
    codes = found or list(dict.fromkeys([player.country, *guessed] if player.country else guessed))
    hint = {"hint": t("start-country-none")} if kept.get("query") and not found else {}
    return {
        **_question(t, "country", kept | hint),
        "found": [(code, country_name(code, t.language)) for code in codes],
    }


def _question(t: Texts, field: str, kept: dict[str, Any]) -> dict[str, Any]:
    """The question for a field, after a hint where the last answer did not do, and with the answer that stands."""
    draft: dict[str, str] = kept.get("draft", {})
    country, given = draft.get("country", ""), draft.get(field, "")
    lines = [t("addresses-step", step=FIELDS.index(field) + 1, steps=len(FIELDS)), ""]
    if kept.get("hint"):
        lines += [f"⚠️ {kept['hint']}", ""]
    lines.append(t(f"addresses-ask-{field}", country=country, example=postal_code_example(country) or "none"))
    if given:
        lines.append(t("addresses-now", value=country_name(given, t.language) if field == "country" else given))
    return {"text": "\n".join(lines), "is_given": bool(given), "is_optional": not is_required(field, country)}


def _ways_on(field: str) -> tuple[Button, Button, Row]:
    """Keep, skip, back. The ids name the field: a second tap must not answer the next question."""

    async def keep(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
        await go_on(manager)

    async def skip(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
        await take(manager, field, "")

    async def back(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
        await go_back(manager, field)

    return (
        Button(Label("addresses-keep"), id=f"keep_{field}", on_click=keep, when="is_given"),
        Button(Label("addresses-skip"), id=f"skip_{field}", on_click=skip, when="is_optional"),
        Row(Button(Label("common-back"), id=f"back_{field}", on_click=back), Cancel(Label("addresses-leave"))),
    )


def _text_window(field: str) -> Window:
    async def type_answer(message: Message, _input: MessageInput, manager: DialogManager) -> None:
        await take(manager, field, message.text or "")

    async def data(t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
        return _question(t, field, dialog_manager.dialog_data)

    return Window(
        Format("{text}"),
        MessageInput(type_answer, **TEXT),
        *_ways_on(field),
        state=_STATES[field],
        getter=data,
    )


windows = (
    *(_text_window(field) for field in FIELDS if field != "country"),
    Window(
        Format("{text}"),
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
        *_ways_on("country"),
        state=Addresses.country,
        getter=country_data,
    ),
    Window(
        Format("{text}"),
        Button(Label("addresses-save"), id="save", on_click=save, style=Style(ButtonStyle.SUCCESS)),
        Group(
            Select(Format("{item[1]}"), id="change", item_id_getter=itemgetter(0), items="fields", on_click=change),
            width=2,
        ),
        Cancel(Label("addresses-leave")),
        state=Addresses.check,
        getter=check_data,
    ),
)
