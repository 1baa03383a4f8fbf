"""All SQL of the audit."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, insert, select, tuple_, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.dialects.postgresql import insert as insert_or

from core.audit.models import AuditHead, AuditRow, Configuration, CriticalEvent
from core.audit.views import CriticalEventView
from core.kernel.context import Transaction
from core.kernel.locking import LockClass, note_lock


async def lock_head(tx: Transaction) -> tuple[int, bytes]:
    """Lock the end of the chain until the commit; give its sequence number and hash."""
    note_lock(tx, LockClass.AUDIT_HEAD)
    row = (await tx.execute(select(AuditHead.seq, AuditHead.hash).with_for_update(key_share=True))).one()
    return row.seq, row.hash


async def append_rows(tx: Transaction, rows: list[dict[str, Any]], seq: int, last_hash: bytes) -> None:
    """Write rows behind the locked head and move it."""
    await tx.execute(insert(AuditRow).values(rows))
    await tx.execute(update(AuditHead).values(seq=seq, hash=last_hash))


async def read_end(tx: Transaction) -> tuple[int, bytes, int] | None:
    """The head's sequence number and hash, and the highest number in the log, of one snapshot; None without a head."""
    highest = select(func.coalesce(func.max(AuditRow.seq), 0)).scalar_subquery()
    row = (await tx.execute(select(AuditHead.seq, AuditHead.hash, highest.label("highest")))).one_or_none()
    return None if row is None else (row.seq, row.hash, row.highest)


async def rows_after(tx: Transaction, after: tuple[int, UUID] | None, until_seq: int, limit: int) -> Sequence[Row[Any]]:
    """The next rows in the order of the chain; the id is part of the cursor, so that a repeated number is seen."""
    page = select(AuditRow.__table__).where(AuditRow.seq <= until_seq).order_by(AuditRow.seq, AuditRow.id).limit(limit)
    if after is not None:
        # the first condition is implied by the second one, but only it can use the index
        page = page.where(AuditRow.seq >= after[0], tuple_(AuditRow.seq, AuditRow.id) > tuple_(*after))
    return (await tx.execute(page)).all()


async def add_critical_event(tx: Transaction, values: dict[str, Any]) -> None:
    await tx.execute(insert(CriticalEvent).values(values))


def _critical(row: Row[Any]) -> CriticalEventView:
    return CriticalEventView(row.id, row.code, row.subject_type, row.subject_id, row.details, row.at)


async def critical_event(tx: Transaction, event_id: UUID) -> CriticalEventView | None:
    row = (await tx.execute(select(CriticalEvent.__table__).where(CriticalEvent.id == event_id))).one_or_none()
    return None if row is None else _critical(row)


async def critical_events(tx: Transaction, offset: int, limit: int) -> list[CriticalEventView]:
    """The newest first."""
    page = select(CriticalEvent.__table__).order_by(CriticalEvent.id.desc()).offset(offset).limit(limit)
    return [_critical(row) for row in await tx.execute(page)]


async def count_critical_events(tx: Transaction, since: datetime | None = None) -> int:
    counted = select(func.count()).select_from(CriticalEvent)
    return int((await tx.execute(counted if since is None else counted.where(CriticalEvent.at >= since))).scalar_one())


async def current_configuration(tx: Transaction, name: str) -> tuple[int, Any] | None:
    """The latest version and value of a key, None while it has its default."""
    latest = (
        select(Configuration.version, Configuration.value)
        .where(Configuration.name == name)
        .order_by(Configuration.version.desc())
        .limit(1)
    )
    row = (await tx.execute(latest)).one_or_none()
    return None if row is None else (row.version, row.value)


async def all_configuration(tx: Transaction) -> dict[str, tuple[int, Any]]:
    """The latest version and value of each key that was ever changed."""
    latest = (
        select(Configuration.name, Configuration.version, Configuration.value)
        .ext(distinct_on(Configuration.name))
        .order_by(Configuration.name, Configuration.version.desc())
    )
    return {row.name: (row.version, row.value) for row in await tx.execute(latest)}


async def add_configuration(tx: Transaction, name: str, version: int, value: Any, changed_by: UUID | None) -> bool:
    """Write a version. False: somebody else wrote the same one first (a concurrent writer is waited for)."""
    added = await tx.execute(
        insert_or(Configuration)
        .values(name=name, version=version, value=value, changed_by=changed_by, at=tx.now)
        .on_conflict_do_nothing()
    )
    return added.rowcount == 1
