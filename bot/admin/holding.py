"""/hold and /release: what tickets win waits at once by one person's word, and goes its way again by two people's."""

from uuid import UUID

from aiogram import Router

from bot.admin.access import Forms
from bot.admin.payloads import claim_lines
from bot.admin.petitions import Petition, Reference, petition_router
from bot.texts import Texts
from core.access import permissions
from core.access.views import ApprovalView
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.prizes.views import HoldView
from core.raffles.hold_claim import find_claim, hold_claim, request_release


async def _find(tx: Transaction, admin: Actor, typed: str) -> Reference:
    case = await find_claim(tx, admin, typed)
    return {"order_id": str(case.sold.order_id), "order": case.sold.order_number}


async def _card(tx: Transaction, admin: Actor, t: Texts, reference: Reference) -> list[str]:
    return await claim_lines(tx, admin, t, await find_claim(tx, admin, reference["order"]))


async def _hold(tx: Transaction, admin: Actor, reference: Reference, reason: str) -> HoldView:
    return await hold_claim(tx, admin, UUID(reference["order_id"]), reason)


async def _release(tx: Transaction, admin: Actor, reference: Reference, reason: str) -> ApprovalView:
    return await request_release(tx, admin, UUID(reference["order_id"]), reason)


router = Router(name="admin-holding")
router.include_routers(
    petition_router(
        Petition(
            command="hold",
            permission=permissions.TICKETS_VOID,
            state=Forms.holding,
            usage="admin-hold-usage",
            find=_find,
            card=_card,
            ask=_hold,
            sure="admin-hold-sure",
            yes="admin-hold-it",
            said="admin-held",
        )
    ),
    petition_router(
        Petition(
            command="release",
            permission=permissions.TICKETS_VOID,
            state=Forms.releasing,
            usage="admin-release-usage",
            find=_find,
            card=_card,
            ask=_release,
        )
    ),
)
