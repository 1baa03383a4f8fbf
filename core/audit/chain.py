"""The arithmetic of the audit chain: what is hashed, so that a stranger can recompute it from the rows.

The rows in the order of `seq` (1, 2, 3, ...) have hashes h_i = T("audit/1", h_{i-1}, canon(row_i)), where h_0 is 32
zero bytes, T is the tagged hash and canon the canonical JSON of the draw protocol (`core.kernel.canonical`). `row_i` is
this object, with every column of `audit_log` but the hash:

    {"action": text, "actor_id": text of the UUID or null, "actor_kind": "player" | "admin" | "system",
     "at": microseconds since 1970-01-01T00:00:00Z (integer), "details": object, "id": text of the UUID,
     "seq": integer, "subject_id": text, "subject_type": text}

UUIDs are written in lower case with hyphens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from core.kernel.canonical import canonical_json, tagged_hash

TAG = "audit/1"
FIRST_HASH = bytes(32)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Link:
    """The columns of `audit_log` that the hash covers."""

    id: UUID
    seq: int
    at: datetime
    actor_kind: str
    actor_id: UUID | None
    action: str
    subject_type: str
    subject_id: str
    details: Mapping[str, Any]


def link_hash(previous: bytes, link: Link) -> bytes:
    """The hash of a row that follows the row with hash `previous`. Raises NotCanonical for details that are no JSON
    of ours (a float, an integer beyond 2^53 - 1).
    """
    row = {
        "id": str(link.id),
        "seq": link.seq,
        # whole microseconds by integer division: a float of seconds cannot hold them
        "at": (link.at - _EPOCH) // _MICROSECOND,
        "actor_kind": str(link.actor_kind),
        "actor_id": None if link.actor_id is None else str(link.actor_id),
        "action": link.action,
        "subject_type": link.subject_type,
        "subject_id": link.subject_id,
        "details": link.details,
    }
    return tagged_hash(TAG, previous, canonical_json(row))
