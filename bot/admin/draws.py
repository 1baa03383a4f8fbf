"""/draws: raffles under way, where each stands, and which are stuck."""

from aiogram import Router, html
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from bot.admin.access import needs
from bot.admin.cards import close_rule_line
from bot.admin.keyboards import page_keyboard
from bot.screens import show
from bot.texts import Texts
from core.access import permissions
from core.app import App
from core.kernel.actor import Actor
from core.raffles.admin_reads import watch_draws
from core.raffles.models import RaffleState
from core.raffles.watch import DrawWatch

router = Router(name="admin-draws")

PER_PAGE = 6
_HASH_LETTERS = 16


class DrawsPage(CallbackData, prefix="adraws"):
    """A page of the list, by its first place."""

    offset: int = 0


@router.message(Command("draws"), flags=needs(permissions.LEDGER_READ))
async def list_draws(message: Message, app: App, admin: Actor, t: Texts) -> None:
    """Those nearest to their end."""
    await _show_page(message, app, admin, t, 0)


@router.callback_query(DrawsPage.filter(), flags=needs(permissions.LEDGER_READ))
async def turn_page(callback: CallbackQuery, callback_data: DrawsPage, app: App, admin: Actor, t: Texts) -> None:
    """Another page, or this one as it is now."""
    await _show_page(callback, app, admin, t, callback_data.offset)


async def _show_page(event: Message | CallbackQuery, app: App, admin: Actor, t: Texts, offset: int) -> None:
    watch = await app.transact(lambda tx: watch_draws(tx, admin, offset, PER_PAGE))
    blocks = [t("admin-draws", total=watch.total)] if watch.total else [t("admin-no-draws")]
    blocks += [_block(t, app, draw) for draw in watch.draws]
    pages = page_keyboard(t, lambda place: DrawsPage(offset=place), offset, PER_PAGE, watch.total)
    await show(event, "\n\n".join(blocks), pages)


def _block(t: Texts, app: App, draw: DrawWatch) -> str:
    raffle, now = draw.raffle, app.context.clock.now()
    lines = [
        f"<b>{raffle.number} · {html.quote(t.of_texts(raffle.titles))}</b>",
        t("admin-raffle-state", state=raffle.state),
        t("admin-draw-sold", sold=raffle.sold, total=raffle.ticket_total),
    ]
    if raffle.state is RaffleState.OPEN:
        lines.append(close_rule_line(t, raffle))
    if draw.close_hash is not None:
        lines.append(t("admin-draw-close", hash=draw.close_hash.hex()[:_HASH_LETTERS]))
    if draw.round is not None and draw.due_at is not None:
        if draw.stored_at is None:
            left = t.countdown(now, draw.due_at)
            lines.append(t("admin-draw-round", round=draw.round, when=t.when(draw.due_at), left=left))
        else:
            lines.append(t("admin-draw-round-out", round=draw.round))
    trouble = draw.trouble(now)
    if trouble is not None:
        lines.append(t("admin-draw-trouble", trouble=trouble, reason=draw.halt_reason or draw.changed_software or ""))
    return "\n".join(lines)
