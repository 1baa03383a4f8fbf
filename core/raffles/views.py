"""What raffles tell, and the values that a sale works on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from core.draws.beacons.source import BeaconValue
from core.draws.entries import EntryList
from core.draws.signatures import SignedRecord
from core.raffles.models import CloseRule, RaffleKind, RaffleState


@dataclass(frozen=True, slots=True)
class PrizeView:
    position: int
    winner_count: int
    type: str
    value_minor: int | None
    percentage_bp: int | None
    product_id: UUID | None

    def to_rule(self) -> dict[str, object]:
        """The prize as it stands in the rules and in the close record."""
        rule: dict[str, object] = {"position": self.position, "winner_count": self.winner_count, "type": self.type}
        if self.type == "fixed":
            return {**rule, "value_minor": self.value_minor}
        return {**rule, "percentage_bp": self.percentage_bp}


@dataclass(frozen=True, slots=True)
class RaffleView:
    """A raffle with its prizes."""

    id: UUID
    number: str
    kind: RaffleKind
    state: RaffleState
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    media: tuple[str, ...]
    price_minor: int
    asset: str
    ticket_total: int
    per_player_cap: int | None
    close_rule: CloseRule
    sales_end_at: datetime | None
    distinct: str
    alternates: int
    claim_days: int
    sold: int
    voided: int
    gross_minor: int
    draw_id: UUID | None
    cancel_reason: str | None
    prizes: tuple[PrizeView, ...]


class SoldEntry(NamedTuple):
    """An accepted sale about to be written."""

    id: UUID
    raffle_id: UUID
    order_id: UUID
    player_id: UUID
    wallet_id: UUID
    first: int
    last: int
    holder_tag: str
    amount_minor: int
    log_seq: int
    log_head: bytes
    bought_after: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a buyer is told: an accepted command, or its replay."""

    order_id: UUID
    order_number: str
    raffle_id: UUID
    first: int
    last: int
    total_minor: int
    asset: str
    server_commit: bytes
    rules_hash: bytes
    holder_tag: str
    seq: int
    log_head: bytes

    @property
    def quantity(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class HeldReceipt:
    """A signed receipt with what its holder alone is given: `user_ref` and salt, from which the holder tag follows."""

    order_number: str
    receipt: SignedRecord
    user_ref: str
    salt: bytes

    def to_record(self) -> dict[str, object]:
        """As the holder keeps it, and as a verification of records takes it."""
        return {"receipt": self.receipt.to_record(), "user_ref": self.user_ref, "salt": self.salt.hex()}


@dataclass(frozen=True, slots=True)
class TicketView:
    """A range of tickets of a player."""

    entry_id: UUID
    order_id: UUID
    raffle_id: UUID
    raffle_number: str
    raffle_state: RaffleState
    titles: Mapping[str, str]
    order_number: str
    first: int
    last: int
    won_minor: int | None
    asset: str
    is_void: bool


@dataclass(frozen=True, slots=True)
class SoldTickets:
    """What one order bought, for the staff."""

    order_id: UUID
    order_number: str
    raffle_id: UUID
    entry_id: UUID
    player_id: UUID
    wallet_id: UUID
    first: int
    last: int
    amount_minor: int
    bought_at: datetime
    is_void: bool

    @property
    def quantity(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class RefundableOrder:
    """A paid order of a cancelled raffle."""

    order_id: UUID
    log_seq: int
    player_id: UUID
    wallet_id: UUID
    amount_minor: int
    bought_at: datetime


@dataclass(frozen=True, slots=True)
class EscrowInLedger:
    """What the transfers say of a raffle's escrow: sales less refunds, and all that came in less all that went out."""

    gross_minor: int
    balance_minor: int


@dataclass(frozen=True, slots=True)
class EntriesPage:
    """Entries of a raffle in the order of their numbers, and the place of each in the log of sales."""

    seqs: Sequence[int]
    entries: EntryList


@dataclass(frozen=True, slots=True)
class ProofFiles:
    """The proof of a draw; `entries` is the whole list, whether or not it stands in the proof too."""

    proof: Mapping[str, Any]
    entries: EntryList
    beacon: BeaconValue
