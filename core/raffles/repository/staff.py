"""Raffles as those who run them look at them: drafts, a raffle by its number, draws under way."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, case, func, select

from core.draws.models import DrawBeacon, DrawClose, DrawHalt, DrawReveal
from core.kernel.context import Transaction
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
