"""Limits of how much one may ask: by address, session and player; a Valkey that is away stops nobody."""

import asyncio
import logging
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import pytest
from redis.asyncio import Redis

from core.kernel.context import Context
from tests.builders.accounts import make_player
from tests.builders.ledger import fund
from tests.builders.raffles import make_lottery
from tests.webapp_api.client import TOKEN, Api, Client, launch, refusal, signed
from webapp_api import dependencies, remembered
from webapp_api.refusals import TooManyRequests
from webapp_api.routes import auth
from webapp_api.security.addresses import network_of
from webapp_api.security.rates import READS_OF_ADDRESS, Rate, RateLimits

NOBODY = "redis://127.0.0.1:9/0"
"""Where no server is."""


def narrow(monkeypatch: pytest.MonkeyPatch, module: object, name: str, most: int = 3) -> None:
    """The limit of this name as it is, but for how many."""
    rate: Rate = getattr(module, name)
    monkeypatch.setattr(module, name, Rate(rate.name, most, rate.window_s))


def limited(answer: httpx2.Response) -> None:
    assert refusal(answer, 429) == "too_many_requests"
    wait_s = answer.json()["params"]["wait_s"]
    assert answer.headers["retry-after"] == str(wait_s)
    assert 0 < wait_s <= 60


async def test_an_address_reads_so_often(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow(monkeypatch, dependencies, "READS_OF_ADDRESS")
    client = api.client()
    for path in ("/raffles", "/exchange-rates", "/raffles"):
        assert (await client.get(path)).status_code == 200
    for path in ("/raffles", "/me", "/events", "//proof/RF-0000-000"):
        limited(await client.get(path))
    assert (await api.client().get("/raffles")).status_code == 200


async def test_a_customer_has_one_share_whatever_their_addresses(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also of what is answered before anything is routed."""
    narrow(monkeypatch, dependencies, "READS_OF_ADDRESS")
    narrow(monkeypatch, remembered, "READS_OF_ADDRESS")
    site = f"2001:db8:{secrets.randbelow(2**16):x}:{secrets.randbelow(2**16):x}"
    for host in ("::1", "::2", ":ffff::3"):
        assert (await Client(api, f"{site}{host}", {}).get("/raffles")).status_code == 200
    for host in ("::4", ":ffff:ffff:ffff:ffff"):
        for path in ("/raffles", "/exchange-rates"):
            limited(await Client(api, f"{site}{host}", {}).get(path))
    assert (await Client(api, f"{site}1::1".replace(":db8:", ":db9:"), {}).get("/raffles")).status_code == 200


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("what a proxy says", "what a proxy says"),
    ],
)
def test_the_network_of_an_address(host: str, network: str) -> None:
    assert network_of({"client": (host, 1)}) == network
    assert network_of({"client": None}) == "unknown"


async def test_a_session_asks_so_often(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow(monkeypatch, dependencies, "REQUESTS_OF_SESSION")
    player = await make_player(api.context)
    phone, tablet = await api.log_in(player.telegram_id), await api.log_in(player.telegram_id)
    for _ in range(3):
        assert (await phone.get("/me")).status_code == 200
    limited(await phone.get("/me"))
    # from another address, too
    limited(await Client(api, tablet.address, phone.headers).get("/me"))
    assert (await tablet.get("/me")).status_code == 200


async def test_made_up_tokens_are_counted_by_their_address(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow(monkeypatch, dependencies, "TOKENS_OF_ADDRESS")
    client = api.client()
    for number in range(3):
        assert refusal(await client.with_token(f"guess-{number}").get("/me"), 401) == "session_ended"
    limited(await client.with_token("guess-4").get("/me"))


async def test_a_player_moves_money_so_often_on_all_devices(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow(monkeypatch, dependencies, "COMMANDS_OF_PLAYER")
    raffle = await make_lottery(api.context)
    player = await make_player(api.context)
    await fund(api.context, player, 5000)
    both = [await api.log_in(player.telegram_id) for _ in range(2)]
    path = f"/raffles/{raffle.id}/orders"
    for number in range(3):
        assert (await both[number % 2].post(path, {"quantity": 1}, key=str(number))).status_code == 201
    for client in both:
        limited(await client.post(path, {"quantity": 1}, key="4"))
        assert (await client.get("/me")).status_code == 200


@pytest.mark.parametrize("name", ["LOGINS_OF_ADDRESS", "LOGINS_OF_PLAYER"])
async def test_logins_are_counted(api: Api, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    narrow(monkeypatch, auth, name)
    client = api.client()
    telegram_id = secrets.randbelow(2**50) + 1

    async def log_in(client: Client) -> httpx2.Response:
        user = {"id": telegram_id, "first_name": "Anna"}
        return await client.post("/auth/telegram", {"init_data": signed(launch(api.context, user))})

    for _ in range(3):
        assert (await log_in(client)).status_code == 200
    limited(await log_in(client))
    # the address is limited where the player logs in from there, the player wherever they are
    elsewhere = await log_in(api.client())
    assert elsewhere.status_code == (200 if name == "LOGINS_OF_ADDRESS" else 429)
    # whoever has no string that is Telegram's is counted by the address alone, and does not lock anybody out
    forged = signed(launch(api.context, {"id": telegram_id + 1, "first_name": "Anna"}), f"{TOKEN}x")
    stranger = api.client()
    for _ in range(3):
        assert refusal(await stranger.post("/auth/telegram", {"init_data": forged}), 401) == "init_data_invalid"
    telegram_id += 1
    assert (await log_in(api.client())).status_code == 200


async def test_a_window_ends(context: Context) -> None:
    rate, subject = Rate("test-window", 2, 1), f"{time.time_ns()}"
    both = [RateLimits(context.redis), RateLimits(context.redis)]
    for limits in both:
        await limits.check((rate, subject))
    for limits in both:
        with pytest.raises(TooManyRequests):
            await limits.check((rate, subject))
    await asyncio.sleep(1.1)
    await both[0].check((rate, subject))


async def test_processes_together_never_let_through_too_many(context: Context) -> None:
    rate, subject = Rate("test-shares", 60, 60), f"{time.time_ns()}"
    processes = [RateLimits(context.redis) for _ in range(3)]
    assert rate.share == 3

    async def ask(limits: RateLimits) -> bool:
        try:
            await limits.check((rate, subject))
        except TooManyRequests:
            return False
        return True

    passed = [await ask(processes[number % 3]) for number in range(100)]
    assert sum(passed) == 60
    # of what one process had counted for itself, the others are refused
    alone, subject = processes[0], f"{subject}-alone"
    assert await ask(alone)
    passed = [await ask(processes[1]) for number in range(100)]
    assert sum(passed) == 60 - rate.share


async def test_processes_that_come_and_go_leave_a_wide_limit_to_others(context: Context) -> None:
    """What each had counted for itself is lost with it."""
    rate, subject = Rate("test-come-and-go", READS_OF_ADDRESS.most, 60), f"{time.time_ns()}"
    for _ in range(90):
        await RateLimits(context.redis).check((rate, subject))


@asynccontextmanager
async def silent_server() -> AsyncIterator[str]:
    """The address of a server that takes connections and never answers."""
    connections: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(lambda _, writer: connections.append(writer), "127.0.0.1", 0)
    try:
        yield f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for writer in connections:
            writer.close()


@pytest.mark.parametrize("is_silent", [False, True], ids=["refused", "silent"])
async def test_without_valkey_everybody_is_served(
    context: Context, caplog: pytest.LogCaptureFixture, is_silent: bool
) -> None:
    async with silent_server() as silent:
        there, context.redis = context.redis, Redis.from_url(silent if is_silent else NOBODY)
        try:
            api = Api(context)
            began = time.perf_counter()
            client = await api.log_in(7_000_000)
            for _ in range(20):
                assert (await client.get("/me")).status_code == 200
                assert (await api.client().get("/raffles")).status_code == 200
            assert time.perf_counter() - began < 20
            lines = [
                one for one in caplog.records if one.name.startswith("webapp_api") and one.levelno >= logging.WARNING
            ]
            assert [line.getMessage().partition(":")[0] for line in lines] == ["requests are not counted"]
        finally:
            await context.redis.aclose()
            context.redis = there


async def test_counting_comes_back_with_valkey(context: Context, caplog: pytest.LogCaptureFixture) -> None:
    limits, rate = RateLimits(context.redis), Rate("test-return", 1, 60)
    async with Redis.from_url(NOBODY) as nobody:
        limits._redis = nobody
        for _ in range(3):
            await limits.check((rate, "x"))
    limits._redis = context.redis
    subject = f"{time.time_ns()}"
    await asyncio.sleep(1.1)
    await limits.check((rate, subject))
    with pytest.raises(TooManyRequests):
        await limits.check((rate, subject))
    said = [record.getMessage() for record in caplog.records if record.name == "webapp_api.security.rates"]
    assert said == ["requests are not counted: ConnectionError", "requests are counted again"]
