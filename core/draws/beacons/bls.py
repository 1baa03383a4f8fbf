"""BLS signatures on G1 of BLS12-381, as drand's quicknet makes them: verified here, by nobody's word (section 3).

A public key is a point of G2, a signature one of G1, the message is hashed to G1 by RFC 9380. Nothing here is secret,
so that time may depend on values. One verification takes some 0.2 s of Python, and the first one half a second more, to
load the library.
"""

import sys
from hashlib import sha256
from typing import Any

from py_ecc.bls.hash_to_curve import hash_to_G1
from py_ecc.bls.point_compression import decompress_G1, decompress_G2
from py_ecc.bls.typing import G1Compressed, G2Compressed
from py_ecc.optimized_bls12_381 import FQ12, G2, curve_order, final_exponentiate, is_inf, multiply, neg, pairing

from core.draws.beacons.drand import PUBLIC_KEY_BYTES, SIGNATURE_BYTES

# The interpreter's own. The library lets the whole process recurse so deep that a hostile file, nested without end,
# would overflow the C stack instead of raising RecursionError.
sys.setrecursionlimit(1000)

_HALF = PUBLIC_KEY_BYTES // 2
_DST = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"


class PublicKey:
    """A key that signatures are verified with. ValueError unless it is a point of the group, other than infinity."""

    def __init__(self, key: bytes) -> None:
        if len(key) != PUBLIC_KEY_BYTES:
            raise ValueError(f"a public key has {PUBLIC_KEY_BYTES} bytes")
        halves = int.from_bytes(key[:_HALF]), int.from_bytes(key[_HALF:])
        self._point = decompress_G2(G2Compressed(halves))
        _check_group(self._point)

    def has_signed(self, message: bytes, signature: bytes) -> bool:
        """Whether the signature is this key's over the message: e(signature, G2) = e(H(message), key)."""
        if len(signature) != SIGNATURE_BYTES:
            return False
        try:
            point = decompress_G1(G1Compressed(int.from_bytes(signature)))
            _check_group(point)
        except ValueError:
            return False
        hashed = hash_to_G1(message, _DST, sha256)  # type: ignore[arg-type]
        product = pairing(G2, point, final_exponentiate=False) * pairing(
            self._point, neg(hashed), final_exponentiate=False
        )
        return bool(final_exponentiate(product) == FQ12.one())


def _check_group(point: Any) -> None:
    """A point on the curve may lie outside of the group of prime order, where a pairing proves nothing."""
    if is_inf(point) or not is_inf(multiply(point, curve_order)):
        raise ValueError("not a point of the group")
