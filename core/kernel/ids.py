"""Identifiers: UUIDv7 for programs, short public numbers for people."""

import os
from datetime import UTC, datetime, timedelta
from threading import Lock
from uuid import UUID

from asyncpg.pgproto import pgproto

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PUBLIC_BITS = 35
_PUBLIC_MASK = (1 << _PUBLIC_BITS) - 1
# Odd, so that multiplication permutes the 35-bit numbers: consecutive sequence values look unrelated and
# do not show how much is sold in an hour. It hides, it does not protect: nothing is authorised by a number.
_PUBLIC_FACTOR = 0x2B1F4A6C7 | 1
_PUBLIC_OFFSET = 0x5A3C96E1B


class IdGenerator:
    """UUIDv7 (RFC 9562 5.7) whose first random bits carry the fraction of the millisecond (6.2, method 3).

    Within a process ids strictly increase; on one machine they increase across processes as well for rows that
    are made one after the other under a lock, so that a wallet's transfers sort by id in the order of posting.
    """

    def __init__(self) -> None:
        self._last = 0
        self._random = b""
        self._lock = Lock()

    def new(self, at: datetime) -> UUID:
        """A new id for the instant `at` (aware)."""
        micros = (at - _EPOCH) // _MICROSECOND  # by integers: seconds as a float lose the last one
        millis, rest = divmod(micros, 1000)
        stamp = (millis << 12) | (rest * 4096 // 1000)
        with self._lock:
            stamp = max(stamp, self._last + 1)
            self._last = stamp
            if not self._random:
                self._random = os.urandom(8 * _AT_A_TIME)
            drawn, self._random = self._random[-8:], self._random[:-8]
        return _assemble(stamp >> 12, stamp & 0xFFF, int.from_bytes(drawn) >> 2)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_AT_A_TIME = 64
"""Random parts that the system is asked for at once: a call for each was half of what an id costs."""


def _assemble(millis: int, rand_a: int, rand_b: int) -> UUID:
    # the driver's kind of UUID, which it also reads: several times faster to make, to compare and to write
    whole = (millis << 80) | (0x7 << 76) | (rand_a << 64) | (0b10 << 62) | rand_b
    made: UUID = pgproto.UUID(whole.to_bytes(16))
    return made


def created_at(id_: UUID) -> datetime:
    """The instant that a UUIDv7 was made at, in milliseconds."""
    return _EPOCH + timedelta(milliseconds=id_.int >> 80)


def public_number(prefix: str, sequence: int) -> str:
    """The number that people see for the `sequence`-th thing of a kind: `TR-7K3Q-9ZP`."""
    value = (sequence * _PUBLIC_FACTOR + _PUBLIC_OFFSET) & _PUBLIC_MASK
    digits = "".join(_CROCKFORD[(value >> shift) & 31] for shift in range(30, -1, -5))
    return f"{prefix}-{digits[:4]}-{digits[4:]}"


def parse_public_number(text: str) -> tuple[str, int] | None:
    """The prefix and the sequence value of a public number as a person may type it; None for what is none.

    Crockford's look-alikes are read as the digits they resemble (I, L: 1; O: 0), case does not matter.
    """
    prefix, _, digits = text.strip().upper().replace(" ", "-").partition("-")
    digits = digits.replace("-", "").translate(str.maketrans("ILO", "110"))
    if not prefix or len(digits) * 5 != _PUBLIC_BITS or not set(digits) <= set(_CROCKFORD):
        return None
    value = 0
    for digit in digits:
        value = value << 5 | _CROCKFORD.index(digit)
    return prefix, (value - _PUBLIC_OFFSET) * pow(_PUBLIC_FACTOR, -1, 1 << _PUBLIC_BITS) & _PUBLIC_MASK
