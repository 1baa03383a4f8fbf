"""Row locks in one order, checked while the program runs: a use case that locks out of order fails its tests."""

from collections.abc import Iterable
from enum import IntEnum
from functools import cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Select, Table, select

from core.kernel.base import Base, is_one_of
from core.kernel.context import Transaction


class LockClass(IntEnum):
    """The order of DESIGN's fifth law; within a class rows are locked by id."""

    RAFFLE = 1
    PLAYER = 2
    WALLET = 3
    DETAIL = 4
    AUDIT_HEAD = 5


class LockOrderViolated(RuntimeError):
    """A lock of a lower class was asked for while one of a higher class is held: a deadlock in waiting."""


async def lock_rows(tx: Transaction, model: type[Base], ids: Iterable[UUID], lock_class: LockClass) -> dict[UUID, Any]:
    """Lock the rows of a table by id, in id order, and give them as they are now: {id: row}; absent ids are left out.

    The lock is FOR NO KEY UPDATE: plain FOR UPDATE would block every insert that refers to the row.
    """
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    note_lock(tx, lock_class)
    rows = await tx.execute(_lock_all(cast(Table, model.__table__)), {"ids": wanted})
    return {row.id: row for row in rows}


@cache
def _lock_all(table: Table) -> Select[Any]:
    return select(table).where(is_one_of(table.c.id)).order_by(table.c.id).with_for_update(key_share=True)


def note_lock(tx: Transaction, lock_class: LockClass) -> None:
    """Record that rows of a class are about to be locked. Raises LockOrderViolated."""
    highest = tx.held.get("locks", 0)
    if lock_class < highest:
        raise LockOrderViolated(f"{lock_class.name} after {LockClass(highest).name}")
    tx.held["locks"] = lock_class
