"""What goes wrong with a draw under way, and what a lottery earns: on plain values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.raffles.models import CloseRule, RaffleState
from core.raffles.views import RaffleView

PATIENCE = timedelta(minutes=2)
"""How long a step that a job takes every second may be due before people are told."""


class Trouble(StrEnum):
    """Why a draw is stuck."""

    HALTED = "halted"
    SOFTWARE_DIFFERS = "software_differs"
    """Nothing is closed by draw software that is not the released one."""
    CLOSE_LATE = "close_late"
    BEACON_LATE = "beacon_late"
    DRAW_LATE = "draw_late"
    SETTLEMENT_LATE = "settlement_late"


@dataclass(frozen=True, slots=True)
class DrawWatch:
    """A raffle under way: its close record once it stands, the round it waits for, and what is wrong."""

    raffle: RaffleView
    close_hash: bytes | None
    round: int | None
    due_at: datetime | None
    stored_at: datetime | None
    revealed_at: datetime | None
    halt_reason: str | None
    changed_software: str | None
    """The files of the draw software that are not those of the release, as this process sees them."""

    def trouble(self, now: datetime) -> Trouble | None:
        """The step that is overdue, or the halt; None for a draw that goes its way."""
        if self.halt_reason is not None:
            return Trouble.HALTED
        late = now - PATIENCE
        found = None
        match self.raffle.state:
            case RaffleState.CLOSING if self.changed_software is not None:
                found = Trouble.SOFTWARE_DIFFERS
            case RaffleState.OPEN | RaffleState.CLOSING if _is_before(self.raffle.sales_end_at, late):
                found = Trouble.CLOSE_LATE
            case RaffleState.CLOSED if self.stored_at is None and _is_before(self.due_at, late):
                found = Trouble.BEACON_LATE
            case RaffleState.CLOSED if _is_before(self.stored_at, late):
                found = Trouble.DRAW_LATE
            case RaffleState.DRAWN if _is_before(self.revealed_at, late):
                found = Trouble.SETTLEMENT_LATE
        return found


@dataclass(frozen=True, slots=True)
class BreakEven:
    """When a lottery has paid for its prizes. Amounts in minor units, from the operator's side.

    `tickets` is None where even the last ticket does not pay for them. `worst_minor` is the smallest result that the
    close rule admits: sold out by rule, or one ticket sold.
    """

    tickets: int | None
    worst_minor: int
    best_minor: int


def break_even(price_minor: int, ticket_total: int, prizes_minor: int, close_rule: CloseRule) -> BreakEven:
    """The break-even of fixed prizes of a total value."""
    tickets = -(-prizes_minor // price_minor)
    best_minor = price_minor * ticket_total - prizes_minor
    worst_minor = best_minor if close_rule is CloseRule.SOLD_OUT else price_minor - prizes_minor
    return BreakEven(tickets if tickets <= ticket_total else None, worst_minor, best_minor)


def _is_before(instant: datetime | None, limit: datetime) -> bool:
    return instant is not None and instant <= limit
