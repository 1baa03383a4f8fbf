"""/start from anywhere, and /cancel."""

from aiogram import Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import Message
from aiogram_dialog import DialogManager

from bot.features.start.steps import arrive
from bot.texts import Texts

router = Router(name="start")


@router.message(CommandStart())
async def start(_message: Message, command: CommandObject, dialog_manager: DialogManager) -> None:
    """The first missing step, else home or what the link names. The same however often it is sent."""
    await arrive(dialog_manager, command.args)


@router.message(Command("cancel"))
async def cancel(message: Message, t: Texts, dialog_manager: DialogManager) -> None:
    """Leave any flow; nothing of it is kept."""
    await message.answer(t("common-cancelled"))
    await arrive(dialog_manager, None)
