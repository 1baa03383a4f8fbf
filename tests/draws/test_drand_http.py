"""drand over relays that lie: what is returned verifies, and what each relay says decides nothing else."""

import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from core.draws.beacons import BeaconInvalid, BeaconNotReady, BeaconUnavailable
from core.draws.beacons.drand import QUICKNET
from core.draws.beacons.drand_http import DrandSource
from tests.draws import signers
from tests.draws.relays import PATH, Relay, dead_url, relay
from tests.draws.samples import DRAND_ROUND


def answer(round_number: int = 1000, signature: bytes = DRAND_ROUND.signature or b"", **fields: object) -> bytes:
    """What a relay says of a round."""
    value = {"round": round_number, "randomness": DRAND_ROUND.randomness.hex(), "signature": signature.hex(), **fields}
    return json.dumps(value).encode()


TRUTH = answer()
LIES = {
    "a foreign but valid key": answer(signature=signers.round_signature(7, 1000)),
    "another round's value": answer(signature=signers.round_signature(7, 999)),
    "no point": answer(signature=b"\xab" * 48),
    "infinity": answer(signature=b"\xc0" + bytes(47)),
    "too short": answer(signature=b"\xab"),
    "no hex": b'{"round":1000,"signature":"' + b"zz" * 48 + b'"}',
    "no text": b'{"round":1000,"signature":7}',
    "no signature": b'{"round":1000}',
    "no object": b"[1000]",
}
GARBAGE = {
    "no JSON": b"<html>",
    "nothing": b"",
    "nested without end": b"[" * 4000,
    "huge": b'{"signature":"' + b"a" * 5_000_000 + b'"}',
}


@asynccontextmanager
async def source(*urls: str, timeout_s: float = 5.0) -> AsyncIterator[DrandSource]:
    made = DrandSource(urls, timeout_s=timeout_s)
    try:
        yield made
    finally:
        await made.aclose()


async def test_a_true_relay() -> None:
    with relay(body=TRUTH) as true:
        async with source(true.url) as drand:
            assert await drand.fetch(1000) == DRAND_ROUND
            assert drand.info() == QUICKNET
            assert drand.round_at(QUICKNET.genesis + 2997) == 1000
            assert drand.verify(1000, DRAND_ROUND.randomness, DRAND_ROUND.signature)
            assert not drand.verify(1000, DRAND_ROUND.randomness, None)
        assert true.asked == [PATH]


async def test_only_the_signature_is_read_of_an_answer() -> None:
    with relay(body=answer(7, randomness="00" * 32, previous_signature="x")) as odd:
        async with source(odd.url) as drand:
            assert await drand.fetch(1000) == DRAND_ROUND


@pytest.mark.parametrize("lie", LIES)
async def test_a_relay_that_lies(lie: str) -> None:
    with relay(body=LIES[lie]) as liar, relay(body=TRUTH) as true:
        async with source(liar.url) as drand:
            with pytest.raises(BeaconInvalid):
                await drand.fetch(1000)
        async with source(liar.url, true.url) as drand:
            assert await drand.fetch(1000) == DRAND_ROUND


async def test_a_true_value_for_another_round_is_a_lie() -> None:
    with relay(body=TRUTH) as true:
        async with source(true.url) as drand:
            for other in (999, 1001):
                with pytest.raises(BeaconInvalid):
                    await drand.fetch(other)


@pytest.mark.parametrize("garbage", GARBAGE)
async def test_a_relay_that_talks_nonsense(garbage: str) -> None:
    with relay(body=GARBAGE[garbage]) as odd, relay(body=TRUTH) as true:
        async with source(odd.url) as drand:
            with pytest.raises(BeaconUnavailable):
                await drand.fetch(1000)
        async with source(odd.url, true.url) as drand:
            assert await drand.fetch(1000) == DRAND_ROUND


@pytest.mark.parametrize("status", [404, 425])
async def test_a_round_that_is_not_out(status: int) -> None:
    with relay(status) as early, relay(body=TRUTH) as true:
        async with source(early.url, dead_url()) as drand:
            with pytest.raises(BeaconNotReady):
                await drand.fetch(1000)
        async with source(early.url, true.url) as drand:
            assert await drand.fetch(1000) == DRAND_ROUND


@pytest.mark.parametrize("status", [301, 403, 429, 500, 503])
async def test_a_relay_that_refuses(status: int) -> None:
    with relay(status) as down:
        async with source(down.url, dead_url()) as drand:
            with pytest.raises(BeaconUnavailable):
                await drand.fetch(1000)


async def test_a_lie_is_reported_where_nobody_tells_the_truth() -> None:
    with relay(425) as early, relay(body=LIES["infinity"]) as liar:
        async with source(early.url, dead_url(), liar.url) as drand:
            with pytest.raises(BeaconInvalid, match=r"127\.0\.0\.1"):
                await drand.fetch(1000)


async def test_slow_relays_are_given_up_and_hold_up_nobody() -> None:
    """One that answers drop by drop, each of them in time, would be waited for without end."""
    async with AsyncExitStack() as stack:
        slow: list[Relay] = [stack.enter_context(relay(body=TRUTH, drop_s=0.1)) for _ in range(2)]
        true = stack.enter_context(relay(body=TRUTH))
        async with source(*(one.url for one in slow), timeout_s=0.5) as drand:
            began = time.monotonic()
            with pytest.raises(BeaconUnavailable):
                await drand.fetch(1000)
            assert 0.4 < time.monotonic() - began < 5
        async with source(*(one.url for one in slow), true.url, timeout_s=60) as drand:
            began = time.monotonic()
            assert await drand.fetch(1000) == DRAND_ROUND
            assert time.monotonic() - began < 20


def test_without_relays_there_is_no_source() -> None:
    with pytest.raises(ValueError, match="relay"):
        DrandSource([])
