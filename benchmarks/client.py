"""A client of HTTP/1.1 that costs little, since it shares the machine with the server that it measures."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

import uvloop

CONNECTIONS = 128


class UnexpectedAnswer(RuntimeError):
    """The server gave another status than the measured request has; the text begins with its head."""


@dataclass(slots=True)
class Load:
    """What was answered: requests, and how long each took in milliseconds."""

    per_s: float = 0.0
    waited_ms: list[float] = field(default_factory=list)


def load(port: int, request: Callable[[], bytes], status: int, seconds: float, connections: int = CONNECTIONS) -> Load:
    """Ask for so many seconds over kept connections, each again as soon as it was answered.

    Raises UnexpectedAnswer for any other status.
    """
    return uvloop.run(_load(port, request, status, seconds, connections))


async def _load(port: int, request: Callable[[], bytes], status: int, seconds: float, connections: int) -> Load:
    loop = asyncio.get_running_loop()
    began = perf_counter()
    measured = Load()
    ends: list[asyncio.Future[None]] = []
    for _ in range(connections):
        ends.append(loop.create_future())
        caller = _Caller(request, status, began + seconds, measured, ends[-1])
        await loop.create_connection(lambda caller=caller: caller, "127.0.0.1", port)  # type: ignore[misc]
    await asyncio.gather(*ends)
    measured.per_s = len(measured.waited_ms) / (perf_counter() - began)
    return measured


class _Caller(asyncio.Protocol):
    """One connection: one request after the other until the time is over."""

    def __init__(
        self, request: Callable[[], bytes], status: int, until: float, measured: Load, end: asyncio.Future[None]
    ) -> None:
        self._request = request
        self._status_line = b"HTTP/1.1 %d " % status
        self._until = until
        self._measured = measured
        self._end = end
        self._answer = b""
        self._asked = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, separator, body = self._answer.partition(b"\r\n\r\n")
        if not separator:
            return
        if not head.startswith(self._status_line):
            self._finish(UnexpectedAnswer(self._answer[:600].decode(errors="replace")))
        elif len(body) >= _length(head):
            self._measured.waited_ms.append((perf_counter() - self._asked) * 1000)
            if perf_counter() < self._until:
                self._ask()
            else:
                self._finish(None)

    def connection_lost(self, _error: Exception | None) -> None:
        self._finish(UnexpectedAnswer("the connection was closed"))

    def _ask(self) -> None:
        self._answer = b""
        self._asked = perf_counter()
        self._transport.write(self._request())

    def _finish(self, error: Exception | None) -> None:
        if not self._end.done():
            self._end.set_result(None) if error is None else self._end.set_exception(error)
        self._transport.close()


def _length(head: bytes) -> int:
    at = head.lower().index(b"content-length:") + len(b"content-length:")
    return int(head[at:].split(b"\r\n", 1)[0])
