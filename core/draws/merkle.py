"""Merkle trees in the shape of RFC 6962 (section 2.1): a root from a stream of leaves, and inclusion paths."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import islice

EMPTY_ROOT = sha256(b"").digest()
BATCH_LEAVES = 1024
"""Leaves folded at once, a power of two: whole levels in one comprehension are twice as fast as leaf by leaf."""


_NODE = sha256(b"\x01")


def node_hash(left: bytes, right: bytes) -> bytes:
    """An inner node; the prefix 0x01 keeps it apart from a leaf (0x00)."""
    return sha256(b"\x01" + left + right).digest()


class StreamingRoot:
    """The root over leaf hashes that arrive in order, in memory for one batch and the logarithm of their count."""

    def __init__(self) -> None:
        self.count = 0
        self._pending: list[bytes] = []
        # Roots of complete subtrees, the largest first: (batches below it, root).
        self._peaks: list[tuple[int, bytes]] = []

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Appends leaf hashes (32 bytes each)."""
        stream = iter(leaves)
        while batch := list(islice(stream, BATCH_LEAVES - len(self._pending))):
            self.count += len(batch)
            self._pending += batch
            if len(self._pending) == BATCH_LEAVES:
                self._push(_fold(self._pending))
                self._pending = []

    def root(self) -> bytes:
        """The root over everything so far; SHA-256 of nothing for an empty tree."""
        if not self.count:
            return EMPTY_ROOT
        roots = [root for _, root in self._peaks]
        if self._pending:
            roots.append(_fold(self._pending))
        result = roots.pop()
        while roots:
            result = node_hash(roots.pop(), result)
        return result

    def _push(self, root: bytes) -> None:
        size = 1
        while self._peaks and self._peaks[-1][0] == size:
            root = node_hash(self._peaks.pop()[1], root)
            size *= 2
        self._peaks.append((size, root))


def merkle_root(leaves: Iterable[bytes]) -> bytes:
    """The root over an ordered list of leaf hashes."""
    tree = StreamingRoot()
    tree.extend(leaves)
    return tree.root()


def inclusion_path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The sibling hashes from the leaf at `index` up to the root. Raises IndexError outside the list."""
    if not 0 <= index < len(leaves):
        raise IndexError("no such leaf")
    path = []
    level = list(leaves)
    while len(level) > 1:
        sibling = index ^ 1
        if sibling < len(level):
            path.append(level[sibling])
        level = _next_level(level)
        index //= 2
    return path


def root_from_path(leaf: bytes, index: int, count: int, path: Sequence[bytes]) -> bytes | None:
    """The root that `path` leads to from the leaf at `index` of `count`, or None where its length is impossible."""
    if not 0 <= index < count:
        return None
    result, steps = leaf, iter(path)
    while count > 1:
        if index ^ 1 < count:
            sibling = next(steps, None)
            if sibling is None:
                return None
            result = node_hash(sibling, result) if index & 1 else node_hash(result, sibling)
        index //= 2
        count = (count + 1) // 2
    return result if next(steps, None) is None else None


def sibling_sides(index: int, count: int) -> list[bool]:
    """Of each sibling on the way up from the leaf at `index` of `count`, whether it stands to the left."""
    sides = []
    while count > 1:
        if index ^ 1 < count:
            sides.append(index & 1 == 1)
        index //= 2
        count = (count + 1) // 2
    return sides


def _fold(level: list[bytes]) -> bytes:
    while len(level) > 1:
        level = _next_level(level)
    return level[0]


def _next_level(level: list[bytes]) -> list[bytes]:
    """Pairs become nodes; a last one without a partner moves up, which is RFC 6962's split seen from below."""
    parents, rest = [], iter(level)
    for left, right in zip(rest, rest, strict=False):
        # a copy of a begun hash costs less than a new one
        node = _NODE.copy()
        node.update(left + right)
        parents.append(node.digest())
    if len(level) % 2:
        parents.append(level[-1])
    return parents
