"""Which beacon round a draw waits for, and when that round is due (draw protocol, section 2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

MIN_DELAY_S = 60
DEFAULT_DELAY_S = 300
SALES_MARGIN_S = 120
"""Sales of a draw whose round is named at open end this long before the delay begins."""


@dataclass(frozen=True, slots=True)
class BeaconRule:
    """The beacon that a draw is bound to at open. Times are unix seconds; `public_key` is hex, for drand alone."""

    kind: str
    chain_id: str
    genesis: int
    period: int
    min_delay_s: int = DEFAULT_DELAY_S
    public_key: str | None = None

    def __post_init__(self) -> None:
        if self.period < 1:
            raise ValueError("a beacon's period is at least one second")
        if self.min_delay_s < MIN_DELAY_S:
            raise ValueError(f"min_delay_s is at least {MIN_DELAY_S}")

    @classmethod
    def from_record(cls, beacon: Mapping[str, object]) -> Self:
        """The rule inside a checked open or close record."""
        return cls(**{name: beacon[name] for name in beacon if name != "round"})  # type: ignore[arg-type]

    def to_record(self, round_number: int | None = None) -> dict[str, object]:
        """The `beacon` object of a record; an open record leaves the round out unless it is named at open."""
        record: dict[str, object] = {
            "kind": self.kind,
            "chain_id": self.chain_id,
            "genesis": self.genesis,
            "period": self.period,
            "min_delay_s": self.min_delay_s,
        }
        if self.public_key is not None:
            record["public_key"] = self.public_key
        if round_number is not None:
            record["round"] = round_number
        return record

    def round_at(self, time: int) -> int:
        """The round that is the newest at `time`."""
        return (time - self.genesis) // self.period + 1

    def time_of(self, round_number: int) -> int:
        """When a round is due."""
        return self.genesis + (round_number - 1) * self.period

    def named_at_close(self, closed_at: int) -> int:
        """The round of a draw whose close record is written at `closed_at`. ValueError before the chain begins."""
        return self._named(closed_at + self.min_delay_s)

    def named_at_open(self, draws_at: int) -> int:
        """The round of a draw that closes by time and waits for nobody. ValueError before the chain begins."""
        return self._named(draws_at)

    def last_sale_before(self, draws_at: int) -> int:
        """When sales end at the latest if the round was named at open."""
        return draws_at - self.min_delay_s - SALES_MARGIN_S

    def is_late_enough(self, round_number: int, closed_at: int) -> bool:
        """Whether the round lies at least the promised delay after the close."""
        return self.time_of(round_number) >= closed_at + self.min_delay_s

    def _named(self, time: int) -> int:
        named = self.round_at(time) + 1
        if named < 1:
            raise ValueError("the beacon's chain begins later than that")
        return named
