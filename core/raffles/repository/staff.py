"""Raffles as those who run them look at them: drafts, a raffle by its number, draws under way."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, case, func, select, text

from core.draws.models import DrawBeacon, DrawClose, DrawHalt, DrawReveal
from core.kernel.context import Transaction
from core.prizes.models import ClaimHold
from core.raffles.models import Raffle, RaffleState

_RUNNING = (RaffleState.OPEN, RaffleState.CLOSING, RaffleState.CLOSED, RaffleState.DRAWN, RaffleState.CANCELLING)


async def drafts_of(tx: Transaction, admin_id: UUID, before: UUID | None, limit: int) -> list[UUID]:
    """The drafts of an admin, newest first."""
    page = (
        select(Raffle.id)
        .where(Raffle.created_by == admin_id, Raffle.state == RaffleState.DRAFT)
        .order_by(Raffle.id.desc())
        .limit(limit)
    )
    if before is not None:
        page = page.where(Raffle.id < before)
    return list((await tx.execute(page)).scalars())


async def id_of_number(tx: Transaction, number: int) -> UUID | None:
    """The raffle of a sequence number."""
    found: UUID | None = (await tx.execute(select(Raffle.id).where(Raffle.number == number))).scalar_one_or_none()
    return found


async def count_running(tx: Transaction) -> int:
    """How many raffles are between their opening and their end."""
    counted = await tx.execute(select(func.count()).select_from(Raffle).where(Raffle.state.in_(_RUNNING)))
    return int(counted.scalar_one())


# The range that a hold begins with is one order's; the index of the EXCLUDE constraint finds it.
_STANDING_HOLDS = text("""
    SELECT h.first, h.last, h.reason, h.held_at, r.number AS raffle_no, o.number AS order_no,
        coalesce(a.name, CAST(a.telegram_id AS text)) AS held_by
    FROM claim_holds h
    JOIN raffles r ON r.draw_id = h.draw_id
    JOIN entries e ON e.raffle_id = r.id AND number_span(e.first, e.last) && number_span(h.first, h.first)
    JOIN orders o ON o.id = e.order_id
    JOIN admins a ON a.id = h.held_by
    WHERE h.ended_at IS NULL
    ORDER BY h.id OFFSET :offset LIMIT :limit
""")


async def standing_holds(tx: Transaction, offset: int, limit: int) -> list[Row[Any]]:
    """Holds that nobody has ended, the oldest first."""
    return list(await tx.execute(_STANDING_HOLDS, {"offset": offset, "limit": limit}))


async def count_standing_holds(tx: Transaction) -> int:
    """How many holds nobody has ended."""
    standing = select(func.count()).select_from(ClaimHold).where(ClaimHold.ended_at.is_(None))
    return int((await tx.execute(standing)).scalar_one())


async def running(tx: Transaction, offset: int, limit: int) -> list[Row[Any]]:
    """Raffles between their opening and their end, those nearest to it first, with what is known of their draws."""
    state_order = case({state: index for index, state in enumerate(reversed(_RUNNING))}, value=Raffle.state)
    rows = await tx.execute(
        select(
            Raffle.id,
            DrawClose.close_hash,
            DrawClose.record["beacon"]["round"].as_integer().label("round"),
            DrawClose.due_at,
            DrawBeacon.stored_at,
            DrawReveal.revealed_at,
            DrawHalt.reason.label("halt_reason"),
        )
        .outerjoin(DrawClose, DrawClose.draw_id == Raffle.draw_id)
        .outerjoin(DrawBeacon, DrawBeacon.draw_id == Raffle.draw_id)
        .outerjoin(DrawReveal, DrawReveal.draw_id == Raffle.draw_id)
        .outerjoin(DrawHalt, DrawHalt.draw_id == Raffle.draw_id)
        .where(Raffle.state.in_(_RUNNING))
        .order_by(state_order, Raffle.id)
        .offset(offset)
        .limit(limit)
    )
    return list(rows.all())
