"""The rows a draw is a function of, and the keys that its records are signed with.

Of `draws` only the key may change that the seed is encrypted under; of `signing_keys` that, and once when it retires.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, Text, UniqueConstraint, cast, text
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.base import Base, Encrypted, Id, one_of


class Draw(Base):
    """What is fixed at open. The secret seed is readable nowhere before the reveal."""

    __tablename__ = "draws"

    id: Mapped[Id]
    event_no: Mapped[int] = mapped_column(unique=True)
    rules: Mapped[dict[str, Any]]
    rules_hash: Mapped[bytes] = mapped_column(LargeBinary)
    server_seed: Mapped[Encrypted]
    server_commit: Mapped[bytes] = mapped_column(LargeBinary)
    beacon: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("octet_length(server_commit) = 32", name="commit"),)


CHANNEL = cast(Draw.rules["channel"].as_string(), BigInteger)
"""The channel that a draw's rules name; NULL where they name none."""


class DrawClose(Base):
    """The close record: one per draw, never changed."""

    __tablename__ = "draw_closes"

    draw_id: Mapped[UUID] = mapped_column(ForeignKey("draws.id", ondelete="RESTRICT"), primary_key=True)
    record: Mapped[dict[str, Any]]
    close_hash: Mapped[bytes] = mapped_column(LargeBinary)
    closed_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    """When the beacon's round is due."""


class DrawBeacon(Base):
    """The beacon's value for the named round, verified before it is stored; the first write wins."""

    __tablename__ = "draw_beacons"

    draw_id: Mapped[UUID] = mapped_column(ForeignKey("draw_closes.draw_id", ondelete="RESTRICT"), primary_key=True)
    round: Mapped[int]
    randomness: Mapped[bytes] = mapped_column(LargeBinary)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    stored_at: Mapped[datetime]


class DrawReveal(Base):
    """The seed made public, and the seeds that follow from it."""

    __tablename__ = "draw_reveals"

    draw_id: Mapped[UUID] = mapped_column(ForeignKey("draw_beacons.draw_id", ondelete="RESTRICT"), primary_key=True)
    server_seed: Mapped[bytes] = mapped_column(LargeBinary)
    client_seed: Mapped[bytes] = mapped_column(LargeBinary)
    combined_seed: Mapped[bytes] = mapped_column(LargeBinary)
    trace: Mapped[list[Any]]
    unawarded: Mapped[int]
    revealed_at: Mapped[datetime]


class DrawResult(Base):
    """One drawn place: a winner's or an alternate's."""

    __tablename__ = "draw_results"

    draw_id: Mapped[UUID] = mapped_column(ForeignKey("draw_reveals.draw_id", ondelete="RESTRICT"), primary_key=True)
    order: Mapped[int] = mapped_column(primary_key=True)
    index: Mapped[int]
    number: Mapped[int]
    holder_tag: Mapped[str]
    role: Mapped[str]
    position: Mapped[int | None]
    seq: Mapped[int | None]
    value_minor: Mapped[int | None]

    __table_args__ = (CheckConstraint("role IN ('winner', 'alternate')", name="role"),)


class DrawHalt(Base):
    """A draw whose figures, inputs or stored result contradict each other: it waits for people to look."""

    __tablename__ = "draw_halts"

    draw_id: Mapped[UUID] = mapped_column(ForeignKey("draws.id", ondelete="RESTRICT"), primary_key=True)
    reason: Mapped[str]
    halted_at: Mapped[datetime]


class PublicationKind(StrEnum):
    """What is posted of a draw: its signed records, and where its log stands."""

    OPEN = "open"
    CLOSE = "close"
    REVEAL = "reveal"
    LOG = "log"


class PublicationState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    """A call to Telegram is under way, or was when its process died."""
    POSTED = "posted"


class DrawPublication(Base):
    """A message of the public channel; written in the transaction of what it tells. `log_seq` is 0 but for the log."""

    __tablename__ = "draw_publications"

    id: Mapped[Id]
    draw_id: Mapped[UUID] = mapped_column(ForeignKey("draws.id", ondelete="RESTRICT"))
    kind: Mapped[PublicationKind] = mapped_column(Text)
    channel_id: Mapped[int]
    log_seq: Mapped[int]
    log_head: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[PublicationState] = mapped_column(Text)
    attempts: Mapped[int]
    due_at: Mapped[datetime]
    message_id: Mapped[int | None]
    channel_name: Mapped[str | None]
    posted_at: Mapped[datetime | None]
    last_error: Mapped[str | None]
    created_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("draw_id", "kind", "log_seq"),
        one_of("kind", PublicationKind),
        one_of("state", PublicationState),
        CheckConstraint("(kind = 'log') = (log_head IS NOT NULL)", name="log"),
        CheckConstraint(
            "(state = 'posted') = (message_id IS NOT NULL) AND (state = 'posted') = (posted_at IS NOT NULL)",
            name="posted",
        ),
        Index("ix_draw_publications_due", "due_at", postgresql_where=text("state <> 'posted'")),
    )


class SigningKey(Base):
    """A key of the operator. It signs the records that are dated within its validity, also when they are read after it
    was retired; so no row is ever deleted. Instants are whole seconds, as records have them."""

    __tablename__ = "signing_keys"

    id: Mapped[Id]
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    private_key: Mapped[Encrypted]
    valid_from: Mapped[datetime]
    valid_until: Mapped[datetime | None]
    created_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("octet_length(public_key) = 32", name="public_key"),
        CheckConstraint("valid_from < valid_until", name="validity"),
        # one key without an end: of two processes that make the first one, or rotate, one takes effect
        UniqueConstraint("valid_until", postgresql_nulls_not_distinct=True),
    )
