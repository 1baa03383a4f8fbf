"""No body is longer than what is ever asked for, whether or not it says so beforehand."""

from http import HTTPStatus

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from webapp_api.errors import problem
from webapp_api.refusals import BodyTooLarge

LARGEST_BYTES = 64 * 1024
_WITHOUT_BODY = frozenset({"GET", "HEAD"})


class BodyLimit:
    """Refuses a body that is too long before it is held in memory: by its stated length, else while it is read."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        if _stated_bytes(scope) > LARGEST_BYTES:
            await problem(Request(scope), BodyTooLarge())(scope, receive, send)
            return
        read, is_begun = 0, False

        async def limited() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read <= LARGEST_BYTES:
                return message
            if is_begun or scope["method"] in _WITHOUT_BODY:
                # nobody reads the body of what is answered already, or is about to be, as a stream is: the client has
                # to go
                return {"type": "http.disconnect"}
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

        async def noting(message: Message) -> None:
            nonlocal is_begun
            is_begun = is_begun or message["type"] == "http.response.start"
            await send(message)

        await self._inner(scope, limited, noting)


def _stated_bytes(scope: Scope) -> int:
    """What content-length says; what is no number is the server's to refuse."""
    stated = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    return int(stated) if stated.isdigit() and len(stated) < 20 else 0
