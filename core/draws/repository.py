"""All SQL of the draw engine."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert

from core.draws.awards import DrawOutcome, Result
from core.draws.beacons.source import BeaconValue
from core.draws.models import Draw, DrawBeacon, DrawClose, DrawHalt, DrawResult, DrawReveal, SigningKey
from core.draws.rounds import BeaconRule
from core.draws.views import CloseView, DrawView, NewSigningKey
from core.kernel.context import Transaction
from core.kernel.locking import LockClass, note_lock

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
