"""The hash chain's maths."""

from hashlib import sha256

import pytest

from core.draws.beacons.hashchain import MAX_ROUNDS, HashChain, belongs_to_chain, hc

SECRET = sha256(b"x").digest()


@pytest.mark.parametrize("length", [1, 2, 511, 512, 513, 1025])
def test_values_are_the_walk_from_the_secret(length: int) -> None:
    chain = HashChain(SECRET, length)
    value = SECRET
    for round_number in range(length, 0, -1):
        assert chain.value(round_number) == value
        value = hc(value)
    assert chain.chain_id == value


def test_one_step_is_the_specifications() -> None:
    assert hc(b"v") == sha256(b"\0\0\0\x07ldp1/hcv").digest()


def test_only_the_rounds_own_value_belongs() -> None:
    chain = HashChain(SECRET, 600)
    for round_number in (1, 2, 512, 600):
        value = chain.value(round_number)
        assert belongs_to_chain(chain.chain_id, round_number, value)
        assert not belongs_to_chain(chain.chain_id, round_number + 1, value)
        assert not belongs_to_chain(chain.chain_id, round_number - 1, value)
        assert not belongs_to_chain(chain.chain_id, round_number, bytes(32))
    assert not belongs_to_chain(chain.chain_id, 0, chain.chain_id), "round 0 is public from the start"
    assert not belongs_to_chain(chain.chain_id, MAX_ROUNDS + 1, SECRET)
    assert not belongs_to_chain(chain.chain_id, 1, b"short")


def test_a_chain_has_bounds() -> None:
    for length in (0, MAX_ROUNDS + 1):
        with pytest.raises(ValueError, match="rounds"):
            HashChain(SECRET, length)
    with pytest.raises(ValueError, match="32 bytes"):
        HashChain(b"short", 5)
    for outside in (0, 6):
        with pytest.raises(IndexError):
            HashChain(SECRET, 5).value(outside)


def test_the_longest_chain_is_built_and_checked_in_a_moment() -> None:
    chain = HashChain(SECRET, MAX_ROUNDS)
    assert belongs_to_chain(chain.chain_id, MAX_ROUNDS, SECRET)
