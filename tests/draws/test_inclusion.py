"""Path files: one entry's way to the root of the close record, and every field of it bent once."""

import copy
import json
import os
from hashlib import sha256
from typing import Any

import pytest

from core.draws.entries import Entry
from core.draws.entry_tree import entry_leaf
from core.draws.inclusion import BlocksInMaking, EntryPath, is_path, verify_path
from core.draws.merkle import BATCH_LEAVES, inclusion_path, root_from_path, sibling_sides
from core.draws.primitives import holder_tag, player_salt
from tests.draws.samples import DRAW_ID, leaves_of, listed, make_sample
from tests.draws.signing import f, t

USER = "0190b7a8-0000-7c3e-8a55-0c8f6d0e2b11"
SALT = player_salt(b"k" * 32, DRAW_ID)


def entries_with(index: int, count: int) -> list[Entry]:
    """A list in which one entry is USER's."""
    entries = [Entry(3 * place + 1, 3 * place + 2, f"{place:064x}") for place in range(count)]
    entries[index] = entries[index]._replace(holder_tag=holder_tag(DRAW_ID, USER, SALT))
    return entries


def path_of(index: int, count: int) -> EntryPath:
    entries = entries_with(index, count)
    siblings = inclusion_path(leaves_of(entries), index)
    return EntryPath(make_sample(entries).close, entries[index], USER, SALT, index, siblings)


def file_of(index: int = 3, count: int = 7) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(json.dumps(path_of(index, count).to_record()))
    return record


@pytest.mark.parametrize("count", [1, 2, 3, 5, 7, 8, 9, 255, 256, 257, 600])
def test_every_place_of_every_shape_leads_to_the_root(count: int) -> None:
    for index in {0, 1, count // 2, count - 2, count - 1} & {*range(count)}:
        path = path_of(index, count)
        assert path.leads_to_root()
        verdict = verify_path(json.loads(json.dumps(path.to_record())))
        assert verdict.is_valid, verdict
        assert len(path.siblings) <= (count - 1).bit_length(), "a path has the logarithm of the entries"


def test_a_path_is_what_the_specification_hashes() -> None:
    """Computed here by hand: leaf, the sides as they are written, the root."""
    record = file_of()
    first, last, tag = record["entry"]
    assert tag == t("ldp1/holder", DRAW_ID, USER, SALT).hex()
    assert record["line"] == f"{first},{last},{tag}"
    from_leaf = bytes.fromhex(record["leaf"])
    assert from_leaf == sha256(b"\x00" + f(b"ldp1/entry") + f(DRAW_ID.encode()) + f(record["line"].encode())).digest()
    for sibling in record["siblings"]:
        other = bytes.fromhex(sibling["hash"])
        pair = other + from_leaf if sibling["side"] == "left" else from_leaf + other
        from_leaf = sha256(b"\x01" + pair).digest()
    assert from_leaf.hex() == record["close"]["entry_root"]


@pytest.mark.parametrize(
    ("where", "value", "field"),
    [
        (("close_hash",), "00" * 32, "close_hash"),
        (("close", "gross_minor"), 10_002, "close_hash"),
        (("close", "entry_root"), "00" * 32, "close_hash"),
        (("close", "beacon", "round"), 1, "close.beacon.round"),
        (("close", "extra"), 1, "close.extra"),
        (("entry", 0), 9, "line"),
        (("entry", 1), 9, "entry[1]"),
        (("entry", 2), "00" * 32, "entry[2]"),
        (("entry",), [1, 2], "entry"),
        (("user_ref",), "0190b7a8-0000-7c3e-8a55-0c8f6d0e2b12", "entry[2]"),
        (("salt",), "00" * 16, "entry[2]"),
        (("line",), "1,2,x", "line"),
        (("leaf",), "00" * 32, "leaf"),
        (("index",), 4, "siblings[0].side"),
        (("index",), 6, "siblings"),
        (("index",), 7, "index"),
        (("index",), 2**53 - 1, "index"),
        (("index",), 10**400, "index"),
        (("index",), -1, "index"),
        (("index",), True, "index"),
        (("siblings", 0, "side"), "right", "siblings[0].side"),
        (("siblings", 1, "side"), "up", "siblings[1].side"),
        (("siblings", 2, "hash"), "00" * 32, "siblings"),
        (("siblings", 2, "hash"), "AA" * 32, "siblings[2].hash"),
        (("siblings",), [], "siblings"),
        (("nonce",), 0, "nonce"),
    ],
)
def test_each_bent_field_is_named(where: tuple[str | int, ...], value: object, field: str) -> None:
    record = file_of()
    inner: Any = record
    for key in where[:-1]:
        inner = inner[key]
    if where == ("entry", 1):
        value = record["entry"][0] - 1
    inner[where[-1]] = value
    verdict = verify_path(record)
    assert (verdict.is_valid, verdict.field) == (False, field)


@pytest.mark.parametrize("name", sorted(file_of()))
def test_each_missing_field_is_named(name: str) -> None:
    record = file_of()
    del record[name]
    assert verify_path(record).field == name


@pytest.mark.parametrize("other", [None, 5, [], "x", {}, {"siblings": None}, {"close": []}])
def test_other_json_is_no_valid_path(other: object) -> None:
    assert not verify_path(other).is_valid


def test_more_siblings_than_the_tree_is_high_are_refused() -> None:
    record = file_of()
    record["siblings"] += [record["siblings"][0]] * 10_000
    assert verify_path(record).field == "siblings"


def test_the_close_record_is_compared_with_the_known_ones() -> None:
    record = file_of()
    own = copy.deepcopy(record["close"])
    assert verify_path(record, [("the proof", own)]).is_valid
    verdict = verify_path(record, [("the proof", own), ("the signed record", {**own, "gross_minor": 1})])
    assert (verdict.field, len(verdict.steps)) == ("close.gross_minor", 7)


def test_a_path_is_not_a_proof() -> None:
    assert is_path(file_of())
    assert not is_path(make_sample().proof)
    assert not is_path([])


def test_paths_by_blocks_are_those_of_the_whole_tree() -> None:
    """Read in pages with gaps in the log, as voids leave them."""
    for count in (1, BATCH_LEAVES - 1, BATCH_LEAVES, BATCH_LEAVES + 1, 5 * BATCH_LEAVES + 17):
        seqs = [2 * place + 5 for place in range(count)]
        entries = [Entry(place + 1, place + 1, os.urandom(32).hex()) for place in range(count)]
        making, after_seq = BlocksInMaking(DRAW_ID), 0
        for start in range(0, count, 2 * BATCH_LEAVES):
            page = slice(start, start + 2 * BATCH_LEAVES)
            making.add(seqs[page], listed(entries[page]), after_seq)
            after_seq = seqs[page][-1]
        blocks, hashes = making.done(), leaves_of(entries)
        assert blocks.count == count
        for index in {0, count // 2, count - 1}:
            number = index // BATCH_LEAVES
            began = next(place for place, seq in enumerate(seqs) if seq > blocks.starts[number])
            assert began <= index < began + BATCH_LEAVES
            path = blocks.path(index, hashes[began : began + BATCH_LEAVES])
            assert path == inclusion_path(hashes, index)
            assert len(path) == len(sibling_sides(index, count))
            assert root_from_path(entry_leaf(DRAW_ID, entries[index]), index, count, path) is not None
