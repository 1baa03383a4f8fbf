"""The entries of a draw: ranges of ticket numbers with their holders' tags, as rows and as columns (section 1).

A draw of a million entries is read, checked and spelled by whole columns: row by row, each of these would cost more
than the hashing that the protocol asks for.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from typing import Any, NamedTuple, Self, overload

import numpy as np
from numpy.typing import NDArray

from core.draws.primitives import entry_line
from core.kernel.canonical import MAX_SAFE_INTEGER

TAG_DIGITS = 64
_COMMA, _ZERO = b",0"
_SEPARATORS = np.frombuffer(b",,\n", np.uint8)
_TENS = 10 ** np.arange(1, len(str(MAX_SAFE_INTEGER)))
# Of a file of lines, read at a time: with what is made of it, it stays in the processor's cache.
_PIECE_BYTES = 1 << 18
# Lines in order change their shape where a number gets a digit more.
_MOST_SHAPES = 2 * (len(_TENS) + 1)
# Small enough for a block of lines to stay in the processor's cache.
_BLOCK_ENTRIES = 2048

Numbers = NDArray[np.int64]
Text = NDArray[np.uint8]
"""ASCII, a row for each text: all of one column have the same length."""


class Entry(NamedTuple):
    """An inclusive range of ticket numbers and the tag of its holder (64 hex digits)."""

    first: int
    last: int
    holder_tag: str


Row = tuple[int, int, str]
"""What is read as an entry: any triple."""


class EntryList(Sequence[Row]):
    """Entries by columns; reads as a sequence of Entry. Order and tags are not judged here."""

    def __init__(self, firsts: Numbers, lasts: Numbers, tags: Text) -> None:
        self.firsts = firsts
        self.lasts = lasts
        self.tags = tags

    @classmethod
    def of_columns(cls, firsts: Sequence[int], lasts: Sequence[int], tags: str) -> Self:
        """From numbers below 2^63 and all tags in one text of ASCII."""
        text = np.frombuffer(tags.encode("ascii"), np.uint8).reshape(-1, TAG_DIGITS)
        return cls(np.array(firsts, np.int64), np.array(lasts, np.int64), text)

    @classmethod
    def of_rows(cls, rows: Sequence[Any]) -> Self | None:
        """From rows that may be anything: None unless all are (integer, integer, text of 64 characters in ASCII)."""
        try:
            flat = tuple(chain.from_iterable(rows))
            firsts, lasts, tags = flat[0::3], flat[1::3], flat[2::3]
            if {*map(len, rows)} - {3} or {*map(type, firsts + lasts)} - {int} or {*map(len, tags)} - {TAG_DIGITS}:
                return None
            return cls.of_columns(firsts, lasts, "".join(tags))
        except (TypeError, ValueError, OverflowError):
            return None

    @classmethod
    def of_lines(cls, data: bytes) -> Self | None:
        """From the lines of entries.csv, each ended: None unless all are spelled as they are hashed, and so that lines
        of one shape stand together, as they do in order."""
        if not data.isascii() or not data.endswith(b"\n"):
            return None
        characters = np.frombuffer(data, np.uint8)
        parts: list[EntryList] = []
        start = 0
        while start < len(data):
            end = data.rfind(b"\n", start, start + _PIECE_BYTES) + 1
            read = _read_lines(characters[start:end]) if end else None
            if read is None:
                return None
            parts += read
            start = end
        return cls.joined(parts)

    @classmethod
    def joined(cls, parts: Sequence["EntryList"]) -> Self:
        """Lists one after the other."""
        if not parts:
            return cls.of_columns((), (), "")
        return cls(
            np.concatenate([part.firsts for part in parts]),
            np.concatenate([part.lasts for part in parts]),
            np.concatenate([part.tags for part in parts]),
        )

    def __len__(self) -> int:
        return len(self.firsts)

    @overload
    def __getitem__(self, place: int) -> Entry: ...
    @overload
    def __getitem__(self, place: slice) -> "EntryList": ...
    def __getitem__(self, place: int | slice) -> "Entry | EntryList":
        if isinstance(place, slice):
            return EntryList(self.firsts[place], self.lasts[place], self.tags[place])
        return Entry(int(self.firsts[place]), int(self.lasts[place]), self.tags[place].tobytes().decode("ascii"))

    def __iter__(self) -> Iterator[Entry]:
        for block in self.blocks(_BLOCK_ENTRIES):
            texts = map(bytes.decode, _rows_of(block.tags))
            yield from map(Entry, block.firsts.tolist(), block.lasts.tolist(), texts)

    def blocks(self, size: int) -> Iterator["EntryList"]:
        """So many entries at a time."""
        return (self[start : start + size] for start in range(0, len(self), size))

    def lines(self) -> Iterator[list[bytes]]:
        """The lines of entries that are in order, some at a time; those of one list have the same length."""
        turns = {0, len(self)}
        for numbers in (self.firsts, self.lasts):
            turns.update(np.searchsorted(numbers, _TENS).tolist())
        for low, high in pairwise(sorted(turns)):
            for block in self[low:high].blocks(_BLOCK_ENTRIES):
                yield _spelled(block)


class NumberIndex:
    """Maps a position in [0, n) to a ticket number and its holder, by prefix sums over checked entries."""

    def __init__(self, entries: Sequence[Row]) -> None:
        self._entries = entries
        if isinstance(entries, EntryList):
            self._ends = array("q", np.cumsum(entries.lasts - entries.firsts + 1).tobytes())
        else:
            self._ends = array("q", accumulate([last - first + 1 for first, last, _ in entries]))
        self.n = self._ends[-1] if self._ends else 0

    def at(self, position: int) -> tuple[int, str]:
        """The number at a position, and the tag of its holder. IndexError outside [0, n)."""
        if not 0 <= position < self.n:
            raise IndexError("no such position")
        index = bisect_right(self._ends, position)
        _, last, tag = self._entries[index]
        return last + 1 - (self._ends[index] - position), tag


def are_tags(tags: Text) -> bool:
    """Whether a column is of hex digits in lower case alone."""
    # unsigned, so that what stands before the first of a range comes out beyond its last
    return bool((((tags - _ZERO) < 10) | ((tags - ord("a")) < 6)).all())


def entry_rows(entries: Iterable[Row]) -> Iterator[str]:
    """The lines of entries.csv: each is the very text that its leaf hashes, so there is no heading."""
    return (f"{entry_line(*entry)}\n" for entry in entries)


def _read_lines(characters: Text) -> list[EntryList] | None:
    """Lines by runs of one shape; None where they cannot be read by columns."""
    separators = np.flatnonzero(characters <= _COMMA)
    if len(separators) % 3 or (characters[separators].reshape(-1, 3) != _SEPARATORS).any():
        return None
    first_commas, commas, ends = separators[0::3], separators[1::3], separators[2::3]
    starts = np.append(0, ends[:-1] + 1)
    shapes = np.stack([first_commas - starts, commas - first_commas - 1, ends - commas - 1])
    bounds = [0, *(np.flatnonzero((shapes[:, 1:] != shapes[:, :-1]).any(axis=0)) + 1).tolist(), len(ends)]
    if (shapes < 1).any() or len(bounds) > _MOST_SHAPES:
        return None
    parts = []
    for low, high in pairwise(bounds):
        lines = characters[starts[low] : ends[high - 1] + 1].reshape(high - low, -1)
        first_digits, last_digits, tag_digits = shapes[:, low].tolist()
        middle = first_digits + 1 + last_digits
        firsts, lasts = _numbers(lines[:, :first_digits]), _numbers(lines[:, first_digits + 1 : middle])
        if firsts is None or lasts is None or tag_digits != TAG_DIGITS:
            return None
        parts.append(EntryList(firsts, lasts, lines[:, middle + 1 : -1]))
    return parts


def _spelled(block: EntryList) -> list[bytes]:
    """The lines "first,last,tag" of entries whose numbers have as many digits each as those of the first entry."""
    middle = len(str(block.firsts[0]))
    end = middle + 1 + len(str(block.lasts[0]))
    text = np.full((len(block), end + 1 + TAG_DIGITS), _COMMA, np.uint8)
    _spell(text[:, :middle], block.firsts)
    _spell(text[:, middle + 1 : end], block.lasts)
    text[:, end + 1 :] = block.tags
    return _rows_of(text)


def _spell(digits: Text, numbers: Numbers) -> None:
    for place in reversed(range(digits.shape[1])):
        tenth = numbers // 10
        digits[:, place] = numbers - 10 * tenth + _ZERO
        numbers = tenth


def _numbers(digits: Text) -> Numbers | None:
    """The numbers that a column spells, or None where one is not spelled in plain decimal digits."""
    count, length = digits.shape
    if not 0 < length <= len(_TENS) + 1 or (length > 1 and bool((digits[:, 0] == _ZERO).any())):
        return None
    if bool((digits - _ZERO > 9).any()):
        return None
    numbers = np.zeros(count, np.int64)
    for place in range(length):
        numbers = 10 * numbers + digits[:, place] - _ZERO
    return numbers


def _rows_of(text: Text) -> list[bytes]:
    """Each row of a column as bytes."""
    rows: list[bytes] = np.ascontiguousarray(text).view(f"V{text.shape[1]}").ravel().tolist()
    return rows
