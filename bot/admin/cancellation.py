"""/cancel_lottery: what goes back to whom, a reason, and the number typed once more."""

from uuid import UUID

from aiogram import Router, html
from aiogram.filters import Command, CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot.admin.access import Forms, needs
from bot.admin.keyboards import close_button, keyboard
from bot.screens import show
from bot.texts import Texts
from core.access import permissions
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.errors import WrongState
from core.kernel.ids import parse_public_number
from core.raffles.admin_reads import Cancellation, preview_cancellation
from core.raffles.cancel_raffle import MAX_REASON, cancel_raffle
from core.raffles.models import RaffleState

router = Router(name="admin-cancellation")

_CONFIRM_ID = "raffle_id"


@router.message(Command("cancel_lottery"), flags=needs(permissions.LOTTERIES_CANCEL))
async def begin(
    message: Message, *, command: CommandObject, state: FSMContext, app: App, admin: Actor, t: Texts
) -> None:
    """Show what it would refund, and ask for the reason."""
    number = (command.args or "").strip()
    if not number:
        await show(message, t("admin-cancel-usage"))
        return
    preview = await app.transact(lambda tx: preview_cancellation(tx, admin, number))
    await state.set_state(Forms.cancellation)
    await state.set_data({_CONFIRM_ID: str(preview.raffle.id), "number": preview.raffle.number})
    await show(message, f"{_card(t, preview)}\n\n{t('admin-cancel-ask-reason')}", keyboard([[close_button(t)]]))


@router.message(Forms.cancellation, flags=needs(permissions.LOTTERIES_CANCEL))
async def take_answer(message: Message, state: FSMContext, app: App, admin: Actor, t: Texts) -> None:
    """The reason, then the number; anything else than the number cancels nothing."""
    data = await state.get_data()
    text = " ".join((message.text or "").split())
    try:
        preview = await app.transact(lambda tx: preview_cancellation(tx, admin, data["number"]))
    except WrongState:
        await state.clear()  # nothing is left to cancel, so nothing is asked any more
        raise
    if "reason" not in data:
        if 1 <= len(text) <= MAX_REASON:
            await state.update_data(reason=text)
            question = t("admin-cancel-ask-number", number=data["number"])
        else:
            question = t("admin-cancel-ask-reason")
        await show(message, f"{_card(t, preview)}\n\n{question}", keyboard([[close_button(t)]]))
        return
    if parse_public_number(text) != parse_public_number(data["number"]):
        await show(message, t("admin-cancel-other-number", number=data["number"]), keyboard([[close_button(t)]]))
        return
    raffle_id, reason = UUID(data[_CONFIRM_ID]), data["reason"]

    async def cancel(tx: Transaction) -> RaffleState:
        return await cancel_raffle(tx, admin, raffle_id, reason)

    reached = await app.transact(cancel)
    await state.clear()
    said = "admin-cancelled-draft" if reached is RaffleState.CANCELLED else "admin-cancelled-open"
    money = t.money(preview.refund_minor, preview.raffle.asset)
    await show(message, t(said, number=data["number"], money=money))


def _card(t: Texts, preview: Cancellation) -> str:
    raffle = preview.raffle
    return "\n".join(
        [
            f"<b>{raffle.number} · {html.quote(t.of_texts(raffle.titles))}</b>",
            t("admin-raffle-state", state=raffle.state),
            t("admin-draw-sold", sold=raffle.sold, total=raffle.ticket_total),
            t("admin-cancel-refund", money=t.money(preview.refund_minor, raffle.asset)),
        ]
    )
