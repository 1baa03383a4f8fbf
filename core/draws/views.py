"""What is known of a draw, step by step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from core.draws.beacons.source import BeaconValue
from core.draws.rounds import BeaconRule


@dataclass(frozen=True, slots=True)
class DrawView:
    """A draw as it was opened."""

    id: UUID
    event_no: int
    rules: Mapping[str, Any]
    rules_hash: bytes
    server_commit: bytes
    beacon: BeaconRule
    opened_at: datetime

    @property
    def protocol_id(self) -> str:
        """The draw_id that stands in hashes and records."""
        return str(self.id)


@dataclass(frozen=True, slots=True)
class CloseView:
    """A written close record."""

    draw_id: UUID
    record: Mapping[str, Any]
    close_hash: bytes
    due_at: datetime

    @property
    def round(self) -> int:
        return int(self.record["beacon"]["round"])


@dataclass(frozen=True, slots=True)
class DrawInputs:
    """All that the result is a function of, but for the entries."""

    close: CloseView
    beacon: BeaconValue
    server_seed: bytes


@dataclass(frozen=True, slots=True)
class NewSigningKey:
    """A signing key about to be stored; `sealed` is its encrypted private half."""

    id: UUID
    public_key: bytes
    sealed: bytes
    valid_from: datetime
