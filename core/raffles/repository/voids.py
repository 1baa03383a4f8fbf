"""Entries that were taken out before the close."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, exists, select, update
from sqlalchemy.dialects.postgresql import insert

from core.kernel.context import Transaction
from core.orders.models import Order
from core.raffles.models import Entry, Raffle, Void
from core.raffles.repository.sales import LockedRaffle


def is_void() -> ColumnElement[bool]:
    """Of an entry in a statement."""
    return exists().where(Void.entry_id == Entry.id)


async def sold_to(tx: Transaction, *, number: int | None = None, order_id: UUID | None = None) -> Row[Any] | None:
    """What an order of tickets bought, by the order's sequence number or its id, and whether it was voided."""
    wanted = (
        select(
            Order.id.label("order_id"),
            Order.number,
            Order.state.label("order_state"),
            Order.created_at,
            Entry.id.label("entry_id"),
            Entry.raffle_id,
            Entry.player_id,
            Entry.wallet_id,
            Entry.first,
            Entry.last,
            Entry.amount_minor,
            is_void().label("is_void"),
        )
        .join(Entry, Entry.order_id == Order.id)
        .where(Order.id == order_id if number is None else Order.number == number)
    )
    return (await tx.execute(wanted)).one_or_none()


async def insert_void(tx: Transaction, entry_id: UUID, raffle: LockedRaffle, approval_id: UUID) -> None:
    """Write a void with the end of the raffle's log, and the raffle's figures as they stand after it."""
    await tx.execute(
        insert(Void).values(
            entry_id=entry_id,
            raffle_id=raffle.id,
            log_seq=raffle.log_seq,
            log_head=raffle.log_head,
            approval_id=approval_id,
            voided_at=tx.now,
        )
    )
    await tx.execute(
        update(Raffle)
        .where(Raffle.id == raffle.id)
        .values(
            voided=raffle.voided,
            gross_minor=raffle.gross_minor,
            escrow_minor=raffle.escrow_minor,
            log_seq=raffle.log_seq,
            log_head=raffle.log_head,
        )
    )


async def void_ranges(tx: Transaction, raffle_id: UUID) -> list[tuple[int, int]]:
    """The ranges of numbers that were voided, lowest first."""
    rows = await tx.execute(
        select(Entry.first, Entry.last)
        .join(Void, Void.entry_id == Entry.id)
        .where(Void.raffle_id == raffle_id)
        .order_by(Entry.first)
    )
    return [(row.first, row.last) for row in rows]


def numbers_of(ranges: list[tuple[int, int]]) -> Iterator[int]:
    """The numbers of ranges, in their order."""
    return (number for first, last in ranges for number in range(first, last + 1))
