"""The way to a server, in the hands of a test: it is held, cut and mended."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from redis.asyncio.connection import parse_url
from sqlalchemy import make_url

_PIECE = 65_536


class Wire:
    """A port that leads to a server, at a path or an address."""

    def __init__(self, path: str | None, host: str, port: int) -> None:
        self._target = (path, host, port)
        self._passing = asyncio.Event()
        self._passing.set()
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self.port = 0

    async def mend(self) -> None:
        """Take connections, at the port of before."""
        self._server = await asyncio.start_server(self._join, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Nobody is there: connections end, and new ones are refused."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in list(self._writers):
            writer.transport.abort()
        self._passing.set()

    def hold(self) -> None:
        """Connections stay and say nothing, as to a machine that vanished."""
        self._passing.clear()

    def release(self) -> None:
        """What was held goes on."""
        self._passing.set()

    async def _join(self, near: asyncio.StreamReader, near_writer: asyncio.StreamWriter) -> None:
        path, host, port = self._target
        opened = asyncio.open_unix_connection(path) if path else asyncio.open_connection(host, port)
        far, far_writer = await opened
        both = {near_writer, far_writer}
        self._writers |= both
        with suppress(OSError):
            await asyncio.gather(self._pass(near, far_writer), self._pass(far, near_writer))
        self._writers -= both

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while piece := await reader.read(_PIECE):
                await self._passing.wait()
                writer.write(piece)
                await writer.drain()
        finally:
            writer.close()


@asynccontextmanager
async def wire_to_postgres(url: str) -> AsyncIterator[tuple[Wire, str]]:
    """A wire, and the address of the same database by it."""
    parts = make_url(url)
    folder = parts.query.get("host")
    port = parts.port or 5432
    async with _opened(Wire(f"{folder}/.s.PGSQL.{port}" if folder else None, parts.host or "", port)) as wire:
        by_wire = parts.set(host="127.0.0.1", port=wire.port, query={})
        yield wire, by_wire.render_as_string(hide_password=False)


@asynccontextmanager
async def wire_to_valkey(url: str) -> AsyncIterator[tuple[Wire, str]]:
    """A wire, and the address of the same Valkey by it."""
    parts = parse_url(url)
    async with _opened(Wire(parts.get("path"), parts.get("host", ""), parts.get("port", 6379))) as wire:
        yield wire, f"redis://127.0.0.1:{wire.port}/{parts.get('db', 0)}"


@asynccontextmanager
async def _opened(wire: Wire) -> AsyncIterator[Wire]:
    await wire.mend()
    try:
        yield wire
    finally:
        await wire.cut()
