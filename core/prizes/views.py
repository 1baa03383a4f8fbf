"""What prizes tell."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.prizes.models import AwardState, ClaimChoice


@dataclass(frozen=True, slots=True)
class NewAward:
    """A winning slot about to be written."""

    order: int
    player_id: UUID
    product_id: UUID | None
    ticket_number: int
    position: int
    seq: int
    value_minor: int
    asset: str


@dataclass(frozen=True, slots=True)
class Alternate:
    """A drawn alternate that stands in for nobody yet."""

    order: int
    player_id: UUID
    ticket_number: int


@dataclass(frozen=True, slots=True)
class AwardView:
    id: UUID
    draw_id: UUID
    order: int
    player_id: UUID
    product_id: UUID | None
    ticket_number: int
    position: int
    seq: int
    value_minor: int
    asset: str
    state: AwardState
    claim_by: datetime
    paid_at: datetime | None
    replaces_id: UUID | None
    """The lost award whose slot this one of an alternate took."""

    def state_at(self, now: datetime) -> AwardState:
        """The state for people: what can no longer be claimed has expired, even before the job that says so."""
        is_late = self.state is AwardState.CLAIMABLE and self.claim_by < now
        return AwardState.EXPIRED if is_late else self.state


@dataclass(frozen=True, slots=True)
class HoldView:
    """A hold on whatever a range of tickets of a draw wins."""

    id: UUID
    draw_id: UUID
    first: int
    last: int
    reason: str
    held_at: datetime


@dataclass(frozen=True, slots=True)
class ClaimView:
    """The choice that a winner made, with the address of a delivery."""

    choice: ClaimChoice
    address_id: UUID | None
    claimed_at: datetime
