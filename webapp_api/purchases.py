"""A plain purchase is carried out before anything is routed: in a rush the framework costs more than the sale does."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from fastapi import Request
from pydantic import ValidationError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.app import App
from core.kernel.errors import DomainError
from core.kernel.idempotency import MAX_KEY
from webapp_api.dependencies import command_key, whose
from webapp_api.errors import Faults, problem
from webapp_api.routes import raffles
from webapp_api.schemas.raffles import Purchase, TicketReceipt

_ROUTE = next(route for route in raffles.router.routes if getattr(route, "endpoint", None) is raffles.buy)
_ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_BEARER = re.compile(r"Bearer ([\w-]+)", re.ASCII)
_LENGTH = re.compile(rb"[0-9]{1,3}")
"""Of a body; purchases are far shorter."""
_SALE = "fairlot.sale"
_JSON = (b"content-type", b"application/json")


class _Order(NamedTuple):
    """What a request says before its body."""

    raffle_id: UUID
    token: str
    key: str


class Purchases:
    """Answers what the route of purchases would answer, by the same dependencies and the same function.

    Whatever is not quite plain is the route's, as if nobody had looked at it: a header that is missing or stands there
    twice, a body that is none. So nothing is refused here but what the rules refuse.
    """

    def __init__(self, inner: ASGIApp, root: str) -> None:
        self._inner = inner
        self._sell = Faults(_sell)
        self._path = re.compile(f"{re.escape(root)}/raffles/({_ID})/orders", re.ASCII)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        order = self._order(scope)
        if order is None:
            await self._inner(scope, receive, send)
            return
        messages = await _whole(receive)
        body = _purchase(messages)
        if body is None:
            await self._inner(scope, _again(messages, receive), send)
            return
        scope["route"] = _ROUTE
        scope[_SALE] = order, body
        await self._sell(scope, receive, send)

    def _order(self, scope: Scope) -> _Order | None:
        path = self._path.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] == "POST" else None
        if path is None:
            return None
        given: dict[bytes, bytes] = dict(scope["headers"])
        bearer = _BEARER.fullmatch(given.get(b"authorization", b"").decode("latin-1"))
        key = given.get(b"idempotency-key", b"").decode("latin-1")
        is_plain = (
            len(given) == len(scope["headers"])
            and given.get(b"content-type") == b"application/json"
            and _LENGTH.fullmatch(given.get(b"content-length", b""))
            # it would come in chunks, as many as somebody likes
            and b"transfer-encoding" not in given
            and 1 <= len(key) <= MAX_KEY
        )
        return _Order(UUID(path[1]), bearer[1], key) if is_plain and bearer else None


async def _whole(receive: Receive) -> list[Message]:
    """A body in the pieces that it comes in; it is as short as it says."""
    messages = [await receive()]
    while messages[-1].get("more_body", False):
        messages.append(await receive())
    return messages


def _purchase(messages: Iterable[Message]) -> Purchase | None:
    """What is to be bought; None for a body that the route has to refuse or reads less strictly, as one in UTF-16, or
    that did not arrive."""
    try:
        return Purchase.model_validate_json(b"".join(message["body"] for message in messages))
    except (ValidationError, KeyError):
        return None


def _again(messages: Iterable[Message], receive: Receive) -> Receive:
    """What is received, from the messages on that were taken already."""
    taken = iter(messages)

    async def received() -> Message:
        message = next(taken, None)
        return await receive() if message is None else message

    return received


async def _sell(scope: Scope, receive: Receive, send: Send) -> None:
    """Carry out the purchase that the scope holds, and answer."""
    request = Request(scope)
    try:
        receipt = await _carry_out(request, *scope[_SALE])
    except DomainError as refusal:
        await problem(request, refusal)(scope, receive, send)
        return
    content = receipt.model_dump_json().encode()
    length = (b"content-length", b"%d" % len(content))
    await send({"type": "http.response.start", "status": 201, "headers": [length, _JSON]})
    await send({"type": "http.response.body", "body": content})


async def _carry_out(request: Request, order: _Order, body: Purchase) -> TicketReceipt:
    app: App = request.app.state.app
    actor = (await whose(request, order.token)).actor
    key = await command_key(request, actor, order.key)
    return await raffles.buy(app, actor, key, order.raffle_id, body)
