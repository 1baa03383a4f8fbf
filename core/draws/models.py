"""The rows a draw is a function of, and the keys that its records are signed with.

Of `draws` only the key may change that the seed is encrypted under; of `signing_keys` that, and once when it retires.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.base import Base, Encrypted, Id


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
