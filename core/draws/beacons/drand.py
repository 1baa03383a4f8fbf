"""drand's quicknet, the only chain that a `drand-quicknet` record may name: its constants, and whether a value is its.

(draw protocol, section 3)
"""

from functools import cache
from hashlib import sha256
from importlib import import_module
from typing import TYPE_CHECKING

from core.draws.beacons.source import BeaconInfo

if TYPE_CHECKING:
    from core.draws.beacons import bls

KIND = "drand-quicknet"
SIGNATURE_BYTES = 48
PUBLIC_KEY_BYTES = 96
LAST_ROUND = 2**53 - 1
"""The largest number that a record can name."""

PUBLIC_KEY = (
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
    "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
)
QUICKNET = BeaconInfo(
    kind=KIND,
    chain_id="52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    genesis=1692803367,
    period=3,
    public_key=PUBLIC_KEY,
)


def randomness_of(signature: bytes) -> bytes:
    """The value of a round, which follows from its signature."""
    return sha256(signature).digest()


@cache
def _key() -> "bls.PublicKey":
    # Loaded here: it takes half a second, which is most of what a proof by a hash chain would wait for.
    loaded = import_module("core.draws.beacons.bls")
    key: bls.PublicKey = loaded.PublicKey(bytes.fromhex(PUBLIC_KEY))
    return key


def is_signed(round_number: int, signature: bytes) -> bool:
    """Whether the signature is quicknet's for a round, by some 0.2 s of arithmetic; no network."""
    if not 1 <= round_number <= LAST_ROUND:
        return False
    return _key().has_signed(sha256(round_number.to_bytes(8, "big")).digest(), signature)


def belongs_to_chain(round_number: int, randomness: bytes, signature: bytes) -> bool:
    """Whether a value with its signature is quicknet's for a round."""
    return randomness == randomness_of(signature) and is_signed(round_number, signature)
