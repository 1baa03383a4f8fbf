"""/draws: raffles under way, where each stands, and which are stuck."""

from aiogram import html

from bot.admin.cards import close_rule_line
from bot.admin.listing import Listing, ListPage, listing_router
from bot.texts import Texts
from core.access import permissions
from core.app import App
from core.raffles.admin_reads import watch_draws
from core.raffles.models import RaffleState
from core.raffles.watch import DrawWatch

_HASH_LETTERS = 16


class DrawsPage(ListPage, prefix="adraws"):
    """A page of the list, those nearest to their end first."""


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


router = listing_router(
    Listing(
        command="draws",
        permission=permissions.LEDGER_READ,
        page=DrawsPage,
        heading="admin-draws",
        nothing="admin-no-draws",
        read=watch_draws,
        block=_block,
    )
)
