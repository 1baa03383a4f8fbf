"""What is known of a draw, step by step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from core.draws.beacons.source import BeaconValue
from core.draws.models import PublicationKind, PublicationState
from core.draws.rounds import BeaconRule
from core.kernel.links import post_url


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


class Standing(StrEnum):
    """Where the publication of a close record stands."""

    UNPROMISED = "unpromised"
    """The draw was opened without a channel."""
    WAITING = "waiting"
    IN_TIME = "in_time"
    LATE = "late"
    """Its round came out before it was public."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What is posted to the channel: a record, or the head of the log. `posted_at` is Telegram's date of the message;
    `due_at` is when it is tried next or, while it is being sent, when that counts as abandoned."""

    id: UUID
    draw_id: UUID
    kind: PublicationKind
    channel_id: int
    log_seq: int
    log_head: bytes | None
    state: PublicationState
    attempts: int
    due_at: datetime
    message_id: int | None
    channel_name: str | None
    posted_at: datetime | None

    @property
    def url(self) -> str | None:
        """Where the message is read; a channel without a name shows it to its subscribers only."""
        return None if self.message_id is None else post_url(self.channel_id, self.channel_name, self.message_id)
