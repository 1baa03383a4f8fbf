"""Who wins what: prize slots, alternates and the draw itself, a pure function of stored rows (section 5)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.draws.entries import NumberIndex, Row
from core.draws.primitives import client_seed, combined_seed
from core.draws.sampling import Sampler, TraceRow

BASIS_POINTS = 10_000
WINNER = "winner"
ALTERNATE = "alternate"
ROLES = (WINNER, ALTERNATE)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place to be drawn: of prize `position` the `seq`-th (from 1) worth `value_minor`, or an alternate's."""

    role: str
    position: int | None = None
    seq: int | None = None
    value_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A drawn place. `order` counts from 1 over winners and alternates, `index` is the drawn position."""

    order: int
    index: int
    number: int
    holder_tag: str
    role: str
    position: int | None = None
    seq: int | None = None
    value_minor: int | None = None

    def to_record(self) -> dict[str, object]:
        """The result as it stands in a proof; an alternate has no prize fields."""
        record: dict[str, object] = {
            "order": self.order,
            "index": self.index,
            "number": self.number,
            "holder_tag": self.holder_tag,
            "role": self.role,
        }
        if self.role == WINNER:
            record |= {"position": self.position, "seq": self.seq, "value_minor": self.value_minor}
        return record


@dataclass(frozen=True, slots=True)
class DrawOutcome:
    """All that follows from the rows of a draw. `unawarded` counts prize slots that no number was left for."""

    client_seed: bytes
    combined_seed: bytes
    results: tuple[Result, ...]
    trace: tuple[TraceRow, ...]
    unawarded: int


def prize_slots(prizes: Sequence[Mapping[str, Any]], gross_minor: int) -> Iterator[Slot]:
    """The slots of all prizes in drawing order, lazily: a record may promise more slots than memory holds."""
    for prize in sorted(prizes, key=lambda prize: prize["position"]):
        count = prize["winner_count"]
        if prize["type"] == "fixed":
            share, left_over = prize["value_minor"], 0
        else:
            share, left_over = divmod(gross_minor * prize["percentage_bp"] // BASIS_POINTS, count)
        for seq in range(1, count + 1):
            yield Slot(WINNER, prize["position"], seq, share + (seq <= left_over))


def draw(
    close: Mapping[str, Any],
    close_hash: bytes,
    server_seed: bytes,
    beacon_value: bytes,
    entries: Sequence[Row],
    *,
    max_words: int | None = None,
) -> DrawOutcome:
    """Draws by a checked close record over checked entries; the same rows always give the same outcome.

    Raises ValueError where the entries are not those of the record, WordLimitReached beyond `max_words`.
    """
    numbers = NumberIndex(entries)
    if (len(entries), numbers.n) != (close["entry_count"], close["n"]):
        raise ValueError("these are not the entries of the close record")
    client = client_seed(close_hash, beacon_value)
    combined = combined_seed(server_seed, client)
    sampler = Sampler(combined, max_words=max_words)
    results = tuple(_award(close, numbers, sampler))
    promised = sum(prize["winner_count"] for prize in close["prizes"])
    awarded = sum(result.role == WINNER for result in results)
    return DrawOutcome(client, combined, results, tuple(sampler.trace), promised - awarded)


def _slots(close: Mapping[str, Any]) -> Iterator[Slot]:
    yield from prize_slots(close["prizes"], close["gross_minor"])
    for _ in range(close["alternates"]):
        yield Slot(ALTERNATE)


def _award(close: Mapping[str, Any], numbers: NumberIndex, sampler: Sampler) -> Iterator[Result]:
    positions = sampler.positions(numbers.n)
    one_each = close["distinct"] == "holder"
    # An alternate counts as drawn: stepping in for two ineligible winners would make one holder win twice.
    drawn_holders: set[str] = set()
    for order, slot in enumerate(_slots(close), start=1):
        for index in positions:
            number, tag = numbers.at(index)
            if not (one_each and tag in drawn_holders):
                break
        else:
            return
        drawn_holders.add(tag)
        yield Result(order, index, number, tag, slot.role, slot.position, slot.seq, slot.value_minor)
