"""What a request for approval asks for, in words: everything that the second person answers for."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

from aiogram import html

from bot.admin.cards import raffle_card
from bot.features.purchase.screens import numbers
from bot.texts import Texts
from core.access import permissions
from core.access.views import ApprovalView
from core.accounts.read_for_staff import read_player_for_staff
from core.accounts.views import PlayerView
from core.kernel.actor import Actor
from core.kernel.canonical import canonical_json
from core.kernel.context import Transaction
from core.ledger import credit
from core.raffles import close_early, disqualify, hold_claim, publish, void_tickets
from core.raffles.admin_reads import read_any_raffle
from core.raffles.disqualify import WinnerCase, read_disqualification
from core.raffles.hold_claim import ClaimCase, read_claim
from core.raffles.views import RaffleView
from core.raffles.void_tickets import VoidCase, read_void

_LONGEST_PAYLOAD = 3000

Payload = Mapping[str, Any]


def payload_title(t: Texts, approval: ApprovalView) -> str:
    """What is asked for, in a line without marks."""
    title = _TITLES.get(approval.action)
    return approval.action if title is None else title(t, approval.payload)


async def payload_lines(tx: Transaction, admin: Actor, t: Texts, approval: ApprovalView) -> list[str]:
    """The whole payload, as HTML, with the names behind its ids; as it stands where the reader's role does not permit
    to look these up. Raises NotFound."""
    permission, lines = _LINES.get(approval.action, (None, None))
    if lines is not None and (permission is None or permission in admin.permissions):
        return await lines(tx, admin, t, approval.payload)
    return [f"<code>{html.quote(canonical_json(approval.payload).decode()[:_LONGEST_PAYLOAD])}</code>"]


async def _credit(tx: Transaction, admin: Actor, t: Texts, payload: Payload) -> list[str]:
    player = await read_player_for_staff(tx, admin, UUID(payload["player_id"]))
    return [
        player_line(t, player),
        t(
            "admin-credit-amount",
            money=t.money(payload["amount_minor"], payload["asset"]),
            wallet=t.plain("word-wallet", wallet_type=payload["wallet_type"]),
        ),
        t("admin-credit-reason", reason=payload["reason"]),
    ]


async def _publication(tx: Transaction, admin: Actor, t: Texts, payload: Payload) -> list[str]:
    raffle = await read_any_raffle(tx, admin, UUID(payload["raffle_id"]))
    beacon, rules = payload["beacon"], payload["rules"]
    return [
        raffle_card(t, raffle),
        t(
            "admin-publication-rules",
            claim_days=rules["claim_days"],
            alternates=rules["alternates"],
            distinct=rules["distinct"],
        ),
        t("admin-publication-beacon", kind=beacon["kind"], chain=beacon["chain_id"][:16], delay=beacon["min_delay_s"]),
    ]


async def _disqualification(tx: Transaction, admin: Actor, t: Texts, payload: Payload) -> list[str]:
    case = await read_disqualification(tx, admin, payload)
    return [*await disqualification_lines(tx, admin, t, case), t("admin-credit-reason", reason=payload["reason"])]


async def _close(tx: Transaction, admin: Actor, t: Texts, payload: Payload) -> list[str]:
    raffle = await read_any_raffle(tx, admin, UUID(payload["raffle_id"]))
    return [*close_lines(t, raffle), t("admin-credit-reason", reason=payload["reason"])]


async def _void(tx: Transaction, admin: Actor, t: Texts, payload: Payload) -> list[str]:
    case = await read_void(tx, admin, payload)
    return [*await void_lines(tx, admin, t, case), t("admin-credit-reason", reason=payload["reason"])]


async def void_lines(tx: Transaction, admin: Actor, t: Texts, case: VoidCase) -> list[str]:
    """Whose tickets would be taken out, as HTML, and what goes back."""
    raffle, sold = case.raffle, case.sold
    player = await read_player_for_staff(tx, admin, sold.player_id)
    return [
        t("admin-disqualify-lottery", number=raffle.number, title=t.of_texts(raffle.titles)),
        player_line(t, player),
        t(
            "admin-void-tickets",
            order=sold.order_number,
            numbers=numbers(sold.first, sold.last),
            count=sold.quantity,
        ),
        t("admin-cancel-refund", money=t.money(sold.amount_minor, raffle.asset)),
        t("admin-void-means"),
    ]


async def _release(tx: Transaction, admin: Actor, t: Texts, payload: Payload) -> list[str]:
    case = await read_claim(tx, admin, payload)
    return [*await claim_lines(tx, admin, t, case), t("admin-credit-reason", reason=payload["reason"])]


async def claim_lines(tx: Transaction, admin: Actor, t: Texts, case: ClaimCase) -> list[str]:
    """Whose tickets of a sealed list they are, as HTML, what they won, and what holds it."""
    raffle, sold = case.raffle, case.sold
    lines = [
        t("admin-disqualify-lottery", number=raffle.number, title=t.of_texts(raffle.titles)),
        player_line(t, await read_player_for_staff(tx, admin, sold.player_id)),
        t(
            "admin-void-tickets",
            order=sold.order_number,
            numbers=numbers(sold.first, sold.last),
            count=sold.quantity,
        ),
        *(
            t(
                "admin-hold-prize",
                position=award.position,
                ticket=str(award.ticket_number),
                money=t.money(award.value_minor, award.asset),
            )
            for award in case.awards
        ),
    ]
    if case.hold is not None:
        lines.append(t("admin-hold-stands", when=t.when(case.hold.held_at), reason=case.hold.reason))
    return lines


def close_lines(t: Texts, raffle: RaffleView) -> list[str]:
    """Which sale would end, as HTML, and what that leads to."""
    return [f"<b>{raffle.number}</b>", raffle_card(t, raffle), t("admin-close-means", sold=raffle.sold)]


async def disqualification_lines(tx: Transaction, admin: Actor, t: Texts, case: WinnerCase) -> list[str]:
    """Who would lose what, as HTML, and what their account says against them."""
    player = await read_player_for_staff(tx, admin, case.player_id)
    raffle = case.raffle
    return [
        t("admin-disqualify-lottery", number=raffle.number, title=t.of_texts(raffle.titles)),
        player_line(t, player),
        *(
            t(
                "admin-disqualify-prize",
                position=award.position,
                ticket=str(award.ticket_number),
                money=t.money(award.value_minor, award.asset),
            )
            for award in case.awards
        ),
        t("admin-disqualify-ground", ground=case.ground),
    ]


def player_line(t: Texts, player: PlayerView) -> str:
    """A player as the staff tells them from others: name, username, Telegram id."""
    username = f"@{player.username}" if player.username else "—"
    name = f"{player.first_name} {player.last_name}".strip() or player.public_name
    return t("admin-player", name=name, username=username, telegram_id=str(player.telegram_id or "—"))


_TITLES: Mapping[str, Callable[[Texts, Payload], str]] = {
    credit.ACTION: lambda t, asked: t.plain("admin-asks-credit", money=t.money(asked["amount_minor"], asked["asset"])),
    publish.ACTION: lambda t, asked: t.plain("admin-asks-publication", number=asked["rules"]["raffle"]),
    disqualify.ACTION: lambda t, asked: t.plain("admin-asks-disqualification", number=asked["number"]),
    close_early.ACTION: lambda t, asked: t.plain("admin-asks-close", number=asked["number"]),
    hold_claim.ACTION: lambda t, asked: t.plain("admin-asks-release", order=asked["order"], number=asked["number"]),
    void_tickets.ACTION: lambda t, asked: t.plain("admin-asks-void", order=asked["order"], number=asked["number"]),
}

_LINES: Mapping[str, tuple[str | None, Callable[[Transaction, Actor, Texts, Payload], Awaitable[list[str]]]]] = {
    credit.ACTION: (None, _credit),
    publish.ACTION: (permissions.LEDGER_READ, _publication),
    disqualify.ACTION: (permissions.PRIZES_MANAGE, _disqualification),
    close_early.ACTION: (permissions.LEDGER_READ, _close),
    hold_claim.ACTION: (permissions.TICKETS_VOID, _release),
    void_tickets.ACTION: (permissions.TICKETS_VOID, _void),
}
"""For each action the permission to look up what its payload names, and its words."""
