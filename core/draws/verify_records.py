"""Verification of signed records: each by itself, against the others, and against the proof of their draw (section 7).

The order is fixed: shape, signatures, contradictions, what belongs together, what the proof says, its entries. Only
records whose signatures hold are compared, so that nobody can make up a contradiction of the operator's.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from core.draws import primitives
from core.draws.entries import Row
from core.draws.fields import InvalidField, as_object, check_object, hex_of, join, object_of, text
from core.draws.signatures import PublicKey, SignedRecord, check_signature, read_signed_record
from core.draws.verify import Verdict, judge

FRAUD = "PROOF OF FRAUD"
"""How the reason begins where the operator signed two things that cannot both be true."""

_HELD_RECEIPT = object_of(
    {
        "receipt": check_object,
        "user_ref": text(r"[!-~]{1,64}", "1 to 64 printable ASCII characters without spaces"),
        "salt": hex_of(primitives.SALT_BYTES),
    }
)


class Located(NamedTuple):
    """A JSON value and where it was found, as a verdict names it."""

    path: str
    value: object


@dataclass(frozen=True, slots=True)
class CheckedProof:
    """A proof that was found valid, and its entries."""

    proof: Mapping[str, Any]
    entries: Sequence[Row]


def split_records(path: str, document: object) -> list[Located]:
    """The records in a file: one, a list of them, or the list that the API gives (`items`)."""
    if isinstance(document, dict) and "items" in document:
        path, document = f"{path}.items", document["items"]
    if isinstance(document, list):
        return [Located(f"{path}[{index}]", value) for index, value in enumerate(document)]
    return [Located(path, document)]


def verify_records(
    given: Sequence[Located], keys: Mapping[str, PublicKey], proof: CheckedProof | None = None
) -> Verdict:
    """Judges signed records of one draw by the operator's published keys. Never raises.

    A receipt may come with its holder's `user_ref` and `salt`, as the API gives it: then its holder tag is computed.
    """
    records = _Records(given, keys)
    checks: list[tuple[str, Callable[[], None]]] = [
        ("Every record has exactly the fields of the specification", records.check_shape),
        ("Every record is signed with a key of the operator that was valid at its time", records.check_signatures),
        ("No two signed records contradict each other", records.check_contradictions),
        ("All records are of one draw and go with each other", records.check_together),
    ]
    if proof is not None:
        checks += [
            ("The records are those of the proof", partial(records.check_proof, proof.proof)),
            ("Every receipt stands in the list of entries", partial(records.check_entries, proof.entries)),
        ]
    return judge(checks)


def signed_closes(given: Sequence[Located]) -> list[Mapping[str, Any]]:
    """The close records among records that were found valid."""
    values = [value for _, value in given if isinstance(value, Mapping)]
    return [value["record"] for value in values if value.get("kind") == "close"]


@dataclass(frozen=True, slots=True)
class _Found:
    """A record that was read."""

    path: str
    signed: SignedRecord
    holder: tuple[str, bytes] | None = None
    """Of a receipt, where it came with these: `user_ref` and salt."""

    @property
    def record(self) -> Mapping[str, Any]:
        return self.signed.record

    def field(self, name: str) -> str:
        return f"{self.path}.record.{name}"

    def check(self, name: str, expected: object, meaning: str) -> None:
        """Raises InvalidField unless a field of the record has a value."""
        if self.record[name] != expected:
            raise InvalidField(self.field(name), f"is {self.record[name]}, {meaning} {expected}")


class _Records:
    """The steps over all records, in order; each may rely on those before it."""

    def __init__(self, given: Sequence[Located], keys: Mapping[str, PublicKey]) -> None:
        self._given = given
        self._keys = keys
        self._found: list[_Found] = []

    def check_shape(self) -> None:
        for path, value in self._given:
            if isinstance(value, dict) and "receipt" in value:
                self._found.append(_held_receipt(path, value))
            else:
                self._found.append(_Found(path, read_signed_record(value, path)))

    def check_signatures(self) -> None:
        for found in self._found:
            check_signature(found.signed, self._keys, found.path)

    def check_contradictions(self) -> None:
        known: dict[tuple[str, str, int | None], _Found] = {}
        for found in self._found:
            kind, record = found.signed.kind, found.record
            first = known.setdefault((kind, record["draw_id"], record.get("seq")), found)
            if first.record != record:
                what = "receipts of one sale" if kind == "receipt" else f"{kind} records of one draw"
                reason = f"{FRAUD}: the operator signed two different {what}; the other one is {first.path}"
                raise InvalidField(f"{found.path}.record", reason)
        in_order = sorted(
            (found for found in known.values() if found.signed.kind == "receipt"),
            key=lambda found: (found.record["draw_id"], found.record["first"]),
        )
        for before, after in pairwise(in_order):
            is_same_draw = after.record["draw_id"] == before.record["draw_id"]
            if is_same_draw and after.record["first"] <= before.record["last"]:
                reason = f"{FRAUD}: the operator signed two receipts for one ticket; the other one is {before.path}"
                raise InvalidField(after.field("first"), reason)

    def check_together(self) -> None:
        opened, close, reveal = (self._of(kind) for kind in ("open", "close", "reveal"))
        self._check_draw()
        if opened and close:
            bound = {name: value for name, value in close.record["beacon"].items() if name in opened.record["beacon"]}
            if bound != opened.record["beacon"]:
                raise InvalidField(close.field("beacon"), "is not the one that was fixed at open")
        if close and reveal:
            reveal.check("close_hash", primitives.close_hash(close.record).hex(), "that of the close record is")
            reveal.check("round", close.record["beacon"]["round"], "the close record names")
        self._check_receipts()

    def check_proof(self, proof: Mapping[str, Any]) -> None:
        for found in self._found:
            found.check("draw_id", proof["close"]["draw_id"], "the proof is of")
            for name in ("rules_hash", "server_commit"):
                if name in found.record:
                    found.check(name, proof["close"][name], "the proof has")
            expected = {"close": proof["close"], "reveal": _revealed(proof)}.get(found.signed.kind, {})
            for name, value in expected.items():
                found.check(name, value, "the proof has")

    def check_entries(self, entries: Sequence[Row]) -> None:
        for found in self._receipts():
            receipt = found.record
            # the proof holds, so its entries are in order
            place = bisect_left(entries, receipt["first"], key=itemgetter(0))
            sale = (receipt["first"], receipt["last"], receipt["holder_tag"])
            if tuple(entries[place : place + 1]) != (sale,):
                raise InvalidField(f"{found.path}.record", "is a sale that the list of entries does not have")

    def _check_draw(self) -> None:
        """One draw, one set of rules, one commitment, and the seed behind it."""
        common: dict[str, tuple[object, str]] = {}
        for found in self._found:
            for name in ("draw_id", "rules_hash", "server_commit"):
                if name in found.record:
                    value, where = common.setdefault(name, (found.record[name], found.path))
                    found.check(name, value, f"in {where} it is")
        reveal = self._of("reveal")
        if reveal and "server_commit" in common:
            seed = bytes.fromhex(reveal.record["server_seed"])
            if primitives.server_commit(reveal.record["draw_id"], seed).hex() != common["server_commit"][0]:
                raise InvalidField(reveal.field("server_seed"), "is not the seed behind server_commit")

    def _check_receipts(self) -> None:
        """Whose each receipt is, where its holder shows it, and its place in the log, where the one before is known."""
        heads = {found.record["seq"]: found.record["log_head"] for found in self._receipts()}
        for found in self._receipts():
            receipt, seq = found.record, found.record["seq"]
            if found.holder is not None:
                tag = primitives.holder_tag(receipt["draw_id"], *found.holder)
                found.check("holder_tag", tag, "by user_ref and salt it is")
            before = primitives.log_start(receipt["draw_id"]).hex() if seq == 1 else heads.get(seq - 1)
            if before is not None:
                line = primitives.entry_line(receipt["first"], receipt["last"], receipt["holder_tag"])
                head = primitives.log_next(bytes.fromhex(before), "sale", seq, line)
                found.check("log_head", head.hex(), "by the log it is")

    def _of(self, kind: str) -> _Found | None:
        return next((found for found in self._found if found.signed.kind == kind), None)

    def _receipts(self) -> Iterator[_Found]:
        return (found for found in self._found if found.signed.kind == "receipt")


def _held_receipt(path: str, value: object) -> _Found:
    """A receipt with what its holder alone is given."""
    _HELD_RECEIPT(value, path)
    held: Mapping[str, Any] = as_object(value, path)
    inner = join(path, "receipt")
    signed = read_signed_record(held["receipt"], inner)
    if signed.kind != "receipt":
        raise InvalidField(join(inner, "kind"), 'must be "receipt"')
    return _Found(inner, signed, (held["user_ref"], bytes.fromhex(held["salt"])))


def _revealed(proof: Mapping[str, Any]) -> dict[str, object]:
    """What a reveal record repeats of a proof."""
    beacon = proof["reveal"]["beacon"]
    return {
        "close_hash": proof["close_hash"],
        "server_seed": proof["reveal"]["server_seed"],
        "round": beacon["round"],
        "randomness": beacon["randomness"],
        "results_hash": primitives.results_hash(proof["results"]).hex(),
    }
