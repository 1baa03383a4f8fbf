"""Public answers that are kept are given before anything is routed: that alone costs twice what the answer does."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from webapp_api.caches import Memory
from webapp_api.routing import VARY, Prepared, matches
from webapp_api.security.addresses import network_of
from webapp_api.security.rates import READS_OF_ADDRESS, RateLimits

_MOST = 500
_KEY = "fairlot.key"
_HEADERS = ((b"cache-control", b"no-cache"), (b"vary", f"{VARY}, Accept-Encoding".encode()))

Asked = tuple[str, bytes]
"""A path and its query."""


def remember(request: Request, key: Hashable) -> None:
    """Say that the answer to this request is the kept one of a key."""
    request.scope[_KEY] = key


class Remembered:
    """Answers a GET that a route has answered from `Memory.answers` a moment ago.

    The routes say what they gave by `remember`. Whatever is not quite plain is theirs: an answer that is too old, an
    address that is not known to be within its rate.
    """

    def __init__(self, inner: ASGIApp, memory: Memory, rates: RateLimits) -> None:
        self._inner = inner
        self._memory = memory
        self._rates = rates
        self._known: OrderedDict[Asked, tuple[Hashable, Any]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._inner(scope, receive, send)
            return
        asked = (scope["path"], scope["query_string"])
        prepared = self._find(asked, scope)
        if prepared is None:
            await self._inner(scope, receive, send)
            if _KEY in scope:
                self._note(asked, scope)
            return
        await _answer(prepared, scope, send)

    def _find(self, asked: Asked, scope: Scope) -> Prepared | None:
        known = self._known.get(asked)
        if known is None:
            return None
        key, route = known
        prepared = self._memory.answers.peek(key)
        if prepared is None or not self._rates.take(READS_OF_ADDRESS, network_of(scope)):
            return None
        self._known.move_to_end(asked)
        scope["route"] = route
        return prepared

    def _note(self, asked: Asked, scope: Scope) -> None:
        self._known[asked] = scope[_KEY], scope["route"]
        if len(self._known) > _MOST:
            self._known.popitem(last=False)


async def _answer(prepared: Prepared, scope: Scope, send: Send) -> None:
    given = dict(scope["headers"])
    headers = [(b"etag", prepared.tag.encode()), *_HEADERS]
    if matches(given.get(b"if-none-match", b"").decode("latin-1"), prepared.tag):
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body"})
        return
    content = prepared.content
    if prepared.packed is not None and b"gzip" in given.get(b"accept-encoding", b""):
        content = prepared.packed
        headers.append((b"content-encoding", b"gzip"))
    headers += [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(content))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": content})
