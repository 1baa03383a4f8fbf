"""Trees against the recursive words of RFC 6962, section 2.1."""

from hashlib import sha256

import pytest

from core.draws import merkle
from core.draws.merkle import EMPTY_ROOT, StreamingRoot, inclusion_path, merkle_root, root_from_path


def naive_root(leaves: list[bytes]) -> bytes:
    """The definition, word by word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + naive_root(leaves[:split]) + naive_root(leaves[split:])).digest()


def naive_path(leaves: list[bytes], index: int) -> list[bytes]:
    """PATH(m, D[n]) of section 2.1.1."""
    if len(leaves) == 1:
        return []
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    if index < split:
        return [*naive_path(leaves[:split], index), naive_root(leaves[split:])]
    return [*naive_path(leaves[split:], index - split), naive_root(leaves[:split])]


def leaves_of(count: int) -> list[bytes]:
    return [sha256(b"\x00%d" % index).digest() for index in range(count)]


@pytest.mark.parametrize("batch", [1, 2, 8, 4096])
def test_every_shape_up_to_seventy_leaves(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merkle, "BATCH_LEAVES", batch)
    for count in range(71):
        assert merkle_root(iter(leaves_of(count))) == naive_root(leaves_of(count)), count


@pytest.mark.parametrize("count", [4095, 4096, 4097, 8192, 3 * 4096 + 5])
def test_batches_leave_no_trace(count: int) -> None:
    tree = StreamingRoot()
    for start in range(0, count, 777):
        tree.extend(leaves_of(count)[start : start + 777])
    assert tree.count == count
    assert tree.root() == naive_root(leaves_of(count))


def test_the_empty_root_is_the_hash_of_nothing() -> None:
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle_root([]) == EMPTY_ROOT


def test_every_path_leads_to_the_root_and_no_other_does() -> None:
    for count in range(1, 71):
        leaves = leaves_of(count)
        root = merkle_root(leaves)
        for index in range(count):
            path = inclusion_path(leaves, index)
            assert path == naive_path(leaves, index)
            assert root_from_path(leaves[index], index, count, path) == root
            assert root_from_path(bytes(32), index, count, path) != root
            assert root_from_path(leaves[index], index, count, [*path, bytes(32)]) is None
            if path:
                assert root_from_path(leaves[index], index, count, path[:-1]) is None
                assert root_from_path(leaves[index], index, count, [bytes(32), *path[1:]]) != root


def test_a_place_outside_the_tree_has_no_path() -> None:
    with pytest.raises(IndexError):
        inclusion_path(leaves_of(3), 3)
    assert root_from_path(bytes(32), 3, 3, []) is None
    assert root_from_path(bytes(32), -1, 3, []) is None
