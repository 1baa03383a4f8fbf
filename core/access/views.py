"""What the access answers with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from core.access.models import ApprovalState
from core.access.roles import Role


@dataclass(frozen=True, slots=True)
class AdminView:
    """An admin with the roles held now."""

    id: UUID
    telegram_id: int
    name: str | None
    roles: frozenset[Role]
    is_disabled: bool

    @property
    def known_as(self) -> str:
        """What other admins know this one by."""
        return self.name or str(self.telegram_id)


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """A request for a second person's approval; `payload_hash` is what the approver states."""

    id: UUID
    action: str
    payload: dict[str, Any]
    payload_hash: str
    requested_by: UUID
    requested_at: datetime
    expires_at: datetime
    state: ApprovalState
    decided_by: UUID | None
    decided_at: datetime | None
