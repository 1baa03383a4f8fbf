"""Identifiers: UUIDv7 in order of time, public numbers that are bijective."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.context import Context
from core.kernel.ids import IdGenerator, created_at, parse_public_number, public_number
from tests.kernel.helpers import sql

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
INSTANTS = st.integers(1_577_836_800_000_000, 3_786_912_000_000_000).map(  # 2020 to 2090, in microseconds
    lambda micros: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)
)


@given(INSTANTS)
def test_an_id_is_a_uuid7_of_its_millisecond(at: datetime) -> None:
    made = IdGenerator().new(at)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert created_at(made) == at.replace(microsecond=at.microsecond // 1000 * 1000)


def test_an_id_holds_its_microsecond_exactly() -> None:
    """A float of seconds is one off for about one instant in a hundred."""
    for micros in random.Random(7).sample(range(1_577_836_800_000_000, 3_786_912_000_000_000), 2000):
        made = IdGenerator().new(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros))
        assert (made.int >> 80, made.int >> 64 & 0xFFF) == (micros // 1000, micros % 1000 * 4096 // 1000)


@given(st.lists(INSTANTS, min_size=2, max_size=50))
def test_ids_increase_strictly_also_when_the_clock_stands_or_goes_back(instants: list[datetime]) -> None:
    ids = IdGenerator()
    made = [ids.new(at) for at in instants for _ in range(3)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


@given(INSTANTS, st.integers(1, 10**6))
def test_ids_of_different_processes_sort_by_microsecond(at: datetime, micros: int) -> None:
    assert IdGenerator().new(at) < IdGenerator().new(at + timedelta(microseconds=micros))


def test_ids_of_one_instant_differ_between_processes() -> None:
    assert len({IdGenerator().new(NOW) for _ in range(1000)}) == 1000


def test_ids_are_unique_across_threads() -> None:
    ids = IdGenerator()
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: ids.new(NOW), range(5000)))
    assert len(set(made)) == 5000


@pytest.mark.parametrize(
    "at", [NOW, NOW + timedelta(microseconds=999), datetime(2026, 12, 1, tzinfo=UTC), datetime(2031, 2, 28, tzinfo=UTC)]
)
async def test_the_bound_of_an_instant_lies_between_the_ids_before_and_after(context: Context, at: datetime) -> None:
    bound = (await sql(context, "SELECT uuid7_floor(:at)", at=at))[0][0]
    millisecond = at.replace(microsecond=at.microsecond // 1000 * 1000)
    assert bound == UUID(int=int(millisecond.timestamp() * 1000) << 80)
    assert IdGenerator().new(millisecond - timedelta(microseconds=1)) < bound < IdGenerator().new(at)


@given(st.integers(0, 2**35 - 1))
def test_a_public_number_is_read_back(sequence: int) -> None:
    number = public_number("TR", sequence)
    assert len(number) == 11
    assert parse_public_number(number) == ("TR", sequence)


def test_public_numbers_do_not_repeat_or_count() -> None:
    start = random.randrange(2**34)
    numbers = [public_number("TR", sequence) for sequence in range(start, start + 20_000)]
    assert len(set(numbers)) == len(numbers)
    assert len({number[3:5] for number in numbers[:50]}) > 10, "neighbours look alike"


def test_what_people_type_is_read() -> None:
    number = public_number("TR", 77)
    for typed in (number, number.lower(), f"  {number} ", number.replace("-", " ")):
        assert parse_public_number(typed) == ("TR", 77)
    with_digits = next(
        number for number in (public_number("TR", n) for n in range(1000)) if "0" in number and "1" in number
    )
    alike = with_digits.replace("0", "O").replace("1", "l")
    assert parse_public_number(alike) == parse_public_number(with_digits)


@pytest.mark.parametrize(
    "typed", ["", "TR", "TR-", "TR-123", "TR-1234-5678", "TR-UUUU-UUU", "-1234-567", "TR-12é4-567"]
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert parse_public_number(typed) is None
