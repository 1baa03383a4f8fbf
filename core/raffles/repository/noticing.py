"""Who is told of a raffle, and of what: its participants page by page, its watchers as things happen."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import any_, bindparam, delete, func, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import insert

from core.kernel.context import Transaction
from core.prizes.models import Award, AwardState
from core.raffles.models import BEFORE_THE_DRAW, Entry, Raffle, RaffleState, Watch
from core.raffles.repository.voids import is_void

_IDS = postgresql.ARRAY(postgresql.UUID(as_uuid=True))

NEARLY_SOLD_PERCENT = 90
DRAW_SOON = timedelta(minutes=10)


class Milestone(StrEnum):
    """What a watcher is told of; the column `<value>_told_at` says when."""

    OPENED = "opened"
    NEARLY_SOLD = "nearly_sold"
    DRAW_SOON = "draw_soon"


@dataclass(frozen=True, slots=True)
class Winner:
    """What a player won in one draw, and its first award; `claim_by` where a thing among it waits for a choice."""

    player_id: UUID
    award_id: UUID
    ticket_numbers: tuple[int, ...]
    value_minor: int
    asset: str
    claim_by: datetime | None


async def participants_page(
    tx: Transaction, raffle_id: UUID, after_seq: int, limit: int
) -> tuple[set[UUID], int | None]:
    """The buyers of the next entries in the order of the log, and the last entry's place; None behind the end."""
    page = (
        select(Entry.log_seq, Entry.player_id)
        .where(Entry.raffle_id == raffle_id, Entry.log_seq > after_seq, ~is_void())
        .order_by(Entry.log_seq)
        .limit(limit)
    )
    rows = (await tx.execute(page)).all()
    return {row.player_id for row in rows}, rows[-1].log_seq if rows else None


_SPENT = text("""
    SELECT wanted.player_id, found.spent
    FROM unnest(CAST(:players AS uuid[])) AS wanted (player_id)
    CROSS JOIN LATERAL (
        SELECT sum(amount_minor) AS spent FROM entries
        WHERE entries.player_id = wanted.player_id AND entries.raffle_id = :raffle_id
          AND NOT EXISTS (SELECT FROM voids WHERE voids.entry_id = entries.id)
    ) AS found
""")


async def spent_on(tx: Transaction, raffle_id: UUID, player_ids: Collection[UUID]) -> dict[UUID, int]:
    """What players paid for a raffle, in minor units."""
    rows = await tx.execute(_SPENT, {"players": list(player_ids), "raffle_id": raffle_id})
    return {row.player_id: int(row.spent) for row in rows}


async def winners_among(tx: Transaction, draw_id: UUID, player_ids: Collection[UUID]) -> dict[UUID, Winner]:
    """What each of some players won in a draw; who won nothing is left out."""
    rows = await tx.execute(
        select(
            Award.player_id,
            func.array_agg(postgresql.aggregate_order_by(Award.id, Award.order)).label("ids"),
            func.array_agg(postgresql.aggregate_order_by(Award.ticket_number, Award.order)).label("numbers"),
            func.sum(Award.value_minor).label("value_minor"),
            func.min(Award.asset).label("asset"),
            func.min(Award.claim_by).filter(Award.state == AwardState.CLAIMABLE).label("claim_by"),
        )
        .where(
            Award.draw_id == draw_id,
            Award.replaces_id.is_(None),
            Award.player_id == any_(bindparam("ids", list(player_ids), type_=_IDS)),
        )
        .group_by(Award.player_id)
    )
    return {
        row.player_id: Winner(
            row.player_id, row.ids[0], tuple(row.numbers), int(row.value_minor), row.asset, row.claim_by
        )
        for row in rows
    }


async def first_winning_number(tx: Transaction, draw_id: UUID) -> tuple[int | None, int]:
    """The ticket that a draw's first prize was drawn for, None where nothing was won, and how many tickets won."""
    won = select(
        func.count().label("winners"),
        func.min(postgresql.array([Award.order, Award.ticket_number])).label("first"),
    ).where(Award.draw_id == draw_id, Award.replaces_id.is_(None))
    row = (await tx.execute(won)).one()
    return (row.first[1] if row.first else None), int(row.winners)


async def raffle_of_draw(tx: Transaction, draw_id: UUID) -> UUID | None:
    found: UUID | None = (await tx.execute(select(Raffle.id).where(Raffle.draw_id == draw_id))).scalar_one_or_none()
    return found


async def insert_watch(tx: Transaction, player_id: UUID, raffle_id: UUID, passed: Collection[Milestone]) -> None:
    """Follow a raffle; what has happened to it already is not told. A second time changes nothing."""
    told = {f"{milestone}_told_at": tx.now for milestone in passed}
    new = insert(Watch).values(player_id=player_id, raffle_id=raffle_id, created_at=tx.now, **told)
    await tx.execute(new.on_conflict_do_nothing())


async def delete_watch(tx: Transaction, player_id: UUID, raffle_id: UUID) -> bool:
    """Stop following. False: the player did not."""
    gone = await tx.execute(delete(Watch).where(Watch.player_id == player_id, Watch.raffle_id == raffle_id))
    return gone.rowcount == 1


async def watched_by(tx: Transaction, player_id: UUID) -> list[UUID]:
    """The raffles before the end of their sale that a player follows, newest first."""
    watched = (
        select(Watch.raffle_id)
        .join(Raffle, Raffle.id == Watch.raffle_id)
        .where(Watch.player_id == player_id, Raffle.state.in_(BEFORE_THE_DRAW))
    )
    rows = await tx.execute(watched.order_by(Watch.created_at.desc(), Watch.raffle_id.desc()))
    return [row.raffle_id for row in rows]


_HAPPENED = {
    Milestone.OPENED: "true",
    Milestone.NEARLY_SOLD: "raffles.sold * 100 >= raffles.ticket_total * :percent",
    Milestone.DRAW_SOON: "raffles.sales_end_at <= :soon",
}
# Raffles under way are in a small index of their own, and those that nobody follows fall out by the join.
_TELL = {
    milestone: text(f"""
        WITH due AS (
            SELECT watches.player_id, watches.raffle_id
            FROM raffles JOIN watches ON watches.raffle_id = raffles.id AND watches.{milestone}_told_at IS NULL
            WHERE raffles.state = '{RaffleState.OPEN}' AND {condition}
            LIMIT :limit
            FOR NO KEY UPDATE OF watches SKIP LOCKED
        )
        UPDATE watches SET {milestone}_told_at = :now FROM due
        WHERE watches.player_id = due.player_id AND watches.raffle_id = due.raffle_id
        RETURNING watches.player_id, watches.raffle_id
    """)  # noqa: S608 - of constants
    for milestone, condition in _HAPPENED.items()
}


async def take_watchers(tx: Transaction, milestone: Milestone, limit: int) -> Sequence[tuple[UUID, UUID]]:
    """At most `limit` pairs of a watcher and an open raffle that reached a milestone, marked as told."""
    params: dict[str, int | datetime] = {"limit": limit, "now": tx.now}
    if milestone is Milestone.NEARLY_SOLD:
        params["percent"] = NEARLY_SOLD_PERCENT
    elif milestone is Milestone.DRAW_SOON:
        params["soon"] = tx.now + DRAW_SOON
    rows = await tx.execute(_TELL[milestone], params)
    return [(row.player_id, row.raffle_id) for row in rows]
