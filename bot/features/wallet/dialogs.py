"""Balances, and the statement of a wallet page by page."""

from operator import itemgetter
from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window
from aiogram_dialog.widgets.kbd import Button, Column, Row, Select, Start, SwitchTo
from aiogram_dialog.widgets.text import Format

from bot.features.lotteries.current import home_button, id_in
from bot.features.wallet import screens
from bot.features.wallet.exchange import open_pairs
from bot.features.wallet.exchange import windows as exchange_windows
from bot.paging import cursor_of, first_page, paged, pager
from bot.states import Help, Home, Wallet
from bot.texts import Label, Texts
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.errors import NotFound
from core.kernel.links import encode_id
from core.kernel.pagination import Page
from core.ledger.list_transactions import list_transactions
from core.ledger.list_wallets import list_wallets
from core.ledger.views import StatementLine, WalletView

PAGE = 8

router = Router(name="wallet")


@router.message(Command("wallet"))
async def open_wallet(_message: Message, dialog_manager: DialogManager) -> None:
    """The player's balances."""
    await dialog_manager.start(Home.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.NO_UPDATE)
    await dialog_manager.start(Wallet.main, show_mode=ShowMode.SEND)


async def main_data(app: App, actor: Actor, t: Texts, **_data: Any) -> dict[str, Any]:
    """All wallets."""
    wallets = await app.transact(lambda tx: list_wallets(tx, actor))
    return {
        "text": screens.balances(t, wallets),
        "wallets": [(encode_id(wallet.id), _label(t, wallet)) for wallet in wallets],
        "has_wallets": bool(wallets),
    }


def _label(t: Texts, wallet: WalletView) -> str:
    return t.plain("wallet-open-history", wallet=screens.wallet_name(t, wallet), asset=wallet.asset)


async def open_history(_callback: CallbackQuery, _select: Any, manager: DialogManager, wallet: str) -> None:
    """The statement of one wallet from its newest line."""
    manager.dialog_data["wallet"] = wallet
    first_page(manager)
    await manager.switch_to(Wallet.history)


async def history_data(app: App, actor: Actor, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """A page of the statement. Raises NotFound for a wallet that is not the player's."""
    wallet_id, cursor = id_in(dialog_manager.dialog_data["wallet"]), cursor_of(dialog_manager)

    async def read(tx: Transaction) -> tuple[list[WalletView], Page[StatementLine]]:
        return await list_wallets(tx, actor), await list_transactions(tx, actor, wallet_id, cursor, PAGE)

    wallets, page = await app.transact(read)
    wallet = next((wallet for wallet in wallets if wallet.id == wallet_id), None)
    if wallet is None:
        raise NotFound(what="wallet", id=str(wallet_id))
    return {
        "text": screens.statement(t, wallet, page.items),
        **paged(dialog_manager, page.next_cursor),
    }


dialogs = (
    Dialog(
        Window(
            Format("{text}"),
            Column(
                Select(
                    Format("{item[1]}"),
                    id="history",
                    item_id_getter=itemgetter(0),
                    items="wallets",
                    on_click=open_history,
                )
            ),
            Row(
                Button(Label("wallet-exchange"), id="exchange", on_click=open_pairs, when="has_wallets"),
                Start(Label("purchase-support"), id="support", state=Help.support),
            ),
            home_button(),
            state=Wallet.main,
            getter=main_data,
        ),
        Window(
            Format("{text}"),
            pager(),
            Row(SwitchTo(Label("common-back"), id="back", state=Wallet.main), home_button()),
            state=Wallet.history,
            getter=history_data,
        ),
        *exchange_windows,
    ),
)
