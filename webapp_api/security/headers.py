"""Headers that every answer carries: what a browser may do with it, and who may frame it."""

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PAGE_POLICY = (
    "default-src 'self'",
    "script-src 'self' https://telegram.org",
    "style-src 'self'",
    "img-src 'self' data: https:",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
)
"""For pages: no inline script and nobody else's."""

_SCRIPT_POLICY = ("default-src 'none'", "script-src 'self'", "connect-src 'self'")
"""For scripts: a worker is bound by its own file's policy, not by the page's."""

_DATA_POLICY = ("default-src 'none'",)
"""For data, which no browser has to run."""

_FRAMES = "frame-ancestors 'self' https://web.telegram.org https://*.telegram.org"
"""Telegram's web clients frame the mini-app."""

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    # for whatever does not say itself how long it is good for
    "Cache-Control": "no-store",
}


class SecurityHeaders:
    """Adds the headers; `is_secure` adds that browsers come back by https alone, `framed_by` names one more page that
    may frame ours: the sandbox's Telegram."""

    def __init__(self, inner: ASGIApp, *, is_secure: bool, framed_by: str | None = None) -> None:
        self._inner = inner
        frames = f"{_FRAMES} {_origin(framed_by)}" if framed_by else _FRAMES
        always = _ALWAYS | ({"Strict-Transport-Security": "max-age=31536000"} if is_secure else {})
        self._policies = [
            (kind, _raw(always | {"Content-Security-Policy": "; ".join((*policy, frames))}))
            for kind, policy in (
                (b"text/html", _PAGE_POLICY),
                # what a file is called depends on the machine's tables
                (b"text/javascript", _SCRIPT_POLICY),
                (b"application/javascript", _SCRIPT_POLICY),
                (b"", _DATA_POLICY),
            )
        ]
        # what we say that we send are a few types
        self._ours = lru_cache(maxsize=64)(self._find)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                given = dict(headers)
                ours = self._ours(given.get(b"content-type", b""))
                headers += [one for one in ours if one[0] not in given]
                message["headers"] = headers
            await send(message)

        await self._inner(scope, receive, with_headers)

    def _find(self, content_type: bytes) -> list[tuple[bytes, bytes]]:
        return next(ours for kind, ours in self._policies if content_type.startswith(kind))


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """As a server sends them, so that nothing is encoded at each answer."""
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
