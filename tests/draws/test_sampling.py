"""The word stream and the positions drawn from it."""

import random
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.draws.sampling import Sampler, WordLimitReached

SEEDS = st.binary(min_size=32, max_size=32)
BLOCK_0 = (0x9402A9C04F78CD84, 0x18E8C7993CB32B9A, 0xFF74D134DAB269F9, 0xE9F698163419733E)


class WordsInHand(Sampler):
    """A sampler over words of the test's choice."""

    def __init__(self, *words: int) -> None:
        super().__init__(bytes(32))
        self._words = iter(words)

    def _next_word(self) -> int:
        return next(self._words)


def test_the_specifications_example() -> None:
    sampler = Sampler(bytes(32))
    assert list(islice(sampler.positions(10), 3)) == [2, 4, 3]
    assert [row.word for row in sampler.trace] == list(BLOCK_0[:3])
    assert [row.to_record() for row in sampler.trace] == [
        ["10665273510998887812", "10", "accept"],
        ["1794903912469441434", "9", "accept"],
        ["18407567601907689977", "8", "accept"],
    ]


def test_a_block_has_four_words_and_the_next_follows() -> None:
    sampler = Sampler(bytes(32))
    list(sampler.positions(9))
    assert [row.word for row in sampler.trace][:4] == list(BLOCK_0)
    assert len({row.word for row in sampler.trace}) == 9


def test_a_word_that_would_favour_small_numbers_is_read_again() -> None:
    limit = 2**64 - 2**64 % 10
    sampler = WordsInHand(limit, 2**64 - 1, limit - 1, 7)
    assert sampler.below(10) == 9
    assert [row.is_accepted for row in sampler.trace] == [False, False, True]
    assert sampler.trace[0].to_record() == [str(limit), "10", "reject"]


@pytest.mark.parametrize("bound", [1, 2**63, 2**64])
def test_a_power_of_two_rejects_nothing(bound: int) -> None:
    assert WordsInHand(2**64 - 1).below(bound) == (2**64 - 1) % bound


@pytest.mark.parametrize("bound", [0, -1, 2**64 + 1])
def test_an_impossible_bound_is_refused(bound: int) -> None:
    with pytest.raises(ValueError, match="bound"):
        Sampler(bytes(32)).below(bound)


@given(SEEDS, st.integers(0, 60))
def test_all_positions_are_a_permutation_and_replay(seed: bytes, n: int) -> None:
    sampler = Sampler(seed)
    positions = list(sampler.positions(n))
    assert sorted(positions) == list(range(n))
    assert len(sampler.trace) >= n
    assert list(Sampler(seed).positions(n)) == positions


@given(SEEDS, st.integers(1, 300))
def test_sparse_and_plain_shuffles_agree(seed: bytes, n: int) -> None:
    words, plain = Sampler(seed), list(range(n))
    for i in range(n):
        j = i + words.below(n - i)
        plain[i], plain[j] = plain[j], plain[i]
    assert list(Sampler(seed).positions(n)) == plain


def test_no_word_is_read_before_it_is_used() -> None:
    sampler = Sampler(bytes(32))
    positions = sampler.positions(1_000_000)
    assert sampler.trace == []
    next(positions)
    assert len(sampler.trace) == 1


def test_the_limit_of_words_stops_a_stranger() -> None:
    sampler = Sampler(bytes(32), max_words=2)
    with pytest.raises(WordLimitReached):
        list(sampler.positions(10))
    assert len(sampler.trace) == 2


def test_first_positions_are_spread_evenly() -> None:
    seeds = random.Random(7)
    counts = [0] * 10
    for _ in range(20_000):
        counts[next(Sampler(seeds.randbytes(32)).positions(10))] += 1
    chi_square = sum((count - 2_000) ** 2 / 2_000 for count in counts)
    assert chi_square < 27.88, "the 99.9 % bound of 9 degrees of freedom"
