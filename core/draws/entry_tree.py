"""The tree over the entries of a draw, and the one over its void numbers: leaves, checks and roots (section 2.1)."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from core.draws.entries import EntryList, Row, are_tags
from core.draws.fields import InvalidField, hex_of, integer, row_of
from core.draws.merkle import StreamingRoot, merkle_root
from core.draws.primitives import entry_line
from core.kernel.canonical import MAX_SAFE_INTEGER, frame

_BATCH_ENTRIES = 2048
_CHECK_ROW = row_of(integer(), integer(), hex_of(32))


def entry_leaf(draw_id: str, entry: Row) -> bytes:
    """The leaf hash of one entry."""
    return sha256(_leaf_prefix("ldp1/entry", draw_id) + frame(entry_line(*entry).encode("ascii"))).digest()


def entry_leaves(draw_id: str, entries: EntryList) -> list[bytes]:
    """The leaf hashes of entries in order."""
    prefix, leaves = _leaf_prefix("ldp1/entry", draw_id), []
    for lines in entries.lines():
        # lines of one length begin alike, up to the length that is framed before them
        begun = sha256(prefix + len(lines[0]).to_bytes(4, "big"))
        for line in lines:
            leaf = begun.copy()
            leaf.update(line)
            leaves.append(leaf.digest())
    return leaves


def void_root(draw_id: str, numbers: Iterable[int]) -> bytes:
    """The root over void ticket numbers in the order given (ascending, by convention)."""
    prefix = _leaf_prefix("ldp1/void", draw_id)
    return merkle_root(sha256(prefix + frame(str(number).encode("ascii"))).digest() for number in numbers)


class EntryTree:
    """Checks and hashes entries as they stream in; keeps nothing of them but the root in the making.

    `add` raises InvalidField("entries[i]...") at the first entry that is malformed, out of order or overlapping.
    """

    def __init__(self, draw_id: str) -> None:
        self._draw_id = draw_id
        self._tree = StreamingRoot()
        self._last = -1
        self.n = 0

    @property
    def count(self) -> int:
        """How many entries were added."""
        return self._tree.count

    def add(self, entries: Sequence[Row]) -> None:
        """Appends entries, sorted by `first` and disjoint from all before them."""
        for start in range(0, len(entries), _BATCH_ENTRIES):
            batch = entries[start : start + _BATCH_ENTRIES]
            columns = batch if isinstance(batch, EntryList) else EntryList.of_rows(batch)
            if columns is None or not self._follow(columns):
                self._refuse(batch)
            else:
                self._tree.extend(entry_leaves(self._draw_id, columns))

    def root(self) -> bytes:
        """The Merkle root over all entries so far."""
        return self._tree.root()

    def _follow(self, entries: EntryList) -> bool:
        """Takes a batch into the counts if it is well-formed, sorted, disjoint and above all before it."""
        firsts, lasts = entries.firsts, entries.lasts
        is_sorted = firsts[0] > self._last and (firsts <= lasts).all() and (lasts[:-1] < firsts[1:]).all()
        if not is_sorted or lasts[-1] > MAX_SAFE_INTEGER or not are_tags(entries.tags):
            return False
        self._last = int(lasts[-1])
        self.n += int((lasts - firsts + 1).sum())
        return True

    def _refuse(self, batch: Sequence[Row]) -> None:
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


def _leaf_prefix(tag: str, draw_id: str) -> bytes:
    return b"\x00" + frame(tag.encode("ascii")) + frame(draw_id.encode("ascii"))
