"""Whether one entry stands in the closed list: its path through the tree to the root in the close record.

A path file is for the holder alone: `user_ref` and salt show whose the entry is. It holds the close record, whose hash
is public, so that the file can be judged by itself; that this is the draw's record, its proof or its signature say.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from core.draws import primitives
from core.draws.entries import Entry, EntryList
from core.draws.entry_tree import entry_leaf, entry_leaves
from core.draws.fields import InvalidField, as_object, hex_of, integer, join, list_of, object_of, one_of, row_of, text
from core.draws.merkle import BATCH_LEAVES, inclusion_path, merkle_root, root_from_path, sibling_sides
from core.draws.records import check_close_record
from core.draws.verify import Verdict, judge

_SIDES = {True: "left", False: "right"}
_PATH = object_of(
    {
        "close": check_close_record,
        "close_hash": hex_of(32),
        "entry": row_of(integer(), integer(), hex_of(32)),
        "user_ref": text(r"[!-~]{1,64}", "1 to 64 printable ASCII characters without spaces"),
        "salt": hex_of(primitives.SALT_BYTES),
        "line": text(r"[!-~]{1,128}", "first,last,tag"),
        "leaf": hex_of(32),
        "index": integer(),
        "siblings": list_of(object_of({"side": one_of(*_SIDES.values()), "hash": hex_of(32)})),
    }
)


@dataclass(frozen=True, slots=True)
class Blocks:
    """The tree over all entries of a draw, but for its lowest levels: the root of every full block of leaves, and the
    place in the log before each block. A path then takes the entries of one block alone."""

    roots: tuple[bytes, ...]
    starts: tuple[int, ...]
    count: int

    def path(self, index: int, block: Sequence[bytes]) -> list[bytes]:
        """The siblings of the leaf at `index`, from the leaves of its block. Raises IndexError outside the list."""
        number, place = divmod(index, BATCH_LEAVES)
        return inclusion_path(block, place) + inclusion_path(self.roots, number)


class BlocksInMaking:
    """Takes pages of entries in order; each but the last is of full blocks."""

    def __init__(self, draw_id: str) -> None:
        self._draw_id = draw_id
        self._roots: list[bytes] = []
        self._starts: list[int] = []
        self._count = 0

    def add(self, seqs: Sequence[int], entries: EntryList, after_seq: int) -> None:
        """A page of entries with their places in the log; `after_seq` is the place before the first of them."""
        for block in entries.blocks(BATCH_LEAVES):
            self._roots.append(merkle_root(entry_leaves(self._draw_id, block)))
        self._starts += [after_seq, *seqs[BATCH_LEAVES - 1 : -1 : BATCH_LEAVES]]
        self._count += len(entries)

    def done(self) -> Blocks:
        """All blocks."""
        return Blocks(tuple(self._roots), tuple(self._starts), self._count)


@dataclass(frozen=True, slots=True)
class EntryPath:
    """An entry with its way to the root. `index` is its place in the list, from 0."""

    close: Mapping[str, Any]
    entry: Entry
    user_ref: str
    salt: bytes
    index: int
    siblings: Sequence[bytes]

    @property
    def leaf(self) -> bytes:
        return entry_leaf(self.close["draw_id"], self.entry)

    def leads_to_root(self) -> bool:
        """Whether the path ends at the root of the close record."""
        root = root_from_path(self.leaf, self.index, self.close["entry_count"], self.siblings)
        return root is not None and root.hex() == self.close["entry_root"]

    def to_record(self) -> dict[str, object]:
        """The path file."""
        sides = sibling_sides(self.index, self.close["entry_count"])
        return {
            "close": dict(self.close),
            "close_hash": primitives.close_hash(self.close).hex(),
            "entry": list(self.entry),
            "user_ref": self.user_ref,
            "salt": self.salt.hex(),
            "line": primitives.entry_line(*self.entry),
            "leaf": self.leaf.hex(),
            "index": self.index,
            "siblings": [
                {"side": _SIDES[is_left], "hash": sibling.hex()}
                for is_left, sibling in zip(sides, self.siblings, strict=True)
            ],
        }


def is_path(document: object) -> bool:
    """Whether a JSON value looks like a path file rather than a proof."""
    return isinstance(document, Mapping) and "siblings" in document


def verify_path(document: object, closes: Sequence[tuple[str, Mapping[str, Any]]] = ()) -> Verdict:
    """Judges a parsed path file, and that its close record is each of `closes`, close records that are known to be the
    draw's, by the name of where they stand. Never raises; the work follows from the size of what is given."""
    path = _Path(document)
    checks: list[tuple[str, Callable[[], None]]] = [
        ("The path has exactly the fields it should have", path.check_shape),
        ("The close record is the one with this hash", path.check_close_hash),
        ("The entry is its holder's", path.check_holder),
        ("The leaf is that of the entry", path.check_leaf),
        ("The path leads from the leaf to the root in the close record", path.check_root),
    ]
    checks += [
        (f"The close record is that of {name}", partial(path.check_close, name, close)) for name, close in closes
    ]
    return judge(checks)


class _Path:
    """The steps over one path file, in order; each may rely on those before it."""

    def __init__(self, document: object) -> None:
        self._input = document
        self._path: Mapping[str, Any] = {}
        self._close: Mapping[str, Any] = {}

    def check_shape(self) -> None:
        _PATH(self._input, "")
        path: Mapping[str, Any] = as_object(self._input, "path")
        self._path, self._close = path, path["close"]

    def check_close_hash(self) -> None:
        self._same("close_hash", primitives.close_hash(self._close).hex())

    def check_holder(self) -> None:
        first, last, tag = self._path["entry"]
        if last < first:
            raise InvalidField("entry[1]", "must not be below the range's first number")
        holder = primitives.holder_tag(
            self._close["draw_id"], self._path["user_ref"], bytes.fromhex(self._path["salt"])
        )
        if tag != holder:
            raise InvalidField("entry[2]", f"is {tag}, by user_ref and salt it is {holder}")

    def check_leaf(self) -> None:
        first, last, tag = self._path["entry"]
        self._same("line", primitives.entry_line(first, last, tag))
        self._same("leaf", entry_leaf(self._close["draw_id"], (first, last, tag)).hex())

    def check_root(self) -> None:
        index, count, siblings = self._path["index"], self._close["entry_count"], self._path["siblings"]
        if index >= count:
            raise InvalidField("index", f"is {index}, and the list has {count} entries")
        sides = sibling_sides(index, count)
        if len(siblings) != len(sides):
            raise InvalidField("siblings", f"are {len(siblings)}, and from this place there are {len(sides)}")
        for place, (sibling, is_left) in enumerate(zip(siblings, sides, strict=True)):
            if sibling["side"] != _SIDES[is_left]:
                raise InvalidField(f"siblings[{place}].side", f"must be {_SIDES[is_left]} by the place in the list")
        hashes = [bytes.fromhex(sibling["hash"]) for sibling in siblings]
        root = root_from_path(bytes.fromhex(self._path["leaf"]), index, count, hashes)
        if root is None or root.hex() != self._close["entry_root"]:
            raise InvalidField("siblings", "do not lead to close.entry_root")

    def check_close(self, name: str, known: Mapping[str, Any]) -> None:
        for field, value in known.items():
            if self._close[field] != value:
                raise InvalidField(join("close", field), f"is {self._close[field]}, in {name} it is {value}")

    def _same(self, field: str, computed: str) -> None:
        if self._path[field] != computed:
            raise InvalidField(field, f"is {self._path[field]}, computed {computed}")
