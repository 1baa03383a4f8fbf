"""All SQL of the draw engine."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, case, func, literal, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert

from core.draws.awards import DrawOutcome, Result
from core.draws.beacons.source import BeaconValue
from core.draws.models import (
    CHANNEL,
    Draw,
    DrawBeacon,
    DrawClose,
    DrawHalt,
    DrawPublication,
    DrawResult,
    DrawReveal,
    PublicationKind,
    PublicationState,
    SigningKey,
)
from core.draws.rounds import BeaconRule
from core.draws.views import CloseView, DrawView, NewSigningKey, Publication
from core.kernel.context import Transaction
from core.kernel.locking import LockClass, note_lock
from core.notifications.telegram_client import Post

_OPEN_LOCK = 0x_FA17_0BE4


async def next_event_no(tx: Transaction) -> int:
    """The next number of an opened draw: consecutive, so that a withheld draw leaves a visible gap.

    A sequence would leave gaps by itself; opens are rare enough to take turns.
    """
    await tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _OPEN_LOCK})
    last = (await tx.execute(select(func.coalesce(func.max(Draw.event_no), 0)))).scalar_one()
    return int(last) + 1


async def insert_draw(tx: Transaction, draw: DrawView, sealed_seed: bytes) -> None:
    await tx.execute(
        insert(Draw).values(
            id=draw.id,
            event_no=draw.event_no,
            rules=dict(draw.rules),
            rules_hash=draw.rules_hash,
            server_seed=sealed_seed,
            server_commit=draw.server_commit,
            beacon=draw.beacon.to_record(),
            opened_at=draw.opened_at,
        )
    )


async def draws_by_id(tx: Transaction, ids: Iterable[UUID]) -> dict[UUID, DrawView]:
    public = (Draw.id, Draw.event_no, Draw.rules, Draw.rules_hash, Draw.server_commit, Draw.beacon, Draw.opened_at)
    rows = await tx.execute(select(*public).where(Draw.id.in_(set(ids))))
    return {
        row.id: DrawView(
            row.id,
            row.event_no,
            row.rules,
            row.rules_hash,
            row.server_commit,
            BeaconRule.from_record(row.beacon),
            row.opened_at,
        )
        for row in rows
    }


async def draws_with_closes(tx: Transaction) -> list[Row[Any]]:
    """Every draw with its close record where there is one."""
    rows = await tx.execute(
        select(Draw.id, Draw.rules, Draw.rules_hash, Draw.server_commit, DrawClose.record, DrawClose.close_hash)
        .outerjoin(DrawClose, DrawClose.draw_id == Draw.id)
        .order_by(Draw.id)
    )
    return list(rows)


async def sealed_seed(tx: Transaction, draw_id: UUID) -> bytes:
    """The encrypted seed; only the reveal asks for it."""
    sealed: bytes = (await tx.execute(select(Draw.server_seed).where(Draw.id == draw_id))).scalar_one()
    return sealed


async def insert_close(tx: Transaction, close: CloseView, closed_at: datetime) -> None:
    await tx.execute(
        insert(DrawClose).values(
            draw_id=close.draw_id,
            record=dict(close.record),
            close_hash=close.close_hash,
            closed_at=closed_at,
            due_at=close.due_at,
        )
    )


async def close_of(tx: Transaction, draw_id: UUID) -> CloseView | None:
    row = (
        await tx.execute(
            select(DrawClose.draw_id, DrawClose.record, DrawClose.close_hash, DrawClose.due_at).where(
                DrawClose.draw_id == draw_id
            )
        )
    ).one_or_none()
    return None if row is None else CloseView(row.draw_id, row.record, row.close_hash, row.due_at)


async def insert_beacon(tx: Transaction, draw_id: UUID, value: BeaconValue) -> None:
    """Store a verified value; where one stands already, that one stays."""
    await tx.execute(
        insert(DrawBeacon)
        .values(
            draw_id=draw_id,
            round=value.round,
            randomness=value.randomness,
            signature=value.signature,
            stored_at=tx.now,
        )
        .on_conflict_do_nothing()
    )


async def beacon_of(tx: Transaction, draw_id: UUID) -> BeaconValue | None:
    row = (
        await tx.execute(
            select(DrawBeacon.round, DrawBeacon.randomness, DrawBeacon.signature).where(DrawBeacon.draw_id == draw_id)
        )
    ).one_or_none()
    return None if row is None else BeaconValue(row.round, row.randomness, row.signature)


async def insert_outcome(tx: Transaction, draw_id: UUID, server_seed: bytes, outcome: DrawOutcome) -> None:
    """Store the reveal and the results; rows that stand already stay (they are compared afterwards)."""
    await tx.execute(
        insert(DrawReveal)
        .values(
            draw_id=draw_id,
            server_seed=server_seed,
            client_seed=outcome.client_seed,
            combined_seed=outcome.combined_seed,
            trace=[row.to_record() for row in outcome.trace],
            unawarded=outcome.unawarded,
            revealed_at=tx.now,
        )
        .on_conflict_do_nothing()
    )
    if outcome.results:
        rows = [_result_row(draw_id, result) for result in outcome.results]
        for start in range(0, len(rows), 1000):
            await tx.execute(insert(DrawResult).values(rows[start : start + 1000]).on_conflict_do_nothing())


def _result_row(draw_id: UUID, result: Result) -> dict[str, object]:
    return {
        "draw_id": draw_id,
        "order": result.order,
        "index": result.index,
        "number": result.number,
        "holder_tag": result.holder_tag,
        "role": result.role,
        "position": result.position,
        "seq": result.seq,
        "value_minor": result.value_minor,
    }


async def reveal_of(tx: Transaction, draw_id: UUID) -> Row[Any] | None:
    """The public seeds and the trace of a revealed draw."""
    return (await tx.execute(select(*DrawReveal.__table__.c).where(DrawReveal.draw_id == draw_id))).one_or_none()


async def results_of(tx: Transaction, draw_id: UUID) -> tuple[Result, ...]:
    rows = await tx.execute(
        select(*DrawResult.__table__.c).where(DrawResult.draw_id == draw_id).order_by(DrawResult.order)
    )
    return tuple(Result(**{name: value for name, value in row._mapping.items() if name != "draw_id"}) for row in rows)


async def insert_halt(tx: Transaction, draw_id: UUID, reason: str) -> None:
    await tx.execute(insert(DrawHalt).values(draw_id=draw_id, reason=reason, halted_at=tx.now).on_conflict_do_nothing())


async def is_halted(tx: Transaction, draw_id: UUID) -> bool:
    return (await tx.execute(select(DrawHalt.draw_id).where(DrawHalt.draw_id == draw_id))).one_or_none() is not None


async def first_opened_at(tx: Transaction) -> datetime | None:
    """When the first draw was opened."""
    first: datetime | None = (await tx.execute(select(func.min(Draw.opened_at)))).scalar_one()
    return first


async def insert_signing_key(tx: Transaction, key: NewSigningKey) -> bool:
    """Store a key that is valid until further notice. False: there is one already."""
    new = insert(SigningKey).values(
        id=key.id,
        public_key=key.public_key,
        private_key=key.sealed,
        valid_from=key.valid_from,
        created_at=tx.now,
    )
    return (await tx.execute(new.on_conflict_do_nothing())).rowcount == 1


async def signing_keys(tx: Transaction) -> list[Row[Any]]:
    """What is public of all keys, the first one first."""
    public = (SigningKey.id, SigningKey.public_key, SigningKey.valid_from, SigningKey.valid_until)
    return list(await tx.execute(select(*public).order_by(SigningKey.valid_from)))


async def signing_key_at(tx: Transaction, at: datetime) -> Row[Any] | None:
    """The key of records that are dated so, with its encrypted private half."""
    wanted = select(SigningKey.id, SigningKey.private_key).where(
        SigningKey.valid_from <= at, or_(SigningKey.valid_until.is_(None), SigningKey.valid_until > at)
    )
    return (await tx.execute(wanted)).one_or_none()


async def lock_current_signing_key(tx: Transaction) -> Row[Any] | None:
    """The key without an end; None where another process has just replaced it."""
    note_lock(tx, LockClass.DETAIL)
    wanted = select(SigningKey.id, SigningKey.valid_from).where(SigningKey.valid_until.is_(None))
    return (await tx.execute(wanted.with_for_update(key_share=True))).one_or_none()


async def retire_signing_key(tx: Transaction, key_id: UUID, until: datetime) -> None:
    await tx.execute(update(SigningKey).where(SigningKey.id == key_id).values(valid_until=until))


_POSTED_FIRST = (PublicationKind.CLOSE, PublicationKind.REVEAL, PublicationKind.OPEN, PublicationKind.LOG)


async def plan_publication(tx: Transaction, draw_id: UUID, kind: PublicationKind) -> None:
    """Have a record posted once, to the channel that the rules of its draw name; nothing where they name none."""
    planned = select(
        literal(tx.new_id()),
        Draw.id,
        literal(kind.value),
        CHANNEL,
        literal(0),
        literal("pending"),
        literal(0),
        literal(tx.now),
        literal(tx.now),
    ).where(Draw.id == draw_id, CHANNEL.is_not(None))
    columns = ("id", "draw_id", "kind", "channel_id", "log_seq", "state", "attempts", "due_at", "created_at")
    await tx.execute(insert(DrawPublication).from_select(columns, planned).on_conflict_do_nothing())


async def publications_of(tx: Transaction, draw_id: UUID) -> dict[PublicationKind, Publication]:
    """What is posted of a draw's records, waiting or done; not of its log, which is posted more than once."""
    wanted = select(*_PUBLICATION).where(
        DrawPublication.draw_id == draw_id, DrawPublication.kind != PublicationKind.LOG
    )
    found = [_publication(row) for row in await tx.execute(wanted)]
    return {publication.kind: publication for publication in found}


async def next_publication(tx: Transaction) -> Publication | None:
    """What is to be posted next, close records first; what is being sent counts once that is abandoned."""
    rank = case({kind.value: rank for rank, kind in enumerate(_POSTED_FIRST)}, value=DrawPublication.kind)
    rows = await tx.execute(
        select(*_PUBLICATION)
        .where(DrawPublication.state != PublicationState.POSTED, DrawPublication.due_at <= tx.now)
        .order_by(rank, DrawPublication.due_at, DrawPublication.id)
        .limit(1)
    )
    row = rows.one_or_none()
    return None if row is None else _publication(row)


async def claim_publication(tx: Transaction, publication_id: UUID, abandoned_at: datetime) -> Publication | None:
    """Mark a due publication as being sent; None where another process has it."""
    done = await tx.execute(
        update(DrawPublication)
        .where(
            DrawPublication.id == publication_id,
            DrawPublication.state != PublicationState.POSTED,
            DrawPublication.due_at <= tx.now,
        )
        .values(state=PublicationState.SENDING, attempts=DrawPublication.attempts + 1, due_at=abandoned_at)
        .returning(*_PUBLICATION)
    )
    row = done.one_or_none()
    return None if row is None else _publication(row)


async def note_posted(tx: Transaction, publication_id: UUID, post: Post) -> bool:
    """Keep the message's id, its date and the channel's name; the first message that is known stands."""
    done = await tx.execute(
        update(DrawPublication)
        .where(DrawPublication.id == publication_id, DrawPublication.state != PublicationState.POSTED)
        .values(
            state=PublicationState.POSTED,
            message_id=post.message_id,
            posted_at=post.date,
            channel_name=post.chat_name,
            last_error=None,
        )
    )
    return done.rowcount == 1


async def put_off_publication(tx: Transaction, publication_id: UUID, due_at: datetime, error: str) -> None:
    await tx.execute(
        update(DrawPublication)
        .where(DrawPublication.id == publication_id, DrawPublication.state != PublicationState.POSTED)
        .values(state=PublicationState.PENDING, due_at=due_at, last_error=error)
    )


_PUBLICATION = [DrawPublication.__table__.c[name] for name in Publication.__slots__]


def _publication(row: Row[Any]) -> Publication:
    fields = dict(row._mapping)
    return Publication(
        **{**fields, "kind": PublicationKind(fields["kind"]), "state": PublicationState(fields["state"])}
    )
