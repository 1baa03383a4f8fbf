"""Our API as a process of its own, against the least that FastAPI can do for the same requests."""

import asyncio
import json
import random
import secrets
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from urllib.request import urlopen

from pydantic import SecretStr

from benchmarks.client import CONNECTIONS, Load, load
from benchmarks.processes import free_port, running
from benchmarks.report import Options, Result, ratio_of
from benchmarks.world import PLAYERS, World, open_sessions, open_world
from sandbox.stack import environment_of

HTTP_TARGET = 0.4
CATALOGUE_TARGET = 0.8
RAFFLES = 20

Request = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Buyer:
    """Whoever sends purchases: a session's token, and the address that the proxy before us names."""

    token: str
    address: str


def http(options: Options) -> list[Result]:
    """Purchases of one lottery, with a real session, against parsing the same body and answering a constant."""
    return [asyncio.run(_purchases(options))]


def catalogue(options: Options) -> list[Result]:
    """The list of raffles and one raffle, against answering the same bytes."""
    return asyncio.run(_reads(options))


async def _purchases(options: Options) -> Result:
    players = options.size or PLAYERS
    async with open_world(players) as world, api(world) as port, plain() as plain_port:
        tokens = await open_sessions(world)
        buyers = [Buyer(token, _address(number)) for number, token in enumerate(tokens)]
        path = f"/raffles/{world.raffle_ids[0]}/orders"
        ours, theirs = await _measure(
            options,
            (port, lambda: _order(f"/api/v1{path}", random.choice(buyers)), 201),
            (plain_port, lambda: _order(path, random.choice(buyers)), 201),
        )
    figures = _figures(ours, theirs) | {"players": players}
    return Result("http", _ratio(ours, theirs), HTTP_TARGET, figures=figures)


async def _reads(options: Options) -> list[Result]:
    raffles = min(RAFFLES, options.size or RAFFLES)
    results = []
    with tempfile.TemporaryDirectory(prefix="fairlot-bench-") as folder:
        async with open_world(raffles, raffles) as world, api(world) as port:
            for name, path in (("list", "/api/v1/raffles"), ("raffle", f"/api/v1/raffles/{world.raffle_ids[0]}")):
                answer = Path(folder) / name
                answer.write_bytes(await asyncio.to_thread(_read, port, path))
                async with plain(answer) as plain_port:
                    ours, theirs = await _measure(
                        options, (port, partial(_get, path), 200), (plain_port, partial(_get, "/0"), 200)
                    )
                figures = _figures(ours, theirs) | {"bytes": answer.stat().st_size}
                results.append(Result(f"catalogue-{name}", _ratio(ours, theirs), CATALOGUE_TARGET, figures=figures))
    return results


async def _measure(options: Options, *subjects: tuple[int, Request, int]) -> list[list[Load]]:
    """Each in turn, after a warm-up; the client runs in a thread with a loop of its own."""
    measured: list[list[Load]] = [[] for _ in subjects]
    for run in range(options.runs + 1):
        for (port, request, status), loads in zip(subjects, measured, strict=True):
            taken = await asyncio.to_thread(load, port, request, status, options.seconds)
            if run:
                loads.append(taken)
    return measured


def _ratio(ours: Sequence[Load], theirs: Sequence[Load]) -> float:
    return ratio_of([one.per_s for one in ours], [one.per_s for one in theirs])


def _figures(ours: Sequence[Load], theirs: Sequence[Load]) -> dict[str, object]:
    return {
        "ours_per_s": median(one.per_s for one in ours),
        "plain_per_s": median(one.per_s for one in theirs),
        "p99_ms": median(quantiles(one.waited_ms, n=100)[-1] for one in ours),
        "connections": CONNECTIONS,
    }


@asynccontextmanager
async def api(world: World) -> AsyncIterator[int]:
    """The API on the world's servers; gives its port."""
    port = free_port()
    more = {"bot_token": SecretStr("42:benchmark"), "api_port": port}
    environment = environment_of(world.context.settings.model_copy(update=more)) | {"LOG_LEVEL": "WARNING"}
    async with running(port, "-m", "webapp_api", environment=environment):
        yield port


@asynccontextmanager
async def plain(*answers: Path) -> AsyncIterator[int]:
    """The baseline's process; gives its port."""
    port = free_port()
    async with running(port, "-m", "benchmarks.plain", str(port), *map(str, answers)):
        yield port


def _address(number: int) -> str:
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def _read(port: int, path: str) -> bytes:
    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return bytes(answer.read())


def _get(path: str) -> bytes:
    return (
        f"GET {path} HTTP/1.1\r\nHost: fairlot\r\nX-Forwarded-For: {_address(random.randrange(5000))}\r\n\r\n".encode()
    )


def _order(path: str, buyer: Buyer) -> bytes:
    body = json.dumps({"quantity": random.randint(1, 5)})
    return (
        f"POST {path} HTTP/1.1\r\nHost: fairlot\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {buyer.token}\r\nIdempotency-Key: {secrets.token_hex(16)}\r\n"
        f"X-Forwarded-For: {buyer.address}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()
