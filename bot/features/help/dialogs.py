"""Help, terms, privacy and support: one screen each, all reachable by command and by button."""

from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.fsm.state import State
from aiogram.types import Message
from aiogram_dialog import Dialog, DialogManager, StartMode, Window
from aiogram_dialog.widgets.kbd import Button, Row, SwitchTo
from aiogram_dialog.widgets.text import Format

from bot.screens import leave
from bot.states import Help
from bot.texts import Label, Say, Texts
from core.accounts.documents import show_document
from core.accounts.kinds import Document
from core.accounts.rules import MINIMUM_AGE
from core.app import App

router = Router(name="help")

_COMMANDS = {
    "help": Help.main,
    "terms": Help.terms,
    "privacy": Help.privacy,
    "support": Help.support,
    "paysupport": Help.payment_support,
}


def _opens(state: State) -> Any:
    async def open_screen(_message: Message, dialog_manager: DialogManager) -> None:
        await dialog_manager.start(state, mode=StartMode.RESET_STACK)

    return open_screen


for _name, _state in _COMMANDS.items():
    router.message.register(_opens(_state), Command(_name))


async def terms_data(app: App, t: Texts, **_data: Any) -> dict[str, Any]:
    """The present terms."""
    shown = await app.transact(lambda tx: show_document(tx, Document.TERMS, t.language))
    return {"text": shown.text}


async def operator_data(app: App, t: Texts, **_data: Any) -> dict[str, Any]:
    """Who is answerable."""
    return {
        "operator": app.context.settings.operator_name or t.plain("document-no-operator"),
        "minimum_age": MINIMUM_AGE,
    }


async def support_data(app: App, t: Texts, event_from_user: Any, **_data: Any) -> dict[str, Any]:
    """What support asks for first."""
    return {**await operator_data(app, t), "telegram_id": str(event_from_user.id)}


_back = SwitchTo(Label("common-back"), id="back", state=Help.main)

dialogs = (
    Dialog(
        Window(
            Say("help-main"),
            Row(
                SwitchTo(Label("help-terms"), id="terms", state=Help.terms),
                SwitchTo(Label("help-privacy"), id="privacy", state=Help.privacy),
            ),
            Row(
                SwitchTo(Label("help-support"), id="support", state=Help.support),
                SwitchTo(Label("help-payment-support"), id="payments", state=Help.payment_support),
            ),
            Button(Label("common-home"), id="home", on_click=leave),
            state=Help.main,
            getter=operator_data,
        ),
        Window(Format("{text}"), _back, state=Help.terms, getter=terms_data),
        Window(Say("help-privacy-text"), _back, state=Help.privacy, getter=operator_data),
        Window(Say("help-support-text"), _back, state=Help.support, getter=support_data),
        Window(Say("help-payment-support-text"), _back, state=Help.payment_support, getter=support_data),
    ),
)
