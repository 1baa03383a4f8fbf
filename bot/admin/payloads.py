"""What a request for approval asks for, in words: everything that the second person answers for."""

from uuid import UUID

from aiogram import html

from bot.admin.cards import raffle_card
from bot.texts import Texts
from core.access import permissions
from core.access.views import ApprovalView
from core.accounts.read_for_staff import read_player_for_staff
from core.accounts.views import PlayerView
from core.kernel.actor import Actor
from core.kernel.canonical import canonical_json
from core.kernel.context import Transaction
from core.ledger import credit
from core.raffles import disqualify, publish
from core.raffles.admin_reads import read_any_raffle
from core.raffles.disqualify import WinnerCase, read_disqualification

_LONGEST_PAYLOAD = 3000
_CHAIN_LETTERS = 16


def payload_title(t: Texts, approval: ApprovalView) -> str:
    """What is asked for, in a line without marks."""
    payload = approval.payload
    if approval.action == credit.ACTION:
        return t.plain("admin-asks-credit", money=t.money(payload["amount_minor"], payload["asset"]))
    if approval.action == publish.ACTION:
        return t.plain("admin-asks-publication", number=payload["rules"]["raffle"])
    if approval.action == disqualify.ACTION:
        return t.plain("admin-asks-disqualification", number=payload["number"])
    return approval.action


async def payload_lines(tx: Transaction, admin: Actor, t: Texts, approval: ApprovalView) -> list[str]:
    """The whole payload, as HTML, with the names behind its ids. Raises Forbidden, NotFound."""
    payload = approval.payload
    if approval.action == credit.ACTION:
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
    if approval.action == publish.ACTION and permissions.LEDGER_READ in admin.permissions:
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
            t(
                "admin-publication-beacon",
                kind=beacon["kind"],
                chain=beacon["chain_id"][:16],
                delay=beacon["min_delay_s"],
            ),
        ]
    if approval.action == disqualify.ACTION and permissions.PRIZES_MANAGE in admin.permissions:
        case = await read_disqualification(tx, admin, payload)
        return [
            *await disqualification_lines(tx, admin, t, case),
            t("admin-credit-reason", reason=payload["reason"]),
        ]
    return [f"<code>{html.quote(canonical_json(payload).decode()[:_LONGEST_PAYLOAD])}</code>"]


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
