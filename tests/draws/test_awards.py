"""Prizes, percentages, alternates, distinct holders, and draws with less to draw than promised."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.draws.awards import ALTERNATE, WINNER, draw, prize_slots
from core.draws.entries import Entry
from tests.draws.samples import SOME_ENTRIES, entries_of, make_sample
from tests.draws.test_entries import disjoint_entries

SHUFFLED_PRIZES = (
    {"position": 3, "winner_count": 1, "type": "fixed", "value_minor": 5},
    {"position": 1, "winner_count": 3, "type": "percentage", "percentage_bp": 5000},
)


def fixed(winner_count: int) -> tuple[dict[str, Any], ...]:
    return ({"position": 1, "winner_count": winner_count, "type": "fixed", "value_minor": 9},)


def test_prizes_go_by_position_and_leftover_units_to_the_first_slots() -> None:
    slots = [(slot.position, slot.seq, slot.value_minor) for slot in prize_slots(SHUFFLED_PRIZES, 10_001)]
    assert slots == [(1, 1, 1667), (1, 2, 1667), (1, 3, 1666), (3, 1, 5)]


@given(st.integers(0, 10**15), st.integers(0, 10_000), st.integers(1, 50))
def test_a_percentage_pool_is_given_out_to_the_last_unit(gross: int, bp: int, count: int) -> None:
    prize = {"position": 1, "winner_count": count, "type": "percentage", "percentage_bp": bp}
    shares = [slot.value_minor or 0 for slot in prize_slots([prize], gross)]
    assert sum(shares) == gross * bp // 10_000
    assert shares == sorted(shares, reverse=True)
    assert max(shares) - min(shares) <= 1


def test_winners_then_alternates_in_one_order() -> None:
    outcome = make_sample(prizes=SHUFFLED_PRIZES, alternates=2).outcome
    assert [result.order for result in outcome.results] == [1, 2, 3, 4, 5, 6]
    assert [result.role for result in outcome.results] == [WINNER] * 4 + [ALTERNATE] * 2
    assert outcome.results[4].to_record().keys() == {"order", "index", "number", "holder_tag", "role"}
    assert [result.seq for result in outcome.results] == [1, 2, 3, 1, None, None]
    assert outcome.unawarded == 0


def test_more_slots_than_numbers_leaves_the_rest_unawarded() -> None:
    entries = entries_of((5, 6), (9, 9))
    outcome = make_sample(entries, prizes=fixed(5), alternates=4).outcome
    assert sorted(result.number for result in outcome.results) == [5, 6, 9]
    assert outcome.unawarded == 2
    assert len(outcome.trace) == 3


def test_a_promise_larger_than_memory_is_no_work() -> None:
    assert make_sample(entries_of((1, 2)), prizes=fixed(2**53 - 1), alternates=2**53 - 1).outcome.unawarded == 2**53 - 3


def test_nothing_sold_draws_nothing() -> None:
    outcome = make_sample([]).outcome
    assert (outcome.results, outcome.trace, outcome.unawarded) == ((), (), 3)


def test_one_holder_wins_once_and_skipped_words_stay_consumed() -> None:
    entries = entries_of((1, 50), (51, 51), (60, 60), holders=3)
    outcome = make_sample(entries, distinct="holder", prizes=fixed(2), alternates=5).outcome
    assert len({result.holder_tag for result in outcome.results}) == len(outcome.results) == 3
    assert len(outcome.trace) >= 52, "all numbers were tried before the draw ended"
    assert make_sample(entries, prizes=fixed(2), alternates=5).outcome.results != outcome.results


@given(disjoint_entries(), st.integers(1, 6), st.integers(0, 4), st.sampled_from(["number", "holder"]))
def test_any_draw_is_distinct_and_replays(entries: list[Entry], winners: int, alternates: int, distinct: str) -> None:
    sample = make_sample(entries, prizes=fixed(winners), alternates=alternates, distinct=distinct)
    results = sample.outcome.results
    sold = [number for entry in entries for number in range(entry.first, entry.last + 1)]
    units = len({entry.holder_tag for entry in entries}) if distinct == "holder" else len(sold)
    assert len(results) == min(winners + alternates, units)
    assert len({result.number for result in results}) == len(results)
    assert all(sold[result.index] == result.number for result in results)
    if distinct == "holder":
        assert len({result.holder_tag for result in results}) == len(results)
    again = make_sample(entries, prizes=fixed(winners), alternates=alternates, distinct=distinct)
    assert again.outcome == sample.outcome


def test_other_entries_than_the_records_are_refused() -> None:
    with pytest.raises(ValueError, match="not the entries"):
        draw(make_sample().close, bytes(32), bytes(32), bytes(32), SOME_ENTRIES[:-1])
