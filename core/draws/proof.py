"""The proof as files: proof.json and entries.csv, written and read (draw protocol, section 6)."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from core.draws import primitives
from core.draws.awards import DrawOutcome
from core.draws.beacons.source import BeaconValue
from core.draws.entries import Entry, EntryList, Row
from core.draws.fields import join

INLINE_ENTRIES = 1000
"""Longer lists of entries stand beside the proof, in entries.csv."""

CSV_HEADING = "first,last,tag\n"


class UnusableInput(ValueError):
    """A file that cannot be read as what it should be; nothing in it was judged."""


def build_proof(
    close: Mapping[str, Any],
    server_seed: bytes,
    beacon: BeaconValue,
    outcome: DrawOutcome,
    entries: Sequence[Row] | None,
) -> dict[str, Any]:
    """The proof of a draw, ready for JSON. `entries` is None where entries.csv stands beside it."""
    value: dict[str, Any] = {"round": beacon.round, "randomness": beacon.randomness.hex()}
    if beacon.signature is not None:
        value["signature"] = beacon.signature.hex()
    proof: dict[str, Any] = {
        "close": dict(close),
        "close_hash": primitives.close_hash(close).hex(),
        "reveal": {"server_seed": server_seed.hex(), "beacon": value},
        "client_seed": outcome.client_seed.hex(),
        "combined_seed": outcome.combined_seed.hex(),
        "results": [result.to_record() for result in outcome.results],
        "trace": [row.to_record() for row in outcome.trace],
    }
    if entries is not None:
        proof["entries"] = [list(entry) for entry in entries]
    return proof


def parse_json(data: bytes) -> object:
    """The JSON value of a public file. Raises UnusableInput for what is no JSON in UTF-8, or says a key twice."""
    try:
        return json.loads(_decoded(data), object_pairs_hook=_without_duplicates)
    except UnusableInput:
        raise
    except RecursionError as error:
        raise UnusableInput("nested too deeply") from error
    except ValueError as error:
        # Not the parser's own words: they may quote the file.
        where = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise UnusableInput(f"not JSON{where}") from error


def parse_entries(data: bytes) -> Sequence[Row]:
    """The entries of entries.csv: lines "first,last,tag" in the one spelling that is hashed, ended by line feeds.

    A heading with just these words is passed over. Order and tags are not judged here. Raises UnusableInput.
    """
    body = data.removeprefix(CSV_HEADING.encode())
    return EntryList.of_lines(body) or _parse_lines(_decoded(data).split("\n"))


def _parse_lines(lines: list[str]) -> list[Entry]:
    """Line by line, for what is not spelled or sorted as it should be."""
    if lines[-1] == "":
        lines.pop()
    start = 1 if lines[:1] == [CSV_HEADING.rstrip()] else 0
    entries = []
    for number, line in enumerate(lines[start:], start=start + 1):
        try:
            first, last, tag = line.split(",")
            entry = Entry(int(first), int(last), tag)
        except ValueError as error:
            raise UnusableInput(f"line {number} is not first,last,tag") from error
        if f"{entry.first},{entry.last},{tag}" != line:
            raise UnusableInput(f"line {number}: the numbers are not in plain decimal digits")
        entries.append(entry)
    return entries


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnusableInput("not text in UTF-8") from error
    if text.startswith("\ufeff"):
        raise UnusableInput("begins with a byte order mark")
    return text


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise UnusableInput(f"the key {join('', twice)} stands twice in one object")
    return fields
