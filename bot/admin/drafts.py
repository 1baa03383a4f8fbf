"""/drafts: the admin's own drafts, each with a way to its publication."""

import secrets
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from bot.admin.access import needs
from bot.admin.cards import prizes_minor
from bot.admin.keyboards import PER_PAGE, button, close_button, keyboard
from bot.admin.previews import as_players_see, makers_lines, with_photo
from bot.admin.publication import beacon_rule
from bot.screens import show
from bot.texts import Texts
from core.access import permissions
from core.access.once import once
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.errors import NotFound
from core.kernel.links import decode_id, encode_id
from core.raffles.admin_reads import list_drafts, read_any_raffle
from core.raffles.models import RaffleState
from core.raffles.publish import request_publish
from core.raffles.watch import break_even

router = Router(name="admin-drafts")


class DraftsPage(CallbackData, prefix="adrafts"):
    """A page of the list; no cursor is the first one."""

    cursor: str = ""


class Draft(CallbackData, prefix="adraft"):
    """One draft; `key` makes a repeated request a replay."""

    does: str
    id: str
    key: str = ""


@router.message(Command("drafts"), flags=needs(permissions.LOTTERIES_CREATE))
async def list_own(message: Message, app: App, admin: Actor, t: Texts) -> None:
    """The newest drafts."""
    await _show_page(message, app, admin, t, None)


@router.callback_query(DraftsPage.filter(), flags=needs(permissions.LOTTERIES_CREATE))
async def turn_page(callback: CallbackQuery, callback_data: DraftsPage, app: App, admin: Actor, t: Texts) -> None:
    """Another page."""
    await _show_page(callback, app, admin, t, callback_data.cursor or None)


@router.callback_query(Draft.filter(F.does == "show"), flags=needs(permissions.LOTTERIES_CREATE))
async def show_draft(callback: CallbackQuery, callback_data: Draft, app: App, admin: Actor, t: Texts) -> None:
    """A draft as its players would see it. One that became something else meanwhile leads back to the list."""
    raffle_id = decode_id(callback_data.id)
    if raffle_id is None:
        raise NotFound(what="raffle")
    raffle = await app.transact(lambda tx: read_any_raffle(tx, admin, raffle_id))
    if raffle.state is not RaffleState.DRAFT:
        await callback.answer(t.plain("admin-stale"), show_alert=True)
        await _show_page(callback, app, admin, t, None)
        return
    economics = break_even(raffle.price_minor, raffle.ticket_total, prizes_minor(raffle), raffle.close_rule)
    card = as_players_see(t, raffle, app.context.clock.now(), app.context.settings)
    text, photo = with_photo(t, f"{card}\n\n{makers_lines(t, raffle, economics)}", raffle.media)
    publish = Draft(does="pub", id=callback_data.id, key=secrets.token_hex(4))
    rows = [
        [button(t.plain("admin-request-publication"), publish)],
        [button(t.plain("admin-back"), DraftsPage()), close_button(t)],
    ]
    await show(callback, text, keyboard(rows), photo)


@router.callback_query(Draft.filter(F.does == "pub"), flags=needs(permissions.LOTTERIES_PUBLISH))
async def publish(callback: CallbackQuery, callback_data: Draft, app: App, admin: Actor, t: Texts) -> None:
    """Ask a second admin for the publication."""
    raffle_id = decode_id(callback_data.id)
    if raffle_id is None:
        raise NotFound(what="raffle")
    beacon = await beacon_rule(app)

    async def request(tx: Transaction) -> dict[str, Any]:
        raffle = await read_any_raffle(tx, admin, raffle_id)

        async def run() -> dict[str, Any]:
            await request_publish(tx, admin, raffle_id, beacon)
            return {"number": raffle.number}

        key = f"publish:{callback_data.id}:{callback_data.key}"
        return await once(tx, admin.admin_id, key, "bot.publish", {"raffle_id": str(raffle_id)}, run)

    requested = await app.transact(request)
    await show(callback, t("admin-publication-requested", number=requested["number"]), keyboard([[close_button(t)]]))


async def _show_page(event: Message | CallbackQuery, app: App, admin: Actor, t: Texts, cursor: str | None) -> None:
    page = await app.transact(lambda tx: list_drafts(tx, admin, cursor, PER_PAGE))
    rows = [
        [button(f"{raffle.number} · {t.of_texts(raffle.titles)}"[:60], Draft(does="show", id=encode_id(raffle.id)))]
        for raffle in page.items
    ]
    if page.next_cursor is not None:
        rows.append([button(t.plain("admin-more"), DraftsPage(cursor=page.next_cursor))])
    text = t("admin-drafts") if page.items else t("admin-no-drafts")
    await show(event, text, keyboard([*rows, [close_button(t)]]))
