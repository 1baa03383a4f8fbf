"""Key rotation: every encrypted column is found by its mark and brought under the active key in small batches."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import cast
from uuid import UUID

from sqlalchemy import Column, Table, select, update

from core.kernel.base import Base, encryption_context
from core.kernel.context import Context, Transaction

BATCH = 200
_BEFORE_ALL = UUID(int=0)


def encrypted_columns() -> Iterator[tuple[Table, Column[bytes]]]:
    """The columns marked as secrets, of every table that is loaded."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if column.info.get("encrypted"):
                yield table, column


async def rotate_keys(context: Context) -> int:
    """Encrypt again what is not under the active key; give how many secrets were changed. Can be resumed."""
    changed = 0
    for table, column in encrypted_columns():
        last: UUID | None = _BEFORE_ALL
        while last is not None:
            last, count = await context.transact(partial(_rotate_batch, table=table, column=column, after=last))
            changed += count
    return changed


async def _rotate_batch(tx: Transaction, table: Table, column: Column[bytes], after: UUID) -> tuple[UUID | None, int]:
    """Rotate the next rows by id; give the last id, None at the end, and how many were changed."""
    page = (
        select(table.c.id, column)
        .where(column.is_not(None), table.c.id > after)
        .order_by(table.c.id)
        .limit(BATCH)
        .with_for_update(key_share=True)
    )
    rows = cast(Sequence[tuple[UUID, bytes]], (await tx.execute(page)).all())
    count = 0
    for row_id, blob in rows:
        if tx.keys.is_current(blob):
            continue
        bound_to = encryption_context(table.name, column.name, row_id)
        fresh = tx.keys.encrypt(tx.keys.decrypt(blob, bound_to), bound_to)
        await tx.execute(update(table).where(table.c.id == row_id).values({column: fresh}))
        count += 1
    return (rows[-1][0] if rows else None), count
