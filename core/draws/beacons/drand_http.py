"""drand's quicknet over HTTP: several relays are asked at once, and the first value that verifies counts."""

import asyncio
from collections.abc import Sequence
from urllib.parse import urlsplit

import httpx2

from core.draws.beacons import drand
from core.draws.beacons.http import DEFAULT_TIMEOUT_S, OK, TOO_EARLY, get_json, open_client
from core.draws.beacons.source import BeaconInfo, BeaconInvalid, BeaconNotReady, BeaconUnavailable, BeaconValue

_NOT_FOUND = 404
"""What some relays answer for a round that is not out yet, instead of 425."""

_REFUSALS: tuple[type[Exception], ...] = (BeaconInvalid, BeaconNotReady, BeaconUnavailable)
"""What a relay can be refused for, the gravest first."""


class DrandSource:
    """A BeaconSource over the relays' addresses. Close it after use."""

    def __init__(self, relays: Sequence[str], *, timeout_s: float = DEFAULT_TIMEOUT_S) -> None:
        if not relays:
            raise ValueError("drand is reached over one relay at least")
        self._clients = [open_client(relay) for relay in relays]
        self._timeout_s = timeout_s

    async def aclose(self) -> None:
        """Closes the connections."""
        for client in self._clients:
            await client.aclose()

    def info(self) -> BeaconInfo:
        """Quicknet: pinned in the code, whatever a relay says."""
        return drand.QUICKNET

    def round_at(self, time: int) -> int:
        """The round that is the newest at a unix time."""
        return (time - drand.QUICKNET.genesis) // drand.QUICKNET.period + 1

    async def fetch(self, round_number: int) -> BeaconValue:
        """The verified value of a round; a relay that lies, or does not answer, gives way to the others.

        Where none has the value: raises BeaconInvalid if one lied, else BeaconNotReady if one said that it is not out
        yet, else BeaconUnavailable.
        """
        refusals: list[Exception] = []
        asked = [asyncio.create_task(self._ask(client, round_number)) for client in self._clients]
        try:
            for answer in asyncio.as_completed(asked):
                try:
                    return await answer
                except _REFUSALS as refusal:
                    refusals.append(refusal)
        finally:
            for task in asked:
                task.cancel()
            await asyncio.gather(*asked, return_exceptions=True)
        raise min(refusals, key=lambda refusal: _REFUSALS.index(type(refusal)))

    def verify(self, round_number: int, value: bytes, proof: bytes | None) -> bool:
        """Whether a value with its signature is quicknet's for a round, by some 0.2 s of arithmetic."""
        return proof is not None and drand.belongs_to_chain(round_number, value, proof)

    async def _ask(self, client: httpx2.AsyncClient, round_number: int) -> BeaconValue:
        relay = urlsplit(str(client.base_url)).hostname
        status, answer = await get_json(client, f"/{drand.QUICKNET.chain_id}/public/{round_number}", self._timeout_s)
        if status in {TOO_EARLY, _NOT_FOUND}:
            raise BeaconNotReady(f"round {round_number} is not out at {relay} yet")
        if status != OK:
            raise BeaconUnavailable(f"{relay} answered {status} for round {round_number}")
        signature = _signature(answer)
        # in a thread: a fifth of a second of arithmetic must not hold up everything else of this process
        if signature is None or not await asyncio.to_thread(drand.is_signed, round_number, signature):
            raise BeaconInvalid(f"{relay} gave no signature of quicknet for round {round_number}")
        return BeaconValue(round_number, drand.randomness_of(signature), signature)


def _signature(answer: object) -> bytes | None:
    """All that is read of an answer: what round it claims, and which randomness, follows from the signature."""
    text = answer.get("signature") if isinstance(answer, dict) else None
    try:
        return bytes.fromhex(text) if isinstance(text, str) else None
    except ValueError:
        return None
