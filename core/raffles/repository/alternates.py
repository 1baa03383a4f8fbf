"""Alternates of a draw: who steps in next, and the number by which people know them."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, select
from sqlalchemy.orm import aliased

from core.draws.awards import ALTERNATE, WINNER
from core.draws.models import DrawResult
from core.kernel.context import Transaction
from core.prizes.models import Award, Disqualification
from core.prizes.views import Alternate
from core.raffles.models import Entry

_used, _winner = aliased(Award), aliased(DrawResult)


async def next_alternate(tx: Transaction, raffle_id: UUID, draw_id: UUID) -> Alternate | None:
    """The first alternate in drawn order that stands in for nobody yet; who was declared ineligible is passed over.

    The caller holds the raffle's row.
    """
    sold = func.number_span(Entry.first, Entry.last)
    drawn = func.number_span(DrawResult.number, DrawResult.number)
    unused = (
        select(DrawResult.order, Entry.player_id, DrawResult.number)
        .join(Entry, and_(Entry.raffle_id == raffle_id, sold.op("&&")(drawn)))
        .where(
            DrawResult.draw_id == draw_id,
            DrawResult.role == ALTERNATE,
            ~exists().where(_used.draw_id == draw_id, _used.order == DrawResult.order),
            ~exists().where(Disqualification.draw_id == draw_id, Disqualification.player_id == Entry.player_id),
        )
        .order_by(DrawResult.order)
        .limit(1)
    )
    row = (await tx.execute(unused)).one_or_none()
    return None if row is None else Alternate(row.order, row.player_id, row.number)


def alternate_number() -> ColumnElement[int | None]:
    """Of an award: which alternate of its draw it is, from 1; NULL for that of a winner."""
    winners = (
        select(func.count())
        .select_from(_winner)
        .where(_winner.draw_id == Award.draw_id, _winner.role == WINNER)
        .scalar_subquery()
    )
    return case((Award.replaces_id.is_not(None), Award.order - winners)).label("alternate")
