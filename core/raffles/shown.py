"""What people are shown of raffles beyond the raffle itself: places, draws, winners, holdings, prizes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from core.accounts.views import AddressView
from core.catalogue.models import ProductKind
from core.catalogue.views import ProductView
from core.draws.beacons import drand
from core.draws.models import PublicationKind
from core.draws.views import DrawView, Publication, Standing
from core.prizes.views import AwardView, ClaimView
from core.raffles.views import RaffleView

_SHOWN_LETTERS = 2
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class EntropyGrade(StrEnum):
    """Whom one has to trust for the beacon (draw protocol, section 3)."""

    PUBLIC = "A"
    """A public network of many operators."""
    CUSTODIAN = "B"
    """A custodian on a machine of its own."""
    OPERATOR = "D"
    """The operator's own machine: trust the operator."""


@dataclass(frozen=True, slots=True)
class PlacedRaffle:
    """A raffle at its place in a list (from 0), and how long the list is."""

    raffle: RaffleView
    index: int
    total: int


@dataclass(frozen=True, slots=True)
class DrawPage:
    """Everything public about a raffle's draw so far. `randomness` is there once the beacon's round came out,
    `server_seed` once it was revealed."""

    raffle: RaffleView
    draw: DrawView
    grade: EntropyGrade
    close: Mapping[str, Any] | None
    close_hash: bytes | None
    due_at: datetime | None
    randomness: bytes | None
    server_seed: bytes | None
    unawarded: int
    """Prize slots that no ticket was left for."""
    is_halted: bool
    publication: Standing = Standing.UNPROMISED
    """Whether the close record stood in the public channel before its round came out."""
    posts: tuple[Publication, ...] = ()
    """The records that stand there."""

    @property
    def close_post(self) -> Publication | None:
        """The message with the close record."""
        return next((post for post in self.posts if post.kind is PublicationKind.CLOSE), None)

    @property
    def round(self) -> int | None:
        """The beacon's round that the close record names."""
        return None if self.close is None else int(self.close["beacon"]["round"])


@dataclass(frozen=True, slots=True)
class Winner:
    """One prize slot as it stands, with the masked name of who has it.

    `alternate`: which alternate took it, from 1; None for the winner that was drawn. `is_unawarded`: whoever had it
    last lost it, and no alternate was left.
    """

    award_id: UUID
    position: int
    ticket_number: int
    value_minor: int
    asset: str
    player_id: UUID
    name: str
    alternate: int | None = None
    is_unawarded: bool = False


@dataclass(frozen=True, slots=True)
class HeldRange:
    """Ticket numbers that one order bought."""

    first: int
    last: int
    order_id: UUID


@dataclass(frozen=True, slots=True)
class Holding:
    """What a player holds of a raffle: how many tickets, the first ranges of their numbers, what they won."""

    tickets: int
    ranges: tuple[HeldRange, ...]
    won: tuple[Winner, ...]


@dataclass(frozen=True, slots=True)
class Stake:
    """What a raffle on sale is to a player: how many tickets they hold, and whether they follow it."""

    tickets: int
    is_watched: bool


@dataclass(frozen=True, slots=True)
class WonPrize:
    """One of a player's prizes, the raffle that it was won in, and its product; money may have none."""

    award: AwardView
    raffle: RaffleView
    product: ProductView | None

    @property
    def is_thing(self) -> bool:
        """Whether the winner has to choose between delivery and money."""
        return self.product is not None and self.product.kind is ProductKind.GOODS


@dataclass(frozen=True, slots=True)
class PrizePage:
    """A prize with its winner's choice, once it was made, and where it goes to by that choice."""

    won: WonPrize
    claim: ClaimView | None
    address: AddressView | None


def grade_of(beacon_kind: str, beacon_url: str | None) -> EntropyGrade:
    """The grade of a beacon; a custodian that answers on this very machine is the operator."""
    if beacon_kind == drand.KIND:
        return EntropyGrade.PUBLIC
    host = urlsplit(beacon_url or "").hostname
    return EntropyGrade.OPERATOR if host is None or host in _HERE else EntropyGrade.CUSTODIAN


def masked(name: str) -> str:
    """A public name of which strangers see the first letters only."""
    return f"{name[:_SHOWN_LETTERS]}•••"
