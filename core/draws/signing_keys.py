"""The operator's signing keys: made at first need, published, replaced, and signed with."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from core.audit.record import AuditEntry, record
from core.draws import repository
from core.draws.models import SigningKey
from core.draws.signatures import DATED_BY, PublicKey, SignedRecord, new_private_key, public_key_of, sign_record
from core.draws.views import NewSigningKey
from core.kernel.actor import SYSTEM, Actor, allow
from core.kernel.base import encryption_context
from core.kernel.context import Transaction
from core.kernel.errors import Busy

HANDOVER = timedelta(minutes=5)
"""A key takes over so long after it was made: every process and every copy of the published keys knows it by then, and
no record that was read before is of its time. The first key, which follows no other, reaches back as far: draws that
are being opened just now are dated before it."""

_SECOND = timedelta(seconds=1)


async def published_keys(tx: Transaction) -> list[PublicKey]:
    """All keys, the first one first; made now where there is none."""
    rows = await repository.signing_keys(tx)
    if not rows:
        await _make_first(tx)
        rows = await repository.signing_keys(tx)
    return [_view(row) for row in rows]


async def sign(tx: Transaction, kind: str, signed: Mapping[str, Any]) -> SignedRecord:
    """Sign a checked record with the key of its own time: whenever it is read, its signature is the same."""
    at = datetime.fromtimestamp(signed[DATED_BY[kind]], UTC)
    key = await repository.signing_key_at(tx, at)
    if key is None:
        await _make_first(tx)
        key = await repository.signing_key_at(tx, at)
    if key is None:
        raise RuntimeError(f"no key signs records of {at}")
    return sign_record(kind, signed, str(key.id), tx.keys.decrypt(key.private_key, _bound_to(key.id)))


@allow(system=True)
async def rotate_signing_key(tx: Transaction, actor: Actor) -> PublicKey:
    """Make the key that signs the records from HANDOVER on; the one before keeps what was signed with it valid.

    Raises Busy where another process does the same.
    """
    await published_keys(tx)
    current = await repository.lock_current_signing_key(tx)
    if current is None:
        raise Busy
    begins = max(_whole(tx.now + HANDOVER), current.valid_from + _SECOND)
    await repository.retire_signing_key(tx, current.id, begins)
    key = await _make(tx, begins)
    if key is None:
        raise Busy
    record(tx, AuditEntry(actor, "signing_key.rotated", "signing_key", key.key_id, {"retired": str(current.id)}))
    return key


async def _make_first(tx: Transaction) -> None:
    """Make the first key; nothing where another process has."""
    opened_at = await repository.first_opened_at(tx)
    earliest = tx.now if opened_at is None else min(opened_at, tx.now)
    key = await _make(tx, _whole(earliest - HANDOVER))
    if key is not None:
        record(tx, AuditEntry(SYSTEM, "signing_key.made", "signing_key", key.key_id))


async def _make(tx: Transaction, valid_from: datetime) -> PublicKey | None:
    key_id, private_key = tx.new_id(), new_private_key()
    public_key = public_key_of(private_key)
    sealed = tx.keys.encrypt(private_key, _bound_to(key_id))
    is_made = await repository.insert_signing_key(tx, NewSigningKey(key_id, public_key, sealed, valid_from))
    return PublicKey(str(key_id), public_key, _unix(valid_from), None) if is_made else None


def _view(row: Row[Any]) -> PublicKey:
    until = None if row.valid_until is None else _unix(row.valid_until)
    return PublicKey(str(row.id), row.public_key, _unix(row.valid_from), until)


def _bound_to(key_id: UUID) -> str:
    return encryption_context(SigningKey.__tablename__, "private_key", key_id)


def _whole(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def _unix(at: datetime) -> int:
    return int(at.timestamp())
