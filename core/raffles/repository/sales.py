"""The hot path: what a batch of purchases reads and writes, each in one statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, text

from core.draws.models import Draw
from core.kernel.base import is_one_of
from core.kernel.context import Transaction
from core.kernel.direct import Direct
from core.kernel.locking import LockClass, note_lock
from core.orders.models import Order, order_number
from core.raffles.models import Entry, Raffle, RaffleState
from core.raffles.views import Receipt, SoldEntry

Holding = tuple[UUID, UUID]
"""What a player has of a raffle: (raffle, player)."""


@dataclass(slots=True)
class LockedRaffle:
    """A raffle under sale; the counters run ahead of the row until the batch is written."""

    id: UUID
    state: RaffleState
    price_minor: int
    asset: str
    ticket_total: int
    per_player_cap: int | None
    sales_end_at: datetime | None
    sold: int
    voided: int
    gross_minor: int
    escrow_minor: int
    escrow_wallet_id: UUID | None
    log_seq: int
    log_head: bytes
    draw_id: UUID | None
    server_commit: bytes
    rules_hash: bytes


# Built once: building it took longer than the database took to answer.
_RAFFLE = Raffle.__table__
_DRAW = Draw.__table__
_OWN = tuple(_RAFFLE.c[one.name] for one in fields(LockedRaffle) if one.name in _RAFFLE.c)
_LOCK_RAFFLES = Direct(
    select(*_OWN, _DRAW.c.server_commit, _DRAW.c.rules_hash)
    .outerjoin_from(_RAFFLE, _DRAW, _DRAW.c.id == _RAFFLE.c.draw_id)
    .where(is_one_of(_RAFFLE.c.id))
    .order_by(_RAFFLE.c.id)
    .with_for_update(key_share=True, of=_RAFFLE)
)


async def lock_raffles(tx: Transaction, ids: Iterable[UUID]) -> dict[UUID, LockedRaffle]:
    """Lock raffles in id order, with what is public of their draws."""
    note_lock(tx, LockClass.RAFFLE)
    rows = await tx.fetch(_LOCK_RAFFLES, {"ids": sorted(set(ids))})
    return {row["id"]: LockedRaffle(**{**row, "state": RaffleState(row["state"])}) for row in rows}


# One statement for any number of pairs, and each pair by the index whatever the planner thinks of the table's size.
_BOUGHT = Direct(
    text("""
    SELECT wanted.raffle_id, wanted.player_id, last_one.bought_after
    FROM unnest(CAST(:raffles AS uuid[]), CAST(:players AS uuid[])) AS wanted (raffle_id, player_id)
    CROSS JOIN LATERAL (
        SELECT bought_after FROM entries
        WHERE entries.player_id = wanted.player_id AND entries.raffle_id = wanted.raffle_id
        ORDER BY log_seq DESC LIMIT 1
    ) AS last_one
""")
)
_VOIDED = Direct(
    text("""
    SELECT wanted.raffle_id, wanted.player_id, CAST(sum(entries.last - entries.first + 1) AS bigint)
    FROM unnest(CAST(:raffles AS uuid[]), CAST(:players AS uuid[])) AS wanted (raffle_id, player_id)
    JOIN entries ON entries.player_id = wanted.player_id AND entries.raffle_id = wanted.raffle_id
    JOIN voids ON voids.entry_id = entries.id
    GROUP BY wanted.raffle_id, wanted.player_id
""")
)


async def tickets_bought(tx: Transaction, pairs: Sequence[Holding]) -> dict[Holding, int]:
    """How many tickets players have bought of raffles, voided ones among them."""
    return await _by_pair(tx, _BOUGHT, pairs)


async def tickets_voided(tx: Transaction, pairs: Sequence[Holding]) -> dict[Holding, int]:
    """How many of them were voided."""
    return await _by_pair(tx, _VOIDED, pairs)


async def _by_pair(tx: Transaction, statement: Direct, pairs: Sequence[Holding]) -> dict[Holding, int]:
    raffles, players = [raffle for raffle, _ in pairs], [player for _, player in pairs]
    rows = await tx.fetch(statement, {"raffles": raffles, "players": players})
    return {(raffle_id, player_id): number for raffle_id, player_id, number in rows}


async def insert_entries(tx: Transaction, entries: Sequence[SoldEntry]) -> None:
    await tx.copy("entries", entries)


_UPDATE_RAFFLES = Direct(
    text("""
    UPDATE raffles SET sold = new.sold, gross_minor = new.gross_minor, escrow_minor = new.escrow_minor,
                       log_seq = new.log_seq, log_head = new.log_head
    FROM unnest(CAST(:ids AS uuid[]), CAST(:sold AS bigint[]), CAST(:gross AS bigint[]), CAST(:escrow AS bigint[]),
                CAST(:seqs AS bigint[]), CAST(:heads AS bytea[]))
        AS new (id, sold, gross_minor, escrow_minor, log_seq, log_head)
    WHERE raffles.id = new.id
""")
)


async def update_raffles(tx: Transaction, raffles: Sequence[LockedRaffle]) -> None:
    """Write the counters of raffles that this transaction has locked."""
    await tx.fetch(
        _UPDATE_RAFFLES,
        {
            "ids": [raffle.id for raffle in raffles],
            "sold": [raffle.sold for raffle in raffles],
            "gross": [raffle.gross_minor for raffle in raffles],
            "escrow": [raffle.escrow_minor for raffle in raffles],
            "seqs": [raffle.log_seq for raffle in raffles],
            "heads": [raffle.log_head for raffle in raffles],
        },
    )


async def receipts_of(tx: Transaction, order_ids: Sequence[UUID]) -> dict[UUID, Receipt]:
    """The receipts of earlier orders, for commands that are repetitions."""
    rows = await tx.execute(
        select(
            Order.id,
            Order.number,
            Order.total_minor,
            Order.asset,
            Entry.raffle_id,
            Entry.first,
            Entry.last,
            Entry.holder_tag,
            Entry.log_seq,
            Entry.log_head,
            Draw.server_commit,
            Draw.rules_hash,
        )
        .join(Entry, Entry.order_id == Order.id)
        .join(Raffle, Raffle.id == Entry.raffle_id)
        .join(Draw, Draw.id == Raffle.draw_id)
        .where(Order.id.in_(order_ids))
    )
    return {row.id: _receipt(row) for row in rows}


def _receipt(row: Any) -> Receipt:
    return Receipt(
        order_id=row.id,
        order_number=order_number(row.number),
        raffle_id=row.raffle_id,
        first=row.first,
        last=row.last,
        total_minor=row.total_minor,
        asset=row.asset,
        server_commit=row.server_commit,
        rules_hash=row.rules_hash,
        holder_tag=row.holder_tag,
        seq=row.log_seq,
        log_head=row.log_head,
    )
