"""Where every way begins and ends: the balance, the next draw, the sections."""

from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager, ShowMode, Window
from aiogram_dialog.widgets.common import Whenable
from aiogram_dialog.widgets.kbd import Row, Start, SwitchTo, WebApp
from aiogram_dialog.widgets.text import Format

from bot.features.home.next_draw import find_next_draw, next_draw_line
from bot.features.start.steps import arrive
from bot.screens import HOME
from bot.states import Help, Home, Inbox, Lotteries, Prizes, Results, Settings, Tickets, Wallet
from bot.texts import Label, Texts
from core.accounts.views import PlayerView
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.ledger.list_wallets import list_wallets
from core.ledger.views import WalletView
from core.notifications.list_notifications import count_unread
from core.prizes.list_prizes import count_claimable
from core.raffles.views import RaffleView

router = Router(name="home")


@router.callback_query(F.data == HOME)
async def go_home(callback: CallbackQuery, dialog_manager: DialogManager) -> None:
    """The button of screens that are no dialogs."""
    dialog_manager.show_mode = ShowMode.EDIT
    await arrive(dialog_manager, None)
    await callback.answer()


async def home_data(app: App, player: PlayerView, actor: Actor, t: Texts, **_data: Any) -> dict[str, Any]:
    """The screen's text, what waits for the reader, and where the mini-app is."""

    async def read(tx: Transaction) -> tuple[list[WalletView], RaffleView | None, int, int]:
        waiting = await count_unread(tx, actor), await count_claimable(tx, actor)
        return await list_wallets(tx, actor), await find_next_draw(tx), *waiting

    wallets, raffle, unread, claimable = await app.transact(read)
    lines = [t("home-hello", name=player.first_name or player.public_name), ""]
    held = [wallet for wallet in wallets if wallet.balance_minor]
    if not held:
        lines.append(t("home-no-money"))
    for wallet in held:
        name = t.plain("word-wallet", wallet_type=wallet.wallet_type)
        money = t.money(wallet.balance_minor, wallet.asset)
        lines.append(t("home-balance", wallet=name, money=money))
    lines += ["", next_draw_line(t, raffle, app.context.clock.now())]
    url = app.context.settings.mini_app_url
    return {"text": "\n".join(lines), "unread": unread, "claimable": claimable, "app_url": url or ""}


def is_offered(data: dict[str, Any], widget: Whenable, _manager: DialogManager) -> bool:
    """Whether the section that a button leads to is part of this bot."""
    return isinstance(widget, Start) and widget.state.group in data["middleware_data"]["offered"]


dialogs = (
    Dialog(
        Window(
            Format("{text}"),
            WebApp(Label("home-app"), Format("{app_url}"), when=F["app_url"]),
            Start(Label("home-prizes"), id="prizes", state=Prizes.list, when=F["claimable"]),
            Start(Label("home-lotteries"), id="lotteries", state=Lotteries.list, when=is_offered),
            Row(
                Start(Label("home-tickets"), id="tickets", state=Tickets.list, when=is_offered),
                Start(Label("home-wallet"), id="wallet", state=Wallet.main, when=is_offered),
            ),
            Row(
                Start(Label("home-results"), id="results", state=Results.list, when=is_offered),
                Start(Label("home-inbox"), id="inbox", state=Inbox.list),
            ),
            Row(
                Start(Label("home-settings"), id="settings", state=Settings.main),
                Start(Label("home-help"), id="help", state=Help.main),
            ),
            SwitchTo(Label("home-refresh"), id="refresh", state=Home.main),
            state=Home.main,
            getter=home_data,
        ),
    ),
)
