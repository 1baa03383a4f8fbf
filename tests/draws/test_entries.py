"""Ranges of numbers: what is refused, what is hashed, and which number a position is."""

from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.draws.entries import Entry, EntryList, NumberIndex, are_tags, entry_rows
from core.draws.entry_tree import EntryTree, entry_leaf, entry_leaves, void_root
from core.draws.fields import InvalidField
from core.draws.merkle import EMPTY_ROOT, merkle_root
from core.kernel.canonical import MAX_SAFE_INTEGER
from tests.draws.samples import DRAW_ID, SOME_ENTRIES, leaves_of, listed, tag

TAG = tag("somebody")


@st.composite
def disjoint_entries(draw: st.DrawFn, max_size: int = 12) -> list[Entry]:
    """Ranges with gaps, some of one holder."""
    entries, at = [], draw(st.integers(0, 5))
    for gap, length, holder in draw(
        st.lists(st.tuples(st.integers(0, 4), st.integers(1, 6), st.integers(0, 4)), max_size=max_size)
    ):
        entries.append(Entry(at + gap, at + gap + length - 1, tag(holder)))
        at += gap + length
    return entries


def tree_of(entries: Any) -> EntryTree:
    tree = EntryTree(DRAW_ID)
    tree.add(entries)
    return tree


def test_a_leaf_is_spelled_as_the_specification_says() -> None:
    line = f"5,7,{TAG}".encode()
    draw_id = DRAW_ID.encode()
    message = b"\x00" + b"\0\0\0\x0aldp1/entry" + b"\0\0\0\x24" + draw_id + len(line).to_bytes(4, "big") + line
    assert entry_leaf(DRAW_ID, Entry(5, 7, TAG)) == sha256(message).digest()


def test_voids_are_decimal_numbers_under_a_tag_of_their_own() -> None:
    assert void_root(DRAW_ID, []) == EMPTY_ROOT
    message = b"\x00" + b"\0\0\0\x09ldp1/void" + b"\0\0\0\x24" + DRAW_ID.encode() + b"\0\0\0\x0212"
    assert void_root(DRAW_ID, [12]) == sha256(message).digest()


@given(disjoint_entries(max_size=40))
def test_the_tree_is_the_root_over_single_leaves(entries: list[Entry]) -> None:
    tree = EntryTree(DRAW_ID)
    for entry in entries:
        tree.add([entry])
    at_once = tree_of(tuple(entries))
    expected = merkle_root(entry_leaf(DRAW_ID, entry) for entry in entries)
    numbers = sum(entry.last - entry.first + 1 for entry in entries)
    for built in (tree, at_once):
        assert (built.root(), built.count, built.n) == (expected, len(entries), numbers)


def test_numbers_of_any_length_share_a_tree() -> None:
    entries = [Entry(10**power, 10**power, TAG) for power in range(16)] + [
        Entry(MAX_SAFE_INTEGER, MAX_SAFE_INTEGER, TAG)
    ]
    assert tree_of(entries).root() == merkle_root(entry_leaf(DRAW_ID, entry) for entry in entries)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ((4, 4, TAG), "entries[5000][0]"),
        ((4999, 6000, TAG), "entries[5000][0]"),
        ((6000, 5999, TAG), "entries[5000][1]"),
        ((True, 6000, TAG), "entries[5000][0]"),
        ((6000, 6000.0, TAG), "entries[5000][1]"),
        ((-1, 6000, TAG), "entries[5000][0]"),
        ((6000, MAX_SAFE_INTEGER + 1, TAG), "entries[5000][1]"),
        ((6000, 10**5000, TAG), "entries[5000][1]"),
        (("6000", 6000, TAG), "entries[5000][0]"),
        ((6000, 6000, TAG.upper()), "entries[5000][2]"),
        ((6000, 6000, TAG[:-1]), "entries[5000][2]"),
        ((6000, 6000, TAG[:-1] + "\n"), "entries[5000][2]"),
        ((6000, 6000, TAG[:-1] + ","), "entries[5000][2]"),
        ((6000, 6000, TAG[:-1] + "é"), "entries[5000][2]"),
        ((6000, 6000, list(TAG)), "entries[5000][2]"),
        ((6000, 6000), "entries[5000]"),
        ((6000, 6000, TAG, TAG), "entries[5000]"),
        (6000, "entries[5000]"),
        (None, "entries[5000]"),
    ],
)
def test_a_bad_row_is_named_wherever_it_stands(row: Any, field: str) -> None:
    good: list[Any] = [Entry(number, number, TAG) for number in range(5000)]
    with pytest.raises(InvalidField) as refusal:
        tree_of([*good, row, Entry(7000, 7000, TAG)])
    assert refusal.value.field == field


@given(disjoint_entries())
def test_positions_count_the_numbers_without_the_gaps(entries: list[Entry]) -> None:
    numbers = [(number, entry.holder_tag) for entry in entries for number in range(entry.first, entry.last + 1)]
    index = NumberIndex(entries)
    assert index.n == len(numbers)
    assert [index.at(position) for position in range(index.n)] == numbers
    for outside in (-1, index.n):
        with pytest.raises(IndexError):
            index.at(outside)


@given(disjoint_entries(max_size=40))
def test_columns_read_as_the_rows_that_they_are_made_of(entries: list[Entry]) -> None:
    columns = listed(entries)
    assert list(columns) == [columns[place] for place in range(len(columns))] == entries
    assert list(columns[1:-1]) == entries[1:-1]
    assert list(EntryList.joined([columns[:2], columns[2:]])) == entries
    spelled = [line.decode() + "\n" for lines in columns.lines() for line in lines]
    assert spelled == list(entry_rows(columns)) == list(entry_rows(entries))
    assert entry_leaves(DRAW_ID, columns) == leaves_of(entries)
    by_rows, by_columns = NumberIndex(entries), NumberIndex(columns)
    assert [by_columns.at(position) for position in range(by_columns.n)] == [
        by_rows.at(position) for position in range(by_rows.n)
    ]
    assert tree_of(columns).root() == tree_of(entries).root()


def test_columns_are_judged_as_rows_are() -> None:
    """entries.csv and the database give columns: what is wrong with them is named like that of rows."""
    for bent, field in (
        ([Entry(1, 2, TAG), Entry(2, 3, TAG)], "entries[1][0]"),
        ([Entry(1, 2, TAG), Entry(4, 3, TAG)], "entries[1][1]"),
        ([Entry(1, 2, TAG), Entry(3, MAX_SAFE_INTEGER + 1, TAG)], "entries[1][1]"),
        ([Entry(1, 2, TAG), Entry(3, 3, TAG.upper())], "entries[1][2]"),
        ([Entry(-1, 2, TAG)], "entries[0][0]"),
    ):
        with pytest.raises(InvalidField) as refusal:
            tree_of(listed(bent))
        assert refusal.value.field == field


def test_every_character_but_a_hex_digit_is_seen_in_a_tag() -> None:
    for code in range(128):
        column = listed([Entry(1, 1, TAG[:40] + chr(code) + TAG[41:])]).tags
        assert are_tags(column) == (chr(code) in "0123456789abcdef"), code


def test_a_csv_line_is_the_line_that_is_hashed() -> None:
    rows = list(entry_rows(SOME_ENTRIES))
    assert rows[0] == f"1,3,{tag(0)}\n"
    assert len(rows) == len(SOME_ENTRIES)
