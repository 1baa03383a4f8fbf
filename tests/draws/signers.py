"""Keys that are none of drand's, and signatures of theirs that hold."""

from hashlib import sha256
from typing import Any

from py_ecc.bls.hash_to_curve import hash_to_G1
from py_ecc.bls.point_compression import compress_G1, compress_G2
from py_ecc.optimized_bls12_381 import G2, multiply

from core.draws.beacons import bls  # noqa: F401 - takes back the depth of recursion that the library allows

_DST = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"


def hashed(message: bytes) -> Any:
    """The point that a message is hashed to."""
    return hash_to_G1(message, _DST, sha256)  # type: ignore[arg-type]


def public_key(secret: int) -> bytes:
    """The public key of a secret number."""
    return b"".join(half.to_bytes(48) for half in compress_G2(multiply(G2, secret)))


def signature(secret: int, message: bytes) -> bytes:
    """A secret number's signature."""
    return compress_G1(multiply(hashed(message), secret)).to_bytes(48)


def round_signature(secret: int, round_number: int) -> bytes:
    """A foreign chain's signature of a round, made as quicknet makes its own."""
    return signature(secret, sha256(round_number.to_bytes(8)).digest())
