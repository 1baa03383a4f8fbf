"""Checks the whole audit chain in bounded memory and names the first row that is wrong."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row

from core.audit import repository
from core.audit.chain import FIRST_HASH, Link, link_hash
from core.audit.views import ChainVerdict
from core.kernel.canonical import NotCanonical
from core.kernel.context import Transaction

BATCH = 1000


class _Broken(Exception):
    def __init__(self, seq: int, reason: str) -> None:
        super().__init__(seq, reason)
        self.seq = seq
        self.reason = reason


async def verify_chain(tx: Transaction, batch: int = BATCH) -> ChainVerdict:
    """Recompute every hash up to the head as it stood when the check began; rows appended meanwhile do not disturb.

    Checks that the numbers run from 1 to the head's without a gap or a repetition, that each hash follows from the
    one before and the row, that the head holds the last hash, and that nothing stands beyond the head.
    """
    end = await repository.read_end(tx)
    if end is None:
        return ChainVerdict(0, FIRST_HASH, 0, "the head is missing")
    head_seq, head_hash, _ = end
    seq, last_hash = 0, FIRST_HASH
    after: tuple[int, UUID] | None = None
    try:
        while rows := await repository.rows_after(tx, after, head_seq, batch):
            for row in rows:
                last_hash = _follow(seq, last_hash, row)
                seq = row.seq
            after = (seq, rows[-1].id)
        _check_end(seq, last_hash, end)
    except _Broken as broken:
        return ChainVerdict(seq, head_hash, broken.seq, broken.reason)
    return ChainVerdict(seq, head_hash)


def _follow(seq: int, last_hash: bytes, row: Row[Any]) -> bytes:
    """The hash of the row that has to follow number `seq`. Raises _Broken."""
    if row.seq > seq + 1:
        raise _Broken(seq + 1, "the row is missing")
    if row.seq <= seq:
        raise _Broken(row.seq, "the number appears twice")
    try:
        expected = link_hash(last_hash, Link(**{name: getattr(row, name) for name in Link.__slots__}))
    except NotCanonical as error:
        raise _Broken(row.seq, "the details are not canonical") from error
    if row.hash != expected:
        raise _Broken(row.seq, "the hash does not follow from the hash before and this row")
    return expected


def _check_end(seq: int, last_hash: bytes, end: tuple[int, bytes, int]) -> None:
    head_seq, head_hash, highest = end
    if seq < head_seq:
        raise _Broken(seq + 1, "the row is missing")
    if last_hash != head_hash:
        raise _Broken(head_seq, "the head holds another hash")
    if highest > head_seq:
        raise _Broken(head_seq + 1, "a row stands beyond the head")
