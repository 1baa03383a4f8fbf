"""The sandbox's Telegram on a real port of this process, with aiogram's own Bot and a client for the people."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uvicorn
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import TelegramObject

from sandbox.telegram.app import create_app
from sandbox.telegram.connections import KnownConnection
from sandbox.telegram.world import Config, World

TOKEN = "7000000001:AAsandboxsandboxsandbox"
ANN = 42


@dataclass
class Clock:
    """The real time, moved on by a test."""

    ahead_s: float = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead_s


@dataclass
class Sandbox:
    """A running server and both of its sides."""

    url: str
    world: World
    bot: Bot
    people: httpx2.AsyncClient
    clock: Clock = field(default_factory=Clock)

    async def start(self, user_id: int = ANN) -> None:
        """The person presses Start; the update is taken away."""
        await self.say("/start", user_id)
        await self.drain()

    async def say(self, text: str, user_id: int = ANN) -> dict[str, Any]:
        """A person writes."""
        return await self.done("POST", f"users/{user_id}/messages", text=text)

    async def done(self, method: str, path: str, **body: Any) -> Any:
        """A control call that must succeed."""
        answer = await self.people.request(method, f"/sandbox/{path}", json=body or None)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def refused(self, method: str, path: str, **body: Any) -> tuple[int, str]:
        """A control call that must be refused: status and words."""
        answer = await self.people.request(method, f"/sandbox/{path}", json=body or None)
        assert answer.status_code >= 400, answer.text
        return answer.status_code, answer.json()["error"]

    async def arm(self, **fault: Any) -> None:
        """Makes the Bot API fail."""
        answer = await self.people.post("/sandbox/faults", json=fault)
        assert answer.status_code == 200, answer.text

    async def history(self, user_id: int = ANN, after: int = 0) -> list[dict[str, Any]]:
        """What a person sees of the chat with the bot."""
        listed = await self.done("GET", f"users/{user_id}/messages?after={after}")
        return list(listed["messages"])

    async def drain(self) -> list[Any]:
        """Takes and confirms all updates that wait."""
        updates = await self.bot.get_updates()
        if updates:
            await self.bot.get_updates(offset=updates[-1].update_id + 1)
        return updates


def same(one: TelegramObject | None, other: TelegramObject | None) -> bool:
    """Equal in what they say; aiogram's own comparison also looks at the bot they are bound to."""
    assert one is not None
    assert other is not None
    return one.model_dump(exclude_none=True) == other.model_dump(exclude_none=True)


def bot_at(url: str, token: str = TOKEN) -> Bot:
    """aiogram's Bot on this server."""
    return Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[Sandbox]:
    async with running_sandbox(tmp_path) as sandbox:
        yield sandbox


@asynccontextmanager
async def running_sandbox(folder: Path) -> AsyncIterator[Sandbox]:
    """A server that keeps its data in a folder."""
    clock = Clock()
    config = Config(folder / "data", TOKEN, "http://127.0.0.1:8000/app", webhook_retry_s=0.05)
    world = World(config, clock)
    world.open()
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    options = uvicorn.Config(
        create_app(world), http=KnownConnection, log_level="warning", access_log=False, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(options)
    serving = asyncio.create_task(server._serve([listener]))
    bot = bot_at(url)
    async with httpx2.AsyncClient(base_url=url, timeout=20, trust_env=False) as people:
        while not server.started:  # noqa: ASYNC110 - uvicorn offers a flag only
            await asyncio.sleep(0.005)
        yield Sandbox(url, world, bot, people, clock)
    world.updates.end_poll("")
    world.hub.close()
    server.should_exit = True
    # aiogram takes a quarter of a second to close
    await asyncio.gather(bot.session.close(), serving)
