"""The player's limits: the overview, one kind, one limit, and a change of it."""

import secrets
from operator import itemgetter
from typing import Any

from aiogram import F, Router
from aiogram.enums import ButtonStyle
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column, Group, Row, Select, SwitchTo
from aiogram_dialog.widgets.style import EMPTY_STYLE, BaseStyle, Style
from aiogram_dialog.widgets.text import Format

from bot.features.limits import screens
from bot.features.lotteries.current import home_button
from bot.features.wallet.amounts import parse_amount
from bot.inputs import TEXT
from bot.screens import leave
from bot.session import session_of
from bot.states import Home, Limits
from bot.texts import Label, Texts
from core.accounts.errors import LimitChangePending, LimitChangeTooEarly, NoLimitChange
from core.accounts.kinds import LimitKind, LimitWindow
from core.accounts.set_limit import cancel_limit_change, confirm_limit, is_stricter, list_limits, set_limit
from core.accounts.views import LimitName, LimitView
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.errors import DomainError
from core.kernel.money import check_asset
from core.kernel.texts import asset_text
from core.ledger.list_wallets import list_wallets
from core.raffles.list_raffles import list_raffles
from core.raffles.models import RaffleState

_KEY_BYTES = 8
_MOST_RAFFLES = 100

router = Router(name="limits")


@router.message(Command("limits"))
async def open_limits(_message: Message, dialog_manager: DialogManager) -> None:
    """The player's limits."""
    await dialog_manager.start(Home.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.NO_UPDATE)
    await dialog_manager.start(Limits.main, show_mode=ShowMode.SEND)


async def choose_asset(_callback: CallbackQuery, _select: Any, manager: DialogManager, asset: str) -> None:
    """The limits in another asset. Raises InvalidInput for what is none."""
    manager.dialog_data["asset"] = check_asset(asset)


async def choose_kind(_callback: CallbackQuery, _select: Any, manager: DialogManager, kind: str) -> None:
    """The three windows of a kind."""
    manager.dialog_data["kind"] = kind
    await manager.switch_to(Limits.kind)


async def choose_window(_callback: CallbackQuery, _select: Any, manager: DialogManager, window: str) -> None:
    """One limit."""
    manager.dialog_data["window"] = window
    await manager.switch_to(Limits.limit)


async def type_amount(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    """A typed amount becomes a confirmation; what is none, or cannot be now, gets a hint and asks again."""
    session, kept = session_of(manager), manager.dialog_data
    name = _name(manager)
    amount_minor = parse_amount(message.text or "", name.asset, least_minor=0)
    if amount_minor is None:
        kept["hint"] = session.t("limits-hint")
        return
    view = await session.app.transact(lambda tx: _one(tx, session.actor, name))
    if amount_minor == view.amount_minor:
        kept["hint"] = session.t("limits-hint-same")
    elif view.pending_since is not None and not is_stricter(view.amount_minor, amount_minor):
        pending = LimitChangePending(kind=name.kind, window=name.window, asset=name.asset)
        kept["hint"] = session.t.error(pending)
    else:
        await _ask(manager, amount_minor)


async def remove(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """No limit at all."""
    await _ask(manager, None)


async def _ask(manager: DialogManager, amount_minor: int | None) -> None:
    """Draw the confirmation with a key: the button of an earlier one named another amount."""
    manager.dialog_data.update(amount_minor=amount_minor, key=secrets.token_hex(_KEY_BYTES))
    await manager.switch_to(Limits.confirm)


async def change(callback: CallbackQuery, _select: Any, manager: DialogManager, key: str) -> None:
    """Set, lower, raise or remove the limit, as was confirmed."""
    session, kept, name = session_of(manager), manager.dialog_data, _name(manager)
    if key != kept.get("key"):
        await callback.answer(session.t.plain("common-refreshed"))
        return
    try:
        view = await session.app.transact(lambda tx: set_limit(tx, session.actor, name, kept["amount_minor"]))
    except LimitChangePending as refusal:
        await _refuse(callback, session.t, refusal)
    else:
        await callback.answer(screens.done(session.t, view))
    await manager.switch_to(Limits.limit)


async def confirm(callback: CallbackQuery, _select: Any, manager: DialogManager, change_id: str) -> None:
    """The second yes to a raise or removal: to the change that the button named, not to a later one."""
    session, name = session_of(manager), _name(manager)

    async def run(tx: Transaction) -> LimitView | None:
        is_same = _change_id(await _one(tx, session.actor, name)) == change_id
        return await confirm_limit(tx, session.actor, name) if is_same else None

    try:
        view = await session.app.transact(run)
    except (NoLimitChange, LimitChangeTooEarly) as refusal:
        await _refuse(callback, session.t, refusal)
        return
    await callback.answer(session.t.plain("common-refreshed") if view is None else screens.done(session.t, view))


async def cancel(callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The limit stays as it is."""
    session, name = session_of(manager), _name(manager)
    try:
        await session.app.transact(lambda tx: cancel_limit_change(tx, session.actor, name))
    except NoLimitChange as refusal:
        await _refuse(callback, session.t, refusal)
        return
    await callback.answer(session.t.plain("limits-cancelled"))


async def _refuse(callback: CallbackQuery, t: Texts, refusal: DomainError) -> None:
    """In an alert; the screen is drawn anew behind it."""
    await callback.answer(t.plain_error(refusal)[:200], show_alert=True)


async def main_data(app: App, actor: Actor, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """The limits in one asset, and the other assets that the player can spend."""
    start_data, kept = dialog_manager.start_data, dialog_manager.dialog_data
    if "asset" not in kept and isinstance(start_data, dict):
        kept["asset"] = start_data["asset"]

    async def read(tx: Transaction) -> tuple[screens.Limits, list[str]]:
        limits = await _limits(tx, actor)
        held = [wallet.asset for wallet in await list_wallets(tx, actor)]
        on_sale = [raffle.asset for raffle in (await list_raffles(tx, (RaffleState.OPEN,), limit=_MOST_RAFFLES)).items]
        return limits, list(dict.fromkeys([*held, *on_sale, *(name.asset for name in limits)]))

    limits, assets = await app.transact(read)
    asset = kept.get("asset") or next(iter(assets), None)
    if asset is None:
        return {"text": t("limits-nothing"), "kinds": [], "assets": []}
    kept["asset"] = asset
    return {
        "text": screens.overview(t, limits, asset),
        "kinds": [(kind.value, t.plain("limits-kind", kind=kind)) for kind in LimitKind],
        "assets": [(other, asset_text(other, t.language)) for other in assets if other != asset],
    }


async def kind_data(app: App, actor: Actor, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """Three limits to choose from."""
    limits = await app.transact(lambda tx: _limits(tx, actor))
    kind, asset = LimitKind(dialog_manager.dialog_data["kind"]), dialog_manager.dialog_data["asset"]
    views = [screens.standing(limits, LimitName(kind, asset, window)) for window in LimitWindow]
    return {
        "text": screens.of_kind(t, limits, kind, asset),
        "windows": [(view.name.window.value, screens.window_label(t, view)) for view in views],
    }


async def limit_data(app: App, actor: Actor, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """One limit, with what can be done about it."""
    view = await app.transact(lambda tx: _one(tx, actor, _name(dialog_manager)))
    is_waiting = view.pending_since is not None
    return {
        "text": screens.one(t, view, app.context.clock.now()),
        "is_limited": view.amount_minor is not None,
        "is_removable": view.amount_minor is not None and not is_waiting,
        "is_waiting": is_waiting,
        "waiting": [(_change_id(view), screens.confirm_label(t, view))] if is_waiting else [],
    }


async def amount_data(app: App, actor: Actor, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """The question for an amount, after a hint where the last answer was none."""
    view = await app.transact(lambda tx: _one(tx, actor, _name(dialog_manager)))
    hint, question = dialog_manager.dialog_data.pop("hint", None), screens.question(t, view)
    return {"text": f"{hint}\n\n{question}" if hint else question}


async def confirm_data(app: App, actor: Actor, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """What the change would do now."""
    kept = dialog_manager.dialog_data
    view = await app.transact(lambda tx: _one(tx, actor, _name(dialog_manager)))
    return {
        "text": screens.confirmation(t, view, kept["amount_minor"], app.context.clock.now()),
        "is_stricter": is_stricter(view.amount_minor, kept["amount_minor"]),
        "changes": [(kept["key"], screens.confirmation_label(t, view, kept["amount_minor"]))],
    }


def _name(manager: DialogManager) -> LimitName:
    kept = manager.dialog_data
    return LimitName(LimitKind(kept["kind"]), kept["asset"], LimitWindow(kept["window"]))


async def _limits(tx: Transaction, actor: Actor) -> screens.Limits:
    return {view.name: view for view in await list_limits(tx, actor)}


async def _one(tx: Transaction, actor: Actor, name: LimitName) -> LimitView:
    return screens.standing(await _limits(tx, actor), name)


def _change_id(view: LimitView) -> str:
    """Tells a change that waits from the next one of the same limit: when it was asked for."""
    return "" if view.pending_since is None else str(int(view.pending_since.timestamp() * 1000))


def _choices(name: str, on_click: Any, style: BaseStyle = EMPTY_STYLE) -> Select[str]:
    """Buttons of pairs (item, label), one below the other."""
    return Select(
        Format("{item[1]}"), id=name, item_id_getter=itemgetter(0), items=name, on_click=on_click, style=style
    )


# nothing draws the eye to a laxer limit
_if_stricter = Style(ButtonStyle.SUCCESS, when=F["data"]["is_stricter"])
_to_limit = SwitchTo(Label("common-back"), id="back", state=Limits.limit)

dialogs = (
    Dialog(
        Window(
            Format("{text}"),
            Column(_choices("kinds", choose_kind)),
            Group(_choices("assets", choose_asset), width=2),
            Row(Button(Label("common-back"), id="back", on_click=leave), home_button()),
            state=Limits.main,
            getter=main_data,
        ),
        Window(
            Format("{text}"),
            Column(_choices("windows", choose_window)),
            SwitchTo(Label("common-back"), id="back", state=Limits.main),
            state=Limits.kind,
            getter=kind_data,
        ),
        Window(
            Format("{text}"),
            _choices("waiting", confirm),
            Button(Label("limits-cancel"), id="cancel", on_click=cancel, when="is_waiting"),
            Row(
                SwitchTo(Label("limits-change"), id="change", state=Limits.amount, when="is_limited"),
                SwitchTo(Label("limits-first"), id="first", state=Limits.amount, when=~F["is_limited"]),
                Button(Label("limits-remove"), id="remove", on_click=remove, when="is_removable"),
            ),
            SwitchTo(Label("common-back"), id="back", state=Limits.kind),
            state=Limits.limit,
            getter=limit_data,
        ),
        Window(Format("{text}"), MessageInput(type_amount, **TEXT), _to_limit, state=Limits.amount, getter=amount_data),
        Window(
            Format("{text}"),
            _choices("changes", change, _if_stricter),
            Row(SwitchTo(Label("limits-other"), id="other", state=Limits.amount), _to_limit),
            state=Limits.confirm,
            getter=confirm_data,
        ),
    ),
)
