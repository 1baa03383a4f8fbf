"""The kernel's own tables: handled commands, the outbox, the inbox, leases."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.base import Base, Id, one_of


class Command(Base):
    """A command that was carried out for a key, with its result. Kept for 30 days."""

    __tablename__ = "commands"

    # Players or admins: no foreign key, because the kernel knows neither; the caller holds the actor's row locked.
    actor_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    input_hash: Mapped[bytes]
    result: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(index=True)


class OutboxState(StrEnum):
    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


class OutboxEvent(Base):
    """An event that leaves after the commit, at least once."""

    __tablename__ = "outbox"

    id: Mapped[Id]
    topic: Mapped[str]
    payload: Mapped[dict[str, Any]]
    dedup_key: Mapped[str | None] = mapped_column(Text, unique=True)
    state: Mapped[OutboxState] = mapped_column(Text, default=OutboxState.PENDING)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    last_error: Mapped[str | None]

    __table_args__ = (
        one_of("state", OutboxState),
        Index("ix_outbox_due", "due_at", postgresql_where=text("state = 'pending'")),
        Index("ix_outbox_delivered", "delivered_at", postgresql_where=text("state = 'delivered'")),
    )


class InboxEvent(Base):
    """An event from outside; its id is taken once, in the transaction that handles it."""

    __tablename__ = "inbox"

    source: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(primary_key=True)
    payload: Mapped[dict[str, Any]]
    handled_at: Mapped[datetime] = mapped_column(index=True)


class Lease(Base):
    """Work that one process does at a time; a holder that dies loses it when the lease runs out."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]
