"""Raffles as they are shown, and what reconcile compares."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, text

from core.kernel.context import Transaction
from core.orders.models import Order, order_number
from core.prizes.models import Award
from core.raffles.models import CloseRule, Entry, Lottery, Raffle, RaffleKind, RafflePrize, RaffleState, raffle_number
from core.raffles.views import PrizeView, RaffleView, TicketView


async def raffles_by_id(tx: Transaction, ids: Iterable[UUID]) -> dict[UUID, RaffleView]:
    wanted = set(ids)
    rows = await tx.execute(
        select(*Raffle.__table__.c, Lottery.close_rule)
        .join(Lottery, Lottery.id == Raffle.id)
        .where(Raffle.id.in_(wanted))
    )
    prizes = await _prizes(tx, wanted)
    return {row.id: _view(row, prizes.get(row.id, ())) for row in rows}


async def raffles_page(
    tx: Transaction, states: Iterable[RaffleState], before: UUID | None, limit: int
) -> list[RaffleView]:
    """Raffles in some states, newest first."""
    page = select(Raffle.id).where(Raffle.state.in_(states)).order_by(Raffle.id.desc()).limit(limit)
    if before is not None:
        page = page.where(Raffle.id < before)
    ids = [row.id for row in await tx.execute(page)]
    views = await raffles_by_id(tx, ids)
    return [views[id_] for id_ in ids]


async def raffle_of_draw(tx: Transaction, draw_id: UUID) -> UUID | None:
    row = (await tx.execute(select(Raffle.id).where(Raffle.draw_id == draw_id))).one_or_none()
    return None if row is None else row.id


async def tickets_of(tx: Transaction, player_id: UUID, before: UUID | None, limit: int) -> list[TicketView]:
    """A player's entries, newest first, with what they won."""
    page = (
        select(Entry.id, Entry.first, Entry.last, Order.number.label("order_no"), Raffle)
        .join(Order, Order.id == Entry.order_id)
        .join(Raffle, Raffle.id == Entry.raffle_id)
        .where(Entry.player_id == player_id)
        .order_by(Entry.id.desc())
        .limit(limit)
    )
    if before is not None:
        page = page.where(Entry.id < before)
    rows = (await tx.execute(page)).all()
    won = await _winnings(tx, player_id, {row.Raffle.draw_id for row in rows if row.Raffle.draw_id})
    return [
        TicketView(
            entry_id=row.id,
            raffle_id=row.Raffle.id,
            raffle_number=raffle_number(row.Raffle.number),
            raffle_state=RaffleState(row.Raffle.state),
            titles=row.Raffle.titles,
            order_number=order_number(row.order_no),
            first=row.first,
            last=row.last,
            won_minor=sum(value for number, value in won.get(row.Raffle.draw_id, []) if row.first <= number <= row.last)
            or None,
        )
        for row in rows
    ]


async def _winnings(tx: Transaction, player_id: UUID, draw_ids: set[UUID]) -> dict[UUID, list[tuple[int, int]]]:
    rows = await tx.execute(
        select(Award.draw_id, Award.ticket_number, Award.value_minor).where(
            Award.player_id == player_id, Award.draw_id.in_(draw_ids)
        )
    )
    won: dict[UUID, list[tuple[int, int]]] = {}
    for row in rows:
        won.setdefault(row.draw_id, []).append((row.ticket_number, row.value_minor))
    return won


async def _prizes(tx: Transaction, raffle_ids: set[UUID]) -> dict[UUID, tuple[PrizeView, ...]]:
    rows = await tx.execute(
        select(*RafflePrize.__table__.c)
        .where(RafflePrize.raffle_id.in_(raffle_ids))
        .order_by(RafflePrize.raffle_id, RafflePrize.position)
    )
    prizes: dict[UUID, tuple[PrizeView, ...]] = {}
    for row in rows:
        view = PrizeView(row.position, row.winner_count, row.type, row.value_minor, row.percentage_bp, row.product_id)
        prizes[row.raffle_id] = (*prizes.get(row.raffle_id, ()), view)
    return prizes


def _view(row: Row[Any], prizes: tuple[PrizeView, ...]) -> RaffleView:
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
        gross_minor=row.gross_minor,
        draw_id=row.draw_id,
        cancel_reason=row.cancel_reason,
        prizes=prizes,
    )


# One row per raffle and figure that differs. Ranges cannot overlap (the EXCLUDE constraint), so counts suffice.
_DIFFERENCES = text("""
    WITH sales AS (
        SELECT entries.raffle_id, sum(entries.last - entries.first + 1) AS tickets, sum(entries.amount_minor) AS gross,
               sum(entries.amount_minor) FILTER (WHERE orders.state = 'paid') AS live,
               sum(entries.amount_minor - orders.total_minor) AS unlike_orders, max(entries.log_seq) AS log_seq,
               max(entries.last) AS last
        FROM entries JOIN orders ON orders.id = entries.order_id
        GROUP BY entries.raffle_id
    ), figures AS (
        SELECT raffles.id, figure.name, figure.expected, figure.actual
        FROM raffles LEFT JOIN sales ON sales.raffle_id = raffles.id
        CROSS JOIN LATERAL (VALUES
            ('raffle_sold', coalesce(sales.tickets, 0), raffles.sold::numeric),
            ('raffle_numbers', coalesce(sales.tickets, 0), coalesce(sales.last, 0)::numeric),
            ('raffle_gross', coalesce(sales.gross, 0), raffles.gross_minor::numeric),
            ('raffle_log', coalesce(sales.log_seq, 0)::numeric, raffles.log_seq::numeric),
            ('raffle_orders', 0, coalesce(sales.unlike_orders, 0)),
            ('raffle_escrow_entries',
             CASE WHEN raffles.state = 'settled' THEN 0 ELSE coalesce(sales.live, 0) END,
             raffles.escrow_minor::numeric)
        ) AS figure (name, expected, actual)
    )
    SELECT id, name, expected, actual FROM figures WHERE expected <> actual ORDER BY id, name
""")


async def raffle_differences(tx: Transaction) -> list[tuple[UUID, str, int, int]]:
    """Figures of raffles that their entries and orders contradict: (raffle, figure, expected, actual)."""
    rows = await tx.execute(_DIFFERENCES)
    return [(row.id, row.name, int(row.expected), int(row.actual)) for row in rows]


async def escrows(tx: Transaction) -> dict[UUID, tuple[UUID, int]]:
    """The escrow wallet and balance of each raffle that was opened, by raffle."""
    rows = await tx.execute(
        select(Raffle.id, Raffle.escrow_wallet_id, Raffle.escrow_minor).where(Raffle.escrow_wallet_id.is_not(None))
    )
    return {row.id: (row.escrow_wallet_id, row.escrow_minor) for row in rows}


_AWARD_DIFFERENCES = text("""
    SELECT awards.id, awards.value_minor AS expected, coalesce(sum(transfers.amount_minor), 0) AS actual
    FROM awards LEFT JOIN transfers ON transfers.reference_id = awards.id AND transfers.kind = 'prize'
    GROUP BY awards.id
    HAVING coalesce(sum(transfers.amount_minor), 0)
        <> CASE WHEN awards.state = 'paid' THEN awards.value_minor ELSE 0 END
    ORDER BY awards.id
""")


async def award_differences(tx: Transaction) -> list[tuple[UUID, int, int]]:
    """Awards whose state and payments differ: (award, value, paid)."""
    return [(row.id, row.expected, int(row.actual)) for row in await tx.execute(_AWARD_DIFFERENCES)]
