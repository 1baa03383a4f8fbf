"""No body is longer than what is ever asked for, whether or not it says so beforehand."""

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BYTES = 64 * 1024


class BodyLimit:
    """Ends the reading of a body that is too long with 413, before it is held in memory."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        read = 0
        declared = dict(scope["headers"]).get(b"content-length", b"0")

        async def limited() -> Message:
            nonlocal read
            if declared.isdigit() and len(declared) < 20 and int(declared) > LARGEST_BYTES:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            message = await receive()
            read += len(message.get("body", b""))
            if read > LARGEST_BYTES:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        await self._inner(scope, limited, send)
