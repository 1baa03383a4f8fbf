"""Raffles as they are shown."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import aggregate_order_by

from core.draws.models import Draw
from core.kernel.base import is_one_of
from core.kernel.context import Transaction
from core.orders.models import Order, order_number
from core.prizes.models import LOST, Award
from core.raffles.models import CloseRule, Entry, Lottery, Raffle, RaffleKind, RafflePrize, RaffleState, raffle_number
from core.raffles.repository.voids import is_void
from core.raffles.views import PrizeView, RaffleView, TicketView

_RAFFLE, _LOTTERY, _PRIZE = Raffle.__table__, Lottery.__table__, RafflePrize.__table__
_PRIZE_FIELDS = ("position", "winner_count", "type", "value_minor", "percentage_bp", "product_id")
_PRIZES = (
    select(
        func.jsonb_agg(
            aggregate_order_by(func.jsonb_build_array(*(_PRIZE.c[name] for name in _PRIZE_FIELDS)), _PRIZE.c.position),
            type_=postgresql.JSONB,
        )
    )
    .where(_PRIZE.c.raffle_id == _RAFFLE.c.id)
    .scalar_subquery()
)
_VIEWED = select(*_RAFFLE.c, _LOTTERY.c.close_rule, _PRIZES.label("prizes")).join_from(
    _RAFFLE, _LOTTERY, _LOTTERY.c.id == _RAFFLE.c.id
)
_BY_ID = _VIEWED.where(is_one_of(_RAFFLE.c.id))


async def raffles_by_id(tx: Transaction, ids: Iterable[UUID]) -> dict[UUID, RaffleView]:
    rows = await tx.execute(_BY_ID, {"ids": list(set(ids))})
    return {row.id: _view(row) for row in rows}


async def raffles_page(
    tx: Transaction, kinds: Iterable[RaffleKind], states: Iterable[RaffleState], before: UUID | None, limit: int
) -> list[RaffleView]:
    """Raffles of some kinds, in some states, that were opened, newest first."""
    page = (
        select(Raffle.id)
        .where(Raffle.kind.in_(kinds), Raffle.state.in_(states), Raffle.draw_id.is_not(None))
        .order_by(Raffle.id.desc())
        .limit(limit)
    )
    if before is not None:
        page = page.where(Raffle.id < before)
    ids = [row.id for row in await tx.execute(page)]
    views = await raffles_by_id(tx, ids)
    return [views[id_] for id_ in ids]


async def tickets_of(tx: Transaction, player_id: UUID, before: UUID | None, limit: int) -> list[TicketView]:
    """A player's entries, newest first, with what they won."""
    page = (
        select(
            Entry.id,
            Entry.order_id,
            Entry.first,
            Entry.last,
            Order.number.label("order_no"),
            Raffle.id.label("raffle_id"),
            Raffle.number.label("raffle_no"),
            Raffle.state,
            Raffle.titles,
            Raffle.asset,
            Raffle.draw_id,
            is_void().label("is_void"),
        )
        .join(Order, Order.id == Entry.order_id)
        .join(Raffle, Raffle.id == Entry.raffle_id)
        .where(Entry.player_id == player_id)
        .order_by(Entry.id.desc())
        .limit(limit)
    )
    if before is not None:
        page = page.where(Entry.id < before)
    rows = (await tx.execute(page)).all()
    won = await _winnings(tx, player_id, {row.draw_id for row in rows if row.draw_id})
    return [
        TicketView(
            entry_id=row.id,
            order_id=row.order_id,
            raffle_id=row.raffle_id,
            raffle_number=raffle_number(row.raffle_no),
            raffle_state=RaffleState(row.state),
            titles=row.titles,
            order_number=order_number(row.order_no),
            first=row.first,
            last=row.last,
            won_minor=sum(value for number, value in won.get(row.draw_id, []) if row.first <= number <= row.last)
            or None,
            asset=row.asset,
            is_void=row.is_void,
        )
        for row in rows
    ]


async def sale_of(tx: Transaction, player_id: UUID, order_id: UUID) -> Row[Any] | None:
    """A player's order of tickets as its receipt tells it."""
    wanted = (
        select(
            Order.number,
            Order.created_at,
            Entry.first,
            Entry.last,
            Entry.holder_tag,
            Entry.log_seq,
            Entry.log_head,
            Raffle.id.label("raffle_id"),
            Raffle.number.label("raffle_no"),
            Raffle.state,
            Raffle.draw_id,
            Draw.server_commit,
            Draw.rules_hash,
            is_void().label("is_void"),
        )
        .join(Entry, Entry.order_id == Order.id)
        .join(Raffle, Raffle.id == Entry.raffle_id)
        .join(Draw, Draw.id == Raffle.draw_id)
        .where(Order.id == order_id, Order.player_id == player_id)
    )
    return (await tx.execute(wanted)).one_or_none()


async def _winnings(tx: Transaction, player_id: UUID, draw_ids: set[UUID]) -> dict[UUID, list[tuple[int, int]]]:
    rows = await tx.execute(
        select(Award.draw_id, Award.ticket_number, Award.value_minor).where(
            Award.player_id == player_id, Award.draw_id.in_(draw_ids), Award.state.not_in(LOST)
        )
    )
    won: dict[UUID, list[tuple[int, int]]] = {}
    for row in rows:
        won.setdefault(row.draw_id, []).append((row.ticket_number, row.value_minor))
    return won


def _prize(position: int, winner_count: int, type_: str, *worth: Any) -> PrizeView:
    value_minor, percentage_bp, product_id = worth
    product = None if product_id is None else UUID(product_id)
    return PrizeView(position, winner_count, type_, value_minor, percentage_bp, product)


def _view(row: Row[Any]) -> RaffleView:
    return RaffleView(
        id=row.id,
        number=raffle_number(row.number),
        kind=RaffleKind(row.kind),
        state=RaffleState(row.state),
        titles=row.titles,
        descriptions=row.descriptions,
        media=tuple(row.media),
        price_minor=row.price_minor,
        asset=row.asset,
        ticket_total=row.ticket_total,
        per_player_cap=row.per_player_cap,
        close_rule=CloseRule(row.close_rule),
        sales_end_at=row.sales_end_at,
        distinct=row.distinct,
        alternates=row.alternates,
        claim_days=row.claim_days,
        sold=row.sold,
        voided=row.voided,
        gross_minor=row.gross_minor,
        draw_id=row.draw_id,
        cancel_reason=row.cancel_reason,
        prizes=tuple(_prize(*fields) for fields in row.prizes or ()),
    )
