"""Tables of the access: admins, grants of roles with their history, approvals."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from core.access.roles import Role
from core.kernel.base import Base, Id, one_of


class Admin(Base):
    """Somebody who may do more than a player. Never deleted, only disabled."""

    __tablename__ = "admins"

    id: Mapped[Id]
    telegram_id: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str | None]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class RoleGrant(Base):
    """A role from its grant to its revocation; rows stay as history. No granter or revoker: the system itself."""

    __tablename__ = "role_grants"

    id: Mapped[Id]
    admin_id: Mapped[UUID] = mapped_column(ForeignKey("admins.id"), index=True)
    role: Mapped[Role] = mapped_column(Text)
    granted_at: Mapped[datetime]
    granted_by: Mapped[UUID | None] = mapped_column(ForeignKey("admins.id"))
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[UUID | None] = mapped_column(ForeignKey("admins.id"))

    __table_args__ = (
        one_of("role", Role),
        CheckConstraint("revoked_by IS NULL OR revoked_at IS NOT NULL", name="revoked"),
        Index("uq_role_grants_live", "role", "admin_id", unique=True, postgresql_where=text("revoked_at IS NULL")),
    )


class ApprovalState(StrEnum):
    PENDING = "pending"
    EXECUTED = "executed"
    REJECTED = "rejected"
    EXPIRED = "expired"


class Approval(Base):
    """An action that waits for a second person."""

    __tablename__ = "approvals"

    id: Mapped[Id]
    action: Mapped[str]
    payload: Mapped[dict[str, Any]]
    payload_hash: Mapped[str]
    requested_by: Mapped[UUID] = mapped_column(ForeignKey("admins.id"))
    requested_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    state: Mapped[ApprovalState] = mapped_column(Text)
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("admins.id"))
    decided_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("state", ApprovalState),
        CheckConstraint("(state = 'pending') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("decided_by <> requested_by OR state <> 'executed'", name="four_eyes"),
        Index("ix_approvals_pending", "expires_at", postgresql_where=text("state = 'pending'")),
    )
