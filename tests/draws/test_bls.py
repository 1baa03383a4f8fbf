"""Signatures of BLS12-381: a real round of drand, keys of our own, and points that are none of the group."""

import sys
from hashlib import sha256

import pytest
from py_ecc.bls.hash_to_curve import hash_to_G1
from py_ecc.bls.point_compression import decompress_G1, decompress_G2
from py_ecc.bls.typing import G1Compressed, G2Compressed
from py_ecc.optimized_bls12_381 import FQ, G2, field_modulus, is_inf, multiply, normalize, pairing
from py_ecc.optimized_bls12_381 import curve_order as order

from core.draws.beacons import bls, drand
from tests.draws import signers
from tests.draws.samples import DRAND_ROUND

INFINITY = b"\xc0" + bytes(47)
SIGNATURE = DRAND_ROUND.signature or b""
TORSION_SIGNATURE = bytes.fromhex(
    "94385d48ab9d338824a523ff7d310fbeeac0184598d56b49f27857bcd3ef91f6ead1c7ef99c9beee47784ebba5c635de"
)
"""The same round's, plus a point that the pairing does not see: for the pairing alone, it holds."""


def test_a_real_round_of_quicknet() -> None:
    assert drand.is_signed(1000, SIGNATURE)
    assert drand.randomness_of(SIGNATURE) == DRAND_ROUND.randomness
    assert drand.belongs_to_chain(1000, DRAND_ROUND.randomness, SIGNATURE)
    assert not drand.belongs_to_chain(1000, bytes(32), SIGNATURE)


@pytest.mark.parametrize("round_number", [-1, 0, 999, 1001, 2**53 - 1, 2**53, 2**64])
def test_it_is_no_other_rounds(round_number: int) -> None:
    assert not drand.is_signed(round_number, SIGNATURE)


def test_a_foreign_key_that_signs_rightly_is_not_quicknets() -> None:
    forged = signers.round_signature(42, 1000)
    foreign = bls.PublicKey(signers.public_key(42))
    assert foreign.has_signed(sha256((1000).to_bytes(8)).digest(), forged)
    assert not drand.is_signed(1000, forged)
    assert not foreign.has_signed(sha256((1000).to_bytes(8)).digest(), SIGNATURE)


def test_bytes_that_are_no_signature() -> None:
    flipped = bytes([SIGNATURE[0] ^ 0x20]) + SIGNATURE[1:]  # the other root
    uncompressed = bytes([SIGNATURE[0] & 0x7F]) + SIGNATURE[1:]
    too_large = bytes([0x80 | field_modulus.to_bytes(48)[0]]) + field_modulus.to_bytes(48)[1:]
    for junk in (b"", b"x", SIGNATURE[:-1], SIGNATURE + b"\0", bytes(48), b"\xff" * 48, INFINITY, flipped):
        assert not drand.is_signed(1000, junk)
    assert not drand.is_signed(1000, uncompressed)
    assert not drand.is_signed(1000, too_large)


def test_a_point_outside_of_the_group_is_no_signature() -> None:
    """The curve has more points than the group: one of those times the cofactor's part would pass a pairing alone."""
    x = next(x for x in range(1, 100) if pow(x**3 + 4, (field_modulus - 1) // 2, field_modulus) == 1)
    y = pow(x**3 + 4, (field_modulus + 1) // 4, field_modulus)
    outside = (FQ(x), FQ(y), FQ(1))
    assert not is_inf(multiply(outside, order))
    flags = 0x80 | (0x20 if y * 2 > field_modulus else 0)
    packed = bytearray(x.to_bytes(48))
    packed[0] |= flags
    with pytest.raises(ValueError, match="group"):
        bls._check_group(outside)
    assert not drand.is_signed(1000, bytes(packed))


def test_a_signature_that_only_the_pairing_takes_is_none() -> None:
    point = decompress_G1(G1Compressed(int.from_bytes(TORSION_SIGNATURE)))
    key = bytes.fromhex(drand.PUBLIC_KEY)
    public = decompress_G2(
        G2Compressed((G1Compressed(int.from_bytes(key[:48])), G1Compressed(int.from_bytes(key[48:]))))
    )
    message = signers.hashed(sha256((1000).to_bytes(8)).digest())
    assert pairing(G2, point) == pairing(public, message)
    assert not drand.is_signed(1000, TORSION_SIGNATURE)


def test_a_message_is_hashed_as_rfc_9380_says() -> None:
    """Appendix J.9.1 of the RFC: BLS12381G1_XMD:SHA-256_SSWU_RO_, the empty message."""
    suite = b"QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_"
    x, y = normalize(hash_to_G1(b"", suite, sha256))  # type: ignore[arg-type]
    assert f"{x.n:096x}" == (
        "052926add2207b76ca4fa57a8734416c8dc95e24501772c814278700eed6d1e4e8cf62d9c09db0fac349612b759e79a1"
    )
    assert f"{y.n:096x}" == (
        "08ba738453bfed09cb546dbb0783dbb3a5f1f566ed67bb6be0e8c67e2e81a4cc68ee29813bb7994998f3eae0c9c6a265"
    )


@pytest.mark.parametrize("key", [b"", bytes(96), b"\xc0" + bytes(95), b"\xff" * 96, SIGNATURE * 2])
def test_what_is_no_public_key(key: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        bls.PublicKey(key)


def test_the_process_does_not_recurse_deeper_than_before() -> None:
    """A hostile file, nested without end, has to meet RecursionError and not the end of the C stack."""
    assert sys.getrecursionlimit() <= 1000
