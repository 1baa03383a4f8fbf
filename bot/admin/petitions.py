"""What an admin asks of another with a reason: the case, the reason, and a yes before it is asked."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message

from bot.admin.access import needs
from bot.admin.forms import new_key, token_of
from bot.admin.keyboards import button, close_button, keyboard
from bot.screens import show
from bot.texts import Texts
from core.access.once import once
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction

MAX_REASON = 500

Reference = dict[str, Any]
"""What is asked about, as it is kept with the flow: JSON values."""


class Made(Protocol):
    """What was asked for: an approval, or what needs none."""

    @property
    def id(self) -> UUID: ...


@dataclass(frozen=True, slots=True)
class Petition:
    """One command. `find` reads what was typed after it, `card` shows the case as it is now, `ask` requests it."""

    command: str
    permission: str
    state: State
    usage: str
    find: Callable[[Transaction, Actor, str], Awaitable[Reference]]
    card: Callable[[Transaction, Actor, Texts, Reference], Awaitable[list[str]]]
    ask: Callable[[Transaction, Actor, Reference, str], Awaitable[Made]]
    sure: str = "admin-credit-sure"
    yes: str = "admin-request-it"
    said: str = "admin-requested"
    """Before the yes, on it, and once it is done."""


class PetitionButton(CallbackData, prefix="apet"):
    """The yes of a flow."""

    command: str
    flow: str


def petition_router(petition: Petition) -> Router:
    """The handlers of one command."""
    router = Router(name=f"admin-{petition.command}")
    flags = needs(petition.permission)

    @router.message(Command(petition.command), flags=flags)
    async def begin(
        message: Message, *, command: CommandObject, state: FSMContext, app: App, admin: Actor, t: Texts
    ) -> None:
        """Show the case, and ask for the reason."""
        typed = (command.args or "").strip()
        if not typed:
            await show(message, t(petition.usage))
            return
        reference = await app.transact(lambda tx: petition.find(tx, admin, typed))
        await state.set_state(petition.state)
        await state.set_data({"key": new_key(), "reference": reference})
        await _draw(message, petition, state=state, app=app, admin=admin, t=t)

    @router.message(petition.state, flags=flags)
    async def take_reason(message: Message, state: FSMContext, app: App, admin: Actor, t: Texts) -> None:
        """The reason, or another one."""
        reason = " ".join((message.text or "").split())
        if 1 <= len(reason) <= MAX_REASON and reason.isprintable():
            await state.update_data(reason=reason)
        await _draw(message, petition, state=state, app=app, admin=admin, t=t)

    @router.callback_query(PetitionButton.filter(F.command == petition.command), flags=flags)
    async def request(
        callback: CallbackQuery, *, callback_data: PetitionButton, state: FSMContext, app: App, admin: Actor, t: Texts
    ) -> None:
        """Ask for the approval. A repeated press asks once."""
        data = await state.get_data()
        is_open = await state.get_state() == petition.state.state
        if not is_open or token_of(data) != callback_data.flow or "reason" not in data:
            await callback.answer(t.plain("admin-stale"), show_alert=True)
            return
        await app.transact(lambda tx: _ask(tx, petition, admin, data))
        await state.clear()
        await show(callback, t(petition.said), keyboard([[close_button(t)]]))

    return router


async def _ask(tx: Transaction, petition: Petition, admin: Actor, data: dict[str, Any]) -> None:
    async def run() -> dict[str, Any]:
        made = await petition.ask(tx, admin, data["reference"], data["reason"])
        return {"id": str(made.id)}

    body = {"reference": data["reference"], "reason": data["reason"]}
    await once(tx, admin.admin_id, data["key"], f"bot.{petition.command}", body, run)


async def _draw(event: Message, petition: Petition, *, state: FSMContext, app: App, admin: Actor, t: Texts) -> None:
    data = await state.get_data()
    lines = [*await app.transact(lambda tx: petition.card(tx, admin, t, data["reference"])), ""]
    rows = []
    if "reason" in data:
        lines += [t("admin-credit-reason", reason=data["reason"]), "", t(petition.sure)]
        pressed = PetitionButton(command=petition.command, flow=token_of(data))
        rows.append([button(t.plain(petition.yes), pressed)])
    else:
        lines.append(t("admin-credit-ask-reason"))
    await show(event, "\n".join(lines), keyboard([*rows, [close_button(t)]]))
