"""Live events: each client hears its raffles within a second, a slow one is told to look anew, an end ends all."""

import asyncio
import json
import os
import signal
import socket
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest
from redis.asyncio import Redis

from core.app import EVENTS_CHANNEL, subscribe
from core.kernel.clock import SystemClock
from core.kernel.context import Context
from core.kernel.ids import IdGenerator
from core.kernel.outbox import deliver_due
from sandbox.services import EmbeddedServices, ServiceUrls
from tests.builders.accounts import make_player
from tests.builders.ledger import fund
from tests.builders.raffles import make_lottery
from tests.concurrency.crowd import until
from tests.webapp_api.client import Api, Client, refusal
from tests.webapp_api.server import Server, running
from tests.webapp_api.wire import wire_to_valkey
from webapp_api import live
from webapp_api.caches import Memory
from webapp_api.live import MOST_WAITING, EventHub
from webapp_api.metrics import Metrics
from webapp_api.places import Place

Event = dict[str, Any]
RAFFLE = "019a0000-0000-7000-8000-000000000000"
HERE = "192.0.2.1"
RESYNC: Event = {"topic": "resync"}
RESYNC_LINES = b'data: {"topic": "resync"}\n\n'
CUT_OFF = "timeout graceful shutdown exceeded"
"""What is logged of a client that had to be cut off at the end, with a traceback."""


class Listener:
    """A client that keeps what it hears."""

    def __init__(self) -> None:
        self.heard: list[Event] = []
        self.is_listening = asyncio.Event()
        self.has_ended = False

    async def listen(self, url: str, raffle_ids: tuple[object, ...], headers: dict[str, str]) -> None:
        query = {"raffle_id": [str(raffle_id) for raffle_id in raffle_ids]}
        async with (
            httpx2.AsyncClient(timeout=httpx2.Timeout(60, read=None)) as client,
            client.stream("GET", f"{url}/api/v1/events", params=query, headers=headers) as answer,
        ):
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith("text/event-stream")
            assert "content-encoding" not in answer.headers
            async for line in answer.aiter_lines():
                self.is_listening.set()
                if line.startswith("data: "):
                    self.heard.append(json.loads(line.removeprefix("data: ")))
        self.has_ended = True

    async def hears(self, event: Event, within_s: float = 5.0) -> None:
        """AssertionError where the event has not come in time."""
        deadline = time.monotonic() + within_s
        while event not in self.heard:
            assert time.monotonic() < deadline, f"{event} is not among {self.heard}"
            await asyncio.sleep(0.01)


class Live:
    """The server with a Valkey of its own, and whoever announces events."""

    def __init__(self, server: Server, context: Context, valkey: EmbeddedServices) -> None:
        self.server, self.context, self.valkey = server, context, valkey

    @asynccontextmanager
    async def listener(self, *raffle_ids: object, **headers: str) -> AsyncIterator[Listener]:
        """A client until the block ends."""
        made = Listener()
        task = asyncio.create_task(made.listen(self.server.url, raffle_ids, headers))
        try:
            async with asyncio.timeout(10):
                await made.is_listening.wait()
            yield made
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def announce(self, **event: object) -> None:
        await self.context.redis.publish(EVENTS_CHANNEL, json.dumps(event))

    async def streams(self) -> int:
        """How many the server says that it has."""
        async with httpx2.AsyncClient() as client:
            text = (await client.get(f"{self.server.url}/metrics")).text
        return int(float(text.partition("\nfairlot_event_streams ")[2].splitlines()[0]))

    async def waits_for_streams(self, number: int, within_s: float = 5.0) -> None:
        deadline = time.monotonic() + within_s
        while (found := await self.streams()) != number:
            assert time.monotonic() < deadline, f"{found} streams"
            await asyncio.sleep(0.05)


@pytest.fixture(scope="module")
def own_valkey(services: ServiceUrls) -> Iterator[tuple[EmbeddedServices, ServiceUrls]]:
    """A Valkey that may be ended; the folder is one that everybody may enter: as root it runs as nobody."""
    with tempfile.TemporaryDirectory(prefix="fairlot-t-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        own = EmbeddedServices(Path(name) / "data", durable=False, database_url=services.database_url)
        try:
            yield own, replace(services, redis_url=own.start().redis_url)
        finally:
            own.stop()


@pytest.fixture(scope="module")
async def live_server(
    own_valkey: tuple[EmbeddedServices, ServiceUrls], module_database: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Live]:
    valkey, urls = own_valkey
    server = Server(urls, module_database, tmp_path_factory.mktemp("api"))
    async with running(server) as context:
        subscribe(context)
        yield Live(server, context, valkey)
    assert [line[:3000] for line in server.said().splitlines() if "Traceback" in line and CUT_OFF not in line] == []


async def test_a_purchase_is_heard_within_a_second(live_server: Live) -> None:
    context = live_server.context
    raffle, other = await make_lottery(context), await make_lottery(context)
    player = await make_player(context)
    await fund(context, player, 5000)
    buyer = await live_server.server.log_in(context, player.telegram_id)
    while await deliver_due(context):
        pass
    async with (
        live_server.listener(**{"Accept-Encoding": "gzip"}) as of_all,
        live_server.listener(raffle.id) as of_this,
        live_server.listener(other.id, raffle.draw_id) as of_others,
    ):
        bought = await buyer.post(
            f"/raffles/{raffle.id}/orders", json={"quantity": 3}, headers={"Idempotency-Key": "x"}
        )
        assert bought.status_code == 201, bought.text
        await deliver_due(context)
        sold = {"topic": "raffle.sold", "raffle_id": str(raffle.id), "sold": 3, "total": 10}
        for listener in (of_all, of_this):
            await listener.hears(sold, within_s=1)
        await live_server.announce(topic="raffle.opened", raffle_id=str(other.id))
        await of_others.hears({"topic": "raffle.opened", "raffle_id": str(other.id)}, within_s=1)
        assert sold not in of_others.heard
        assert len(of_this.heard) == 1
    await buyer.aclose()


async def test_what_is_no_event_harms_nobody(live_server: Live) -> None:
    async with live_server.listener() as listener:
        for odd in (b"", b"{", b"null", b"[]", b"7", b'"x"', b"{}", b"\xff\xfe", b'{"topic": "x"}', b"[" * 5000):
            await live_server.context.redis.publish(EVENTS_CHANNEL, odd)
        await live_server.announce(topic="line\nbreak\n\ndata: {}\r", raffle_id=RAFFLE)
        await listener.hears({"topic": "line\nbreak\n\ndata: {}\r", "raffle_id": RAFFLE})
        assert len(listener.heard) == 1


async def test_whoever_goes_away_leaves_their_place(live_server: Live) -> None:
    await live_server.waits_for_streams(0)
    async with AsyncExitStack() as stack:
        for _ in range(5):
            await stack.enter_async_context(live_server.listener())
        await live_server.waits_for_streams(5)
    await live_server.waits_for_streams(0)
    # gone before the answer, and with a body that nobody reads
    for body in (b"", b"Content-Length: 9\r\n\r\nx", b"Transfer-Encoding: chunked\r\n\r\n" + b"1000\r\n" + b"x" * 4096):
        with socket.create_connection(("127.0.0.1", live_server.server.port)) as client:
            client.sendall(b"GET /api/v1/events HTTP/1.1\r\nHost: x\r\n" + (body or b"\r\n"))
    await live_server.waits_for_streams(0)


@asynccontextmanager
async def mute_client(live_server: Live) -> AsyncIterator[socket.socket]:
    """A client that asks for events and reads none of them."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.setblocking(False)
    loop = asyncio.get_running_loop()
    try:
        await loop.sock_connect(client, ("127.0.0.1", live_server.server.port))
        await loop.sock_sendall(client, b"GET /api/v1/events HTTP/1.1\r\nHost: x\r\n\r\n")
        await live_server.waits_for_streams(1)
        yield client
    finally:
        client.close()


async def flood(live_server: Live, events: int) -> None:
    """More than any socket holds: 5 kB an event, with pauses in which the server takes what came."""
    async with live_server.context.redis.pipeline(transaction=False) as pipeline:
        for number in range(events):
            event = {"topic": "t", "raffle_id": RAFFLE, "number": number, "padding": "x" * 5000}
            pipeline.publish(EVENTS_CHANNEL, json.dumps(event))
            if number % 50 == 49:
                await pipeline.execute()
                await asyncio.sleep(0.02)


def memory_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


async def test_a_client_that_does_not_read_costs_nothing_and_is_told_to_look_anew(live_server: Live) -> None:
    pid = live_server.server.process.pid
    async with mute_client(live_server) as mute, live_server.listener() as quick:
        before = memory_mib(pid)
        await flood(live_server, 4000)
        await live_server.announce(topic="last", raffle_id=RAFFLE)
        await quick.hears({"topic": "last", "raffle_id": RAFFLE}, within_s=20)
        assert memory_mib(pid) - before < 10, "20 MB were announced"
        read, loop = b"", asyncio.get_running_loop()
        while b'"last"' not in read:
            async with asyncio.timeout(10):
                read += await loop.sock_recv(mute, 65536)
        assert b'data: {"topic": "resync"}' in read
        assert len(read) < 5_000_000


async def test_after_valkeys_return_everybody_looks_anew(live_server: Live) -> None:
    async with live_server.listener() as of_all, live_server.listener("019a0000-0000-7000-8000-000000000001") as of_one:
        os.kill(live_server.valkey.valkey_pid, signal.SIGKILL)
        async with httpx2.AsyncClient(base_url=live_server.server.url) as client:
            ready = await client.get("/readyz")
            assert (ready.status_code, ready.json()["valkey"]) == (503, False)
            assert (await client.get("/api/v1/raffles")).status_code == 200
        await asyncio.to_thread(live_server.valkey.stop)
        await asyncio.to_thread(live_server.valkey.start)
        for listener in (of_all, of_one):
            await listener.hears(RESYNC, within_s=10)
        await live_server.announce(topic="raffle.drawn", raffle_id=RAFFLE)
        await of_all.hears({"topic": "raffle.drawn", "raffle_id": RAFFLE}, within_s=1)


async def resync_of(stream: live.Stream) -> None:
    """Wait for it; other tests at the same Valkey announce events of their own."""
    while RESYNC_LINES not in await stream.next_lines():
        pass


async def test_a_valkey_that_vanished_is_noticed(services: ServiceUrls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_SILENCE_S", 0.2)
    monkeypatch.setattr(live, "_AGAIN_S", 0.1)
    async with wire_to_valkey(services.redis_url) as (wire, url), Redis.from_url(url, socket_timeout=1) as redis:
        hub = EventHub(redis, Metrics(), Memory(SystemClock()))
        listening, stream = asyncio.create_task(hub.run()), hub.open(frozenset(), HERE)
        try:
            async with asyncio.timeout(10):
                await resync_of(stream)
                # a quiet hour is none of this: Valkey answers when it is asked
                await asyncio.sleep(1)
                wire.hold()
                await asyncio.sleep(1)
                assert RESYNC_LINES not in stream._waiting
                wire.release()
                await resync_of(stream)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


async def test_there_are_so_many_places(api: Api) -> None:
    hub = api.asgi.state.hub = EventHub(api.context.redis, Metrics(), api.asgi.state.memory, most=2)
    first, second = hub.open(frozenset(), HERE), hub.open(frozenset(), HERE)
    full = await api.client().get("/events")
    assert refusal(full, 503) == "too_many_streams"
    assert int(full.headers["retry-after"]) > 0
    # a stream whose answer was never begun is no place taken
    lines = hub.lines(first)
    del first, lines
    third = hub.open(frozenset(), HERE)
    assert refusal(await api.client().get("/events"), 503) == "too_many_streams"
    lines = hub.lines(second)
    assert await anext(lines) == b": listening\n\n"
    await lines.aclose()  # type: ignore[attr-defined]
    hub.open(frozenset(), HERE)
    hub.close()
    assert third.is_closed
    assert refusal(await api.client().get("/events"), 503) == "too_many_streams"


async def test_nobody_takes_all_places(api: Api) -> None:
    hub = api.asgi.state.hub = EventHub(api.context.redis, Metrics(), api.asgi.state.memory, most_of_network=2)
    kept = [hub.open(frozenset(), "2001:db8::/64") for _ in range(2)]
    greedy = Client(api, "2001:db8::7", {})
    assert refusal(await greedy.get("/events"), 503) == "too_many_streams"
    hub.open(frozenset(), HERE)
    lines = hub.lines(kept.pop())
    assert await anext(lines) == b": listening\n\n"
    await lines.aclose()  # type: ignore[attr-defined]
    hub.open(frozenset(), "2001:db8::/64")


async def test_filters_are_ids_and_not_too_many(api: Api) -> None:
    ids = IdGenerator()
    many = "&".join(f"raffle_id={ids.new(api.context.clock.now())}" for _ in range(51))
    for query in (many, "raffle_id=x", "raffle_id="):
        assert refusal(await api.client().get(f"/events?{query}"), 422) == "invalid_input"


async def test_a_slow_client_waits_for_so_many_events_at_most() -> None:
    stream = live.Stream(frozenset(), Place(HERE))
    for number in range(MOST_WAITING):
        stream.put(b"%d\n" % number)
    assert await stream.next_lines() == b"".join(b"%d\n" % number for number in range(MOST_WAITING))
    for number in range(3 * MOST_WAITING):
        stream.put(b"%d\n" % number)
    assert len(stream._waiting) <= MOST_WAITING
    assert (await stream.next_lines()).startswith(b'data: {"topic": "resync"}\n\n')


async def test_an_end_ends_all_streams_quickly_and_well(live_server: Live) -> None:
    async with live_server.listener() as listener, live_server.listener() as other:
        live_server.server.process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(live_server.server.process.wait, 60) == 0
        await until(lambda: have_ended(listener, other))
        assert CUT_OFF not in live_server.server.said()
    await asyncio.to_thread(live_server.server.start)
    async with mute_client(live_server):
        await flood(live_server, 2000)
        live_server.server.process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(live_server.server.process.wait, 60) == 0
        assert f"Cancel 1 running task(s), {CUT_OFF}" in live_server.server.said()
    # others of this file may come later
    await asyncio.to_thread(live_server.server.start)


async def have_ended(*listeners: Listener) -> bool:
    return all(listener.has_ended for listener in listeners)
