"""The seam between a draw and its beacon (draw protocol, section 3)."""

from dataclasses import dataclass
from typing import Protocol

from core.draws.rounds import BeaconRule


class BeaconNotReady(Exception):
    """The round's time has not come, or its value is not out yet: the draw waits."""


class BeaconUnavailable(Exception):
    """The source did not answer in time or not in its own words: the draw waits."""


class BeaconInvalid(Exception):
    """The source answered with a value that does not belong to the pinned chain and round."""


@dataclass(frozen=True, slots=True)
class BeaconInfo:
    """A chain as it is pinned before the first open. Unix seconds; `length` in rounds, None where it has no end."""

    kind: str
    chain_id: str
    genesis: int
    period: int
    length: int | None = None
    public_key: str | None = None

    def rule(self, min_delay_s: int) -> BeaconRule:
        """The rule that binds a draw to this chain."""
        return BeaconRule(self.kind, self.chain_id, self.genesis, self.period, min_delay_s, self.public_key)


@dataclass(frozen=True, slots=True)
class BeaconValue:
    """A verified value of one round: 32 bytes, and the signature where the kind has one."""

    round: int
    randomness: bytes
    signature: bytes | None = None


class BeaconSource(Protocol):
    """One chain that values are fetched from. Whatever `fetch` returns has been verified."""

    def info(self) -> BeaconInfo:
        """The pinned chain."""

    def round_at(self, time: int) -> int:
        """The round that is the newest at a unix time."""

    async def fetch(self, round_number: int) -> BeaconValue:
        """The value of a round. Raises BeaconNotReady, BeaconUnavailable or BeaconInvalid."""

    def verify(self, round_number: int, value: bytes, proof: bytes | None) -> bool:
        """Whether a value belongs to the pinned chain and round. No network."""
