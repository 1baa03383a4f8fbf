"""The statistical self-test: its mathematics, and that it sees a draw that is bent."""

from collections.abc import Iterator
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.draws import draws_app
from core.draws import sampling
from core.draws.sampling import Sampler
from core.draws.selftest import Check, chi_square_below, self_test


@pytest.mark.parametrize(
    ("value", "freedom", "expected"),
    [  # the usual printed tables
        (10.828, 1, 0.999),
        (3.841, 1, 0.95),
        (13.816, 2, 0.999),
        (29.588, 10, 0.999),
        (1.479, 10, 0.001),
        (149.449, 100, 0.999),
        (61.918, 100, 0.001),
        (99.334, 100, 0.5),
        (0.0, 5, 0.0),
        (1e6, 5, 1.0),
    ],
)
def test_chi_square_is_that_of_the_tables(value: float, freedom: int, expected: float) -> None:
    assert chi_square_below(value, freedom) == pytest.approx(expected, abs=2e-5)


def test_both_ends_are_refused() -> None:
    for probability, is_passed in ((0.0004, False), (0.0006, True), (0.9994, True), (0.9996, False)):
        assert Check("", 1, 2, 1.0, probability).is_passed is is_passed


def test_our_draws_pass_and_say_the_same_again() -> None:
    first = self_test()
    assert [check.title for check in first if not check.is_passed] == []
    assert self_test() == first
    assert len({check.title for check in first}) == len(first), "each has seeds of its own"


def failed() -> set[str]:
    return {check.title for check in self_test() if not check.is_passed}


def test_a_modulo_without_rejection_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def below(self: Sampler, bound: int) -> int:
        word = self._next_word()
        self.trace.append(sampling.TraceRow(word, bound, True))
        return word % bound

    monkeypatch.setattr(Sampler, "below", below)
    assert failed() == {"a word where a quarter is rejected"}


def test_a_shuffle_that_exchanges_with_any_place_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def positions(self: Sampler, n: int) -> Iterator[int]:
        places = list(range(n))
        for i in range(n):
            j = self.below(n)
            places[i], places[j] = places[j], places[i]
        yield from places

    monkeypatch.setattr(Sampler, "positions", positions)
    assert "the order of 5 positions" in failed()


def test_an_odd_preference_for_a_ticket_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    original: Any = Sampler.below

    def below(self: Sampler, bound: int) -> int:
        drawn: int = original(self, bound)
        return drawn if drawn != bound - 1 or self.trace[-1].word >> 63 else 0

    monkeypatch.setattr(Sampler, "below", below)
    assert "first winner, by ticket" in failed()


def test_the_command_prints_a_table_and_ends_by_its_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    done = CliRunner().invoke(draws_app, ["selftest"], env={"DATABASE_URL": ""})
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert lines[0].split() == ["check", "draws", "cells", "chi-square", "p"]
    assert all(line.startswith("ok") for line in lines[1:-1])
    assert lines[-1] == "12 of 12 with p from 0.0005 to 0.9995"
    monkeypatch.setattr("cli.draws.self_test", lambda: [Check("bent", 10, 2, 99.0, 1.0)])
    done = CliRunner().invoke(draws_app, ["selftest"])
    assert (done.exit_code, "BAD bent" in done.output) == (1, True)
