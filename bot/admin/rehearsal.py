"""/dryrun: what a raffle's draw would award if its sale ended now, with a seed and a beacon that are thrown away."""

from aiogram import Router, html
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from bot.admin.access import needs
from bot.admin.keyboards import close_button, keyboard
from bot.screens import show
from bot.texts import Texts
from core.access import permissions
from core.app import App
from core.kernel.actor import Actor
from core.raffles.rehearse_draw import RehearsedDraw, rehearse_draw

router = Router(name="admin-rehearsal")

_MOST_PRIZES = 30


@router.message(Command("dryrun"), flags=needs(permissions.DRAWS_OPERATE))
async def rehearse(message: Message, command: CommandObject, app: App, admin: Actor, t: Texts) -> None:
    """A rehearsal by the raffle's number."""
    number = (command.args or "").strip()[:40]
    if not number:
        await show(message, t("admin-dryrun-usage"))
        return
    made = await rehearse_draw(app.context, admin, number)
    await show(message, _text(t, made), keyboard([[close_button(t)]]))


def _text(t: Texts, made: RehearsedDraw) -> str:
    raffle, rehearsal = made.raffle, made.rehearsal
    lines = [
        t("admin-dryrun"),
        "",
        f"<b>{raffle.number} · {html.quote(t.of_texts(raffle.titles))}</b>",
        t("admin-raffle-state", state=raffle.state),
        t("admin-draw-sold", sold=rehearsal.tickets, total=raffle.ticket_total),
        t("admin-dryrun-gross", money=t.money(rehearsal.gross_minor, raffle.asset)),
        "",
    ]
    lines += [
        t(
            "admin-dryrun-prize",
            position=prize.position,
            awarded=prize.awarded,
            places=prize.places,
            money=t.money(prize.value_minor, raffle.asset),
        )
        for prize in rehearsal.prizes[:_MOST_PRIZES]
    ]
    if len(rehearsal.prizes) > _MOST_PRIZES:
        lines.append(t("admin-dryrun-more", count=len(rehearsal.prizes) - _MOST_PRIZES))
    if rehearsal.alternates:
        lines.append(t("admin-dryrun-alternates", drawn=rehearsal.alternates_drawn, places=rehearsal.alternates))
    if rehearsal.unawarded:
        lines.append(t("admin-dryrun-unawarded", count=rehearsal.unawarded))
    verdict = rehearsal.verdict
    lines.append("")
    if verdict.is_valid:
        lines.append(t("admin-dryrun-valid"))
    else:
        lines.append(t("admin-dryrun-invalid", field=verdict.field, reason=verdict.reason))
    return "\n".join(lines)
