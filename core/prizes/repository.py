"""All SQL of prizes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Case, ColumnElement, Row, and_, case, exists, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from core.accounts.kinds import PlayerStatus
from core.accounts.models import Player
from core.catalogue.models import Product, ProductKind
from core.kernel.context import Transaction
from core.prizes.models import (
    LOST,
    Award,
    AwardState,
    Claim,
    ClaimChoice,
    ClaimHold,
    Disqualification,
    Ineligibility,
)
from core.prizes.views import Alternate, AwardView, ClaimView, HoldView, NewAward

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


async def insert_successor(tx: Transaction, lost: AwardView, alternate: Alternate, claim_by: datetime) -> UUID:
    """The award of an alternate in the slot of a lost one, due at once unless it is held; gives its id."""
    award_id = tx.new_id()
    await tx.execute(
        insert(Award).values(
            id=award_id,
            draw_id=lost.draw_id,
            order=alternate.order,
            player_id=alternate.player_id,
            product_id=lost.product_id,
            ticket_number=alternate.ticket_number,
            position=lost.position,
            seq=lost.seq,
            value_minor=lost.value_minor,
            asset=lost.asset,
            state=AwardState.PENDING,
            claim_by=claim_by,
            created_at=tx.now,
            replaces_id=lost.id,
        )
    )
    await tx.execute(update(Award).where(Award.id == award_id).values(state=_due_state()))
    return award_id


async def release_awards(tx: Transaction, draw_id: UUID) -> int:
    """Pending awards of a settled draw: money becomes payable, things become claimable, nothing becomes paid; what is
    held waits."""
    done = await tx.execute(
        update(Award).where(Award.draw_id == draw_id, Award.state == AwardState.PENDING).values(state=_due_state())
    )
    return done.rowcount


def _due_state() -> Case[Any]:
    """What becomes of an award whose money is set aside."""
    is_goods = select(Product.id).where(Product.id == Award.product_id, Product.kind == ProductKind.GOODS).exists()
    is_held = exists().where(
        ClaimHold.draw_id == Award.draw_id,
        Award.ticket_number.between(ClaimHold.first, ClaimHold.last),
        ClaimHold.ended_at.is_(None),
    )
    return case(
        (Award.value_minor == 0, AwardState.PAID),
        (is_held, AwardState.HELD),
        (is_goods, AwardState.CLAIMABLE),
        else_=AwardState.PAYABLE,
    )


async def insert_hold(tx: Transaction, hold: HoldView, held_by: UUID) -> None:
    await tx.execute(
        insert(ClaimHold).values(
            id=hold.id,
            draw_id=hold.draw_id,
            first=hold.first,
            last=hold.last,
            reason=hold.reason,
            held_by=held_by,
            held_at=hold.held_at,
        )
    )


async def standing_hold(tx: Transaction, draw_id: UUID, first: int) -> HoldView | None:
    columns = [ClaimHold.__table__.c[name] for name in HoldView.__slots__]
    wanted = select(*columns).where(
        ClaimHold.draw_id == draw_id, ClaimHold.first == first, ClaimHold.ended_at.is_(None)
    )
    row = (await tx.execute(wanted)).one_or_none()
    return None if row is None else HoldView(**row._mapping)


async def end_holds(tx: Transaction, draw_id: UUID, numbers: Sequence[int], approval_id: UUID) -> None:
    """End the holds that stand on tickets of a draw."""
    on_them = or_(*(literal(number).between(ClaimHold.first, ClaimHold.last) for number in numbers))
    await tx.execute(
        update(ClaimHold)
        .where(ClaimHold.draw_id == draw_id, ClaimHold.ended_at.is_(None), on_them)
        .values(ended_at=tx.now, approval_id=approval_id)
    )


async def hold_awards(tx: Transaction, hold: HoldView) -> None:
    """What was released of a range of tickets and not given yet becomes held."""
    await tx.execute(
        update(Award)
        .where(_of_tickets(hold.draw_id, hold.first, hold.last))
        .where(Award.state.in_((AwardState.PAYABLE, AwardState.CLAIMABLE)))
        .values(state=AwardState.HELD)
    )


async def resume_awards(tx: Transaction, hold: HoldView, claim_by: datetime) -> None:
    """What was held becomes due again."""
    await tx.execute(
        update(Award)
        .where(_of_tickets(hold.draw_id, hold.first, hold.last), Award.state == AwardState.HELD)
        .values(state=_due_state(), claim_by=claim_by)
    )


async def awards_of_tickets(tx: Transaction, draw_id: UUID, first: int, last: int) -> list[AwardView]:
    """What a range of tickets won, unless that was lost."""
    wanted = select(*Award.__table__.c).where(_of_tickets(draw_id, first, last), Award.state.not_in(LOST))
    return [_view(row) for row in await tx.execute(wanted.order_by(Award.order))]


def _of_tickets(draw_id: UUID, first: int, last: int) -> ColumnElement[bool]:
    return and_(Award.draw_id == draw_id, Award.ticket_number.between(first, last))


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
    """Awards to be paid; those of accounts that are shut wait for people and must not stand in the way."""
    rows = await tx.execute(
        select(Award.id)
        .join(Player, Player.id == Award.player_id)
        .where(Award.state == AwardState.PAYABLE, Player.status == PlayerStatus.ACTIVE)
        .order_by(Award.id)
        .limit(limit)
    )
    return [row.id for row in rows]


async def open_award_of_ticket(tx: Transaction, draw_id: UUID, number: int) -> AwardView | None:
    """What a ticket won in a draw, unless that was lost."""
    wanted = select(*Award.__table__.c).where(
        Award.draw_id == draw_id, Award.ticket_number == number, Award.state.not_in(LOST)
    )
    row = (await tx.execute(wanted)).one_or_none()
    return None if row is None else _view(row)


async def open_awards_of(tx: Transaction, draw_id: UUID, player_id: UUID) -> list[AwardView]:
    """What a player won in a draw and does not have yet, in the order of drawing."""
    wanted = select(*Award.__table__.c).where(
        Award.draw_id == draw_id,
        Award.player_id == player_id,
        Award.state.in_((AwardState.PAYABLE, AwardState.CLAIMABLE, AwardState.HELD)),
    )
    return [_view(row) for row in await tx.execute(wanted.order_by(Award.order))]


async def insert_disqualification(
    tx: Transaction, draw_id: UUID, player_id: UUID, ground: Ineligibility, approval_id: UUID
) -> None:
    await tx.execute(
        insert(Disqualification).values(
            draw_id=draw_id, player_id=player_id, ground=ground, approval_id=approval_id, declared_at=tx.now
        )
    )


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


async def late_awards(tx: Transaction, limit: int) -> list[UUID]:
    """Claimable awards past their date."""
    late = select(Award.id).where(Award.state == AwardState.CLAIMABLE, Award.claim_by < tx.now)
    return [row.id for row in await tx.execute(late.order_by(Award.claim_by, Award.id).limit(limit))]


def _view(row: Row[Any]) -> AwardView:
    fields = {name: row._mapping[name] for name in AwardView.__slots__}
    return AwardView(**{**fields, "state": AwardState(fields["state"])})
