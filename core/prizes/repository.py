"""All SQL of prizes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, case, func, select, update
from sqlalchemy.dialects.postgresql import insert

from core.catalogue.models import Product, ProductKind
from core.kernel.context import Transaction
from core.prizes.models import Award, AwardState, Claim, ClaimChoice
from core.prizes.views import AwardView, ClaimView, NewAward

_BATCH = 1000


async def insert_awards(tx: Transaction, draw_id: UUID, awards: Sequence[NewAward], claim_by: datetime) -> None:
    """Write awards; those that stand already stay."""
    rows = [
        {
            "id": tx.new_id(),
            "draw_id": draw_id,
            "order": award.order,
            "player_id": award.player_id,
            "product_id": award.product_id,
            "ticket_number": award.ticket_number,
            "position": award.position,
            "seq": award.seq,
            "value_minor": award.value_minor,
            "asset": award.asset,
            "state": AwardState.PENDING,
            "claim_by": claim_by,
            "created_at": tx.now,
        }
        for award in awards
    ]
    for start in range(0, len(rows), _BATCH):
        await tx.execute(insert(Award).values(rows[start : start + _BATCH]).on_conflict_do_nothing())


async def release_awards(tx: Transaction, draw_id: UUID) -> int:
    """Pending awards of a settled draw: money becomes payable, things become claimable, nothing becomes paid."""
    is_goods = select(Product.id).where(Product.id == Award.product_id, Product.kind == ProductKind.GOODS).exists()
    state = case((Award.value_minor == 0, AwardState.PAID), (is_goods, AwardState.CLAIMABLE), else_=AwardState.PAYABLE)
    done = await tx.execute(
        update(Award).where(Award.draw_id == draw_id, Award.state == AwardState.PENDING).values(state=state)
    )
    return done.rowcount


async def move_award(
    tx: Transaction, award_id: UUID, sources: Sequence[AwardState], target: AwardState, **values: Any
) -> bool:
    """Compare-and-set of an award's state."""
    done = await tx.execute(
        update(Award).where(Award.id == award_id, Award.state.in_(sources)).values(state=target, **values)
    )
    return done.rowcount == 1


async def awards_in(tx: Transaction, ids: Iterable[UUID]) -> dict[UUID, AwardView]:
    rows = await tx.execute(select(*Award.__table__.c).where(Award.id.in_(set(ids))))
    return {row.id: _view(row) for row in rows}


async def awards_of_player(tx: Transaction, player_id: UUID, before: UUID | None, limit: int) -> list[AwardView]:
    """A player's awards, newest first."""
    page = select(*Award.__table__.c).where(Award.player_id == player_id).order_by(Award.id.desc()).limit(limit)
    if before is not None:
        page = page.where(Award.id < before)
    return [_view(row) for row in await tx.execute(page)]


async def awards_of_draw(tx: Transaction, draw_id: UUID) -> list[AwardView]:
    rows = await tx.execute(select(*Award.__table__.c).where(Award.draw_id == draw_id).order_by(Award.order))
    return [_view(row) for row in rows]


async def payable_awards(tx: Transaction, limit: int) -> list[UUID]:
    rows = await tx.execute(select(Award.id).where(Award.state == AwardState.PAYABLE).order_by(Award.id).limit(limit))
    return [row.id for row in rows]


async def insert_claim(tx: Transaction, award_id: UUID, choice: ClaimChoice, address_id: UUID | None) -> None:
    await tx.execute(insert(Claim).values(award_id=award_id, choice=choice, address_id=address_id, claimed_at=tx.now))


async def claim_of(tx: Transaction, award_id: UUID) -> ClaimView | None:
    """The choice that the winner made."""
    found = await tx.execute(select(Claim.choice, Claim.address_id, Claim.claimed_at).where(Claim.award_id == award_id))
    row = found.one_or_none()
    return None if row is None else ClaimView(ClaimChoice(row.choice), row.address_id, row.claimed_at)


async def count_claimable(tx: Transaction, player_id: UUID) -> int:
    """How many things wait for a player's choice."""
    waiting = select(func.count()).where(
        Award.player_id == player_id, Award.state == AwardState.CLAIMABLE, Award.claim_by >= tx.now
    )
    return int((await tx.execute(waiting)).scalar_one())


async def expire_claims(tx: Transaction, limit: int) -> int:
    """Claimable awards past their date expire, at most `limit` of them; gives how many did."""
    late = (
        select(Award.id)
        .where(Award.state == AwardState.CLAIMABLE, Award.claim_by < tx.now)
        .order_by(Award.id)
        .limit(limit)
        .with_for_update(skip_locked=True, key_share=True)
        .cte("late")
    )
    done = await tx.execute(update(Award).where(Award.id == late.c.id).values(state=AwardState.EXPIRED))
    return done.rowcount


def _view(row: Row[Any]) -> AwardView:
    fields = {name: row._mapping[name] for name in AwardView.__slots__}
    return AwardView(**{**fields, "state": AwardState(fields["state"])})
