"""A rehearsal as a pure function: what would be awarded, and nothing of a real draw."""

import dataclasses

import pytest

from core.draws.fields import InvalidField
from core.draws.rehearse import Rehearsal, rehearse
from tests.draws.samples import SOME_ENTRIES, entries_of

NOW = 1_763_600_000
RULES = {
    "prizes": [
        {"position": 2, "winner_count": 3, "type": "fixed", "value_minor": 700},
        {"position": 1, "winner_count": 2, "type": "percentage", "percentage_bp": 3333},
    ],
    "distinct": "number",
    "alternates": 4,
    "server_commit": "never read",
}


def of(**rules: object) -> Rehearsal:
    return rehearse({**RULES, **rules}, SOME_ENTRIES, 100, "THB", NOW)


def test_it_tells_how_many_places_get_how_much() -> None:
    made = of()
    assert (made.entries, made.tickets, made.gross_minor) == (5, 20, 2_000)
    assert [dataclasses.astuple(prize) for prize in made.prizes] == [(1, 2, 2, 666), (2, 3, 3, 2_100)]
    assert (made.alternates, made.alternates_drawn, made.unawarded) == (4, 4, 0)
    assert made.verdict.is_valid
    assert len(made.verdict.steps) == 8


def test_fewer_tickets_than_places_leave_some_unawarded() -> None:
    made = rehearse(RULES, entries_of((5, 7)), 100, "THB", NOW)
    assert [prize.awarded for prize in made.prizes] == [2, 1]
    assert (made.unawarded, made.alternates_drawn) == (2, 0)
    made = rehearse({**RULES, "distinct": "holder"}, entries_of((1, 50), holders=1), 100, "THB", NOW)
    assert [prize.awarded for prize in made.prizes] == [1, 0]
    assert made.verdict.is_valid


def test_no_ticket_is_no_draw() -> None:
    made = rehearse(RULES, [], 100, "THB", NOW)
    assert (made.tickets, made.unawarded, [prize.value_minor for prize in made.prizes]) == (0, 5, [0, 0])
    assert made.verdict.is_valid


def test_what_cannot_be_closed_is_named() -> None:
    with pytest.raises(InvalidField, match="prizes"):
        of(prizes=[{"position": 1, "winner_count": 0, "type": "fixed", "value_minor": 1}])
    with pytest.raises(InvalidField, match="entries"):
        rehearse(RULES, entries_of((5, 7), (6, 9)), 100, "THB", NOW)


def test_it_says_nothing_of_numbers_holders_or_seeds() -> None:
    names = {field.name for field in dataclasses.fields(Rehearsal)}
    assert not names & {"results", "trace", "server_seed", "client_seed", "combined_seed", "close"}
    text = repr(of())
    assert not [entry.holder_tag for entry in SOME_ENTRIES if entry.holder_tag in text]
