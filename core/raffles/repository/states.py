"""Raffles moving along: compare-and-set of their states, what is due, entries for the draw, refunds."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, exists, func, literal, or_, select, text, update
from sqlalchemy.dialects.postgresql import aggregate_order_by, insert

from core.draws.entries import TAG_DIGITS, EntryList
from core.draws.models import (
    CHANNEL,
    Draw,
    DrawBeacon,
    DrawClose,
    DrawHalt,
    DrawPublication,
    DrawReveal,
    PublicationKind,
    PublicationState,
)
from core.kernel.context import Transaction
from core.orders.models import Order, OrderState
from core.raffles.models import CloseRule, Entry, Lottery, Raffle, RafflePrize, RaffleState
from core.raffles.repository.voids import is_void
from core.raffles.views import EntriesPage, EscrowInLedger, RaffleView, RefundableOrder


async def insert_raffle(tx: Transaction, raffle: RaffleView, created_by: UUID) -> None:
    """Write a draft with its prizes."""
    await tx.execute(
        insert(Raffle).values(
            id=raffle.id,
            kind=raffle.kind,
            state=raffle.state,
            titles=dict(raffle.titles),
            descriptions=dict(raffle.descriptions),
            media=list(raffle.media),
            price_minor=raffle.price_minor,
            asset=raffle.asset,
            ticket_total=raffle.ticket_total,
            per_player_cap=raffle.per_player_cap,
            sales_end_at=raffle.sales_end_at,
            distinct=raffle.distinct,
            alternates=raffle.alternates,
            claim_days=raffle.claim_days,
            created_by=created_by,
            created_at=tx.now,
        )
    )
    await tx.execute(insert(Lottery).values(id=raffle.id, close_rule=raffle.close_rule))
    await tx.execute(
        insert(RafflePrize).values(
            [
                {
                    "raffle_id": raffle.id,
                    "position": prize.position,
                    "winner_count": prize.winner_count,
                    "type": prize.type,
                    "value_minor": prize.value_minor,
                    "percentage_bp": prize.percentage_bp,
                    "product_id": prize.product_id,
                }
                for prize in raffle.prizes
            ]
        )
    )


async def move_raffle(
    tx: Transaction, raffle_id: UUID, sources: Iterable[RaffleState], target: RaffleState, **values: Any
) -> bool:
    """Compare-and-set of a raffle's state; other columns may go with it. False: somebody else was first."""
    done = await tx.execute(
        update(Raffle).where(Raffle.id == raffle_id, Raffle.state.in_(sources)).values(state=target, **values)
    )
    return done.rowcount == 1


async def due_to_close(tx: Transaction, now: datetime, limit: int) -> list[UUID]:
    """Open raffles that are past their end of sales, or sold out unless their rule is to wait for the time."""
    is_sold_out = and_(Raffle.sold == Raffle.ticket_total, Lottery.close_rule != CloseRule.TIME)
    rows = await tx.execute(
        select(Raffle.id)
        .join(Lottery, Lottery.id == Raffle.id)
        .where(Raffle.state == RaffleState.OPEN, or_(is_sold_out, Raffle.sales_end_at <= now))
        .order_by(Raffle.id)
        .limit(limit)
    )
    return [row.id for row in rows]


async def raffles_in(tx: Transaction, state: RaffleState, limit: int) -> list[UUID]:
    rows = await tx.execute(select(Raffle.id).where(Raffle.state == state).order_by(Raffle.id).limit(limit))
    return [row.id for row in rows]


async def awaiting_beacon(
    tx: Transaction, now: datetime, kind: str, chain_id: str, limit: int
) -> list[tuple[UUID, int]]:
    """Draws by a kind of beacon whose named round is due and not stored, with the round; those of another chain than
    the configured one come last, so that they do not hold up the others."""
    beacon = DrawClose.record["beacon"]
    rows = await tx.execute(
        select(DrawClose.draw_id, beacon["round"].as_integer().label("round"))
        .join(Raffle, Raffle.draw_id == DrawClose.draw_id)
        .outerjoin(DrawBeacon, DrawBeacon.draw_id == DrawClose.draw_id)
        .where(Raffle.state == RaffleState.CLOSED, DrawClose.due_at <= now, DrawBeacon.draw_id.is_(None))
        .where(beacon["kind"].as_string() == kind)
        .order_by(beacon["chain_id"].as_string() != chain_id, DrawClose.due_at)
        .limit(limit)
    )
    return [(row.draw_id, row.round) for row in rows]


async def awaiting_draw(tx: Transaction, limit: int) -> list[UUID]:
    """Closed raffles whose beacon value is stored, unless people have to look first."""
    rows = await tx.execute(
        select(Raffle.id)
        .join(DrawBeacon, DrawBeacon.draw_id == Raffle.draw_id)
        .outerjoin(DrawHalt, DrawHalt.draw_id == Raffle.draw_id)
        .where(Raffle.state == RaffleState.CLOSED, DrawHalt.draw_id.is_(None))
        .order_by(Raffle.id)
        .limit(limit)
    )
    return [row.id for row in rows]


async def unhalted_raffles(tx: Transaction, state: RaffleState, limit: int) -> list[UUID]:
    """Raffles in a state, unless their draw is halted: those wait for people and must not stand in the way."""
    rows = await tx.execute(
        select(Raffle.id)
        .outerjoin(DrawHalt, DrawHalt.draw_id == Raffle.draw_id)
        .where(Raffle.state == state, DrawHalt.draw_id.is_(None))
        .order_by(Raffle.id)
        .limit(limit)
    )
    return [row.id for row in rows]


async def overdue_reveals(
    tx: Transaction, now: datetime, deadline: timedelta, limit: int, only: UUID | None = None
) -> list[UUID]:
    """Closed raffles whose seed was not revealed in time after the round; `only` asks for one of them."""
    overdue = (
        select(Raffle.id)
        .join(DrawClose, DrawClose.draw_id == Raffle.draw_id)
        .outerjoin(DrawReveal, DrawReveal.draw_id == Raffle.draw_id)
        .where(Raffle.state == RaffleState.CLOSED, DrawClose.due_at <= now - deadline, DrawReveal.draw_id.is_(None))
        .order_by(Raffle.id)
        .limit(limit)
    )
    if only is not None:
        overdue = overdue.where(Raffle.id == only)
    return [row.id for row in await tx.execute(overdue)]


async def late_publications(tx: Transaction, now: datetime, limit: int) -> list[UUID]:
    """Closed raffles that are to be refunded when their close record is public too late, and whose round is out before
    Telegram has dated it."""
    late = (
        select(Raffle.id)
        .join(Draw, Draw.id == Raffle.draw_id)
        .join(DrawClose, DrawClose.draw_id == Raffle.draw_id)
        .join(
            DrawPublication,
            and_(DrawPublication.draw_id == Raffle.draw_id, DrawPublication.kind == PublicationKind.CLOSE),
        )
        .where(Raffle.state == RaffleState.CLOSED, DrawClose.due_at <= now)
        .where(Draw.rules["late_publication"].as_string() == "refund")
        .where(or_(DrawPublication.posted_at.is_(None), DrawPublication.posted_at >= DrawClose.due_at))
        .order_by(Raffle.id)
        .limit(limit)
    )
    return [row.id for row in await tx.execute(late)]


async def plan_log_heads(tx: Transaction, since: datetime) -> int:
    """Have the heads of the logs of open raffles posted that have grown, unless one was since; gives how many."""
    recent = exists().where(
        DrawPublication.draw_id == Raffle.draw_id,
        DrawPublication.kind == PublicationKind.LOG,
        or_(DrawPublication.created_at > since, DrawPublication.log_seq == Raffle.log_seq),
    )
    grown = await tx.execute(
        select(Raffle.draw_id, CHANNEL.label("channel_id"), Raffle.log_seq, Raffle.log_head)
        .join(Draw, Draw.id == Raffle.draw_id)
        .where(Raffle.state == RaffleState.OPEN, Raffle.log_seq > 0, CHANNEL.is_not(None), ~recent)
    )
    planned = [
        {
            "id": tx.new_id(),
            **row._mapping,
            "kind": PublicationKind.LOG,
            "state": PublicationState.PENDING,
            "attempts": 0,
            "due_at": tx.now,
            "created_at": tx.now,
        }
        for row in grown
    ]
    if planned:
        await tx.execute(insert(DrawPublication).values(planned).on_conflict_do_nothing())
    return len(planned)


# A tag that was bent to another length would shift all after it: it is read as one that no holder can have. As many
# octets as characters are ASCII.
_TAG = case(
    (
        and_(func.octet_length(Entry.holder_tag) == TAG_DIGITS, func.length(Entry.holder_tag) == TAG_DIGITS),
        Entry.holder_tag,
    ),
    else_="?" * TAG_DIGITS,
).label("holder_tag")


async def entries_page(tx: Transaction, raffle_id: UUID, after_seq: int, limit: int) -> EntriesPage:
    """Entries in the order of their numbers (which is that of the log), with their place in the log; no voided ones."""
    page = (
        select(Entry.log_seq, Entry.first, Entry.last, _TAG)
        .where(Entry.raffle_id == raffle_id, Entry.log_seq > after_seq, ~is_void())
        .order_by(Entry.log_seq)
        .limit(limit)
        .subquery()
    )
    # by columns: a page of rows costs many times what the draw does with it
    columns = select(
        func.array_agg(aggregate_order_by(page.c.log_seq, page.c.log_seq)).label("seqs"),
        func.array_agg(aggregate_order_by(page.c.first, page.c.log_seq)).label("firsts"),
        func.array_agg(aggregate_order_by(page.c.last, page.c.log_seq)).label("lasts"),
        func.string_agg(page.c.holder_tag, aggregate_order_by(literal(""), page.c.log_seq)).label("tags"),
    )
    row = (await tx.execute(columns)).one()
    if row.seqs is None:
        return EntriesPage((), EntryList.of_columns((), (), ""))
    return EntriesPage(row.seqs, EntryList.of_columns(row.firsts, row.lasts, row.tags))


# The index of the EXCLUDE constraint finds each number; a chain of ORs would read all entries once per winner.
_OWNERS = text("""
    SELECT wanted.number, entries.player_id
    FROM unnest(CAST(:numbers AS bigint[])) AS wanted (number)
    JOIN entries ON entries.raffle_id = :raffle_id
        AND number_span(entries.first, entries.last) && number_span(wanted.number, wanted.number)
""")


async def owners_of(tx: Transaction, raffle_id: UUID, numbers: Sequence[int]) -> dict[int, UUID]:
    """The players who hold ticket numbers of a raffle."""
    rows = await tx.execute(_OWNERS, {"raffle_id": raffle_id, "numbers": list(numbers)})
    return {row.number: row.player_id for row in rows}


async def refundable_orders(tx: Transaction, raffle_id: UUID, after_seq: int, limit: int) -> list[RefundableOrder]:
    """Orders of a raffle that are still paid, in the order of the log, those after a place in it."""
    rows = await tx.execute(
        select(Order.id, Entry.log_seq, Order.player_id, Entry.wallet_id, Entry.amount_minor, Order.created_at)
        .join(Entry, Entry.order_id == Order.id)
        .where(Entry.raffle_id == raffle_id, Entry.log_seq > after_seq, Order.state == OrderState.PAID)
        .order_by(Entry.log_seq)
        .limit(limit)
    )
    return [
        RefundableOrder(row.id, row.log_seq, row.player_id, row.wallet_id, row.amount_minor, row.created_at)
        for row in rows
    ]


async def set_escrow(tx: Transaction, raffle_id: UUID, escrow_minor: int) -> None:
    """Write the escrow's balance of a raffle that this transaction has locked."""
    await tx.execute(update(Raffle).where(Raffle.id == raffle_id).values(escrow_minor=escrow_minor))


_ESCROW_IN_LEDGER = text("""
    SELECT coalesce(sum(moved.amount) FILTER (WHERE moved.kind IN ('sale', 'refund')), 0) AS gross,
           coalesce(sum(moved.amount), 0) AS balance
    FROM raffles CROSS JOIN LATERAL (
        SELECT kind, amount_minor AS amount FROM transfers WHERE to_id = raffles.escrow_wallet_id
        UNION ALL
        SELECT kind, -amount_minor FROM transfers WHERE from_id = raffles.escrow_wallet_id
    ) AS moved
    WHERE raffles.id = :raffle_id
""")


async def escrow_in_ledger(tx: Transaction, raffle_id: UUID) -> EscrowInLedger:
    """What a raffle's escrow was paid and holds, by the ledger alone."""
    row = (await tx.execute(_ESCROW_IN_LEDGER, {"raffle_id": raffle_id})).one()
    return EscrowInLedger(int(row.gross), int(row.balance))
