"""The client of a custodian: fetches values of one pinned hash chain and returns none that it did not verify."""

from typing import Self

import httpx2

from core.draws.beacons.hashchain import KIND, MAX_ROUNDS, belongs_to_chain, walk
from core.draws.beacons.http import DEFAULT_TIMEOUT_S, OK, TOO_EARLY, get_json, open_client
from core.draws.beacons.source import BeaconInfo, BeaconInvalid, BeaconNotReady, BeaconUnavailable, BeaconValue
from core.draws.fields import InvalidField, as_object, hex_of, integer, object_of, one_of

_INFO = object_of(
    {
        "kind": one_of(KIND),
        "chain_id": hex_of(32),
        "genesis": integer(),
        "period": integer(1),
        "length": integer(1, MAX_ROUNDS),
    }
)
_ROUND = object_of({"round": integer(1), "value": hex_of(32)})


class HashchainSource:
    """A BeaconSource over HTTP or a unix socket. Close it after use (`async with`)."""

    def __init__(
        self,
        pinned: BeaconInfo,
        base_url: str = "http://custodian",
        *,
        unix_socket: str | None = None,
        timeout_s: float = DEFAULT_TIMEOUT_S,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._pinned = pinned
        self._client = open_client(base_url, unix_socket=unix_socket, transport=transport)
        self._timeout_s = timeout_s
        # The highest verified value: later rounds need to be walked down to here only.
        self._anchor = (0, bytes.fromhex(pinned.chain_id))

    @classmethod
    async def connect(
        cls, base_url: str = "http://custodian", *, unix_socket: str | None = None, timeout_s: float = DEFAULT_TIMEOUT_S
    ) -> Self:
        """Asks the custodian which chain it keeps and pins it. For a first start: later ones pin what was published.

        Raises BeaconUnavailable.
        """
        async with open_client(base_url, unix_socket=unix_socket) as client:
            _, answer = await get_json(client, "/info", timeout_s)
        try:
            _INFO(answer, "info")
        except InvalidField as error:
            raise BeaconUnavailable(f"the custodian's description is unusable: {error}") from error
        return cls(BeaconInfo(**as_object(answer, "info")), base_url, unix_socket=unix_socket, timeout_s=timeout_s)  # type: ignore[arg-type]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Closes the connections."""
        await self._client.aclose()

    def info(self) -> BeaconInfo:
        """The pinned chain."""
        return self._pinned

    def round_at(self, time: int) -> int:
        """The round that is the newest at a unix time."""
        return (time - self._pinned.genesis) // self._pinned.period + 1

    async def fetch(self, round_number: int) -> BeaconValue:
        """The verified value of a round. Raises BeaconNotReady, BeaconUnavailable or BeaconInvalid."""
        status, answer = await get_json(self._client, f"/rounds/{round_number}", self._timeout_s)
        if status == TOO_EARLY:
            raise BeaconNotReady(f"round {round_number} is not out yet")
        if status != OK:
            raise BeaconUnavailable(f"the custodian answered {status} for round {round_number}")
        try:
            _ROUND(answer, "answer")
        except InvalidField as error:
            raise BeaconInvalid(str(error)) from error
        fields = as_object(answer, "answer")
        value = bytes.fromhex(str(fields["value"]))
        if fields["round"] != round_number or not self.verify(round_number, value, None):
            raise BeaconInvalid(f"the value is not that of round {round_number} of the pinned chain")
        return BeaconValue(round_number, value)

    def verify(self, round_number: int, value: bytes, proof: bytes | None) -> bool:
        """Whether a value is the pinned chain's for a round. A hash chain has no proof beside the value."""
        if proof is not None:
            return False
        anchor_round, anchor = self._anchor
        if round_number <= anchor_round:
            return belongs_to_chain(bytes.fromhex(self._pinned.chain_id), round_number, value)
        last = self._pinned.length or MAX_ROUNDS
        if round_number > last or len(value) != len(anchor) or walk(value, round_number - anchor_round) != anchor:
            return False
        self._anchor = (round_number, value)
        return True
