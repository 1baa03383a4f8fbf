"""Every proof that was touched is refused by name, whatever was touched."""

import copy
import json
import math
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.draws import primitives
from core.draws.beacons.drand import QUICKNET
from core.draws.entries import Entry
from core.draws.verify import verify_proof
from tests.draws import signers
from tests.draws.samples import (
    DRAND_CLOSED_AT,
    SERVER_SEED,
    SOME_ENTRIES,
    entries_of,
    make_drand_sample,
    make_sample,
    tag,
)
from tests.draws.test_entries import disjoint_entries

PROOF = make_sample().proof
BY_HOLDER = make_sample(entries_of((1, 9), (10, 12), (15, 15)), distinct="holder").proof
JUNK: list[Any] = [None, True, -1, 2**53, 10**400, 1.5, math.nan, math.inf, "", "x", "\ud800", [], {}, [[]], "00"]

Path = tuple[str | int, ...]


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """Paths of everything that is no container."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if items is None:
        yield path
        return
    for key, item in items:
        yield from leaves(item, (*path, key))


def containers(value: Any, kind: type, path: Path = ()) -> Iterator[Path]:
    """Paths of all objects, or of all lists."""
    if isinstance(value, kind):
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from containers(item, kind, (*path, key))


def at(value: Any, path: Path) -> Any:
    for key in path:
        value = value[key]
    return value


def shown(path: Path) -> str:
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).removeprefix(".")


def other_value(value: Any, path: Path) -> Any:
    """A value of the same shape that is not the same."""
    words = {
        "winner": "alternate",
        "accept": "reject",
        "number": "holder",
        "fixed": "percentage",
        "percentage": "fixed",
    }
    if isinstance(value, int):
        return value + 1
    if value in words:
        return words[value]
    if path[0] == "trace":
        return str(int(value) + 1)
    if path[-1] in ("v", "kind"):
        return value + "x"
    return value[:-1] + ("0" if value[-1] != "0" else "1") if path[-1] != "currency" else "EUR"


def documented(path: Path) -> tuple[str, ...]:
    """What may be named where a hash covers the field, besides the field itself."""
    if path[0] == "close":
        # Fields of a record that must go together: the second of a pair is named.
        return {
            "void_count": ("close.void_root",),
            "position": ("close.prizes[1].position", "close_hash"),
            "type": (f"{shown(path[:-1])}.value_minor", f"{shown(path[:-1])}.percentage_bp"),
        }.get(str(path[-1]), ("close_hash", "close.beacon.round"))
    if path[0] == "entries":
        return "close.entry_root", "close.n", f"entries[{int(path[1]) + 1}][0]", f"entries[{path[1]}][1]"
    return ()


@pytest.mark.parametrize("proof", [PROOF, BY_HOLDER])
def test_the_untouched_proof_is_valid(proof: dict[str, Any]) -> None:
    verdict = verify_proof(json.loads(json.dumps(proof)))
    assert (verdict.is_valid, verdict.field, verdict.reason) == (True, None, None)
    assert len(verdict.steps) == 8
    assert all(step.is_passed for step in verdict.steps)


@pytest.mark.parametrize("path", list(leaves(PROOF)), ids=shown)
def test_every_changed_leaf_is_named(path: Path) -> None:
    proof = copy.deepcopy(PROOF)
    parent = at(proof, path[:-1])
    parent[path[-1]] = other_value(parent[path[-1]], path)
    assert proof != PROOF
    verdict = verify_proof(proof)
    assert not verdict.is_valid
    assert verdict.field in (shown(path), *documented(path))
    assert [step.is_passed for step in verdict.steps] == [True] * (len(verdict.steps) - 1) + [False]


@pytest.mark.parametrize("path", list(leaves(PROOF)), ids=shown)
def test_every_leaf_refuses_junk_by_its_own_name(path: Path) -> None:
    for junk in JUNK:
        proof = copy.deepcopy(PROOF)
        at(proof, path[:-1])[path[-1]] = junk
        verdict = verify_proof(proof)
        assert not verdict.is_valid
        is_another_id = (junk, path) in (("x", ("close", "draw_id")), ("00", ("close", "draw_id")))
        assert verdict.field == ("close_hash" if is_another_id else shown(path)), junk


@pytest.mark.parametrize("path", list(containers(PROOF, dict)), ids=shown)
def test_an_added_field_is_named_at_every_level(path: Path) -> None:
    for name in ("extra", "nonce", "vrf_pk", "vrf_beta", "vrf_pi", "signature"):
        proof = copy.deepcopy(PROOF)
        at(proof, path)[name] = 0
        assert verify_proof(proof).field == shown((*path, name))


@pytest.mark.parametrize("path", list(containers(PROOF, dict)), ids=shown)
def test_a_removed_field_is_named_at_every_level(path: Path) -> None:
    for name in at(PROOF, path):
        proof = copy.deepcopy(PROOF)
        del at(proof, path)[name]
        assert verify_proof(proof).field == shown((*path, name))


@pytest.mark.parametrize("path", list(containers(PROOF, list)), ids=shown)
def test_a_longer_or_shorter_list_is_refused(path: Path) -> None:
    for index in range(len(at(PROOF, path))):
        proof = copy.deepcopy(PROOF)
        del at(proof, path)[index]
        field = verify_proof(proof).field
        assert field in ("close_hash", "close.n", "close.entry_count") or str(field).startswith(str(path[0]))
    proof = copy.deepcopy(PROOF)
    at(proof, path).append(at(proof, path)[-1])
    field = verify_proof(proof).field
    assert field == "close.prizes[2].position" or str(field).startswith(str(path[0]))


def test_an_odd_name_is_shown_in_ascii_and_cut() -> None:
    field = verify_proof({**PROOF, "\ud800\x1b[31m" + "a" * 1000: 1}).field
    assert field is not None
    assert field.isascii()
    assert field.isprintable()
    assert len(field) <= 80


@pytest.mark.parametrize("proof", [None, 5, "proof", [], {}, [PROOF], {1: 2}, {"close": []}, {"close": {"beacon": []}}])
def test_what_is_no_proof_is_refused(proof: Any) -> None:
    verdict = verify_proof(proof)
    assert not verdict.is_valid
    assert verdict.field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"n": 21}, "close.n"),
        ({"entry_count": 4}, "close.entry_count"),
        ({"entry_root": "ab" * 32}, "close.entry_root"),
        ({"server_commit": "ab" * 32}, "reveal.server_seed"),
    ],
)
def test_a_record_hashed_again_still_has_to_fit(changes: dict[str, Any], field: str) -> None:
    proof = copy.deepcopy(PROOF)
    proof["close"] |= changes
    proof["close_hash"] = primitives.close_hash(proof["close"]).hex()
    assert verify_proof(proof).field == field


def test_the_beacon_value_is_checked_against_its_chain() -> None:
    proof = copy.deepcopy(PROOF)
    proof["close"]["beacon"]["chain_id"] = "ab" * 32
    proof["close_hash"] = primitives.close_hash(proof["close"]).hex()
    assert verify_proof(proof).field == "reveal.beacon.randomness"
    proof["close"]["beacon"]["round"] = proof["reveal"]["beacon"]["round"] = 2**52
    proof["close_hash"] = primitives.close_hash(proof["close"]).hex()
    assert verify_proof(proof).field == "close.beacon.round"


def test_a_round_of_drand_is_verified_here() -> None:
    proof = make_drand_sample().proof
    assert verify_proof(proof).is_valid
    signature = proof["reveal"]["beacon"]["signature"]
    proof["reveal"]["beacon"]["randomness"] = "00" * 32
    assert verify_proof(proof).field == "reveal.beacon.randomness"
    del proof["reveal"]["beacon"]["signature"]
    assert verify_proof(proof).field == "reveal.beacon.signature"
    for forged in ("ab" * 48, "c0" + "00" * 47, "00" * 48, f"{int(signature[:2], 16) ^ 0x20:02x}{signature[2:]}"):
        value = {"round": 1000, "randomness": sha256(bytes.fromhex(forged)).hexdigest(), "signature": forged}
        proof["reveal"]["beacon"] = value
        verdict = verify_proof(proof)
        assert (verdict.field, verdict.reason) == ("reveal.beacon.signature", "is not drand quicknet's for the round")


def test_a_foreign_key_is_refused_though_its_signature_holds() -> None:
    proof = make_drand_sample().proof
    forged = signers.round_signature(42, 1000)
    value = {"round": 1000, "randomness": sha256(forged).hexdigest(), "signature": forged.hex()}
    proof["reveal"]["beacon"] = value
    assert verify_proof(proof).field == "reveal.beacon.signature"
    proof["close"]["beacon"]["public_key"] = signers.public_key(42).hex()
    proof["close_hash"] = primitives.close_hash(proof["close"]).hex()
    assert verify_proof(proof).field == "close.beacon.public_key"


def test_a_true_value_of_another_round_of_drand_is_none() -> None:
    proof = make_sample(closed_at=DRAND_CLOSED_AT + 3, beacon=QUICKNET.rule(60)).proof
    assert proof["close"]["beacon"]["round"] == 1001
    assert verify_proof(proof).field == "reveal.beacon.round"
    proof["reveal"]["beacon"]["round"] = 1001
    assert verify_proof(proof).field == "reveal.beacon.signature"


def test_another_draws_proof_cannot_be_replayed() -> None:
    proof = copy.deepcopy(PROOF)
    proof["close"]["draw_id"] = "another"
    assert verify_proof(proof).field == "close_hash"
    proof["close_hash"] = primitives.close_hash(proof["close"]).hex()
    assert verify_proof(proof).field == "reveal.server_seed"
    proof["close"]["server_commit"] = primitives.server_commit("another", SERVER_SEED).hex()
    proof["close_hash"] = primitives.close_hash(proof["close"]).hex()
    assert verify_proof(proof).field == "close.entry_root"


def test_entries_may_stand_beside_the_proof_but_somewhere_they_must() -> None:
    proof = make_sample(with_entries=False).proof
    assert "entries" not in proof
    assert verify_proof(proof).field == "entries"
    assert verify_proof(proof, SOME_ENTRIES).is_valid
    assert verify_proof(PROOF, SOME_ENTRIES).is_valid
    assert verify_proof(PROOF, SOME_ENTRIES[:-1]).field == "entries"
    assert verify_proof(proof, SOME_ENTRIES[:-1]).field == "close.entry_count"
    renamed = [*SOME_ENTRIES[:-1], SOME_ENTRIES[-1]._replace(holder_tag=tag("thief"))]
    assert verify_proof(proof, renamed).field == "close.entry_root"


def test_voids_are_opaque_but_must_be_named() -> None:
    assert verify_proof(make_sample(void_root=b"v" * 32, void_count=3).proof).is_valid


def test_a_short_trace_with_huge_claims_is_no_work() -> None:
    entries = [Entry(0, 2**53 - 3, tag("one")), Entry(2**53 - 2, 2**53 - 2, tag("two"))]
    sample = make_sample(entries, alternates=0, prizes=())
    close = {**sample.close, "distinct": "holder", "alternates": 3}
    proof = {**sample.proof, "close": close, "close_hash": primitives.close_hash(close).hex()}
    seed = primitives.client_seed(primitives.close_hash(close), sample.beacon.randomness)
    proof |= {"client_seed": seed.hex(), "combined_seed": primitives.combined_seed(SERVER_SEED, seed).hex()}
    assert verify_proof(proof).field == "trace"


@given(disjoint_entries(), st.sampled_from(["number", "holder"]), st.integers(0, 3))
def test_every_drawn_proof_is_valid(entries: list[Entry], distinct: str, alternates: int) -> None:
    sample = make_sample(entries, distinct=distinct, alternates=alternates)
    assert verify_proof(json.loads(json.dumps(sample.proof))).is_valid
