"""Tells the chat pages what happens, as Server-Sent Events."""

import asyncio
from collections.abc import AsyncIterator

import orjson

_QUEUE_LENGTH = 1_000
_HEARTBEAT_S = 15.0


class Hub:
    """Subscribers by chat. A page that does not read is cut off and connects anew."""

    def __init__(self) -> None:
        self._queues: dict[int, set[asyncio.Queue[bytes | None]]] = {}

    def publish(self, chat_id: int | None, event: str, data: object) -> None:
        """Sends an event to all who watch the chat; to everybody when `chat_id` is None."""
        watched = [chat_id] if chat_id is not None else list(self._queues)
        text = b"event: " + event.encode() + b"\ndata: " + orjson.dumps(data) + b"\n\n"
        for watched_id in watched:
            for queue in list(self._queues.get(watched_id, ())):
                try:
                    queue.put_nowait(text)
                except asyncio.QueueFull:
                    self._cut(watched_id, queue)

    async def watch(self, chat_id: int, first: object) -> AsyncIterator[bytes]:
        """The stream of a chat, beginning with a `state` event that holds `first`."""
        queue: asyncio.Queue[bytes | None] = asyncio.Queue(_QUEUE_LENGTH)
        self._queues.setdefault(chat_id, set()).add(queue)
        try:
            yield b"retry: 1000\nevent: state\ndata: " + orjson.dumps(first) + b"\n\n"
            while True:
                try:
                    text = await asyncio.wait_for(queue.get(), _HEARTBEAT_S)
                except TimeoutError:
                    text = b": still here\n\n"
                if text is None:
                    return
                yield text
        finally:
            self._queues.get(chat_id, set()).discard(queue)

    def close(self) -> None:
        """Ends all streams."""
        for chat_id, queues in self._queues.items():
            for queue in list(queues):
                self._cut(chat_id, queue)

    def _cut(self, chat_id: int, queue: asyncio.Queue[bytes | None]) -> None:
        self._queues.get(chat_id, set()).discard(queue)
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(None)
