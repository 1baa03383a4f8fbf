"""All SQL of orders."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, text, update

from core.kernel.base import columns_of
from core.kernel.context import Transaction
from core.kernel.direct import Direct
from core.orders.models import Order, OrderKind, OrderState, Source, order_number
from core.orders.views import KnownOrder, NewOrder, OrderView

_INSERT = Direct(
    text("""
    INSERT INTO orders (id, kind, player_id, key, input_hash, state, wallet_id, total_minor, asset, source, created_at)
    SELECT id, :kind, player_id, key, input_hash, :state, wallet_id, total_minor, asset, source, :now
    FROM unnest(CAST(:id AS uuid[]), CAST(:player_id AS uuid[]), CAST(:key AS text[]), CAST(:input_hash AS bytea[]),
                CAST(:wallet_id AS uuid[]), CAST(:total_minor AS bigint[]), CAST(:asset AS text[]),
                CAST(:source AS text[]))
        AS new (id, player_id, key, input_hash, wallet_id, total_minor, asset, source)
    RETURNING id, number
""")
)


async def insert_orders(tx: Transaction, kind: OrderKind, orders: Sequence[NewOrder]) -> dict[UUID, int]:
    """Write paid orders in one statement; give their places in the sequence, of which people see `order_number`."""
    same = {"kind": kind, "state": OrderState.PAID, "now": tx.now}
    return dict(await tx.fetch(_INSERT, columns_of(orders) | same))


# Arrays, so that it is one statement for any number of commands.
_KNOWN = Direct(
    text("""
    SELECT orders.player_id, orders.key, orders.id, orders.input_hash
    FROM unnest(CAST(:players AS uuid[]), CAST(:keys AS text[])) AS wanted (player_id, key)
    JOIN orders ON orders.player_id = wanted.player_id AND orders.key = wanted.key
""")
)


async def known_orders(tx: Transaction, keys: Sequence[tuple[UUID, str]]) -> dict[tuple[UUID, str], KnownOrder]:
    """Orders under (player, key), for commands that may be repetitions. Run after the players are locked."""
    rows = await tx.fetch(_KNOWN, {"players": [player for player, _ in keys], "keys": [key for _, key in keys]})
    return {(player_id, key): KnownOrder(id_, input_hash) for player_id, key, id_, input_hash in rows}


async def mark_refunded(tx: Transaction, ids: Sequence[UUID]) -> int:
    """Paid orders become refunded; gives how many did."""
    done = await tx.execute(
        update(Order)
        .where(Order.id.in_(ids), Order.state == OrderState.PAID)
        .values(state=OrderState.REFUNDED, refunded_at=tx.now)
    )
    return done.rowcount


async def orders_of(tx: Transaction, player_id: UUID, before: UUID | None, limit: int) -> list[OrderView]:
    """A player's orders, newest first."""
    page = select(*Order.__table__.c).where(Order.player_id == player_id).order_by(Order.id.desc()).limit(limit)
    if before is not None:
        page = page.where(Order.id < before)
    return [
        OrderView(
            row.id,
            order_number(row.number),
            OrderState(row.state),
            row.total_minor,
            row.asset,
            Source(row.source),
            row.created_at,
        )
        for row in await tx.execute(page)
    ]


async def buyer_of(tx: Transaction, number: int) -> UUID | None:
    """The player behind an order's sequence number."""
    found: UUID | None = (await tx.execute(select(Order.player_id).where(Order.number == number))).scalar_one_or_none()
    return found
