"""The entries of a draw: ranges of ticket numbers, their tree, and the way from a position to a number (section 1)."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import accumulate, chain, islice
from operator import le, lt
from typing import Any, NamedTuple

from core.draws.fields import InvalidField, hex_of, integer, row_of
from core.draws.merkle import StreamingRoot, merkle_root
from core.draws.primitives import entry_line
from core.kernel.canonical import MAX_SAFE_INTEGER, frame

_TAG_DIGITS = 64
_LONGEST_LINE = 2 * len(f"{MAX_SAFE_INTEGER},") + _TAG_DIGITS
# Small enough to stay in the processor's cache between checking and hashing.
_BATCH_ENTRIES = 256
_CHECK_ROW = row_of(integer(), integer(), hex_of(32))


class Entry(NamedTuple):
    """An inclusive range of ticket numbers and the tag of its holder (64 hex digits)."""

    first: int
    last: int
    holder_tag: str


Row = tuple[int, int, str]
"""What is read as an entry: any triple."""


def entry_leaf(draw_id: str, entry: Row) -> bytes:
    """The leaf hash of one entry."""
    return sha256(_leaf_prefix("ldp1/entry", draw_id) + frame(entry_line(*entry).encode("ascii"))).digest()


def void_root(draw_id: str, numbers: Iterable[int]) -> bytes:
    """The root over void ticket numbers in the order given (ascending, by convention)."""
    prefix = _leaf_prefix("ldp1/void", draw_id)
    return merkle_root(sha256(prefix + frame(str(number).encode("ascii"))).digest() for number in numbers)


class EntryTree:
    """Checks and hashes entries as they stream in; keeps nothing of them but the root in the making.

    `add` raises InvalidField("entries[i]...") at the first entry that is malformed, out of order or overlapping.
    """

    def __init__(self, draw_id: str) -> None:
        prefix = _leaf_prefix("ldp1/entry", draw_id)
        # A line's length is framed before it, so each length has a prefix of its own.
        self._prefixes = [prefix + size.to_bytes(4, "big") for size in range(_LONGEST_LINE + 1)]
        self._tree = StreamingRoot()
        self._last = -1
        self.n = 0

    @property
    def count(self) -> int:
        """How many entries were added."""
        return self._tree.count

    def add(self, entries: Iterable[Row]) -> None:
        """Appends entries, sorted by `first` and disjoint from all before them."""
        stream, prefixes = iter(entries), self._prefixes
        while batch := list(islice(stream, _BATCH_ENTRIES)):
            columns = _plain_columns(batch)
            if columns is None or not self._follow(columns):
                self._refuse(batch)
            else:
                self._tree.extend([sha256(prefixes[len(line)] + line).digest() for line in columns.lines])

    def root(self) -> bytes:
        """The Merkle root over all entries so far."""
        return self._tree.root()

    def _follow(self, columns: "_Columns") -> bool:
        """Takes a batch into the counts if it is sorted, disjoint and above all before it."""
        firsts, lasts = columns.firsts, columns.lasts
        is_sorted = firsts[0] > self._last and all(map(le, firsts, lasts)) and all(map(lt, lasts, firsts[1:]))
        if not is_sorted or lasts[-1] > MAX_SAFE_INTEGER:
            return False
        self._last = lasts[-1]
        self.n += sum(lasts) - sum(firsts) + len(firsts)
        return True

    def _refuse(self, batch: list[Row]) -> None:
        """Finds and names what the fast check only knows to be there."""
        previous = self._last
        for index, row in enumerate(batch, start=self.count):
            path = f"entries[{index}]"
            _CHECK_ROW(row, path)
            first, last, _ = row
            if first <= previous:
                raise InvalidField(f"{path}[0]", "must lie above the entry before it")
            if last < first:
                raise InvalidField(f"{path}[1]", "must not be below the range's first number")
            previous = last
        raise InvalidField("entries", "must be sorted, disjoint ranges")


class NumberIndex:
    """Maps a position in [0, n) to a ticket number and its holder, by prefix sums over checked entries."""

    def __init__(self, entries: Sequence[Row]) -> None:
        self._entries = entries
        self._ends = array("q", accumulate([last - first + 1 for first, last, _ in entries]))
        self.n = self._ends[-1] if self._ends else 0

    def at(self, position: int) -> tuple[int, str]:
        """The number at a position, and the tag of its holder. IndexError outside [0, n)."""
        if not 0 <= position < self.n:
            raise IndexError("no such position")
        index = bisect_right(self._ends, position)
        _, last, tag = self._entries[index]
        return last + 1 - (self._ends[index] - position), tag


def entry_rows(entries: Iterable[Row]) -> Iterator[str]:
    """The lines of entries.csv: each is the very text that its leaf hashes, so there is no heading."""
    return (f"{entry_line(*entry)}\n" for entry in entries)


def _leaf_prefix(tag: str, draw_id: str) -> bytes:
    return b"\x00" + frame(tag.encode("ascii")) + frame(draw_id.encode("ascii"))


class _Columns(NamedTuple):
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]
    lines: list[bytes]


def _plain_columns(batch: list[Row]) -> _Columns | None:
    """A batch by columns, with its lines, or None unless all rows are (integer, integer, 64 hex digits).

    Whole columns at once: row by row, checking and formatting would cost more than the hashing.
    """
    try:
        widths: set[int] = set(map(len, batch))
        flat: tuple[Any, ...] = tuple(chain.from_iterable(batch))
        firsts, lasts, tags = flat[0::3], flat[1::3], flat[2::3]
        if widths != {3} or {*map(type, firsts), *map(type, lasts)} != {int} or set(map(len, tags)) != {_TAG_DIGITS}:
            return None
        text = ("%d,%d,%s\n" * len(batch) % flat).encode("ascii")
    except (TypeError, ValueError):
        return None
    # What is left without hex digits must be the separators alone; the first two columns are integers already.
    if text.translate(None, b"0123456789abcdef") != b",,\n" * len(batch):
        return None
    return _Columns(firsts, lasts, text.split())
