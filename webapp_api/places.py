"""Answers that take long: so many that a process gives at a time, a share of them to one address, and not for ever."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from weakref import WeakSet

from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from core.kernel.errors import DomainError
from webapp_api.security.addresses import site_of

_log = logging.getLogger(__name__)


class Place:
    """One's place, for as long as somebody keeps it: an answer that is never begun has no end of its own."""

    def __init__(self, network: str) -> None:
        self.network = network
        self.site = site_of(network)


class Places:
    """The places of one kind of answer."""

    def __init__(self, most: int, most_of_network: int, refusal: type[DomainError]) -> None:
        self._most = most
        self._most_of_network = most_of_network
        self._refusal = refusal
        # an organisation may have as many networks as it likes of its own
        self._most_of_site = max(most // 4, most_of_network)
        self._taken: WeakSet[Place] = WeakSet()

    def take(self, network: str) -> Place:
        """A place for an answer to an address (`network_of`). Raises the refusal where there is none."""
        place = Place(network)
        if (
            len(self._taken) >= self._most
            or sum(taken.network == network for taken in self._taken) >= self._most_of_network
            or sum(taken.site == place.site for taken in self._taken) >= self._most_of_site
        ):
            raise self._refusal
        self._taken.add(place)
        return place

    def give_up(self, place: Place) -> None:
        """The answer has ended, whoever else still keeps its place."""
        self._taken.discard(place)


class LongAnswer(StreamingResponse):
    """A streamed answer that ends, whether or not its client reads."""

    def __init__(
        self, content: AsyncIterator[bytes], longest_s: float, media_type: str, headers: Mapping[str, str]
    ) -> None:
        """It is cut off after `longest_s`: a client that does not read keeps no place."""
        super().__init__(content, media_type=media_type, headers=headers)
        self._longest_s = longest_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        patience = asyncio.timeout(self._longest_s)
        try:
            async with patience:
                await super().__call__(scope, receive, send)
        except TimeoutError:
            if not patience.expired():
                raise
            _log.info("an answer was cut off: its client did not read it in time")
        except DomainError as refusal:
            # it had begun: that it does not end is all that can be said
            _log.warning("an answer was cut off: %s", refusal.code)
