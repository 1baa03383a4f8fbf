"""Verification of a proof: everything is computed again and the first field that disagrees is named (section 6).

The order is fixed: shape of the whole proof, inner rules of the close record, close_hash, server seed, beacon,
entries, seeds, results, trace. A value that a hash covers is named by that hash once its own shape is right.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from core.draws import primitives
from core.draws.awards import DrawOutcome, draw
from core.draws.beacons import drand, hashchain
from core.draws.entries import Row
from core.draws.entry_tree import EntryTree
from core.draws.fields import (
    Check,
    InvalidField,
    as_object,
    hex_of,
    integer,
    join,
    list_of,
    object_of,
    one_of,
    row_of,
    text,
)
from core.draws.records import check_close_record, check_result
from core.draws.sampling import WordLimitReached


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was checked, in words for people."""

    title: str
    is_passed: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a proof holds; if not, the first field that fails and why. `steps` are those that were reached."""

    is_valid: bool
    field: str | None
    reason: str | None
    steps: tuple[Step, ...]


def _is_list(value: object, path: str) -> None:
    if not isinstance(value, list | tuple):
        raise InvalidField(path, "must be a list")


_DECIMAL = text(r"0|[1-9][0-9]{0,19}", "a decimal number as text")
_REVEALED_VALUE: dict[str, Check] = {"round": integer(1), "randomness": hex_of(32)}
_SIGNATURE: dict[str, Check] = {"signature": hex_of(drand.SIGNATURE_BYTES)}


def _proof_shape(kind: object) -> Check:
    """The shape of a proof whose beacon is of this kind: drand alone has a signature, and then it must be there."""
    value = object_of({**_REVEALED_VALUE, **_SIGNATURE} if kind == drand.KIND else _REVEALED_VALUE)
    return object_of(
        {
            "close": check_close_record,
            "close_hash": hex_of(32),
            "reveal": object_of({"server_seed": hex_of(32), "beacon": value}),
            "client_seed": hex_of(32),
            "combined_seed": hex_of(32),
            "results": list_of(check_result),
            "trace": list_of(row_of(_DECIMAL, _DECIMAL, one_of("accept", "reject"))),
        },
        {"entries": _is_list},
    )


def verify_proof(proof: object, entries: Sequence[Row] | None = None) -> Verdict:
    """Judges a parsed proof.json and, where it leaves `entries` out, the rows of entries.csv. Never raises.

    Work is bounded by the size of what is given, whatever numbers it claims.
    """
    verification = _Verification(proof, entries)
    return judge(
        (
            ("Exactly the fields of the specification, each within its bounds", verification.check_shape),
            ("The close record is the one that was published", verification.check_close_hash),
            ("The server seed is the one committed to before the first sale", verification.check_server_seed),
            ("The beacon value belongs to its chain and to the round named before", verification.check_beacon),
            ("The entries are those that were closed", verification.check_entries),
            ("The seeds follow from the close record, the beacon and the server seed", verification.check_seeds),
            ("The winners follow from the seed", verification.check_results),
            ("Every random word is accounted for", verification.check_trace),
        )
    )


def judge(checks: Iterable[tuple[str, Callable[[], None]]]) -> Verdict:
    """Take titled checks in order, up to the first that raises InvalidField."""
    steps: list[Step] = []
    for title, check in checks:
        try:
            check()
        except InvalidField as error:
            return Verdict(False, error.field, error.reason, (*steps, Step(title, False)))
        steps.append(Step(title, True))
    return Verdict(True, None, None, tuple(steps))


class _Verification:
    """The steps over one proof, in order; each may rely on those before it."""

    def __init__(self, proof: object, listed: Sequence[Row] | None) -> None:
        self._input = proof
        self._listed = listed
        self._proof: Mapping[str, Any] = {}
        self._close: Mapping[str, Any] = {}
        self._entries: Sequence[Row] = ()
        self._outcome: DrawOutcome | None = None

    def check_shape(self) -> None:
        proof: Mapping[str, Any] = as_object(self._input, "proof")
        close = proof.get("close")
        beacon = close.get("beacon") if isinstance(close, Mapping) else None
        _proof_shape(beacon.get("kind") if isinstance(beacon, Mapping) else None)(proof, "")
        self._proof = proof
        self._close = self._proof["close"]

    def check_close_hash(self) -> None:
        _same(self._proof["close_hash"], primitives.close_hash(self._close).hex(), "close_hash")

    def check_server_seed(self) -> None:
        seed = bytes.fromhex(self._proof["reveal"]["server_seed"])
        commit = primitives.server_commit(self._close["draw_id"], seed).hex()
        if commit != self._close["server_commit"]:
            raise InvalidField("reveal.server_seed", "is not the seed behind close.server_commit")

    def check_beacon(self) -> None:
        rule, revealed = self._close["beacon"], self._proof["reveal"]["beacon"]
        _same(revealed["round"], rule["round"], "reveal.beacon.round")
        value = bytes.fromhex(revealed["randomness"])
        if rule["kind"] == drand.KIND:
            signature = bytes.fromhex(revealed["signature"])
            _same(revealed["randomness"], drand.randomness_of(signature).hex(), "reveal.beacon.randomness")
            if not drand.is_signed(rule["round"], signature):
                raise InvalidField("reveal.beacon.signature", "is not drand quicknet's for the round")
            return
        if rule["round"] > hashchain.MAX_ROUNDS:
            raise InvalidField("close.beacon.round", f"is beyond the {hashchain.MAX_ROUNDS} rounds of a hash chain")
        if not hashchain.belongs_to_chain(bytes.fromhex(rule["chain_id"]), rule["round"], value):
            raise InvalidField("reveal.beacon.randomness", "is not this chain's value for the round")

    def check_entries(self) -> None:
        inline = self._proof.get("entries")
        if inline is None and self._listed is None:
            raise InvalidField("entries", "is left out and no entries.csv was given")
        if inline is not None and self._listed is not None and not _equal_rows(inline, self._listed):
            raise InvalidField("entries", "differs from entries.csv")
        self._entries = self._listed if inline is None and self._listed is not None else inline or ()
        tree = EntryTree(self._close["draw_id"])
        tree.add(self._entries)
        _same(self._close["entry_count"], tree.count, "close.entry_count")
        _same(self._close["n"], tree.n, "close.n")
        _same(self._close["entry_root"], tree.root().hex(), "close.entry_root")

    def check_seeds(self) -> None:
        client = primitives.client_seed(self._close_hash(), self._beacon_value())
        _same(self._proof["client_seed"], client.hex(), "client_seed")
        combined = primitives.combined_seed(bytes.fromhex(self._proof["reveal"]["server_seed"]), client)
        _same(self._proof["combined_seed"], combined.hex(), "combined_seed")

    def check_results(self) -> None:
        trace = self._proof["trace"]
        try:
            self._outcome = draw(
                self._close,
                self._close_hash(),
                bytes.fromhex(self._proof["reveal"]["server_seed"]),
                self._beacon_value(),
                self._entries,
                max_words=len(trace),
            )
        except WordLimitReached as error:
            raise InvalidField("trace", f"ends after {len(trace)} words, and the draw reads more") from error
        computed = self._outcome.results
        for index, given in enumerate(self._proof["results"]):
            if index >= len(computed):
                raise InvalidField(f"results[{index}]", "was not drawn")
            _same_fields(given, computed[index].to_record(), f"results[{index}]")
        if len(computed) > len(self._proof["results"]):
            raise InvalidField("results", f"lists {len(self._proof['results'])} of {len(computed)} drawn")

    def check_trace(self) -> None:
        computed = self._outcome.trace if self._outcome else ()
        # The draw was bounded by the given length, so only the given trace can be the longer one.
        for index, (given, row) in enumerate(zip_longest(self._proof["trace"], computed)):
            if row is None:
                raise InvalidField(f"trace[{index}]", "was not read")
            for column, expected in enumerate(row.to_record()):
                _same(given[column], expected, f"trace[{index}][{column}]")

    def _close_hash(self) -> bytes:
        return bytes.fromhex(self._proof["close_hash"])

    def _beacon_value(self) -> bytes:
        return bytes.fromhex(self._proof["reveal"]["beacon"]["randomness"])


def _same(given: object, computed: object, path: str) -> None:
    if given != computed:
        raise InvalidField(path, f"is {given}, computed {computed}")


def _same_fields(given: Mapping[str, object], computed: Mapping[str, object], path: str) -> None:
    for name, value in computed.items():
        if name not in given:
            raise InvalidField(join(path, name), "is missing")
        _same(given[name], value, join(path, name))
    for name in sorted(given.keys() - computed.keys()):
        raise InvalidField(join(path, name), "does not belong to an alternate")


def _equal_rows(inline: Sequence[object], listed: Sequence[Row]) -> bool:
    return len(inline) == len(listed) and all(list(row) == given for row, given in zip(listed, inline, strict=True))
