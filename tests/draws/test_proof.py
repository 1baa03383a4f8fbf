"""Reading proof.json and entries.csv that may be anything."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.draws.entries import Entry, EntryList, entry_rows
from core.draws.proof import UnusableInput, parse_entries, parse_json
from tests.draws.samples import SOME_ENTRIES, make_sample, tag
from tests.draws.test_entries import disjoint_entries

TAG = tag("somebody")


def test_a_proof_reads_back() -> None:
    proof = make_sample().proof
    assert parse_json(json.dumps(proof).encode()) == proof
    assert set(proof) == {
        "close", "close_hash", "reveal", "client_seed", "combined_seed", "results", "entries", "trace",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (b"[" * 1_000_000, "nested"),
        (b'{"a":' * 1_000_000, "nested"),
        (b'{"a": {"n": 1, "m": 2, "n": 1}}', "key n stands twice"),
        (b'{"n": ' + b"9" * 10_000 + b"}", "not JSON"),
        (b"{} {}", "not JSON"),
    ],
)
def test_junk_is_unusable(data: bytes, reason: str) -> None:
    with pytest.raises(UnusableInput, match=reason):
        parse_json(data)


@given(st.binary(max_size=200))
def test_no_bytes_at_all_break_the_readers(data: bytes) -> None:
    for read in (parse_json, parse_entries):
        with suppress(UnusableInput):
            read(data)


def test_entries_read_back_with_or_without_a_heading() -> None:
    text = "".join(entry_rows(SOME_ENTRIES))
    for spelled in (text, text.rstrip("\n"), f"first,last,tag\n{text}", f"first,last,tag\n{text}".rstrip("\n")):
        assert list(parse_entries(spelled.encode())) == SOME_ENTRIES
    for nothing in ("", "first,last,tag\n", "first,last,tag"):
        assert list(parse_entries(nothing.encode())) == []


@given(disjoint_entries(max_size=40), st.data())
def test_a_bent_line_is_read_by_columns_as_it_is_read_by_itself(entries: list[Entry], data: st.DataObject) -> None:
    """Whatever stands in a file: reading it by columns must not find other entries in it than reading line by line."""
    text = "".join(entry_rows(entries))
    at = data.draw(st.integers(0, len(text)))
    bent = text[:at] + data.draw(st.text(",\n0 9-aé", max_size=3)) + text[at + data.draw(st.integers(0, 3)) :]
    columns = EntryList.of_lines(bent.encode())
    if columns is not None:
        lines = [line.split(",") for line in bent.removesuffix("\n").split("\n")]
        assert list(columns) == [(int(first), int(last), tag) for first, last, tag in lines]
        assert "".join(entry_rows(columns)) == bent


def test_what_entries_csv_is_made_of_is_read_by_columns() -> None:
    entries = [Entry(10**power, 2 * 10**power, TAG) for power in range(15)]
    columns = EntryList.of_lines("".join(entry_rows(entries)).encode())
    assert columns is not None
    assert list(columns) == entries


@pytest.mark.parametrize(
    "line",
    ["", "1", "1,2", f"1,2,{TAG},", f"01,2,{TAG}", f"+1,2,{TAG}", f" 1,2,{TAG}", f"1_0,20,{TAG}", f"1,٢,{TAG}",
     f"1.0,2,{TAG}", f"{'9' * 5000},2,{TAG}", f"1,2,{TAG}\r,"],
)  # fmt: skip
def test_another_spelling_of_a_line_is_unusable(line: str) -> None:
    with pytest.raises(UnusableInput, match="line 2"):
        parse_entries(f"1,1,{TAG}\n{line}\n5,5,{TAG}\n".encode())
