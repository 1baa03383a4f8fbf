"""/disqualify: ask that the winner of a ticket be declared ineligible."""

from uuid import UUID

from bot.admin.access import Forms
from bot.admin.payloads import disqualification_lines
from bot.admin.petitions import Petition, Reference, petition_router
from bot.texts import Texts
from core.access import permissions
from core.access.views import ApprovalView
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.errors import InvalidInput
from core.raffles.disqualify import find_winner, read_winner, request_disqualification

_MAX_DIGITS = 7


async def _find(tx: Transaction, admin: Actor, typed: str) -> Reference:
    number, _, ticket = typed.rpartition(" ")
    if not (ticket.isascii() and ticket.isdecimal() and len(ticket) <= _MAX_DIGITS):
        raise InvalidInput(field="ticket", reason="malformed")
    case = await find_winner(tx, admin, number, int(ticket))
    return {"raffle_id": str(case.raffle.id), "ticket": int(ticket)}


async def _card(tx: Transaction, admin: Actor, t: Texts, reference: Reference) -> list[str]:
    case = await read_winner(tx, admin, UUID(reference["raffle_id"]), reference["ticket"])
    return await disqualification_lines(tx, admin, t, case)


async def _ask(tx: Transaction, admin: Actor, reference: Reference, reason: str) -> ApprovalView:
    return await request_disqualification(tx, admin, UUID(reference["raffle_id"]), reference["ticket"], reason)


router = petition_router(
    Petition(
        command="disqualify",
        permission=permissions.PRIZES_MANAGE,
        state=Forms.disqualification,
        usage="admin-disqualify-usage",
        find=_find,
        card=_card,
        ask=_ask,
    )
)
