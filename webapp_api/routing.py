"""Routes whose answers are known again: an ETag for every GET, 304 where the client has it already."""

import hashlib
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

_TAG_BYTES = 16


class TaggedRoute(APIRoute):
    """A GET that gives an ETag (RFC 9110, 8.8.3) and answers If-None-Match."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def tagged(request: Request) -> Response:
            response = await handle(request)
            is_known = isinstance(getattr(response, "body", None), bytes)
            if request.method == "GET" and response.status_code == 200 and is_known:
                return _tagged(request, response)
            return response

        return tagged


def _tagged(request: Request, response: Response) -> Response:
    # weak: the same tag stands for the compressed answer
    tag = f'W/"{hashlib.blake2b(bytes(response.body), digest_size=_TAG_BYTES).hexdigest()}"'
    is_personal = hasattr(request.state, "language")
    headers = {
        "ETag": tag,
        "Cache-Control": response.headers.get("Cache-Control", "private, no-cache" if is_personal else "no-cache"),
        "Vary": "Authorization, Accept-Language",
    }
    if _matches(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return response


def _matches(header: str, tag: str) -> bool:
    """Whether a tag is among those that the client has; weak comparison, as RFC 9110 asks here."""
    known = {part.strip().removeprefix("W/") for part in header.split(",")}
    return header.strip() == "*" or tag.removeprefix("W/") in known
