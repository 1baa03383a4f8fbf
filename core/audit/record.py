"""Recording an action: rows are queued in the transaction and chained at its very end, with the head locked last."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from core.audit import repository
from core.audit.chain import Link, link_hash
from core.kernel.actor import Actor
from core.kernel.canonical import canonical_json
from core.kernel.context import Transaction

_QUEUE = "audit"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to what. `details` holds ids and names of fields only, never personal data: a chained row cannot
    be anonymised.
    """

    actor: Actor
    action: str
    subject_type: str
    subject_id: UUID | str
    details: Mapping[str, Any] = field(default_factory=dict)


def record(tx: Transaction, entry: AuditEntry) -> None:
    """Queue a row of the audit log; it is written with the transaction or not at all.

    Only admin, security and critical actions are recorded, never a purchase, a login or a deposit: they would queue
    on the head. Raises NotCanonical for details that canonical JSON cannot hold.
    """
    canonical_json(entry.details)
    queue = tx.held.get(_QUEUE)
    if queue is None:
        queue = tx.held[_QUEUE] = []
        tx.finishers.append(_write)
    queue.append(entry)


async def _write(tx: Transaction) -> None:
    if tx.finishers[-1] is not _write:
        # what other finishers lock comes before the head, and they may record something too
        tx.finishers.append(_write)
        return
    entries = cast(list[AuditEntry], tx.held.pop(_QUEUE, []))
    if not entries:
        return
    seq, last_hash = await repository.lock_head(tx)
    at = tx.clock.now()
    rows: list[dict[str, Any]] = []
    for entry in entries:
        seq += 1
        link = Link(
            id=tx.new_id(),
            seq=seq,
            at=at,
            actor_kind=entry.actor.kind,
            actor_id=entry.actor.id,
            action=entry.action,
            subject_type=entry.subject_type,
            subject_id=str(entry.subject_id),
            details=entry.details,
        )
        last_hash = link_hash(last_hash, link)
        rows.append({name: getattr(link, name) for name in Link.__slots__} | {"hash": last_hash})
    await repository.append_rows(tx, rows, seq, last_hash)
