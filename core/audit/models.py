"""Tables of the audit: the chained log and its head, critical events, versioned configuration."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.actor import ActorKind
from core.kernel.base import Base, Id, one_of


class AuditRow(Base):
    """One link of the chain; append-only, a partition per month of the id. See `chain.py` for the hash.

    PostgreSQL has no unique index over partitions without the partition key: `seq` is unique in each partition by
    an index of its own (a copy of the default partition's), and across them by the lock on the head.
    """

    __tablename__ = "audit_log"

    id: Mapped[Id]
    seq: Mapped[int]
    at: Mapped[datetime]
    actor_kind: Mapped[ActorKind] = mapped_column(Text)
    actor_id: Mapped[UUID | None]
    action: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[str]
    details: Mapped[dict[str, Any]]
    hash: Mapped[bytes]

    __table_args__ = (
        one_of("actor_kind", ActorKind),
        CheckConstraint("octet_length(hash) = 32", name="hash"),
        CheckConstraint("seq > 0", name="seq"),
        Index("ix_audit_log_subject", "subject_type", "subject_id", "id"),
        {"postgresql_partition_by": "RANGE (id)"},
    )


class AuditHead(Base):
    """The end of the chain: one row, locked last by whoever appends."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[bytes]

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)


class Severity(StrEnum):
    WARNING = "warning"
    CRITICAL = "critical"


class CriticalEvent(Base):
    """What a person has to look at; append-only, kept for at least three years (compliance C26)."""

    __tablename__ = "critical_events"

    id: Mapped[Id]
    code: Mapped[str]
    severity: Mapped[Severity] = mapped_column(Text)
    subject_type: Mapped[str]
    subject_id: Mapped[str]
    details: Mapped[dict[str, Any]]
    at: Mapped[datetime]

    __table_args__ = (one_of("severity", Severity), Index("ix_critical_events_code", "code", "id"))


class Configuration(Base):
    """One version of a configured value; append-only, the highest version counts."""

    __tablename__ = "configurations"

    name: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[Any] = mapped_column(JSONB, nullable=False)
    # An admin, or none for the system: no foreign key, because admins live in a layer above; the actor that a door
    # passes in was read from `admins`, whose rows are never deleted.
    changed_by: Mapped[UUID | None]
    at: Mapped[datetime]

    __table_args__ = (CheckConstraint("version > 0", name="version"),)
