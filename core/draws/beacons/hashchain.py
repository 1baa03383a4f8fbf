"""The hash-chain beacon `hashchain1`: its maths, without network or secrets on disk (draw protocol, section 3)."""

from hashlib import sha256

from core.kernel.canonical import frame

KIND = "hashchain1"
MAX_ROUNDS = 200_000
"""Longest chain; it also bounds what a verifier hashes for a stranger's proof."""

_PREFIX = frame(b"ldp1/hc")
_CHECKPOINT_EVERY = 512


def hc(value: bytes) -> bytes:
    """One step down the chain."""
    return sha256(_PREFIX + value).digest()


def walk(value: bytes, steps: int) -> bytes:
    """hc applied `steps` times."""
    for _ in range(steps):
        value = sha256(_PREFIX + value).digest()
    return value


def belongs_to_chain(chain_id: bytes, round_number: int, value: bytes) -> bool:
    """Whether `value` is the chain's value of a round: hc^r(value) == chain_id."""
    return (
        1 <= round_number <= MAX_ROUNDS and len(value) == sha256().digest_size and walk(value, round_number) == chain_id
    )


class HashChain:
    """A whole chain, for its custodian: any value within 512 steps. ValueError unless 1 <= length <= 200,000."""

    def __init__(self, secret: bytes, length: int) -> None:
        if not 1 <= length <= MAX_ROUNDS:
            raise ValueError(f"a chain has 1 to {MAX_ROUNDS} rounds")
        if len(secret) != sha256().digest_size:
            raise ValueError("a chain's secret has 32 bytes")
        self.length = length
        self._checkpoints = {length: secret}
        value = secret
        for round_number in range(length - 1, -1, -1):
            value = sha256(_PREFIX + value).digest()
            if round_number % _CHECKPOINT_EVERY == 0:
                self._checkpoints[round_number] = value
        self.chain_id = value

    def value(self, round_number: int) -> bytes:
        """value_r. IndexError outside 1..length."""
        if not 1 <= round_number <= self.length:
            raise IndexError("no such round")
        above = min(-(-round_number // _CHECKPOINT_EVERY) * _CHECKPOINT_EVERY, self.length)
        return walk(self._checkpoints[above], above - round_number)
