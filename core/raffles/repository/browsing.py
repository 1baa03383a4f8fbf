"""Raffles looked at one by one: by their place in a list, by number, by draw; who won, what a player holds."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Row, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from core.accounts.models import Player
from core.accounts.names import public_name
from core.draws.models import DrawBeacon, DrawClose, DrawHalt, DrawReveal
from core.kernel.context import Transaction
from core.orders.models import Order
from core.prizes.models import LOST, Award
from core.raffles.models import BEFORE_THE_DRAW, Entry, Raffle, RaffleState, Void, Watch
from core.raffles.repository.alternates import alternate_number
from core.raffles.shown import HeldRange, Stake, Winner, masked

_successor = aliased(Award)
_SHOWN_OF_AWARDS = (
    Award.id,
    Award.position,
    Award.ticket_number,
    Award.value_minor,
    Award.asset,
    Award.player_id,
)


async def count_raffles(tx: Transaction, states: Iterable[RaffleState]) -> int:
    """How many raffles of some states were opened."""
    count = select(func.count()).select_from(Raffle).where(Raffle.state.in_(states), Raffle.draw_id.is_not(None))
    return int((await tx.execute(count)).scalar_one())


async def id_at(tx: Transaction, states: Iterable[RaffleState], index: int) -> UUID | None:
    """The raffle at a place (from 0) among those of some states, newest first."""
    wanted = (
        select(Raffle.id)
        .where(Raffle.state.in_(states), Raffle.draw_id.is_not(None))
        .order_by(Raffle.id.desc())
        .offset(index)
        .limit(1)
    )
    return (await tx.execute(wanted)).scalar_one_or_none()


async def id_by_number(tx: Transaction, number: int) -> UUID | None:
    return (await tx.execute(select(Raffle.id).where(Raffle.number == number))).scalar_one_or_none()


async def ids_by_draw(tx: Transaction, draw_ids: Collection[UUID]) -> dict[UUID, UUID]:
    rows = await tx.execute(select(Raffle.draw_id, Raffle.id).where(Raffle.draw_id.in_(draw_ids)))
    return {row.draw_id: row.id for row in rows}


async def revealed_draw(tx: Transaction, raffle_id: UUID) -> Row[tuple[UUID, dict[str, Any]]] | None:
    """The draw of a raffle, with its close record, where it was revealed and is not halted: it has a public proof."""
    found = (
        select(DrawClose.draw_id, DrawClose.record)
        .join(Raffle, Raffle.draw_id == DrawClose.draw_id)
        .join(DrawBeacon, DrawBeacon.draw_id == DrawClose.draw_id)
        .join(DrawReveal, DrawReveal.draw_id == DrawClose.draw_id)
        .where(Raffle.id == raffle_id, ~exists().where(DrawHalt.draw_id == DrawClose.draw_id))
    )
    return (await tx.execute(found)).one_or_none()


async def order_of_number(tx: Transaction, player_id: UUID, number: int) -> UUID | None:
    """A player's order of tickets by its number."""
    wanted = (
        select(Order.id)
        .join(Entry, Entry.order_id == Order.id)
        .where(Order.number == number, Order.player_id == player_id)
    )
    return (await tx.execute(wanted)).scalar_one_or_none()


async def order_of_ticket(tx: Transaction, player_id: UUID, raffle: int, ticket: int) -> UUID | None:
    """A player's order by a raffle's number and that of one of its tickets."""
    wanted = (
        select(Entry.order_id)
        .join(Raffle, Raffle.id == Entry.raffle_id)
        .where(Raffle.number == raffle, Entry.player_id == player_id, Entry.first <= ticket, Entry.last >= ticket)
    )
    return (await tx.execute(wanted)).scalar_one_or_none()


async def ids_by_draws(tx: Transaction, draw_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """The raffle of each draw."""
    rows = await tx.execute(select(Raffle.draw_id, Raffle.id).where(Raffle.draw_id.in_(set(draw_ids))))
    return {row.draw_id: row.id for row in rows}


_ENTRY, _WATCH, _RAFFLE = Entry.__table__, Watch.__table__, Raffle.__table__
_OWN = (
    _ENTRY.c.player_id == bindparam("player_id"),
    _ENTRY.c.raffle_id == bindparam("raffle_id"),
    ~exists().where(Void.__table__.c.entry_id == _ENTRY.c.id),
)
_TICKETS = _ENTRY.c.last - _ENTRY.c.first + 1
_ENTRIES = (
    select(_ENTRY.c.first, _ENTRY.c.last, _ENTRY.c.order_id, func.sum(_TICKETS).over().label("tickets"))
    .where(*_OWN)
    .order_by(_ENTRY.c.first)
    .limit(bindparam("most", type_=Integer))
)


async def entries_of(tx: Transaction, player_id: UUID, raffle_id: UUID, limit: int) -> tuple[int, list[HeldRange]]:
    """How many tickets of a raffle a player holds, and the first ranges of their numbers, lowest first."""
    wanted = {"player_id": player_id, "raffle_id": raffle_id, "most": limit}
    rows = (await tx.execute(_ENTRIES, wanted)).all()
    return int(rows[0].tickets) if rows else 0, [HeldRange(row.first, row.last, row.order_id) for row in rows]


_IS_WATCHED = exists().where(
    _WATCH.c.player_id == bindparam("player_id"),
    _WATCH.c.raffle_id == bindparam("raffle_id"),
    _RAFFLE.c.id == _WATCH.c.raffle_id,
    _RAFFLE.c.state.in_(BEFORE_THE_DRAW),
)
_STAKE = select(
    select(func.coalesce(func.sum(_TICKETS), 0)).where(*_OWN).scalar_subquery().label("tickets"),
    _IS_WATCHED.label("is_watched"),
)


async def stake_of(tx: Transaction, player_id: UUID, raffle_id: UUID) -> Stake:
    """How many tickets of a raffle a player holds, and whether they follow it."""
    row = (await tx.execute(_STAKE, {"player_id": player_id, "raffle_id": raffle_id})).one()
    return Stake(int(row.tickets), row.is_watched)


async def winners_of(tx: Transaction, draw_id: UUID, limit: int) -> list[Winner]:
    """The prize slots of a draw in their order, with the masked names of who has them, or had them last."""
    return await _winners(tx, Award.draw_id == draw_id, limit=limit)


async def prizes_won(tx: Transaction, draw_id: UUID, player_id: UUID, limit: int = 20) -> list[Winner]:
    """What one player has of a draw."""
    has = Award.state.not_in(LOST)
    return await _winners(tx, Award.draw_id == draw_id, Award.player_id == player_id, has, limit=limit)


async def _winners(tx: Transaction, *conditions: ColumnElement[bool], limit: int) -> list[Winner]:
    """The last award of each slot."""
    names = (Player.display_name, Player.first_name, Player.last_name, Player.referral_code)
    rows = await tx.execute(
        select(*_SHOWN_OF_AWARDS, alternate_number(), Award.state.in_(LOST).label("is_unawarded"), *names)
        .join(Player, Player.id == Award.player_id)
        .where(*conditions, ~exists().where(_successor.replaces_id == Award.id))
        .order_by(Award.position, Award.seq)
        .limit(limit)
    )
    return [
        Winner(
            award_id=row.id,
            position=row.position,
            ticket_number=row.ticket_number,
            value_minor=row.value_minor,
            asset=row.asset,
            player_id=row.player_id,
            name=masked(public_name(row.display_name, row.first_name, row.last_name, row.referral_code)),
            alternate=row.alternate,
            is_unawarded=row.is_unawarded,
        )
        for row in rows
    ]
