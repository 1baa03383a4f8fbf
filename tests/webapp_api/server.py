"""The API as a process of its own, and people who reach it over the network."""

import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
from sqlalchemy import make_url

from core.kernel.clock import SystemClock
from core.kernel.context import Context, open_context
from sandbox.services import ServiceUrls
from tests.concurrency.processes import open_settings, wait_until
from tests.plugins.database import settings_for
from tests.webapp_api.client import ROOT, TOKEN, launch, signed

START_S = 60.0
"""What a start takes at most on a busy machine."""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Server:
    """One process of the API on a database and a Valkey; it may be ended and started again at the same address.

    `database` is the address of the tests' database; `settings` replace what the process would be told, its own
    way to the database among them.
    """

    def __init__(self, services: ServiceUrls, database: str, folder: Path, **settings: object) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "api.log"
        self.settings = settings_for(services, str(make_url(database).database))
        given = {**open_settings(self.settings), "bot_token": TOKEN, "api_port": self.port, "log_level": "DEBUG"}
        given |= settings
        self.environment = os.environ | {name.upper(): str(value) for name, value in given.items() if value is not None}
        # no .env of anybody is read there
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def context(self) -> Context:
        """The same database and Valkey in this process, by the real clock."""
        return open_context(self.settings, SystemClock())

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "not started"
        return self._process

    def start(self, command: Sequence[str] = (sys.executable, "-m", "webapp_api"), *, is_awaited: bool = True) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=self._folder, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        if is_awaited:
            wait_until(lambda: self.answers() or self.process.poll() is not None, START_S)
            assert self.process.poll() is None, self.said()

    def answers(self) -> bool:
        try:
            return httpx2.get(f"{self.url}/healthz", timeout=5).status_code == 200
        except httpx2.TransportError:
            return False

    def said(self) -> str:
        """Everything that it wrote."""
        return self.log.read_text(encoding="utf-8")

    def end(self, number: signal.Signals = signal.SIGTERM, timeout_s: float = 20.0) -> int:
        """Ask it to end; its exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout_s)

    def close(self) -> None:
        """Nothing of it is left."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    async def log_in(self, context: Context, telegram_id: int | None = None) -> httpx2.AsyncClient:
        """A client with a new session; to be closed."""
        client = httpx2.AsyncClient(base_url=self.url + ROOT, timeout=30)
        user = {"id": telegram_id or secrets.randbelow(2**50) + 1, "first_name": "Firuz", "language_code": "en"}
        answer = await client.post("/auth/telegram", json={"init_data": signed(launch(context, user))})
        assert answer.status_code == 200, answer.text
        client.headers["Authorization"] = f"Bearer {answer.json()['session_token']}"
        return client


@asynccontextmanager
async def running(server: Server) -> AsyncIterator[Context]:
    """The server until the block ends, and a context on its database."""
    context = server.context()
    try:
        server.start()
        yield context
    finally:
        server.close()
        await context.close()
