"""Cuts a client's connection without an answer, which HTTP servers do not offer of themselves."""

import asyncio
from typing import cast

from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

_open: dict[tuple[str, int], asyncio.Transport] = {}


class KnownConnection(H11Protocol):
    """uvicorn's protocol for HTTP, with its transport findable by the client's address."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Remembers the connection."""
        super().connection_made(transport)
        if self.client is not None:
            _open[self.client] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets it."""
        if self.client is not None:
            _open.pop(self.client, None)
        super().connection_lost(exc)


async def cut(scope: Scope) -> None:
    """Aborts the connection of a request; returns once the server knows that it is gone."""
    transport = _open.get(cast("tuple[str, int]", tuple(scope["client"])))
    if transport is None:
        return
    transport.abort()
    # the loop tells the protocol in its next round
    await asyncio.sleep(0)
    await asyncio.sleep(0)
