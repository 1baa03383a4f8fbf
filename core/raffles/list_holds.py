"""Holds that stand, for those who have to end them one way or the other."""

from dataclasses import dataclass
from datetime import datetime

from core.access import permissions
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.pagination import Excerpt, check_limit, check_offset
from core.orders.models import order_number
from core.raffles.models import raffle_number
from core.raffles.repository import staff


@dataclass(frozen=True, slots=True)
class StandingHold:
    """What an order's tickets win is held, since when, by whom and why."""

    order_number: str
    raffle_number: str
    first: int
    last: int
    reason: str
    held_by: str
    held_at: datetime


@allow(admin=permissions.TICKETS_VOID)
async def list_holds(tx: Transaction, _actor: Actor, offset: int = 0, limit: int = 8) -> Excerpt[StandingHold]:
    """Holds that nobody has ended, the oldest first. Raises InvalidInput."""
    rows = await staff.standing_holds(tx, check_offset(offset), check_limit(limit))
    holds = [
        StandingHold(
            order_number=order_number(row.order_no),
            raffle_number=raffle_number(row.raffle_no),
            first=row.first,
            last=row.last,
            reason=row.reason,
            held_by=row.held_by,
            held_at=row.held_at,
        )
        for row in rows
    ]
    return Excerpt(holds, await staff.count_standing_holds(tx))
