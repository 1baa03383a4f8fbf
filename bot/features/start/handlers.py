"""/start from anywhere, and /cancel."""

from aiogram import Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import Message
from aiogram_dialog import DialogManager

from bot.features.start.steps import arrive
from bot.reachability import OnReachable
from bot.texts import Texts
from core.app import App

router = Router(name="start")


@router.message(CommandStart())
async def start(
    message: Message, command: CommandObject, app: App, on_reachable: OnReachable, dialog_manager: DialogManager
) -> None:
    """The first missing step, else home or what the link names. The same however often it is sent."""
    if message.from_user is not None:
        # Telegram tells us of an unblocked bot, but not of a first start after the mini-app was used
        await on_reachable(app, message.from_user.id, True)
    await arrive(dialog_manager, command.args)


@router.message(Command("cancel"))
async def cancel(message: Message, t: Texts, dialog_manager: DialogManager) -> None:
    """Leave any flow; nothing of it is kept."""
    await message.answer(t("common-cancelled"))
    await arrive(dialog_manager, None)
