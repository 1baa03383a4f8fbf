"""The windows of a purchase, part of the lotteries' dialog."""

import secrets
from dataclasses import asdict
from typing import Any
from uuid import UUID

from aiogram.enums import ButtonStyle
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, Select, Start, SwitchTo
from aiogram_dialog.widgets.style import Style
from aiogram_dialog.widgets.text import Format

from bot.features.lotteries.current import home_button, raffle_id_of, share_button
from bot.features.purchase import screens
from bot.features.purchase.offers import offer_for
from bot.features.purchase.quantity import parse_quantity
from bot.features.start.steps import arrive
from bot.features.tickets.receipt import send_receipt
from bot.inputs import TEXT
from bot.session import session_of
from bot.states import Help, Limits, Lotteries, Proof, Tickets, Wallet
from bot.texts import Label, Texts
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.errors import DomainError
from core.kernel.links import LinkKind, link_to
from core.ledger.list_wallets import list_wallets
from core.ledger.rules import exchange_wallet
from core.ledger.views import WalletView
from core.orders.models import Source
from core.raffles.buy_tickets import BuyTickets, Outcome
from core.raffles.show_draw import recent_draw
from core.raffles.show_holding import show_stake
from core.raffles.views import RaffleView, Receipt

_KEY_BYTES = 8


async def choose(_callback: CallbackQuery, _select: Any, manager: DialogManager, quantity: int) -> None:
    """A number from the buttons."""
    await confirm(manager, quantity)


async def confirm(manager: DialogManager, quantity: int) -> None:
    """Draw the confirmation, and with it the key under which it is paid once, whatever is repeated."""
    manager.dialog_data.update(quantity=quantity, key=secrets.token_hex(_KEY_BYTES))
    manager.dialog_data.pop("hint", None)
    await manager.switch_to(Lotteries.confirm)


async def type_quantity(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    """A typed number; what is none gets a hint and asks again."""
    session, raffle_id = session_of(manager), raffle_id_of(manager)
    raffle = (await recent_draw(session.app.context, raffle_id)).raffle
    parsed = parse_quantity(message.text or "", raffle.ticket_total - raffle.sold)
    if isinstance(parsed, int):
        await confirm(manager, parsed)
    else:
        manager.dialog_data["hint"] = parsed


async def pay(callback: CallbackQuery, _select: Any, manager: DialogManager, key: str) -> None:
    """Buy, if this is the button of the confirmation that stands: an earlier one named another sum."""
    if key == manager.dialog_data.get("key"):
        await _carry_out(manager)
    else:
        await callback.answer(session_of(manager).t.plain("common-refreshed"))


async def pay_again(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """After a failure that left it open: the same key tells whether it was bought, and buys it if not."""
    await _carry_out(manager)


async def _carry_out(manager: DialogManager) -> None:
    """Buy under the key of the confirmation; the same key again, after a crash too, gives the receipt of then."""
    session, kept = session_of(manager), manager.dialog_data
    raffle_id, quantity = raffle_id_of(manager), kept["quantity"]
    raffle, outcome = await _buy(session.app, session.actor, raffle_id, quantity, kept["key"])
    if isinstance(outcome, Receipt):
        kept["receipt"] = _stored(outcome)
        await manager.switch_to(Lotteries.receipt)
        return
    offer = offer_for(outcome, raffle.price_minor, quantity)
    text = screens.refusal(session.t, raffle, outcome)
    kept["refusal"] = {"text": text, "asset": raffle.asset, **asdict(offer)}
    await manager.switch_to(Lotteries.refused)


async def _buy(app: App, actor: Actor, raffle_id: UUID, quantity: int, key: str) -> tuple[RaffleView, Outcome]:
    raffle = (await recent_draw(app.context, raffle_id)).raffle
    wallet = exchange_wallet(raffle.asset)
    command = BuyTickets(actor, raffle_id, quantity, key, Source.BOT, wallet)
    try:
        return raffle, await app.desk.submit(command)
    except DomainError as refusal:
        return raffle, refusal


async def buy_fewer(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """As many as fit."""
    await confirm(manager, manager.dialog_data["refusal"]["fewer"])


async def complete_profile(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The first steps that are missing, then back to this lottery."""
    await arrive(manager, str(link_to(LinkKind.LOT, raffle_id_of(manager))))


async def open_limits(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The player's limits in the asset of this lottery."""
    await manager.start(Limits.main, {"asset": manager.dialog_data["refusal"]["asset"]})


async def open_fairness(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Everything public about this draw."""
    await manager.start(Proof.fairness, {"raffle_id": str(raffle_id_of(manager))})


async def send_signed(callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The signed receipt of what was bought."""
    await send_receipt(manager, callback.from_user.id, UUID(manager.dialog_data["receipt"]["order_id"]))


async def quantity_data(app: App, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """The question, after a hint where the last answer was none."""
    raffle_id = raffle_id_of(dialog_manager)
    raffle = (await recent_draw(app.context, raffle_id)).raffle
    left = raffle.ticket_total - raffle.sold
    question = t("purchase-how-many", title=t.of_texts(raffle.titles), left=left)
    hint = dialog_manager.dialog_data.get("hint")
    return {"text": f"{t(hint, left=left)}\n\n{question}" if hint else question}


async def confirm_data(app: App, t: Texts, actor: Actor, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """The sum, the balance after it, the chances."""
    kept, raffle_id = dialog_manager.dialog_data, raffle_id_of(dialog_manager)
    raffle = (await recent_draw(app.context, raffle_id)).raffle

    async def read(tx: Transaction) -> tuple[int, list[WalletView]]:
        return (await show_stake(tx, actor, raffle_id)).tickets, await list_wallets(tx, actor)

    held, wallets = await app.read(read)
    balances = {(wallet.wallet_type, wallet.asset): wallet.balance_minor for wallet in wallets}
    balance_minor = balances.get((exchange_wallet(raffle.asset), raffle.asset), 0)
    total_minor = raffle.price_minor * kept["quantity"]
    is_enough = balance_minor >= total_minor
    return {
        "text": screens.confirmation(t, raffle, kept["quantity"], held, balance_minor),
        "keys": [kept["key"]] if is_enough else [],
        "pay": t.plain("purchase-pay", total=t.money(total_minor, raffle.asset)),
        "is_short": not is_enough,
    }


async def receipt_data(app: App, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """What was bought."""
    bought = _receipt(dialog_manager.dialog_data["receipt"])
    page = await recent_draw(app.context, bought.raffle_id)
    return {"text": screens.receipt(t, page, bought), "number": page.raffle.number}


async def refusal_data(dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """Why not, and what instead."""
    return dict(dialog_manager.dialog_data["refusal"])


def _stored(receipt: Receipt) -> dict[str, Any]:
    """A receipt in the form that the dialog's data keeps."""
    plain = {name: getattr(receipt, name) for name in receipt.__slots__}
    return {name: _plain(value) for name, value in plain.items()}


def _plain(value: UUID | bytes | str | int) -> str | int:
    if isinstance(value, bytes):
        return value.hex()
    return str(value) if isinstance(value, UUID) else value


def _receipt(stored: dict[str, Any]) -> Receipt:
    ids = {name: UUID(stored[name]) for name in ("order_id", "raffle_id")}
    hashes = {name: bytes.fromhex(stored[name]) for name in ("server_commit", "rules_hash", "log_head")}
    return Receipt(**(stored | ids | hashes))


_to_card = SwitchTo(Label("common-back"), id="card", state=Lotteries.card)

windows = (
    Window(
        Format("{text}"),
        MessageInput(type_quantity, **TEXT),
        _to_card,
        state=Lotteries.quantity,
        getter=quantity_data,
    ),
    Window(
        Format("{text}"),
        Select(
            Format("{data[pay]}"),
            id="pay",
            item_id_getter=str,
            items="keys",
            on_click=pay,
            style=Style(ButtonStyle.SUCCESS),
        ),
        Row(
            Start(Label("purchase-wallet"), id="wallet", state=Wallet.main),
            Start(Label("purchase-support"), id="support", state=Help.support),
            when="is_short",
        ),
        Row(SwitchTo(Label("purchase-change"), id="change", state=Lotteries.quantity), _to_card),
        state=Lotteries.confirm,
        getter=confirm_data,
    ),
    Window(
        Format("{text}"),
        Row(
            Button(Label("lotteries-fairness"), id="fairness", on_click=open_fairness),
            Button(Label("tickets-receipt"), id="signed", on_click=send_signed),
        ),
        Row(share_button()),
        Row(
            SwitchTo(Label("purchase-more"), id="card", state=Lotteries.card),
            Start(Label("purchase-my-tickets"), id="tickets", state=Tickets.list),
        ),
        home_button(),
        state=Lotteries.receipt,
        getter=receipt_data,
    ),
    Window(
        Format("{text}"),
        Button(Label("purchase-fewer"), id="fewer", on_click=buy_fewer, when="fewer"),
        Button(Label("purchase-again"), id="again", on_click=pay_again, when="is_again"),
        Button(Label("purchase-profile"), id="profile", on_click=complete_profile, when="is_profile"),
        Button(Label("limits-open"), id="limits", on_click=open_limits, when="is_limit"),
        Row(
            Start(Label("purchase-wallet"), id="wallet", state=Wallet.main),
            Start(Label("purchase-support"), id="support", state=Help.support),
            when="is_money",
        ),
        Row(_to_card, SwitchTo(Label("lotteries-all"), id="list", state=Lotteries.list)),
        home_button(),
        state=Lotteries.refused,
        getter=refusal_data,
    ),
)
