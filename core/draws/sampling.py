"""Positions without repetition and without bias from a seed (draw protocol, section 5)."""

import hmac
from collections.abc import Iterator
from typing import NamedTuple

_WORDS_PER_BLOCK = 4
_WORD_BYTES = 8
_SPAN = 2**64


class WordLimitReached(Exception):
    """More words are needed than the caller allowed."""


class TraceRow(NamedTuple):
    """One word that was read: its value, the bound it was read for, and whether it was used."""

    word: int
    bound: int
    is_accepted: bool

    def to_record(self) -> list[str]:
        """The row as it stands in a proof."""
        return [str(self.word), str(self.bound), "accept" if self.is_accepted else "reject"]


class Sampler:
    """Reads the word stream of one combined seed and keeps the trace of every word read.

    `max_words` bounds the work on a stranger's proof; WordLimitReached is raised by the word after it.
    """

    def __init__(self, combined_seed: bytes, *, max_words: int | None = None) -> None:
        self._seed = combined_seed
        self._max_words = max_words
        self._block = b""
        self.trace: list[TraceRow] = []

    def below(self, bound: int) -> int:
        """A number in [0, bound), each as likely as the other. `bound` is from 1 to 2^64."""
        if not 1 <= bound <= _SPAN:
            raise ValueError("the bound is from 1 to 2^64")
        limit = _SPAN - _SPAN % bound
        while True:
            word = self._next_word()
            is_accepted = word < limit
            self.trace.append(TraceRow(word, bound, is_accepted))
            if is_accepted:
                return word % bound

    def positions(self, n: int) -> Iterator[int]:
        """The positions of [0, n) in drawn order, lazily: a word is read only when the next position is asked for."""
        moved: dict[int, int] = {}
        for i in range(n):
            j = i + self.below(n - i)
            position = moved.get(j, j)
            # Slot i is never looked at again, so its content moves on instead of being copied.
            displaced = moved.pop(i, i)
            if j != i:
                moved[j] = displaced
            yield position

    def _next_word(self) -> int:
        read = len(self.trace)
        if self._max_words is not None and read >= self._max_words:
            raise WordLimitReached
        block, word = divmod(read, _WORDS_PER_BLOCK)
        if word == 0:
            self._block = hmac.digest(self._seed, b"ldp1/stream" + block.to_bytes(8, "big"), "sha256")
        return int.from_bytes(self._block[word * _WORD_BYTES : (word + 1) * _WORD_BYTES], "big")
