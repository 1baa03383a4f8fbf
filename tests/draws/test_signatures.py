"""Signatures against a second implementation; one field after the other bent; keys and their validity."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from core.draws.fields import InvalidField
from core.draws.signatures import (
    PublicKey,
    SignedRecord,
    check_signature,
    keys_document,
    new_private_key,
    public_key_of,
    read_keys,
    read_signed_record,
    sign_record,
)
from tests.draws.signing import OPENED_AT, Operator, canon, message, signed_draw, verifies

DRAW = signed_draw()
OPERATOR = Operator(seed=bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
KNOWN = (
    "23d8d79d0b377e6288e0bb2c1dc9cd7fb073bd51115d0466ff405787013709a8"
    "4c9303631266648b95f9a40d8fb64c20ed03239407216ed69f8c2ac4e8302e05"
)
SAMPLES = [(kind, record) for kind, record in DRAW.records()[:4]]
KINDS = [kind for kind, _ in SAMPLES]


def judge(signed: object, document: object) -> None:
    """What a stranger's program does with one record. Raises InvalidField."""
    check_signature(read_signed_record(signed, "it"), read_keys(document), "it")


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place of a document that holds a plain value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if isinstance(value, dict | list):
        for name, item in items:
            yield from leaves(item, (*path, name))
    else:
        yield path


def bent(document: Any, path: tuple[str | int, ...]) -> Any:
    """The document with another value of the same form in one place."""
    changed = copy.deepcopy(document)
    parent = changed
    for name in path[:-1]:
        parent = parent[name]
    old = parent[path[-1]]
    parent[path[-1]] = old + 1 if isinstance(old, int) else ("0" if old[0] != "0" else "1") + old[1:]
    return changed


def test_the_message_is_as_written_in_the_protocol() -> None:
    """By hand, to the byte: the receipt of ticket 1 in a made-up draw."""
    record = {"v": "ldp1", "draw_id": "d", "seq": 1}
    assert message("receipt", record) == (
        b"\x00\x00\x00\x08ldp1/sig\x00\x00\x00\x07receipt" + b'{"draw_id":"d","seq":1,"v":"ldp1"}'
    )


def test_a_known_signature() -> None:
    """RFC 8032, 7.1, first key, over our first receipt. A program of another language finds the same bytes."""
    published = OPERATOR.published()
    assert published["public_key"] == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    receipt = DRAW.receipts[0]
    signed = sign_record("receipt", receipt, OPERATOR.key_id, OPERATOR.seed)
    assert signed.signature.hex() == KNOWN


@pytest.mark.parametrize(("kind", "record"), SAMPLES, ids=KINDS)
def test_two_implementations_sign_the_same_and_verify_each_other(kind: str, record: dict[str, Any]) -> None:
    ours = sign_record(kind, record, OPERATOR.key_id, OPERATOR.seed).to_record()
    assert ours == OPERATOR.sign(kind, record)
    key = PublicKey(OPERATOR.key_id, public_key_of(OPERATOR.seed), 0, None)
    document = keys_document([key])
    assert document == OPERATOR.document()
    verifies(ours, document)
    judge(ours, document)


@pytest.mark.parametrize(("kind", "record"), SAMPLES, ids=KINDS)
def test_no_field_can_be_bent(kind: str, record: dict[str, Any]) -> None:
    signed, document = OPERATOR.sign(kind, record), OPERATOR.document()
    judge(signed, document)
    paths = list(leaves(signed))
    assert len(paths) > len(record)
    named = {}
    for path in paths:
        with pytest.raises(InvalidField) as refusal:
            judge(bent(signed, path), document)
        named[path] = refusal.value.field
    assert {named[name,] for name in ("kind", "key_id", "sig")} == {"it.kind", "it.key_id", "it.sig"}
    assert named["record", "draw_id"] == "it.sig", "what no other rule holds is held by the signature"


@pytest.mark.parametrize(("kind", "record"), SAMPLES, ids=KINDS)
def test_fields_are_exactly_those_named(kind: str, record: dict[str, Any]) -> None:
    document = OPERATOR.document()
    for name in record:
        less = {other: value for other, value in record.items() if other != name}
        with pytest.raises(InvalidField, match=rf"^it\.record\.{name}: is missing"):
            judge(OPERATOR.sign(kind, less), document)
    with pytest.raises(InvalidField, match=r"^it\.record\.nonce: "):
        judge(OPERATOR.sign(kind, {**record, "nonce": 0}), document)
    signed = OPERATOR.sign(kind, record)
    for name in signed:
        with pytest.raises(InvalidField, match=rf"^it\.{name}: is missing"):
            judge({other: value for other, value in signed.items() if other != name}, document)
    with pytest.raises(InvalidField, match=r"^it\.note: is not known"):
        judge({**signed, "note": ""}, document)
    with pytest.raises(InvalidField, match=r"^it\.sig: must be"):
        judge({**signed, "sig": signed["sig"].upper()}, document)


def test_a_signature_holds_for_one_kind_and_one_key() -> None:
    receipt = DRAW.receipts[0]
    as_open = OPERATOR.sign("open", receipt)
    with pytest.raises(InvalidField, match=r"^it\.sig: "):
        judge({**as_open, "kind": "receipt"}, OPERATOR.document())
    with pytest.raises(InvalidField, match=r"^it\.kind: "):
        judge(OPERATOR.sign("proof", receipt), OPERATOR.document())
    other = Operator(seed=bytes(31) + b"\1")
    with pytest.raises(InvalidField, match=r"^it\.sig: "):
        judge(other.sign("receipt", receipt), OPERATOR.document())
    with pytest.raises(InvalidField, match=r"^it\.key_id: is none of the published keys"):
        judge(OPERATOR.sign("receipt", receipt), Operator("key-2").document())


@pytest.mark.parametrize(("kind", "record"), SAMPLES, ids=KINDS)
def test_a_key_speaks_for_records_of_its_time_alone(kind: str, record: dict[str, Any]) -> None:
    name = {"open": "opened_at", "receipt": "issued_at", "close": "closed_at", "reveal": "revealed_at"}[kind]
    dated = record[name]
    signed = OPERATOR.sign(kind, record)
    for valid_from, valid_until in ((dated, None), (dated, dated + 1), (0, dated + 1)):
        judge(signed, Operator(OPERATOR.key_id, OPERATOR.seed, valid_from, valid_until).document())
    for valid_from, valid_until in ((dated + 1, None), (0, dated)):
        with pytest.raises(InvalidField, match=rf"^it\.record\.{name}: is outside of the key's validity"):
            judge(signed, Operator(OPERATOR.key_id, OPERATOR.seed, valid_from, valid_until).document())


def test_of_several_keys_the_one_that_is_named_counts() -> None:
    new = Operator("key-2", bytes(31) + b"\1", valid_from=OPENED_AT + 2)
    old = Operator(OPERATOR.key_id, OPERATOR.seed, 0, OPENED_AT + 2)
    for receipt in DRAW.receipts:
        of_its_time, another = (old, new) if receipt["issued_at"] < new.valid_from else (new, old)
        judge(of_its_time.sign("receipt", receipt), old.document(new))
        with pytest.raises(InvalidField, match="validity"):
            judge(another.sign("receipt", receipt), old.document(new))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"algorithm": "rsa"}, r"keys\[0\]\.algorithm"),
        ({"public_key": "AB" * 32}, r"keys\[0\]\.public_key"),
        ({"public_key": "ab" * 31}, r"keys\[0\]\.public_key"),
        ({"valid_from": 1.0}, r"keys\[0\]\.valid_from"),
        ({"valid_until": "never"}, r"keys\[0\]\.valid_until"),
        ({"private_key": "00"}, r"keys\[0\]\.private_key"),
        ({"key_id": ""}, r"keys\[0\]\.key_id"),
    ],
)
def test_a_keys_document_is_strict(change: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidField, match=f"^{field}: "):
        read_keys({"keys": [{**OPERATOR.published(), **change}]})


def test_a_key_stands_once() -> None:
    with pytest.raises(InvalidField, match=r"^keys\[1\]\.key_id: stands twice"):
        read_keys(OPERATOR.document(OPERATOR))


def test_fresh_keys_differ_and_stay_out_of_what_is_shown() -> None:
    keys = {new_private_key() for _ in range(10)}
    assert len(keys) == 10
    secret = keys.pop()
    signed = sign_record("open", DRAW.opened, "k", secret)
    shown = repr(signed) + canon(signed.to_record()).decode() + repr(PublicKey("k", public_key_of(secret), 0, None))
    assert secret.hex() not in shown
    assert repr(secret) not in shown


@pytest.mark.parametrize("value", [None, [], 5, "open", {}, {"kind": ["open"]}, {"record": {}, "kind": "open"}])
def test_other_json_is_no_signed_record(value: object) -> None:
    with pytest.raises(InvalidField):
        read_signed_record(value, "it")


def test_a_record_knows_its_time() -> None:
    assert SignedRecord("open", DRAW.opened, "k", b"").dated == OPENED_AT
