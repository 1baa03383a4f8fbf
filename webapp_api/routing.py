"""Routes whose answers are known again: an ETag for every GET, 304 where the client has it already."""

import gzip
import hashlib
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel

COMPRESSED_FROM_BYTES = 1024
VARY = "Authorization, Accept-Language"
_TAG_BYTES = 16


@dataclass(frozen=True, slots=True)
class Prepared:
    """A public answer as it is sent, which may be kept for a while; of one raffle or, None, of many."""

    content: bytes
    packed: bytes | None
    """The same by gzip, where that is worth it."""
    tag: str
    raffle_id: UUID | None

    @classmethod
    def of(cls, answer: BaseModel, raffle_id: UUID | None = None) -> "Prepared":
        """The bytes of an answer with their tag."""
        content = answer.model_dump_json().encode()
        packed = gzip.compress(content, mtime=0) if len(content) >= COMPRESSED_FROM_BYTES else None
        return cls(content, packed, _tag_of(content), raffle_id)

    def response(self) -> Response:
        """What a route gives."""
        return Response(self.content, headers={"ETag": self.tag}, media_type="application/json")


class TaggedRoute(APIRoute):
    """A GET that gives an ETag (RFC 9110, 8.8.3) and answers If-None-Match."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def tagged(request: Request) -> Response:
            response = await handle(request)
            is_known = "ETag" in response.headers or isinstance(getattr(response, "body", None), bytes)
            if request.method == "GET" and response.status_code == 200 and is_known:
                return _tagged(request, response)
            return response

        return tagged


def _tagged(request: Request, response: Response) -> Response:
    tag = response.headers.get("ETag") or _tag_of(bytes(response.body))
    is_personal = hasattr(request.state, "language")
    headers = {
        "ETag": tag,
        "Cache-Control": response.headers.get("Cache-Control", "private, no-cache" if is_personal else "no-cache"),
        "Vary": VARY,
    }
    if matches(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return response


def _tag_of(content: bytes) -> str:
    # weak: the same tag stands for the compressed answer
    return f'W/"{hashlib.blake2b(content, digest_size=_TAG_BYTES).hexdigest()}"'


def matches(header: str, tag: str) -> bool:
    """Whether a tag is among those that the client has; weak comparison, as RFC 9110 asks here."""
    known = {part.strip().removeprefix("W/") for part in header.split(",")}
    return header.strip() == "*" or tag.removeprefix("W/") in known
