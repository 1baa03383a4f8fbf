"""Live events: what Valkey announces, handed to every client that listens, each at its own pace."""

import asyncio
import json
import logging
from collections import deque
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from redis.asyncio import Redis
from redis.exceptions import RedisError

from core.app import EVENTS_CHANNEL
from webapp_api.metrics import Metrics
from webapp_api.refusals import TooManyStreams

MOST_STREAMS = 2000
"""Clients that one process streams to."""
_MOST_WAITING = 64
"""Events that wait for one client; it is told to look anew instead of being handed more."""
_BEAT_S = 15.0
_LONGEST_S = 1800.0
"""After which a client comes back, to whichever process has room."""
_AGAIN_S = 1.0
_RESYNC = {"topic": "resync"}

Event = dict[str, Any]
_log = logging.getLogger(__name__)


class Stream:
    """One client's events, of some raffles or of all."""

    def __init__(self, raffle_ids: frozenset[str]) -> None:
        self._raffle_ids = raffle_ids
        self._events: deque[Event] = deque()
        self._is_there = asyncio.Event()
        self.is_closed = False

    def put(self, event: Event) -> None:
        """Hand an event over; a client that is too slow gets one that says to look anew."""
        if self._raffle_ids and event.get("raffle_id") not in self._raffle_ids and event["topic"] != "resync":
            return
        if len(self._events) >= _MOST_WAITING:
            self._events.clear()
            event = _RESYNC
        self._events.append(event)
        self._is_there.set()

    def close(self) -> None:
        """End the client's reading."""
        self.is_closed = True
        self._is_there.set()

    async def next_events(self) -> list[Event]:
        """What came since; nothing when it is time for a sign of life."""
        try:
            async with asyncio.timeout(_BEAT_S):
                await self._is_there.wait()
        except TimeoutError:
            return []
        self._is_there.clear()
        taken = list(self._events)
        self._events.clear()
        return taken


class EventHub:
    """One subscription of a process, any number of clients up to `most`."""

    def __init__(self, redis: Redis, metrics: Metrics, most: int = MOST_STREAMS) -> None:
        self._redis = redis
        self._metrics = metrics
        self._most = most
        self._streams: set[Stream] = set()
        self._is_closed = False

    def open(self, raffle_ids: frozenset[UUID]) -> Stream:
        """A new client. Raises TooManyStreams. `lines` has to be read to its end, or closed."""
        if len(self._streams) >= self._most or self._is_closed:
            raise TooManyStreams
        stream = Stream(frozenset(map(str, raffle_ids)))
        self._streams.add(stream)
        self._metrics.streams.set(len(self._streams))
        return stream

    async def lines(self, stream: Stream) -> AsyncIterator[bytes]:
        """The client's events as text/event-stream, with a comment as a sign of life where nothing happens."""
        until = asyncio.get_running_loop().time() + _LONGEST_S
        try:
            yield b": listening\n\n"
            while not stream.is_closed and asyncio.get_running_loop().time() < until:
                events = await stream.next_events()
                yield b"".join(f"data: {json.dumps(event)}\n\n".encode() for event in events) or b": alive\n\n"
        finally:
            self._streams.discard(stream)
            self._metrics.streams.set(len(self._streams))

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
            await channel.subscribe(EVENTS_CHANNEL)
            self._tell(_RESYNC)
            async for message in channel.listen():
                if message["type"] == "message":
                    self._tell(json.loads(message["data"]))

    def _tell(self, event: Event) -> None:
        for stream in self._streams:
            stream.put(event)
