"""The verdicts that the mini-app's verifier has to give, too: proofs bent in every place, judged by the server's."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from core.draws import primitives
from core.draws.entries import Entry
from core.draws.proof import UnusableInput, parse_json
from core.draws.verify import verify_proof
from tests.draws.samples import SERVER_SEED, entries_of, make_sample, tag
from tests.draws.test_verify import Path, at, containers, leaves, other_value

SAMPLES = {
    "plain": make_sample().proof,
    "holder": make_sample(entries_of((1, 9), (10, 12), (15, 15), holders=2), distinct="holder").proof,
    "many": make_sample(entries_of(*((number, number) for number in range(1, 700)), holders=7)).proof,
    "voids": make_sample(void_root=b"v" * 32, void_count=3).proof,
    "nobody": make_sample((), gross_minor=0).proof,
}
JUNK = ("null", "true", "-1", str(2**53), "1e400", "1.5", "1.0", '""', '"x"', '"\\ud800"', "[]", "{}", "[[]]", '"00"')
NO_PROOFS = ("", "nonsense", "[1,]", "{} {}", '{"a":1,"a":2}', "[01]", "\ufeff{}", "5", "[]", "{}", '"proof"')
NAMES = ("extra", "nonce", "vrf_pk", "signature", "__proto__", "toString")

Case = dict[str, Any]
"""`sample`, `path` and what stands there instead as JSON text (`value`, null: removed); `field`, null: valid."""


def bent(sample: str, path: Path, value: str | None) -> Case:
    """A case: one place of a sample changed."""
    proof = copy.deepcopy(SAMPLES[sample])
    parent = at(proof, path[:-1])
    if value is None:
        del parent[path[-1]]
    else:
        parent[path[-1]] = "@"
    text = json.dumps(proof) if value is None else json.dumps(proof).replace('"@"', value)
    return {"sample": sample, "path": list(path), "value": value, "field": field_of(text)}


def field_of(text: str) -> str | None:
    """The field that the server's verifier names, None for a valid proof, `unusable` for what is no JSON."""
    try:
        return verify_proof(parse_json(text.encode())).field
    except UnusableInput:
        return "unusable"


def whole(proof: Any) -> Case:
    """A case: a proof of its own."""
    text = proof if isinstance(proof, str) else json.dumps(proof)
    return {"proof": text, "field": field_of(text)}


def cases() -> Iterator[Case]:
    """Everything that is judged."""
    yield from (whole(proof) for proof in SAMPLES.values())
    plain = SAMPLES["plain"]
    for path in leaves(plain):
        yield bent("plain", path, json.dumps(other_value(at(plain, path), path)))
        yield from (bent("plain", path, junk) for junk in JUNK)
    for path in containers(plain, dict):
        for name in NAMES:
            yield bent("plain", (*path, name), "0")
        yield from (bent("plain", (*path, name), None) for name in at(plain, path))
    for path in containers(plain, list):
        yield from (bent("plain", (*path, index), None) for index in range(len(at(plain, path))))
    for path in leaves(SAMPLES["holder"]):
        yield bent("holder", path, json.dumps(other_value(at(SAMPLES["holder"], path), path)))
    yield from map(whole, hashed_again())
    yield from map(whole, NO_PROOFS)


def hashed_again() -> Iterator[dict[str, Any]]:
    """Records that were changed together with their hash."""

    def changed(**changes: Any) -> dict[str, Any]:
        proof = copy.deepcopy(SAMPLES["plain"])
        proof["close"] |= changes
        proof["close_hash"] = primitives.close_hash(proof["close"]).hex()
        return proof

    yield changed(n=21)
    yield changed(entry_count=4)
    yield changed(entry_root="ab" * 32)
    yield changed(server_commit="ab" * 32)
    yield changed(draw_id='odd"\\id')
    yield changed(draw_id="another", server_commit=primitives.server_commit("another", SERVER_SEED).hex())
    beacon = SAMPLES["plain"]["close"]["beacon"]
    yield changed(beacon=beacon | {"chain_id": "ab" * 32})
    far = changed(beacon=beacon | {"round": 2**52})
    far["reveal"]["beacon"]["round"] = 2**52
    yield far
    entries = [Entry(0, 2**53 - 3, tag("one")), Entry(2**53 - 2, 2**53 - 2, tag("two"))]
    sample = make_sample(entries, alternates=0, prizes=())
    close = {**sample.close, "distinct": "holder", "alternates": 3}
    huge = {**sample.proof, "close": close, "close_hash": primitives.close_hash(close).hex()}
    seed = primitives.client_seed(primitives.close_hash(close), sample.beacon.randomness)
    yield huge | {"client_seed": seed.hex(), "combined_seed": primitives.combined_seed(SERVER_SEED, seed).hex()}


def document() -> str:
    """Samples and cases as JSON."""
    return json.dumps({"samples": SAMPLES, "cases": list(cases())})
