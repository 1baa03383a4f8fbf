"""`fairlot api` as a process: how it starts and ends, what it survives, whom it believes, what it never writes down."""

import asyncio
import re
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import make_url

from core.accounts.locking import lock_players
from core.kernel.context import Context, Transaction
from core.raffles.repository import sales
from sandbox.services import ServiceUrls
from tests.builders.accounts import MadePlayer, make_player
from tests.builders.ledger import fund
from tests.builders.raffles import make_lottery
from tests.concurrency.crowd import differences, one_of, until
from tests.webapp_api.client import ROOT, TOKEN, launch, signed
from tests.webapp_api.server import Server, running
from tests.webapp_api.wire import Wire, wire_to_postgres, wire_to_valkey
from webapp_api import process as api_process

FAIRLOT = (str(Path(sys.executable).with_name("fairlot")), "api")


class House:
    """The server, whose database and Valkey are reached by wires of the test."""

    def __init__(self, server: Server, context: Context, postgres: Wire, valkey: Wire) -> None:
        self.server, self.context, self.postgres, self.valkey = server, context, postgres, valkey
        self.secrets: list[str] = [TOKEN, server.settings.secret_keys.get_secret_value().partition(":")[2]]

    async def get(self, path: str, **options: object) -> httpx2.Response:
        async with httpx2.AsyncClient(base_url=self.server.url, timeout=30) as client:
            return await client.get(path, **options)  # type: ignore[arg-type]

    async def buyer(self, amount_minor: int = 10_000) -> tuple[MadePlayer, httpx2.AsyncClient]:
        player = await make_player(self.context)
        await fund(self.context, player, amount_minor)
        client = await self.server.log_in(self.context, player.telegram_id)
        self.secrets.append(client.headers["Authorization"].removeprefix("Bearer "))
        return player, client


@pytest.fixture(scope="module")
async def house(
    services: ServiceUrls, module_database: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[House]:
    async with (
        wire_to_postgres(module_database) as (postgres, database_url),
        wire_to_valkey(services.redis_url) as (valkey, redis_url),
    ):
        given = {"database_url": database_url, "redis_url": redis_url}
        server = Server(services, module_database, tmp_path_factory.mktemp("api"), **given)
        async with running(server) as context:
            yield House(server, context, postgres, valkey)


@contextmanager
def begun(environment: Mapping[str, str], folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """The command; nothing of it is left after the block, for it would take the server's port at the next restart."""
    process = subprocess.Popen(
        FAIRLOT, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.timeout(300)
async def test_whoever_starts_it_wrongly_is_told_in_a_line(house: House, tmp_path: Path) -> None:
    """The command itself, all at once because it takes its time: seconds of a processor for each."""
    free = dict(house.server.environment)
    nobody = {name: value for name, value in free.items() if name not in ("BOT_TOKEN", "BOT_ID")}
    with ExitStack() as stack:
        environments = (nobody, nobody | {"BOT_TOKEN": ""}, free)
        started = [stack.enter_context(begun(environment, tmp_path)) for environment in environments]
        said = [await asyncio.to_thread(process.communicate, timeout=240) for process in started]
    assert [process.returncode for process in started] == [2, 2, 2]
    for _, errors in said[:2]:
        assert errors == "the API needs BOT_TOKEN, or BOT_ID, to check who opens the mini-app\n"
    # the system's own words may go on
    taken = f"cannot listen on 127.0.0.1:{house.server.port}: Address already in use"
    assert said[2][1].splitlines()[-1].startswith(taken)
    assert not any("Traceback" in out + errors for out, errors in said)
    assert house.server.answers()


async def test_it_says_what_is_missing(house: House) -> None:
    async def ready() -> tuple[int, dict[str, object]]:
        answer = await house.get("/readyz")
        return answer.status_code, answer.json()

    fine = {"status": "ok", "database": True, "valkey": True}
    assert await ready() == (200, fine)
    for wire, part in ((house.postgres, "database"), (house.valkey, "valkey")):
        await wire.cut()
        assert await ready() == (503, {**fine, "status": "unavailable", part: False})
        assert (await house.get("/healthz")).status_code == 200
        await wire.mend()
        await until(lambda: is_ready(house))
        # there, and silent
        wire.hold()
        assert await ready() == (503, {**fine, "status": "unavailable", part: False})
        wire.release()
        await until(lambda: is_ready(house))


async def is_ready(house: House) -> bool:
    return (await house.get("/readyz")).status_code == 200


async def test_without_valkey_money_moves_all_the_same(house: House) -> None:
    raffle = await make_lottery(house.context)
    _, client = await house.buyer()
    for away in (house.valkey.cut, None):
        if away is not None:
            await away()
        else:
            await house.valkey.mend()
            house.valkey.hold()
        key = {"Idempotency-Key": secrets.token_hex(8)}
        bought = await client.post(f"/raffles/{raffle.id}/orders", json={"quantity": 1}, headers=key)
        assert bought.status_code == 201, bought.text
    house.valkey.release()
    await until(lambda: is_ready(house))
    await client.aclose()


async def test_without_a_database_it_is_unavailable_and_comes_back(house: House) -> None:
    raffle = await make_lottery(house.context)
    _, client = await house.buyer()
    path, key = f"/raffles/{raffle.id}/orders", {"Idempotency-Key": "away"}
    await house.postgres.cut()
    for answer in (await client.get("/raffles"), await client.post(path, json={"quantity": 1}, headers=key)):
        assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
        assert int(answer.headers["retry-after"]) > 0
    await house.postgres.mend()
    await until(lambda: is_ready(house))
    bought = await client.post(path, json={"quantity": 1}, headers=key)
    assert bought.status_code == 201, bought.text
    await client.aclose()


async def test_only_our_proxies_are_believed_about_the_client(house: House) -> None:
    async def seen(forwarded: str) -> str:
        """The address that a session is said to come from."""
        user = {"id": secrets.randbelow(2**50) + 1, "first_name": "Firuz"}
        body = {"init_data": signed(launch(house.context, user))}
        headers = {"X-Forwarded-For": forwarded}
        async with httpx2.AsyncClient(base_url=house.server.url + ROOT, timeout=30) as client:
            token = (await client.post("/auth/telegram", json=body, headers=headers)).json()["session_token"]
            house.secrets += [body["init_data"], token]
            listed = await client.get("/auth/sessions", headers={"Authorization": f"Bearer {token}"})
        return str(listed.json()["items"][0]["address"])

    assert await seen("203.0.113.9") == "203.0.113.9"
    # what stands before the last stranger was written by that stranger
    assert await seen("198.51.100.1, 203.0.113.9") == "203.0.113.9"
    assert await seen("203.0.113.9, 127.0.0.1") == "203.0.113.9"
    assert await seen("2001:db8::9") == "2001:db8::9"
    assert await seen("unknown, <script>") == "None"
    await asyncio.to_thread(house.server.end)
    trusted = house.server.environment.pop("TRUSTED_PROXIES")
    house.server.environment["TRUSTED_PROXIES"] = "10.9.0.0/16, 192.0.2.1"
    await asyncio.to_thread(house.server.start)
    assert await seen("203.0.113.9") == "127.0.0.1"
    house.server.environment["TRUSTED_PROXIES"] = trusted


async def raw(house: House, request: bytes) -> bytes:
    """What the server says to these bytes, to the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", house.server.port)
    try:
        writer.write(request)
        said = b""
        # whatever it did not read makes its end a reset
        with suppress(ConnectionResetError):
            async with asyncio.timeout(30):
                while piece := await reader.read(65_536):
                    said += piece
        return said
    finally:
        writer.close()


async def test_what_is_no_http_is_refused(house: House) -> None:
    last = b"Host: x\r\nConnection: close\r\n\r\n"
    for request, status in (
        (b"GET /api/v1/raffles HTTP/1.1\r\n" + last, b"200"),
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET /api/v1/raffles HTTP/1.1\r\n\r\n", b"400"),
        # a version to come is answered as the one that we know
        (b"GET /api/v1/raffles HTTP/9.9\r\n" + last, b"200"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 50, b"400"),
        (b"GET /\x00 HTTP/1.1\r\n" + last, b"400"),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 200_000 + b"\r\n" + last, b"400"),
        (b"GET /api/v1/raffles HTTP/1.1\r\nContent-Length: x\r\n" + last, b"400"),
        (b"GET /api/v1/raffles HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n" + last, b"400"),
        (b"FOO /api/v1/raffles HTTP/1.1\r\n" + last, b"405"),
        (b"GET http://elsewhere/api/v1/raffles HTTP/1.1\r\n" + last, b"4"),
        (b"GET /..%2f..%2f.env HTTP/1.1\r\n" + last, b"200"),
        (b"GET /assets/..%2f..%2f..%2f..%2fpyproject.toml HTTP/1.1\r\n" + last, b"404"),
        (b"GET /assets/../../../pyproject.toml HTTP/1.1\r\n" + last, b"404"),
    ):
        answer = await raw(house, request)
        assert answer.startswith(b"HTTP/1.1 " + status), (request[:60], answer[:200])
        assert b"Traceback" not in answer
        assert b"[project]" not in answer


def resident_kb(server: Server) -> int:
    """The memory that the process has now."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0])


async def test_a_body_without_an_end_is_not_held(house: House) -> None:
    before = resident_kb(house.server)
    purchase = b"POST /api/v1/raffles/%s/orders" % str(UUID(int=1)).encode()
    buyer = b"Authorization: Bearer x\r\nIdempotency-Key: k\r\nContent-Length: 20\r\n"
    chunked = b"Transfer-Encoding: chunked\r\n\r\n"
    for head in (b"Content-Length: 100000000000\r\n\r\n", chunked, buyer + chunked):
        for path in (b"POST /api/v1/auth/telegram", b"GET /api/v1/events", b"GET /api/v1/raffles", purchase):
            reader, writer = await asyncio.open_connection("127.0.0.1", house.server.port)
            start = path + b" HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + head
            writer.write(start)
            piece = b"%x\r\n" % 65536 + b"x" * 65536 + b"\r\n"
            sent = 0
            with suppress(TimeoutError, ConnectionError):
                async with asyncio.timeout(2):
                    while sent < 200:
                        writer.write(piece)
                        await writer.drain()
                        sent += 1
            # what is not read need not be refused
            expected = (b"HTTP/1.1 413",) if b"POST" in path else (b"HTTP/1.1 413", b"HTTP/1.1 200")
            # an answer that we were too busy sending to read is lost with the connection
            with suppress(ConnectionError):
                first = await asyncio.wait_for(reader.read(1000), 30)
                assert first.startswith(expected), (path, head, first[:100])
            writer.close()
    assert resident_kb(house.server) - before < 20_000


async def refuses(house: House) -> bool:
    """Whether nobody new is let in."""
    try:
        await house.get("/healthz")
    except httpx2.TransportError:
        return True
    return False


async def test_an_end_finishes_what_is_under_way(house: House) -> None:
    raffle = await make_lottery(house.context)
    player, client = await house.buyer()
    held, released = asyncio.Event(), asyncio.Event()

    async def hold(tx: Transaction) -> None:
        await sales.lock_raffles(tx, {raffle.id})
        await lock_players(tx, [player.id])
        held.set()
        await released.wait()

    holding = asyncio.create_task(house.context.transact(hold))
    await held.wait()
    key = {"Idempotency-Key": "under way"}
    buying = asyncio.create_task(client.post(f"/raffles/{raffle.id}/orders", json={"quantity": 2}, headers=key))
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    await until(lambda: one_of(house.context, waiting))
    house.server.process.send_signal(signal.SIGTERM)
    await until(lambda: refuses(house))
    assert house.server.process.poll() is None
    released.set()
    await holding
    bought = await buying
    assert (bought.status_code, bought.json()["quantity"]) == (201, 2)
    assert await asyncio.to_thread(house.server.process.wait, 20) == 0
    await client.aclose()
    await asyncio.to_thread(house.server.start)


async def test_a_client_gets_its_receipts_through_kill_9_and_restart(house: House) -> None:
    raffle = await make_lottery(house.context, tickets=100_000, price_minor=1)
    _, client = await house.buyer()
    path = f"/raffles/{raffle.id}/orders"
    receipts: dict[str, object] = {}
    lost: list[str] = []

    async def insist(key: str) -> object:
        """A client that repeats a purchase with its key until it has an answer, and waits where it is told to."""
        while True:
            try:
                answer = await client.post(path, json={"quantity": 1}, headers={"Idempotency-Key": key})
            except httpx2.TransportError:
                lost.append(key)
                await asyncio.sleep(0.05)
                continue
            if answer.status_code == 429:
                await asyncio.sleep(int(answer.headers["retry-after"]))
                continue
            assert answer.status_code == 201, answer.text
            return answer.json()

    async def buy(name: str) -> None:
        for number in range(12):
            key = f"{name}-{number}"
            receipts[key] = await insist(key)

    buying = asyncio.gather(*(buy(str(number)) for number in range(4)))
    for _ in range(2):
        sold = len(receipts)
        await until(lambda sold=sold: enough(receipts, sold + 4))  # type: ignore[misc]
        house.server.process.kill()
        house.server.process.wait()
        await asyncio.to_thread(house.server.start)
    await buying
    assert lost, "an end that nobody noticed tests nothing"
    assert {key: await insist(key) for key in receipts} == receipts
    assert await one_of(house.context, "SELECT count(*) FROM orders WHERE key = ANY(:keys)", keys=list(receipts)) == 48
    assert await differences(house.context) == []
    await client.aclose()


async def enough(receipts: dict[str, object], number: int) -> bool:
    return len(receipts) >= min(number, 48)


async def test_sessions_and_logouts_outlive_the_process(house: House) -> None:
    _, client = await house.buyer()
    _, gone = await house.buyer()
    assert (await gone.request("DELETE", "/auth/session")).status_code == 204
    assert await asyncio.to_thread(house.server.end, signal.SIGINT) == 0
    await asyncio.to_thread(house.server.start)
    assert (await client.get("/me")).status_code == 200
    assert (await gone.get("/me")).json()["code"] == "session_ended"
    await client.aclose()
    await gone.aclose()


async def test_no_log_line_holds_a_secret(house: House) -> None:
    """The last one: of all that the others did, at DEBUG."""
    _, client = await house.buyer()
    for token in ("a-made-up-token-of-this-test", "x" * 3000):
        assert (await house.get(f"{ROOT}/me", headers={"Authorization": f"Bearer {token}"})).status_code == 401
        house.secrets.append(token)
    fields = launch(house.context, {"id": 77_000_077, "first_name": "Zarina-of-the-log"})
    for text in (signed(fields), signed(fields, "1:another")):
        await client.post("/auth/telegram", json={"init_data": text})
        house.secrets += [text, text.rpartition("=")[2]]
    await client.aclose()
    assert await asyncio.to_thread(house.server.end) == 0
    said = house.server.said()
    password = make_url(house.server.environment["DATABASE_URL"]).password
    for secret in (*house.secrets, "Zarina-of-the-log", "77000077", *([password] if password else [])):
        assert secret not in said, secret[:20]
    assert [line[:3000] for line in said.splitlines() if "Traceback" in line] == []
    assert not re.search(r"SELECT|INSERT|token_hash", said)


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="Linux alone has it")
def test_a_connection_that_takes_nothing_is_ended_by_the_kernel() -> None:
    with api_process._listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == api_process._STALLED_MS
