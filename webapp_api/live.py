"""Live events: what Valkey announces, handed to every client that listens, each at its own pace. By the same
announcements the process forgets what it had kept."""

import asyncio
import json
import logging
from collections import deque
from collections.abc import AsyncIterator
from uuid import UUID
from weakref import WeakSet

from redis.asyncio import Redis
from redis.exceptions import RedisError

from core.app import EVENTS_CHANNEL, PLAYERS_CHANNEL
from webapp_api.caches import Memory
from webapp_api.metrics import Metrics
from webapp_api.places import Place, Places
from webapp_api.refusals import TooManyStreams

MOST_STREAMS = 2000
"""Clients that one process streams to."""
MOST_OF_NETWORK = 100
"""Those of them at one address: nobody takes all places. Who finds none asks again now and then, without a stream."""
MOST_WAITING = 64
"""Events that wait for one client; it is told to look anew instead of being handed more."""
_BEAT_S = 15.0
LONGEST_S = 1800.0
"""After which a client comes back, to whichever process has room."""
_SILENCE_S = 10.0
"""After which Valkey is asked whether it is there: a connection to a machine that vanished stays open."""
_AGAIN_S = 1.0
_ALIVE = b": alive\n\n"
_RESYNC = b'data: {"topic": "resync"}\n\n'
_log = logging.getLogger(__name__)


class Stream:
    """One client's events, of some raffles or of all, as the lines that it is sent."""

    def __init__(self, raffle_ids: frozenset[str], place: Place) -> None:
        self.place = place
        self._raffle_ids = raffle_ids
        self._waiting: deque[bytes] = deque()
        self._is_there = asyncio.Event()
        self.is_closed = False

    def wants(self, raffle_id: object) -> bool:
        """Whether an event of this raffle is for the client."""
        return not self._raffle_ids or raffle_id in self._raffle_ids

    def put(self, lines: bytes) -> None:
        """Hand an event over; a client that is too slow gets one that says to look anew."""
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.clear()
            lines = _RESYNC
        self._waiting.append(lines)
        self._is_there.set()

    def close(self) -> None:
        """End the client's reading."""
        self.is_closed = True
        self._is_there.set()

    async def next_lines(self) -> bytes:
        """What came since, or a comment as a sign of life where nothing did for a while."""
        try:
            async with asyncio.timeout(_BEAT_S):
                await self._is_there.wait()
        except TimeoutError:
            return _ALIVE
        self._is_there.clear()
        taken = b"".join(self._waiting)
        self._waiting.clear()
        return taken


class EventHub:
    """One subscription of a process, any number of clients up to `most`."""

    def __init__(
        self,
        redis: Redis,
        metrics: Metrics,
        memory: Memory,
        most: int = MOST_STREAMS,
        most_of_network: int = MOST_OF_NETWORK,
    ) -> None:
        self._redis = redis
        self._memory = memory
        self._places = Places(most, most_of_network, TooManyStreams)
        # the answer alone keeps a stream, and the stream its place: one whose client went away before its first line is
        # never read, and holds neither
        self._streams: WeakSet[Stream] = WeakSet()
        self._is_closed = False
        metrics.streams.set_function(self._streams.__len__)

    def open(self, raffle_ids: frozenset[UUID], network: str) -> Stream:
        """A new client of an address, for as long as somebody keeps the stream. Raises TooManyStreams."""
        if self._is_closed:
            raise TooManyStreams
        stream = Stream(frozenset(map(str, raffle_ids)), self._places.take(network))
        self._streams.add(stream)
        return stream

    async def lines(self, stream: Stream) -> AsyncIterator[bytes]:
        """The client's events as text/event-stream."""
        until = asyncio.get_running_loop().time() + LONGEST_S
        try:
            yield b": listening\n\n"
            while not stream.is_closed and asyncio.get_running_loop().time() < until:
                yield await stream.next_lines()
        finally:
            self._streams.discard(stream)
            self._places.give_up(stream.place)

    def close(self) -> None:
        """End all clients' streams, so that the process can end; they come back to another one."""
        self._is_closed = True
        for stream in self._streams:
            stream.close()

    async def run(self) -> None:
        """Listen to Valkey until cancelled. What was missed while it was away nobody knows: all look anew."""
        while True:
            try:
                await self._listen()
            except (RedisError, OSError) as error:
                _log.warning("live events are away: %s", type(error).__name__)
                await asyncio.sleep(_AGAIN_S)

    async def _listen(self) -> None:
        async with self._redis.pubsub() as channel:
            await channel.subscribe(EVENTS_CHANNEL, PLAYERS_CHANNEL)
            self._memory.forget_all()
            for stream in self._streams:
                stream.put(_RESYNC)
            is_asked = False
            while True:
                message = await channel.get_message(timeout=_SILENCE_S)
                if message is None and is_asked:
                    raise TimeoutError
                if message is None:
                    await channel.ping()
                elif message["type"] == "message":
                    self._hear(message["channel"].decode(), message["data"])
                is_asked = message is None

    def _hear(self, channel: str, data: bytes) -> None:
        try:
            event = json.loads(data)
            subject = UUID(event["player_id" if channel == PLAYERS_CHANNEL else "raffle_id"])
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            _log.warning("something in %s is no event", channel)
            return
        if channel == PLAYERS_CHANNEL:
            self._memory.sessions.forget(subject)
            return
        self._memory.forget_raffle(subject)
        lines = f"data: {json.dumps(event)}\n\n".encode()
        for stream in self._streams:
            if stream.wants(str(subject)):
                stream.put(lines)
