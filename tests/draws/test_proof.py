"""Reading proof.json and entries.csv that may be anything."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.draws.entries import entry_rows
from core.draws.proof import UnusableInput, parse_entries, parse_json
from tests.draws.samples import SOME_ENTRIES, make_sample, tag

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
    assert parse_entries(text.encode()) == SOME_ENTRIES
    assert parse_entries(text.rstrip("\n").encode()) == SOME_ENTRIES
    assert parse_entries(b"first,last,tag\n" + text.encode()) == SOME_ENTRIES
    assert parse_entries(b"") == parse_entries(b"first,last,tag\n") == []


@pytest.mark.parametrize(
    "line",
    ["", "1", "1,2", f"1,2,{TAG},", f"01,2,{TAG}", f"+1,2,{TAG}", f" 1,2,{TAG}", f"1_0,20,{TAG}", f"1,٢,{TAG}",
     f"1.0,2,{TAG}", f"{'9' * 5000},2,{TAG}", f"1,2,{TAG}\r,"],
)  # fmt: skip
def test_another_spelling_of_a_line_is_unusable(line: str) -> None:
    with pytest.raises(UnusableInput, match="line 2"):
        parse_entries(f"1,1,{TAG}\n{line}\n5,5,{TAG}\n".encode())
