"""The formulas of sections 1, 2, 4 and 7, written out a second time with hashlib alone."""

import hmac
from hashlib import sha256

import pytest

from core.draws import primitives


def by_hand(*fields: bytes) -> bytes:
    return sha256(b"".join(len(field).to_bytes(4, "big") + field for field in fields)).digest()


def test_a_holder_is_shown_as_a_salted_hash() -> None:
    key, user = b"k" * 32, "0190b7a8-0000-7000-8000-000000000001"
    salt = primitives.player_salt(key, "draw-1")
    assert salt == hmac.new(key, b"draw-1", sha256).digest()[:16]
    assert primitives.holder_tag("draw-1", user, salt) == by_hand(b"ldp1/holder", b"draw-1", user.encode(), salt).hex()


def test_commitments_are_tagged_hashes() -> None:
    assert primitives.server_commit("d", b"s" * 32) == by_hand(b"ldp1/server", b"d", b"s" * 32)
    assert primitives.rules_hash({"b": 1, "a": "ж"}) == by_hand(b"ldp1/rules", rb'{"a":"\u0436","b":1}')
    assert primitives.close_hash({"v": "ldp1"}) == by_hand(b"ldp1/close", b'{"v":"ldp1"}')
    assert primitives.results_hash([]) == by_hand(b"ldp1/results", b"[]")


def test_the_seed_joins_server_and_client_in_hex_with_the_nonce_zero() -> None:
    client = primitives.client_seed(b"c" * 32, b"b" * 32)
    assert client == by_hand(b"ldp1/client", b"c" * 32, b"b" * 32, b"")
    expected = sha256(f"{(b's' * 32).hex()}{client.hex()}0".encode()).digest()
    assert primitives.combined_seed(b"s" * 32, client) == expected


def test_the_log_is_a_chain_of_sales_and_voids() -> None:
    start = primitives.log_start("d")
    assert start == by_hand(b"ldp1/log", b"d")
    sale = primitives.log_next(start, "sale", 1, "1,2,aa")
    assert sale == by_hand(b"ldp1/log", start, b"sale", b"1", b"1,2,aa")
    assert primitives.log_next(sale, "void", 12, "7") == by_hand(b"ldp1/log", sale, b"void", b"12", b"7")


@pytest.mark.parametrize(("kind", "number"), [("refund", 1), ("sale", 0)])
def test_the_log_takes_nothing_else(kind: str, number: int) -> None:
    with pytest.raises(ValueError, match="a log line"):
        primitives.log_next(bytes(32), kind, number, "1,1,aa")


def test_a_signature_covers_the_kind_of_its_record() -> None:
    expected = b"\0\0\0\x08ldp1/sig\0\0\0\x05close" + b'{"a":1}'
    assert primitives.signature_message("close", {"a": 1}) == expected
    with pytest.raises(ValueError, match="no record"):
        primitives.signature_message("proof", {})
