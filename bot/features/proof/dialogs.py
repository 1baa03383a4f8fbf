"""The fairness of a raffle, and proofs judged: /verify."""

import io
from contextlib import suppress
from typing import Any

from aiogram import Bot, Router
from aiogram.enums import ChatAction, ContentType
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Document, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Cancel, Row, SwitchTo
from aiogram_dialog.widgets.text import Format

from bot.features.lotteries.current import home_button, raffle_id_of
from bot.features.proof import screens
from bot.features.proof.check import LARGEST_FILE_BYTES, judge_file, judge_stored
from bot.features.proof.files import send_proof
from bot.inputs import TEXT
from bot.session import session_of
from bot.states import Home, Proof
from bot.texts import Label, Texts
from core.app import App
from core.draws.proof import UnusableInput
from core.kernel.errors import NotFound
from core.raffles.browse_raffles import find_raffle
from core.raffles.show_draw import show_draw
from core.raffles.turn import turn

router = Router(name="proof")


@router.message(Command("verify"))
async def open_verify(
    _message: Message, command: CommandObject, app: App, t: Texts, dialog_manager: DialogManager
) -> None:
    """Explain and ask for a proof; with a number the verdict on that stored draw at once."""
    number = (command.args or "").strip()
    shown = await judged_number(app, t, number) if number else None
    await dialog_manager.start(Home.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.NO_UPDATE)
    if shown is None:
        await dialog_manager.start(Proof.ask, show_mode=ShowMode.SEND)
    else:
        await dialog_manager.start(Proof.verdict, {"text": shown}, show_mode=ShowMode.SEND)


async def judged_number(app: App, t: Texts, number: str) -> str:
    """The verdict on the stored draw of a raffle, or why there is none, as HTML."""
    try:
        raffle = await app.transact(lambda tx: find_raffle(tx, number))
    except NotFound as refusal:
        return t.error(refusal)
    try:
        judged = await judge_stored(app, raffle.id)
    except NotFound:
        return t("proof-none-yet", number=raffle.number, state=raffle.state)
    return screens.verdict(t, raffle.number, judged)


async def judged_document(app: App, bot: Bot, t: Texts, document: Document) -> str:
    """The verdict on an uploaded file, or why it cannot be judged, as HTML. Raises Busy."""
    if (document.file_size or 0) > LARGEST_FILE_BYTES:
        return t("proof-too-large", megabytes=LARGEST_FILE_BYTES >> 20)
    async with turn():
        data = io.BytesIO()
        try:
            await bot.download(document, destination=data)
        except TelegramBadRequest:
            return t("proof-not-loaded")
        if data.tell() > LARGEST_FILE_BYTES:
            return t("proof-too-large", megabytes=LARGEST_FILE_BYTES >> 20)
        try:
            judged = await judge_file(app, data.getvalue())
        except UnusableInput as problem:
            return t("proof-unusable", reason=str(problem))
    return screens.verdict(t, document.file_name or "proof.json", judged)


async def take_document(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    """A file is judged; a number names a stored draw; anything else asks again."""
    session, bot = session_of(manager), manager.middleware_data["bot"]
    if message.document is None:
        manager.dialog_data["text"] = session.t("proof-hint")
    else:
        with suppress(TelegramAPIError):  # a courtesy
            await bot.send_chat_action(message.chat.id, ChatAction.TYPING)
        manager.dialog_data["text"] = await judged_document(session.app, bot, session.t, message.document)
    await manager.switch_to(Proof.verdict)


async def take_number(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    """The number of a raffle, as it stands on a ticket."""
    session = session_of(manager)
    manager.dialog_data["text"] = await judged_number(session.app, session.t, (message.text or "").strip()[:40])
    await manager.switch_to(Proof.verdict)


async def verify_now(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The verdict on this draw."""
    session, raffle_id = session_of(manager), raffle_id_of(manager)
    raffle = (await session.app.transact(lambda tx: show_draw(tx, raffle_id))).raffle
    manager.dialog_data["text"] = await judged_number(session.app, session.t, raffle.number)
    await manager.switch_to(Proof.verdict)


async def send_files(callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The proof as files, to be judged anywhere."""
    session, bot = session_of(manager), manager.middleware_data["bot"]
    await send_proof(session.app, bot, session.t, callback.from_user.id, raffle_id_of(manager))


async def fairness_data(app: App, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """Everything public about a draw."""
    raffle_id = raffle_id_of(dialog_manager)
    page = await app.transact(lambda tx: show_draw(tx, raffle_id))
    return {
        "text": screens.fairness(t, page),
        "is_revealed": page.server_seed is not None and not page.is_halted,
    }


async def ask_data(t: Texts, **_data: Any) -> dict[str, Any]:
    """What a proof is, and what to send."""
    return {"text": t("proof-ask", megabytes=LARGEST_FILE_BYTES >> 20)}


async def verdict_data(dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """The verdict as it was reached."""
    start_data = dialog_manager.start_data if isinstance(dialog_manager.start_data, dict) else {}
    return {"text": dialog_manager.dialog_data.get("text") or start_data["text"]}


dialogs = (
    Dialog(
        Window(
            Format("{text}"),
            Row(
                Button(Label("proof-verify-now"), id="verify", on_click=verify_now),
                Button(Label("proof-files"), id="files", on_click=send_files),
                when="is_revealed",
            ),
            Row(Cancel(Label("common-back")), home_button()),
            state=Proof.fairness,
            getter=fairness_data,
        ),
        Window(
            Format("{text}"),
            MessageInput(take_number, **TEXT),
            MessageInput(take_document, content_types=(ContentType.DOCUMENT, ContentType.PHOTO)),
            Row(Cancel(Label("common-back")), home_button()),
            state=Proof.ask,
            getter=ask_data,
        ),
        Window(
            Format("{text}"),
            MessageInput(take_number, **TEXT),
            MessageInput(take_document, content_types=(ContentType.DOCUMENT, ContentType.PHOTO)),
            SwitchTo(Label("proof-another"), id="another", state=Proof.ask),
            Row(Cancel(Label("common-back")), home_button()),
            state=Proof.verdict,
            getter=verdict_data,
        ),
        Window(
            Format("{text}"),
            Row(Cancel(Label("common-back")), home_button()),
            state=Proof.path,
            getter=verdict_data,
        ),
    ),
)
