"""A line that a test can watch, stop and disturb: from a bot to Telegram, or from Telegram to the bots."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
from aiohttp import web

LONGEST_WAIT_S = 30.0


@dataclass(frozen=True)
class Call:
    """A method of the Bot API with its arguments, or a delivery: its kind, and the update."""

    name: str
    person_id: int
    content: dict[str, Any]


Matches = Callable[[Call], bool]


def call_of(name: str, person_id: int) -> Matches:
    """The calls of one name about one person."""
    return lambda call: (call.name, call.person_id) == (name, person_id)


@dataclass(frozen=True)
class Answer:
    """What a caller is told."""

    status: int
    content_type: str
    body: bytes


NOBODY = Answer(502, "text/html", b"<html><h1>502 Bad Gateway</h1></html>")
"""What a proxy says when nobody answers behind it."""


@dataclass
class Stop:
    """Where the next call that matches stands still: before it goes through, or before its answer comes back."""

    matches: Matches
    has_passed: bool
    call: Call | None = None
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    lost: asyncio.Event = field(default_factory=asyncio.Event)
    """Set by the test: the caller is told that nobody answered. One that died needs no word."""

    async def stand(self, call: Call) -> Answer:
        """Stand still until the answer is given up."""
        self.call = call
        self.reached.set()
        await self.lost.wait()
        return NOBODY


class Relay:
    """Passes each request to the first of its targets that listens, and remembers what went through."""

    def __init__(self, *targets: str) -> None:
        self.targets = list(targets)
        self.passed: list[Call] = []
        self._stops: list[Stop] = []
        self._answers: list[tuple[Matches, Answer]] = []
        self._news = asyncio.Condition()

    async def __aenter__(self) -> "Relay":
        self._client = aiohttp.ClientSession()
        application = web.Application(client_max_size=1 << 26)
        application.router.add_route("*", "/{path:.*}", self._take)
        # a caller who is gone is noticed: what stands still for them ends
        self._runner = web.AppRunner(application, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()
        await self._client.close()

    def stop(self, matches: Matches, *, has_passed: bool) -> Stop:
        """Let the next matching call stand still."""
        self._stops.append(Stop(matches, has_passed))
        return self._stops[-1]

    def answer(self, matches: Matches, answer: Answer, times: int = 1) -> None:
        """Give the next matching calls this answer instead of the target's."""
        self._answers += [(matches, answer)] * times

    async def until_passed(self, matches: Matches, timeout_s: float = LONGEST_WAIT_S) -> None:
        """Wait until a matching call went through and was answered. Raises TimeoutError."""
        async with asyncio.timeout(timeout_s), self._news:
            await self._news.wait_for(lambda: any(matches(call) for call in self.passed))

    async def _take(self, request: web.Request) -> web.Response:
        answer = await self._answer(request, await request.read())
        return web.Response(status=answer.status, body=answer.body, content_type=answer.content_type)

    async def _answer(self, request: web.Request, content: bytes) -> Answer:
        call = _call(request, content)
        for given in self._answers:
            if given[0](call):
                self._answers.remove(given)
                return given[1]
        stop = next((stop for stop in self._stops if stop.matches(call)), None)
        if stop is not None:
            self._stops.remove(stop)
            if not stop.has_passed:
                return await stop.stand(call)
        answer = await self._forward(request, content)
        if stop is not None:
            return await stop.stand(call)
        async with self._news:
            self.passed.append(call)
            self._news.notify_all()
        return answer

    async def _forward(self, request: web.Request, content: bytes) -> Answer:
        headers = {name: value for name, value in request.headers.items() if name not in ("Host", "Content-Length")}
        for target in self.targets:
            try:
                async with self._client.request(
                    request.method, target + request.path_qs, data=content, headers=headers
                ) as answer:
                    return Answer(answer.status, answer.content_type, await answer.read())
            except aiohttp.ClientConnectorError:
                continue
            except aiohttp.ClientError:
                break  # the target had it, so whether it is repeated is the caller's to say
        return NOBODY


def _call(request: web.Request, content: bytes) -> Call:
    if request.content_type == "application/json":
        update = json.loads(content)
        kind = next(name for name in update if name != "update_id")
        return Call(kind, int(update[kind]["from"]["id"]), update)
    arguments = dict(parse_qsl(content.decode())) if request.content_type.endswith("urlencoded") else {}
    return Call(request.path.rpartition("/")[2], int(arguments.get("chat_id", 0)), arguments)
