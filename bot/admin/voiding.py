"""/void: ask that the tickets of an order be taken out of their draw."""

from uuid import UUID

from bot.admin.access import Forms
from bot.admin.payloads import void_lines
from bot.admin.petitions import Petition, Reference, petition_router
from bot.texts import Texts
from core.access import permissions
from core.access.views import ApprovalView
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.raffles.void_tickets import find_void, request_void


async def _find(tx: Transaction, admin: Actor, typed: str) -> Reference:
    case = await find_void(tx, admin, typed)
    return {"order_id": str(case.sold.order_id), "order": case.sold.order_number}


async def _card(tx: Transaction, admin: Actor, t: Texts, reference: Reference) -> list[str]:
    return await void_lines(tx, admin, t, await find_void(tx, admin, reference["order"]))


async def _ask(tx: Transaction, admin: Actor, reference: Reference, reason: str) -> ApprovalView:
    return await request_void(tx, admin, UUID(reference["order_id"]), reason)


router = petition_router(
    Petition(
        command="void",
        permission=permissions.TICKETS_VOID,
        state=Forms.voiding,
        usage="admin-void-usage",
        find=_find,
        card=_card,
        ask=_ask,
    )
)
