"""The staff's commands, in private chats and in the staff's group."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.admin import (
    admins,
    approvals,
    cancellation,
    closing,
    credit,
    critical,
    disqualification,
    drafts,
    draws,
    health,
    holding,
    holds,
    new_lottery,
    rehearsal,
    voiding,
)
from bot.admin.access import ANY_ROLE, Escape, Forms, IsAdmin, Permitted, needs
from bot.admin.keyboards import Close
from bot.screens import show
from bot.texts import Texts

router = Router(name="admin")
router.message.filter(IsAdmin())
router.callback_query.filter(IsAdmin())
router.message.outer_middleware(Escape())
router.message.middleware(Permitted())
router.callback_query.middleware(Permitted())


@router.message(Command("cancel"), F.chat.type != ChatType.PRIVATE, flags=needs(ANY_ROLE))
async def cancel_in_group(message: Message, t: Texts) -> None:
    """The private chat's own /cancel leads home; in a group there is only an input to end."""
    await message.reply(t("admin-input-ended"))


@router.callback_query(Close.filter(), flags=needs(ANY_ROLE))
async def close(callback: CallbackQuery, state: FSMContext, t: Texts) -> None:
    """End a screen, and what the presser was asked there."""
    if await state.get_state() in set(Forms.__state_names__):
        await state.clear()
    await show(callback, t("admin-closed"))


router.include_routers(
    new_lottery.router,
    drafts.router,
    approvals.router,
    credit.router,
    cancellation.router,
    closing.router,
    voiding.router,
    holding.router,
    holds.router,
    disqualification.router,
    draws.router,
    rehearsal.router,
    health.router,
    critical.router,
    admins.router,
)
