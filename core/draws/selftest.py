"""A statistical self-test of sampling and award: chi-square over fixed seeds, so that it says the same at every run.

It shows what a reader of the code cannot see at a glance: that no place, order or holder is preferred. What a seed is
worth is another question, which the proof answers.
"""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice, permutations

from core.draws.awards import draw
from core.draws.entries import Entry
from core.draws.sampling import Sampler
from core.kernel.canonical import tagged_hash

CONFIDENCE = 0.999
"""Two-sided: too even is as suspicious as too uneven."""

_WIDE = 3 << 62
"""A bound that a quarter of all words is rejected for: taken modulo it, they would prefer its lower third."""

_ENTRIES = [Entry(1, 3, "aa" * 32), Entry(7, 7, "bb" * 32), Entry(10, 14, "cc" * 32), Entry(20, 30, "aa" * 32)]
"""Ranges with gaps, and a holder of two of them."""

_CLOSE: Mapping[str, object] = {
    "entry_count": len(_ENTRIES),
    "n": sum(entry.last - entry.first + 1 for entry in _ENTRIES),
    "prizes": [{"position": 1, "winner_count": 2, "type": "fixed", "value_minor": 1}],
    "gross_minor": 0,
    "alternates": 1,
}


@dataclass(frozen=True, slots=True)
class Check:
    """One question, and the answer of chi-square. `probability` is that of a smaller value from a fair draw."""

    title: str
    draws: int
    cells: int
    chi_square: float
    probability: float

    @property
    def is_passed(self) -> bool:
        tail = (1 - CONFIDENCE) / 2
        return tail <= self.probability <= 1 - tail


def self_test() -> list[Check]:
    """Ask everything. Takes some seconds."""
    tickets = [(number, tag) for first, last, tag in _ENTRIES for number in range(first, last + 1)]
    numbers = _evenly(number for number, _ in tickets)
    shares: dict[Hashable, float] = dict(Counter(tag for _, tag in tickets))
    return [
        *(
            _check(f"drawn as number {slot} of 50 positions", 20_000, _evenly(range(50)), _position(50, slot))
            for slot in (1, 2, 10, 50)
        ),
        _check("first and second of 12 positions", 40_000, _evenly(permutations(range(12), 2)), _order(12, 2)),
        _check("the order of 5 positions", 40_000, _evenly(permutations(range(5))), _order(5, 5)),
        _check("a word where a quarter is rejected", 20_000, _evenly(range(12)), _wide_word),
        _check("two words after each other", 20_000, _evenly((a, b) for a in range(7) for b in range(9)), _words),
        _check("first winner, by ticket", 20_000, numbers, _winner("number", 0)),
        _check("second winner, by ticket", 20_000, numbers, _winner("number", 1)),
        _check("first winner, by the holder's tickets", 20_000, shares, _holder("number", 0)),
        _check("second winner, each holder once", 20_000, _second_holder(shares), _holder("holder", 1)),
    ]


def chi_square_below(value: float, freedom: int) -> float:
    """The probability that chi-square of so many degrees of freedom is below a value: the regularised lower incomplete
    gamma function (Abramowitz and Stegun 6.5.29 and 6.5.31)."""
    a, x = freedom / 2, value / 2
    if x <= 0:
        return 0.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        n = a
        while term > total * 1e-15:
            n += 1
            term *= x / n
            total += term
        return front * total
    b, c, d = x + 1 - a, 1e300, 1 / (x + 1 - a)
    fraction = d
    for i in range(1, 10_000):
        b += 2
        step = -i * (i - a)
        d = 1 / (step * d + b)
        c = b + step / c
        fraction *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return 1 - front * fraction


def _check(title: str, draws: int, weights: Mapping[Hashable, float], outcome: Callable[[bytes], Hashable]) -> Check:
    """How often each outcome came among so many draws, against its weight."""
    seen = Counter(outcome(tagged_hash("ldp1/selftest", title, str(number))) for number in range(draws))
    total = sum(weights.values())
    if strange := seen.keys() - weights.keys():
        raise AssertionError(f"{title}: drew {sorted(map(str, strange))}")
    chi_square = sum(
        (seen[cell] - draws * share / total) ** 2 / (draws * share / total) for cell, share in weights.items()
    )
    return Check(title, draws, len(weights), chi_square, chi_square_below(chi_square, len(weights) - 1))


def _evenly(cells: Iterable[Hashable]) -> dict[Hashable, float]:
    return dict.fromkeys(cells, 1.0)


def _position(n: int, slot: int) -> Callable[[bytes], Hashable]:
    return lambda seed: next(islice(Sampler(seed).positions(n), slot - 1, None))


def _order(n: int, length: int) -> Callable[[bytes], Hashable]:
    return lambda seed: tuple(islice(Sampler(seed).positions(n), length))


def _wide_word(seed: bytes) -> Hashable:
    return Sampler(seed).below(_WIDE) * 12 // _WIDE


def _words(seed: bytes) -> Hashable:
    sampler = Sampler(seed)
    return sampler.below(7), sampler.below(9)


def _drawn(distinct: str, place: int, seed: bytes) -> tuple[int, str]:
    result = draw({**_CLOSE, "distinct": distinct}, seed, seed, seed, _ENTRIES).results[place]
    return result.number, result.holder_tag


def _winner(distinct: str, place: int) -> Callable[[bytes], Hashable]:
    return lambda seed: _drawn(distinct, place, seed)[0]


def _holder(distinct: str, place: int) -> Callable[[bytes], Hashable]:
    return lambda seed: _drawn(distinct, place, seed)[1]


def _second_holder(shares: Mapping[Hashable, float]) -> dict[Hashable, float]:
    """The chance of each holder to come second where nobody comes twice: over whoever came first."""
    total = sum(shares.values())
    return {
        tag: sum(first / total * share / (total - first) for other, first in shares.items() if other != tag)
        for tag, share in shares.items()
    }
