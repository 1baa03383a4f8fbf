"""/proof: the way of one's own ticket to the root in the close record."""

import json
from uuid import UUID

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import BufferedInputFile, Message
from aiogram_dialog import DialogManager, ShowMode, StartMode

from bot.features.purchase.screens import numbers
from bot.features.tickets.receipt import send_receipt
from bot.session import session_of
from bot.states import Home, Proof
from bot.texts import Texts
from core.kernel.errors import NotFound
from core.raffles.errors import NoTreeYet
from core.raffles.show_path import TicketPath, find_order, show_path

router = Router(name="path")

_LONGEST = 60


@router.message(Command("proof"))
async def open_path(message: Message, command: CommandObject, dialog_manager: DialogManager) -> None:
    """The path of the ticket that is named, or how to name one."""
    session, words = session_of(dialog_manager), (command.args or "").strip()[:_LONGEST]
    if not words:
        text = session.t("path-usage")
    else:
        try:
            order_id = await session.app.transact(lambda tx: find_order(tx, session.actor, words))
        except NotFound as refusal:
            text = f"{session.t.error(refusal)}\n\n{session.t('path-usage')}"
        else:
            text = await send_path(dialog_manager, message.chat.id, order_id)
    await dialog_manager.start(Home.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.NO_UPDATE)
    await dialog_manager.start(Proof.path, {"text": text}, show_mode=ShowMode.SEND)


async def send_path(manager: DialogManager, chat_id: int, order_id: UUID) -> str:
    """Send the path of an order's entry as a file, before the close its receipt instead; gives what to say of it, as
    HTML. Raises NotFound and Busy."""
    session, bot = session_of(manager), manager.middleware_data["bot"]
    try:
        found = await show_path(session.app.context, session.actor, order_id)
    except NoTreeYet as refusal:
        await send_receipt(manager, chat_id, order_id)
        return session.t.error(refusal)
    name = f"path-{found.order_number}.json"
    file = BufferedInputFile(json.dumps(found.path.to_record(), indent=1).encode(), name)
    await bot.send_document(chat_id, file, caption=session.t("path-caption", file=name))
    return shown(session.t, found)


def shown(t: Texts, found: TicketPath) -> str:
    """The path in short, as HTML."""
    path = found.path
    record = path.to_record()
    return t(
        "path-found",
        number=found.raffle_number,
        order=found.order_number,
        numbers=numbers(path.entry.first, path.entry.last),
        place=str(path.index + 1),
        count=str(path.close["entry_count"]),
        line=str(record["line"]),
        leaf=path.leaf.hex(),
        steps=len(path.siblings),
        root=path.close["entry_root"],
        close=str(record["close_hash"]),
    )
