"""An exchange: which pair, how much, the quote with its key, the result."""

import secrets
from operator import itemgetter
from typing import Any
from uuid import UUID

from aiogram.enums import ButtonStyle
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column, Row, Select, SwitchTo
from aiogram_dialog.widgets.style import Style
from aiogram_dialog.widgets.text import Format

from bot.features.lotteries.current import home_button, id_in
from bot.features.wallet import screens
from bot.features.wallet.amounts import parse_amount
from bot.inputs import TEXT
from bot.session import session_of
from bot.states import Wallet
from bot.texts import Label, Texts
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.errors import DomainError
from core.kernel.links import encode_id
from core.ledger.errors import RateChanged
from core.ledger.exchange import exchange
from core.ledger.kinds import WalletType
from core.ledger.list_rates import list_rates
from core.ledger.list_wallets import list_wallets
from core.ledger.quote import quote
from core.ledger.rules import exchange_wallet
from core.ledger.views import Quote, RateView

_KEY_BYTES = 8


async def open_pairs(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """What can be exchanged."""
    await manager.switch_to(Wallet.pair)


async def choose_pair(_callback: CallbackQuery, _select: Any, manager: DialogManager, rate: str) -> None:
    """One of the offered pairs."""
    session, rate_id = session_of(manager), id_in(rate)
    rates = await session.app.transact(list_rates)
    chosen = next((offered for offered in rates if offered.id == rate_id), None)
    if chosen is None:
        raise RateChanged(rate_id=str(rate_id))
    manager.dialog_data.update(from_asset=chosen.from_asset, to_asset=chosen.to_asset)
    manager.dialog_data.pop("hint", None)
    await manager.switch_to(Wallet.amount)


async def type_amount(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    """A typed amount becomes a quote, with the key under which it is exchanged once."""
    session, kept = session_of(manager), manager.dialog_data
    amount_minor = parse_amount(message.text or "", kept["from_asset"])
    if amount_minor is None:
        kept["hint"] = session.t("wallet-hint")
        return
    try:
        offer = await session.app.transact(lambda tx: quote(tx, kept["from_asset"], kept["to_asset"], amount_minor))
    except DomainError as refusal:
        kept["hint"] = session.t.error(refusal)
        return
    kept.pop("hint", None)
    kept.update(amount_minor=amount_minor, rate=str(offer.rate.id), key=secrets.token_hex(_KEY_BYTES))
    await manager.switch_to(Wallet.quote)


async def confirm(callback: CallbackQuery, _select: Any, manager: DialogManager, key: str) -> None:
    """Exchange at the quoted rate. Another rate by now: the new quote, to be confirmed anew."""
    session, kept = session_of(manager), manager.dialog_data
    if key != kept.get("key"):
        await callback.answer(session.t.plain("common-refreshed"))
        return
    try:
        done = await session.app.transact(
            lambda tx: exchange(
                tx,
                session.actor,
                kept["from_asset"],
                kept["to_asset"],
                kept["amount_minor"],
                key=key,
                rate_id=UUID(kept["rate"]),
            )
        )
    except RateChanged as refusal:
        kept["rate"], kept["key"] = refusal.params["rate_id"], secrets.token_hex(_KEY_BYTES)
        await callback.answer(session.t.plain_error(refusal), show_alert=True)
        return
    kept["done"] = screens.exchanged(session.t, done)
    await manager.switch_to(Wallet.exchanged)


async def pair_data(app: App, actor: Actor, t: Texts, **_data: Any) -> dict[str, Any]:
    """The pairs for which the player holds something."""

    async def read(tx: Transaction) -> tuple[list[RateView], set[tuple[WalletType, str]]]:
        held = {(wallet.wallet_type, wallet.asset) for wallet in await list_wallets(tx, actor) if wallet.balance_minor}
        return await list_rates(tx), held

    rates, held = await app.transact(read)
    offered = [rate for rate in rates if (exchange_wallet(rate.from_asset), rate.from_asset) in held]
    return {
        "text": t("wallet-choose-pair") if offered else t("wallet-no-pairs"),
        "pairs": [(encode_id(rate.id), screens.pair(t, rate)) for rate in offered],
    }


async def amount_data(app: App, actor: Actor, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """The question for an amount, after a hint where the last answer was none."""
    kept = dialog_manager.dialog_data
    balance_minor = await app.transact(lambda tx: _balance(tx, actor, kept["from_asset"]))
    question = t("wallet-how-much", balance=t.money(balance_minor, kept["from_asset"]))
    return {"text": f"{kept['hint']}\n\n{question}" if kept.get("hint") else question}


async def quote_data(app: App, actor: Actor, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """What the amount gives at the present rate, which becomes the one that is confirmed."""
    kept = dialog_manager.dialog_data

    async def read(tx: Transaction) -> tuple[Quote, int]:
        offer = await quote(tx, kept["from_asset"], kept["to_asset"], kept["amount_minor"])
        return offer, await _balance(tx, actor, kept["from_asset"])

    offer, balance_minor = await app.transact(read)
    if kept["rate"] != str(offer.rate.id):
        kept["rate"], kept["key"] = str(offer.rate.id), secrets.token_hex(_KEY_BYTES)
    is_enough = balance_minor >= offer.from_minor
    text = screens.quoted(t, offer, balance_minor)
    return {
        "text": text if is_enough else f"{text}\n{t('wallet-short')}",
        "keys": [kept["key"]] if is_enough else [],
        "label": t.plain("wallet-confirm", taken=t.money(offer.to_minor, offer.rate.to_asset)),
    }


async def exchanged_data(dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """What was exchanged."""
    return {"text": dialog_manager.dialog_data["done"]}


async def _balance(tx: Transaction, actor: Actor, asset: str) -> int:
    wallets = await list_wallets(tx, actor)
    wanted = (exchange_wallet(asset), asset)
    return next((held.balance_minor for held in wallets if (held.wallet_type, held.asset) == wanted), 0)


_back = SwitchTo(Label("common-back"), id="back", state=Wallet.main)

windows = (
    Window(
        Format("{text}"),
        Column(
            Select(Format("{item[1]}"), id="pair", item_id_getter=itemgetter(0), items="pairs", on_click=choose_pair)
        ),
        _back,
        state=Wallet.pair,
        getter=pair_data,
    ),
    Window(Format("{text}"), MessageInput(type_amount, **TEXT), _back, state=Wallet.amount, getter=amount_data),
    Window(
        Format("{text}"),
        Select(
            Format("{data[label]}"),
            id="exchange",
            item_id_getter=str,
            items="keys",
            on_click=confirm,
            style=Style(ButtonStyle.SUCCESS),
        ),
        Row(SwitchTo(Label("wallet-change"), id="change", state=Wallet.amount), _back),
        state=Wallet.quote,
        getter=quote_data,
    ),
    Window(Format("{text}"), Row(_back, home_button()), state=Wallet.exchanged, getter=exchanged_data),
)
