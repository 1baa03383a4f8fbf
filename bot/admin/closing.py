"""/close_lottery: ask that a sale end before its time."""

from uuid import UUID

from bot.admin.access import Forms
from bot.admin.payloads import close_lines
from bot.admin.petitions import Petition, Reference, petition_router
from bot.texts import Texts
from core.access import permissions
from core.access.views import ApprovalView
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.raffles.close_early import preview_close, request_close


async def _find(tx: Transaction, admin: Actor, typed: str) -> Reference:
    raffle = await preview_close(tx, admin, typed)
    return {"raffle_id": str(raffle.id), "number": raffle.number}


async def _card(tx: Transaction, admin: Actor, t: Texts, reference: Reference) -> list[str]:
    return close_lines(t, await preview_close(tx, admin, reference["number"]))


async def _ask(tx: Transaction, admin: Actor, reference: Reference, reason: str) -> ApprovalView:
    return await request_close(tx, admin, UUID(reference["raffle_id"]), reason)


router = petition_router(
    Petition(
        command="close_lottery",
        permission=permissions.LOTTERIES_CLOSE,
        state=Forms.closing,
        usage="admin-close-usage",
        find=_find,
        card=_card,
        ask=_ask,
    )
)
