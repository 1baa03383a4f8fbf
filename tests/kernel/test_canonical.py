"""The encodings that every hash stands on."""

import json
import math
from collections.abc import Mapping
from enum import IntEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.canonical import MAX_SAFE_INTEGER, NotCanonical, canonical_json, frame, tagged_hash

SAFE_INTEGERS = st.integers(-MAX_SAFE_INTEGER, MAX_SAFE_INTEGER)
VALUES = st.recursive(
    st.none() | st.booleans() | SAFE_INTEGERS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def test_tagged_hash_is_the_specifications_example() -> None:
    assert tagged_hash("x", "y").hex() == "134dc4d08f99ce0e5d2cfccbe1dae2c1e52caea62add95f8bf142cfe6e39e5e4"


def test_frame_says_the_length_first() -> None:
    assert frame(b"") == b"\0\0\0\0"
    assert frame(b"a" * 258) == b"\0\0\x01\x02" + b"a" * 258


def test_text_and_bytes_are_the_same_field_and_borders_count() -> None:
    assert tagged_hash("t", "ab") == tagged_hash("t", b"ab")
    assert (
        len({tagged_hash("t", "ab"), tagged_hash("t", "a", "b"), tagged_hash("t", "ab", ""), tagged_hash("tab")}) == 4
    )


def test_text_beyond_ascii_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        tagged_hash("t", "é")


def test_canonical_json_has_one_spelling() -> None:
    value = {"b": [1, (2, 3)], "a": {"z": None, "y": True}, "ü": "ж\n\U0001f600"}
    expected = rb'{"a":{"y":true,"z":null},"b":[1,[2,3]],"\u00fc":"\u0436\n\ud83d\ude00"}'
    assert canonical_json(value) == expected
    assert canonical_json(dict(reversed(value.items()))) == expected


def test_an_enum_of_integers_is_its_number() -> None:
    assert canonical_json(IntEnum("Side", "LEFT RIGHT").RIGHT) == b"2"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("value", "path"),
    [
        (1.0, ""),
        ({"a": {"b": [0, 0.5]}}, "a.b[1]"),
        ({"a": math.nan}, "a"),
        ([math.inf], "[0]"),
        ({"n": MAX_SAFE_INTEGER + 1}, "n"),
        ({"n": -MAX_SAFE_INTEGER - 1}, "n"),
        ({"a": {1: 2}}, "a"),
        ({"a": b"bytes"}, "a"),
        ({"a": {1, 2}}, "a"),
    ],
)
def test_what_has_no_spelling_is_named(value: object, path: str) -> None:
    with pytest.raises(NotCanonical) as refusal:
        canonical_json(value)
    assert refusal.value.path == path
    assert isinstance(refusal.value, ValueError)


def test_the_bounds_themselves_are_allowed() -> None:
    assert canonical_json([MAX_SAFE_INTEGER, -MAX_SAFE_INTEGER]) == b"[9007199254740991,-9007199254740991]"


def test_a_bomb_of_nesting_is_an_ordinary_error() -> None:
    bomb: list[object] = []
    for _ in range(100_000):
        bomb = [bomb]
    with pytest.raises(NotCanonical):
        canonical_json(bomb)


@given(VALUES)
def test_reading_gives_the_value_back_in_ascii(value: Mapping[str, object]) -> None:
    encoded = canonical_json(value)
    assert encoded.isascii()
    assert json.loads(encoded) == value
    assert canonical_json(json.loads(encoded)) == encoded
