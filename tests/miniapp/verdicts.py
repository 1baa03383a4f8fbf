"""Proofs bent in every place, one place at a time, for both verifiers to judge."""

import copy
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from core.draws import primitives
from core.draws.beacons import drand
from core.draws.entries import Entry
from tests.draws import signers
from tests.draws.samples import DRAND_CLOSED_AT, SERVER_SEED, entries_of, make_drand_sample, make_sample, tag
from tests.draws.test_bls import TORSION_SIGNATURE
from tests.draws.test_verify import Path, at, containers, leaves, other_value, shown

SAMPLES = {
    "plain": make_sample().proof,
    "drand": make_drand_sample().proof,
    "holder": make_sample(entries_of((1, 9), (10, 12), (15, 15), holders=2), distinct="holder").proof,
    "many": make_sample(entries_of(*((number, number) for number in range(1, 700)), holders=7)).proof,
    "voids": make_sample(void_root=b"v" * 32, void_count=3).proof,
    "nobody": make_sample((), gross_minor=0).proof,
}
BENT = ("plain", "drand", "holder")
JUNK = ("null", "true", "-1", str(2**53), "1e400", "1.5", "1.0", '""', '"x"', '"\\ud800"', "[]", "{}", "[[]]", '"00"')
NO_PROOFS = ("", "nonsense", "[1,]", "{} {}", '{"a":1,"a":2}', "[01]", "\ufeff{}", "5", "[]", "{}", '"proof"')
NAMES = ("extra", "nonce", "vrf_pk", "signature", "public_key", "__proto__", "toString", "\x1b[31m\x7f é\U0001f3b2\"'")


class Case(NamedTuple):
    """A proof as it is written; `what` is for people."""

    what: str
    proof: str


def cases() -> Iterator[Case]:
    """Everything that is judged."""
    for name, proof in SAMPLES.items():
        yield Case(name, json.dumps(proof))
    for name in BENT:
        yield from _values_bent(name)
        yield from _fields_bent(name)
        yield from _lists_bent(name)
    for number, proof in enumerate((*_hashed_again(), *_other_rounds())):
        yield Case(f"made over, {number}", json.dumps(proof))
    for text in NO_PROOFS:
        yield Case(f"no proof: {text}", text)


def _bent(sample: str, path: Path, value: str | None) -> Case:
    """One place of a sample changed, by JSON text; None removes it."""
    proof = copy.deepcopy(SAMPLES[sample])
    parent = at(proof, path[:-1])
    if value is None:
        del parent[path[-1]]
        return Case(f"{sample} without {shown(path)}", json.dumps(proof))
    parent[path[-1]] = "@"
    return Case(f"{sample} with {shown(path)} = {value}", json.dumps(proof).replace('"@"', value))


def _values_bent(sample: str) -> Iterator[Case]:
    """Each value another of its shape, then of a wrong type or out of bounds."""
    proof = SAMPLES[sample]
    for path in leaves(proof):
        yield _bent(sample, path, json.dumps(other_value(at(proof, path), path)))
        yield from (_bent(sample, path, junk) for junk in JUNK)


def _fields_bent(sample: str) -> Iterator[Case]:
    """Each object with a field more, with a field less, and something else in its place."""
    for path in containers(SAMPLES[sample], dict):
        for name in NAMES:
            yield _bent(sample, (*path, name), "0")
        yield from (_bent(sample, (*path, name), None) for name in at(SAMPLES[sample], path))
        yield from (_bent(sample, path, junk) for junk in JUNK if path)


def _lists_bent(sample: str) -> Iterator[Case]:
    """Each list with an item less or twice, in another order, and something else in its place."""
    for path in containers(SAMPLES[sample], list):
        items = at(SAMPLES[sample], path)
        yield from (_bent(sample, (*path, index), None) for index in range(len(items)))
        yield from (_bent(sample, path, json.dumps([*items, item])) for item in items)
        yield _bent(sample, path, json.dumps(items[::-1]))
        yield from (_bent(sample, path, junk) for junk in JUNK)


def _hashed_again() -> Iterator[dict[str, Any]]:
    """Records that were changed together with their hash."""
    yield _rewritten("plain", n=21)
    yield _rewritten("plain", entry_count=4)
    yield _rewritten("plain", entry_root="ab" * 32)
    yield _rewritten("plain", server_commit="ab" * 32)
    yield _rewritten("plain", draw_id='odd"\\id')
    yield _rewritten("plain", draw_id="another", server_commit=primitives.server_commit("another", SERVER_SEED).hex())
    beacon = SAMPLES["plain"]["close"]["beacon"]
    yield _rewritten("plain", beacon=beacon | {"chain_id": "ab" * 32})
    far = _rewritten("plain", beacon=beacon | {"round": 2**52})
    far["reveal"]["beacon"]["round"] = 2**52
    yield far
    entries = [Entry(0, 2**53 - 3, tag("one")), Entry(2**53 - 2, 2**53 - 2, tag("two"))]
    sample = make_sample(entries, alternates=0, prizes=())
    close = {**sample.close, "distinct": "holder", "alternates": 3}
    huge = {**sample.proof, "close": close, "close_hash": primitives.close_hash(close).hex()}
    seed = primitives.client_seed(primitives.close_hash(close), sample.beacon.randomness)
    yield huge | {"client_seed": seed.hex(), "combined_seed": primitives.combined_seed(SERVER_SEED, seed).hex()}


def _rewritten(sample: str, **changes: Any) -> dict[str, Any]:
    """A sample whose close record says something else, under a hash that fits."""
    proof = copy.deepcopy(SAMPLES[sample])
    proof["close"] |= changes
    proof["close_hash"] = primitives.close_hash(proof["close"]).hex()
    return proof


def _other_rounds() -> Iterator[dict[str, Any]]:
    """What is not quicknet's for the round: forged, in another encoding, outside of the group, of another round."""
    beacon = SAMPLES["drand"]["close"]["beacon"]
    good = SAMPLES["drand"]["reveal"]["beacon"]["signature"]
    infinity = "c0" + "00" * 47
    for signature in (
        *(f"{int(good[:2], 16) ^ flip:02x}{good[2:]}" for flip in (0x20, 0x40, 0x60, 0x80)),
        *("00" * 48, "ff" * 48, infinity, "80" + "00" * 46 + "04", TORSION_SIGNATURE.hex()),
        signers.round_signature(42, beacon["round"]).hex(),
    ):
        proof = copy.deepcopy(SAMPLES["drand"])
        randomness = drand.randomness_of(bytes.fromhex(signature)).hex()
        proof["reveal"]["beacon"] |= {"signature": signature, "randomness": randomness}
        yield proof
    late = make_sample(closed_at=DRAND_CLOSED_AT + 3, beacon=drand.QUICKNET.rule(60)).proof
    late["reveal"]["beacon"]["round"] = beacon["round"] + 1
    yield late
    for name, value in {
        "chain_id": "ab" * 32,
        "public_key": signers.public_key(42).hex(),
        "genesis": beacon["genesis"] - 3,
        "period": 30,
        "kind": "hashchain1",
    }.items():
        yield _rewritten("drand", beacon=beacon | {name: value})
