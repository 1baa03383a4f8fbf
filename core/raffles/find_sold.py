"""What an order of tickets bought, for those who judge it."""

from typing import Any
from uuid import UUID

from core.kernel.context import Transaction
from core.kernel.errors import NotFound
from core.kernel.ids import parse_public_number
from core.orders.models import PREFIX, order_number
from core.raffles.models import MAX_SEQUENCE
from core.raffles.repository import voids
from core.raffles.views import SoldTickets


async def find_sold(tx: Transaction, number: str) -> SoldTickets:
    """The tickets of an order by its public number as a person may type it. Raises NotFound."""
    parsed = parse_public_number(number)
    row = None
    if parsed is not None and parsed[0] == PREFIX and parsed[1] <= MAX_SEQUENCE:
        row = await voids.sold_to(tx, number=parsed[1])
    if row is None:
        raise NotFound(what="order")
    return _of(row)


async def read_sold(tx: Transaction, order_id: UUID) -> SoldTickets:
    """The tickets of an order. Raises NotFound."""
    row = await voids.sold_to(tx, order_id=order_id)
    if row is None:
        raise NotFound(what="order", id=str(order_id))
    return _of(row)


def _of(row: Any) -> SoldTickets:
    return SoldTickets(
        order_id=row.order_id,
        order_number=order_number(row.number),
        raffle_id=row.raffle_id,
        entry_id=row.entry_id,
        player_id=row.player_id,
        wallet_id=row.wallet_id,
        first=row.first,
        last=row.last,
        amount_minor=row.amount_minor,
        bought_at=row.created_at,
        is_void=row.is_void,
    )
