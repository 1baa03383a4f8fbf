"""Holds that stand, for those who have to end them one way or the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.access import permissions
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.pagination import check_limit
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


@dataclass(frozen=True, slots=True)
class StandingHolds:
    """Some of the holds that stand, the oldest first, and how many there are in all."""

    total: int
    holds: Sequence[StandingHold]


@allow(admin=permissions.TICKETS_VOID)
async def list_holds(tx: Transaction, _actor: Actor, offset: int = 0, limit: int = 8) -> StandingHolds:
    """Holds that nobody has ended. Raises InvalidInput."""
    rows = await staff.standing_holds(tx, max(offset, 0), check_limit(limit))
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
    return StandingHolds(await staff.count_standing_holds(tx), holds)
