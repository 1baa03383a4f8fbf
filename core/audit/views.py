"""What the audit answers with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ChainVerdict:
    """Whether the chain holds. If not, `bad_seq` is the first sequence number that is wrong, and `reason` says why."""

    rows: int
    """How many rows from the first one on were found right."""
    head_hash: bytes
    bad_seq: int | None = None
    reason: str | None = None

    @property
    def is_intact(self) -> bool:
        return self.bad_seq is None


@dataclass(frozen=True, slots=True)
class ConfigurationView:
    """A key as it stands; version 0 is the default that nobody changed."""

    name: str
    version: int
    value: Any


@dataclass(frozen=True, slots=True)
class CriticalEventView:
    """Something that a person has to look at, and whom or what it happened to."""

    id: UUID
    code: str
    subject_type: str
    subject_id: str
    details: Mapping[str, Any]
    at: datetime
