"""Which first step a player has still to take, and the way from one to the next."""

from aiogram.fsm.state import State
from aiogram_dialog import DialogManager, StartMode

from bot.session import session_of
from bot.states import Start
from bot.targets import open_payload
from core.accounts.check_eligibility import check_eligibility
from core.accounts.configuration import required_terms
from core.accounts.errors import CountryRefused, Underage
from core.accounts.views import PlayerView


def next_step(player: PlayerView, terms_version: int) -> State | None:
    """The first step that is missing, None for a player who is through. The mini-app may have taken some of them."""
    if player.accepted_terms is None:
        return Start.language
    if player.accepted_terms != terms_version:
        return Start.consent
    if player.country is None:
        return Start.country
    if player.birth_date is None:
        return Start.birth_date
    return None


async def arrive(manager: DialogManager, payload: str | None) -> None:
    """Show the first missing step; what the start parameter names is opened after the last one."""
    session = session_of(manager)
    step = next_step(session.player, await session.app.read(required_terms))
    if step is None:
        await open_payload(manager, payload)
    else:
        await manager.start(step, {"payload": payload}, mode=StartMode.RESET_STACK)


async def go_on(manager: DialogManager) -> None:
    """From an answered step to the next missing one; after the last one home, or a polite stop."""
    session = session_of(manager)
    step = next_step(session.player, await session.app.read(required_terms))
    if step is None:
        try:
            await session.app.transact(lambda tx: check_eligibility(tx, session.actor))
        except (Underage, CountryRefused) as refusal:
            manager.dialog_data["refusal"] = session.t.error(refusal)
            step = Start.refused
    if step is None:
        await leave(manager)
    else:
        await manager.switch_to(step)


async def leave(manager: DialogManager) -> None:
    """Home, or what the player came for."""
    start_data = manager.start_data
    await open_payload(manager, start_data.get("payload") if isinstance(start_data, dict) else None)
