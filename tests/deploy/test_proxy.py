"""The shipped proxy configuration in the real proxy, before two small servers that tell what reached them."""

import asyncio
import json
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
from aiohttp import web

from tests.deploy.files import in_project
from tests.deploy.proxy import CADDY, free_port, run_caddy

BODY_LIMIT = 1_000_000


@dataclass(slots=True)
class Seen:
    """A request as it reached a server."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Upstream:
    """A server behind the proxy, which says its name and remembers what it was asked."""

    name: str
    seen: list[Seen] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.seen.append(Seen(request.raw_path, {k.lower(): v for k, v in request.headers.items()}, body))
        return web.Response(text=self.name)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Two pieces, of which the second is sent when somebody posts to /next."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await response.write(b"data: 1\n\n")
        await self.next.wait()
        await response.write(b"data: 2\n\n")
        return response

    next: asyncio.Event = field(default_factory=asyncio.Event)


@asynccontextmanager
async def listening(upstream: Upstream, place: int | str) -> AsyncIterator[None]:
    application = web.Application(client_max_size=10 * BODY_LIMIT)
    application.router.add_get("/stream", upstream.stream)
    application.router.add_route("*", "/{path:.*}", upstream.answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site: web.BaseSite
    if isinstance(place, int):
        site = web.TCPSite(runner, "127.0.0.1", place, reuse_address=True)
    else:
        site = web.UnixSite(runner, place)
    await site.start()
    try:
        yield
    finally:
        await runner.cleanup()


@dataclass(slots=True)
class World:
    """The proxy with both of its servers."""

    api: Upstream
    bot: Upstream
    client: httpx2.AsyncClient
    port: int
    bot_port: int


@pytest.fixture
async def world() -> AsyncIterator[World]:
    api, bot = Upstream("api"), Upstream("bot")
    port, api_port, bot_port = free_port(), free_port(), free_port()
    url = f"http://127.0.0.1:{port}"
    upstreams = {"API_UPSTREAM": f"127.0.0.1:{api_port}", "BOT_UPSTREAM": f"127.0.0.1:{bot_port}"}
    async with (
        listening(api, api_port),
        listening(bot, bot_port),
        run_caddy("deploy/Caddyfile", PUBLIC_URL=url, **upstreams),
        httpx2.AsyncClient(base_url=url, timeout=20) as client,
    ):
        yield World(api, bot, client, port, bot_port)


async def test_telegrams_path_goes_to_the_bot_and_all_else_to_the_api(world: World) -> None:
    assert (await world.client.post("/webhooks/telegram", json={"update_id": 1})).text == "bot"
    assert world.bot.seen[0].body == b'{"update_id":1}'
    for path in (
        "/",
        "/api/v1/raffles?kind=lottery",
        "/proof/RF-1AVW-572",
        "/webhooks/stripe",
        "/healthz",
        "/webhooks/telegram/x",
    ):
        assert (await world.client.get(path)).text == "api", path
    assert [seen.path for seen in world.api.seen][1] == "/api/v1/raffles?kind=lottery"
    assert len(world.bot.seen) == 1


@pytest.mark.parametrize(
    "path", ["/metrics", "/metrics/", "/metrics/x", "/%6detrics", "/Metrics", "//metrics", "/a/../metrics", "/readyz"]
)
async def test_what_the_operator_measures_is_not_for_the_public(path: str, world: World) -> None:
    """Sent as it stands: a client library would tidy the path up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{world.port}\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 404 "), answer
    assert world.api.seen == []


async def test_a_body_has_a_largest_size(world: World) -> None:
    for path, upstream in (("/api/v1/deposits", world.api), ("/webhooks/telegram", world.bot)):
        assert (await world.client.post(path, content=b"x" * BODY_LIMIT)).status_code == 200
        assert len(upstream.seen[-1].body) == BODY_LIMIT
        answer = await world.client.post(path, content=b"x" * (BODY_LIMIT + 1))
        assert answer.status_code == 413
        assert len(upstream.seen) == 1, "what is too long does not arrive"


async def test_a_clients_word_about_its_address_does_not_count(world: World) -> None:
    forged = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "elsewhere.example"}
    for path, upstream in (("/", world.api), ("/webhooks/telegram", world.bot)):
        await world.client.get(path, headers=forged)
        headers = upstream.seen[-1].headers
        assert headers["x-forwarded-for"] == "127.0.0.1"
        assert headers["x-forwarded-proto"] == "http"
        assert headers["x-forwarded-host"] == headers["host"] == f"127.0.0.1:{world.port}"


async def test_what_belongs_to_the_request_arrives(world: World) -> None:
    sent = {"Authorization": "Bearer a", "Idempotency-Key": "k", "X-Telegram-Bot-Api-Secret-Token": "s"}
    await world.client.post("/api/v1/orders", headers=sent)
    assert sent.items() <= {name.title(): value for name, value in world.api.seen[0].headers.items()}.items()


async def test_events_are_passed_on_as_they_come(world: World) -> None:
    async with asyncio.timeout(10), world.client.stream("GET", "/stream") as answer:
        pieces = answer.aiter_bytes()
        assert await anext(pieces) == b"data: 1\n\n"
        world.api.next.set()
        assert await anext(pieces) == b"data: 2\n\n"


async def test_a_server_that_restarts_is_waited_for(world: World) -> None:
    bot = Upstream("bot again")
    port, bot_port = free_port(), free_port()
    url = f"http://127.0.0.1:{port}"
    async with run_caddy("deploy/Caddyfile", PUBLIC_URL=url, BOT_UPSTREAM=f"127.0.0.1:{bot_port}"):
        request = asyncio.create_task(world.client.post(f"{url}/webhooks/telegram", content=b"{}"))
        await asyncio.sleep(0.7)
        async with listening(bot, bot_port):
            assert (await request).text == "bot again"
        assert (await world.client.post(f"{url}/webhooks/telegram", content=b"{}")).status_code == 502


def adapted(config: str, **variables: str) -> Any:
    command: list[str | Path] = [CADDY, "adapt", "--adapter", "caddyfile", "--config", in_project(config)]
    done = subprocess.run(command, capture_output=True, check=True, env=variables)
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("config", "variable"), [("deploy/Caddyfile", "PUBLIC_URL"), ("deploy/custodian/Caddyfile", "CUSTODIAN_URL")]
)
def test_an_https_address_is_served_by_tls(config: str, variable: str) -> None:
    (server,) = adapted(config, **{variable: "https://lottery.example.org"})["apps"]["http"]["servers"].values()
    assert server["listen"] == [":443"]
    assert [route["match"] for route in server["routes"]] == [[{"host": ["lottery.example.org"]}]]
    assert "automatic_https" not in server, "certificates and redirects are made by themselves"
    assert "logs" not in server, "addresses of players are kept nowhere"


@pytest.mark.parametrize("config", ["deploy/Caddyfile", "deploy/custodian/Caddyfile"])
def test_the_configuration_is_in_caddys_own_style(config: str) -> None:
    done = subprocess.run([CADDY, "fmt", in_project(config)], capture_output=True, check=False)
    assert done.stdout == in_project(config).read_bytes()


async def test_the_custodians_proxy_shows_two_pages_and_no_more(tmp_path: Path) -> None:
    custodian = Upstream("custodian")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    address = str(tmp_path / "b.sock")
    async with (
        listening(custodian, address),
        run_caddy("deploy/custodian/Caddyfile", CUSTODIAN_URL=url, CUSTODIAN_UPSTREAM=f"unix/{address}"),
        httpx2.AsyncClient(base_url=url) as client,
    ):
        assert [(await client.get(path)).status_code for path in ("/info", "/rounds/1", "/", "/rounds")] == [
            200,
            200,
            404,
            404,
        ]
        assert (await client.post("/info", content=b"x")).status_code == 404
    assert [seen.path for seen in custodian.seen] == ["/info", "/rounds/1"]
