"""/credit: money for a player, asked for here and given once another admin has approved it."""

from typing import Any
from uuid import UUID

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.admin.access import Forms, needs
from bot.admin.amounts import parse_amount
from bot.admin.forms import new_key, token_of
from bot.admin.keyboards import button, close_button, keyboard
from bot.admin.payloads import player_line
from bot.screens import show
from bot.texts import Texts
from core.access import permissions
from core.access.once import once
from core.accounts.read_for_staff import read_player_for_staff
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.errors import DomainError, InvalidInput
from core.ledger.credit import MAX_REASON, request_credit
from core.ledger.kinds import WalletType
from core.ledger.rules import check_wallet_asset
from core.orders.find_player import find_player_for_staff

router = Router(name="admin-credit")

_ONLY_ASSET = {WalletType.LUCKY_COIN: "COIN", WalletType.CREDIT: "CREDIT"}
_WALLET, _AMOUNT, _REASON, _SURE = "wallet", "amount", "reason", "sure"


class CreditButton(CallbackData, prefix="acred"):
    """A button of the flow: of which flow and question it is, and the value that it picks."""

    flow: str
    step: str
    value: str = ""


@router.message(Command("credit"), flags=needs(permissions.CREDITS_REQUEST))
async def begin(
    message: Message, *, command: CommandObject, state: FSMContext, app: App, admin: Actor, t: Texts
) -> None:
    """Find the player, and ask for the wallet."""
    reference = (command.args or "").strip()
    if not reference:
        await show(message, t("admin-credit-usage"))
        return
    player = await app.transact(lambda tx: find_player_for_staff(tx, admin, reference))
    await state.set_state(Forms.credit)
    await state.set_data({"key": new_key(), "step": _WALLET, "player_id": str(player.id)})
    await _draw(message, state=state, app=app, admin=admin, t=t)


@router.message(Forms.credit, flags=needs(permissions.CREDITS_REQUEST))
async def take_answer(message: Message, state: FSMContext, app: App, admin: Actor, t: Texts) -> None:
    """The amount, then the reason."""
    data = await state.get_data()
    try:
        changes = _answered(data, message.text or "")
    except DomainError as refusal:
        await _draw(message, state=state, app=app, admin=admin, t=t, problem=t.error(refusal))
        return
    await state.update_data(changes)
    await _draw(message, state=state, app=app, admin=admin, t=t)


@router.callback_query(CreditButton.filter(F.step == _WALLET), flags=needs(permissions.CREDITS_REQUEST))
async def pick_wallet(
    callback: CallbackQuery, *, callback_data: CreditButton, state: FSMContext, app: App, admin: Actor, t: Texts
) -> None:
    """The wallet; the amount comes next."""
    if callback_data.value not in set(WalletType) or not await _is_current(callback, callback_data, state, t):
        return
    await state.update_data(step=_AMOUNT, wallet=callback_data.value)
    await _draw(callback, state=state, app=app, admin=admin, t=t)


@router.callback_query(CreditButton.filter(F.step == _SURE), flags=needs(permissions.CREDITS_REQUEST))
async def request(
    callback: CallbackQuery, *, callback_data: CreditButton, state: FSMContext, app: App, admin: Actor, t: Texts
) -> None:
    """Ask for the approval. A repeated press asks once."""
    if not await _is_current(callback, callback_data, state, t):
        return
    data = await state.get_data()
    body = {name: data[name] for name in ("player_id", "wallet", "asset", "amount_minor", "reason")}

    async def write(tx: Transaction) -> dict[str, Any]:
        async def run() -> dict[str, Any]:
            approval = await request_credit(
                tx,
                admin,
                UUID(body["player_id"]),
                WalletType(body["wallet"]),
                body["asset"],
                body["amount_minor"],
                body["reason"],
            )
            return {"approval_id": str(approval.id)}

        return await once(tx, admin.admin_id, data["key"], "bot.credit", body, run)

    await app.transact(write)
    await state.clear()
    money = t.money(body["amount_minor"], body["asset"])
    await show(callback, t("admin-credit-requested", money=money), keyboard([[close_button(t)]]))


def _answered(data: dict[str, Any], text: str) -> dict[str, Any]:
    """What a typed answer changes. Raises InvalidInput."""
    match data["step"]:
        case "amount":
            wallet = WalletType(data["wallet"])
            amount_minor, asset = parse_amount(text, "amount_minor", _ONLY_ASSET.get(wallet))
            check_wallet_asset(wallet, asset)
            return {"step": _REASON, "amount_minor": amount_minor, "asset": asset}
        case "reason":
            reason = " ".join(text.split())
            if not 1 <= len(reason) <= MAX_REASON or not reason.isprintable():
                raise InvalidInput(field="reason", reason="malformed")
            return {"step": _SURE, "reason": reason}
        case _:
            return {}


async def _is_current(callback: CallbackQuery, pressed: CreditButton, state: FSMContext, t: Texts) -> bool:
    data = await state.get_data()
    is_open = await state.get_state() == Forms.credit.state
    if is_open and (token_of(data), data["step"]) == (pressed.flow, pressed.step):
        return True
    await callback.answer(t.plain("admin-stale"), show_alert=True)
    return False


async def _draw(
    event: Message | CallbackQuery, *, state: FSMContext, app: App, admin: Actor, t: Texts, problem: str | None = None
) -> None:
    data = await state.get_data()
    player = await app.transact(lambda tx: read_player_for_staff(tx, admin, UUID(data["player_id"])))
    flow, step = token_of(data), data["step"]
    lines = [problem, ""] if problem else []
    lines += [player_line(t, player), ""]
    rows = []
    match step:
        case "wallet":
            lines.append(t("admin-credit-ask-wallet"))
            rows = [
                [
                    button(
                        t.plain("word-wallet", wallet_type=wallet),
                        CreditButton(flow=flow, step=_WALLET, value=wallet.value),
                    )
                ]
                for wallet in WalletType
            ]
        case "amount":
            lines.append(t("admin-credit-ask-amount"))
        case "reason":
            lines.append(t("admin-credit-ask-reason"))
        case "sure":
            wallet_name = t.plain("word-wallet", wallet_type=data["wallet"])
            money = t.money(data["amount_minor"], data["asset"])
            lines += [
                t("admin-credit-amount", money=money, wallet=wallet_name),
                t("admin-credit-reason", reason=data["reason"]),
                "",
                t("admin-credit-sure"),
            ]
            rows = [[button(t.plain("admin-credit-request", money=money), CreditButton(flow=flow, step=_SURE))]]
    await show(event, "\n".join(lines), keyboard([*rows, [close_button(t)]]))
