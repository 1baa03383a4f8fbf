"""People in a chat with real bot processes, over the sandbox's Telegram in a process of its own."""

import asyncio
import os
import secrets
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count as counted
from pathlib import Path
from typing import Any

import httpx2
from pydantic import SecretStr

from core.kernel.clock import SystemClock
from core.kernel.context import Context
from sandbox.services import ServiceUrls
from sandbox.stack import DemoData, environment_of, run_telegram
from tests.builders.accounts import MadePlayer, make_player
from tests.builders.ledger import fund
from tests.concurrency.crowd import one_of, open_pool, until
from tests.concurrency.processes import Script, is_alive, wait_until
from tests.e2e.relay import Relay
from tests.raffles.helpers import balance, count

MONEY_MINOR = 10_000
SECRET = "a-secret-of-the-tests"

_telegram_ids = counted(8_000_001)

Message = dict[str, Any]


def text_of(message: Message) -> str:
    """What a message says, with usual spaces."""
    return str(message.get("text") or message.get("caption") or "").replace("\N{NO-BREAK SPACE}", " ")


def buttons_of(message: Message) -> dict[str, str]:
    """The callback data of the buttons by their labels."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row if "callback_data" in button]
    return {button["text"].replace("\N{NO-BREAK SPACE}", " "): button["callback_data"] for button in buttons}


@dataclass(frozen=True)
class Button:
    """A button that somebody sees, or saw."""

    message_id: int
    data: str


class Person:
    """A player with money in front of the bot."""

    def __init__(self, stage: "Stage", player: MadePlayer) -> None:
        self.stage, self.player, self.telegram_id = stage, player, player.telegram_id
        self._path = f"/sandbox/users/{player.telegram_id}"

    async def messages(self) -> list[Message]:
        """What the bot has said and not deleted, the newest first."""
        listed = await self.stage.control("GET", f"{self._path}/messages?after=0")
        return [each for each in reversed(listed["messages"]) if each["from"]["is_bot"]]

    async def texts(self) -> list[str]:
        return [text_of(message) for message in await self.messages()]

    async def say(self, text: str) -> None:
        await self.stage.control("POST", f"{self._path}/messages", text=text)

    async def hear(self, text: str) -> str:
        """Say something, and give what the bot says next."""
        shown = len(await self.messages())
        await self.say(text)

        async def has_answer() -> bool:
            return len(await self.messages()) > shown

        await until(has_answer)
        return (await self.texts())[0]

    async def see(self, text: str) -> Message:
        """The newest message of the bot, once it has this text."""
        found: list[Message] = []

        async def look() -> bool:
            found[:] = [message for message in (await self.messages())[:1] if text in text_of(message)]
            return bool(found)

        try:
            await until(look)
        except TimeoutError:
            raise AssertionError(f"no {text!r}; the bot said: {await self.texts()}") from None
        return found[0]

    async def button(self, label: str) -> Button:
        """The button with this in its label on the newest message, once it is there."""
        found: list[Button] = []

        async def look() -> bool:
            for message in (await self.messages())[:1]:
                buttons = buttons_of(message)
                found[:] = [Button(message["message_id"], buttons[name]) for name in buttons if label in name]
            return bool(found)

        try:
            await until(look)
        except TimeoutError:
            raise AssertionError(f"no button {label!r}; the bot said: {await self.texts()}") from None
        assert len(found) == 1, f"{label!r} is on {len(found)} buttons"
        return found[0]

    async def tap(self, label: str) -> str | None:
        """Tap a button of the newest message; gives the words of the answer, None without one in ten seconds."""
        return await self.press(await self.button(label))

    async def press(self, button: Button) -> str | None:
        """Tap a button, on a screen that may not show it any more."""
        pressed = {"message_id": button.message_id, "data": button.data, "force": True}
        answer = (await self.stage.control("POST", f"{self._path}/callbacks", **pressed))["answer"]
        return None if answer is None else str(answer["text"])

    async def orders(self) -> int:
        """How many they have."""
        return await count(self.stage.context, "orders", "player_id = :id", id=self.player.id)

    async def balance_minor(self) -> int:
        """What is in their wallet."""
        return await balance(self.stage.context, self.player)


@dataclass(frozen=True)
class Bot:
    """A running bot process, and its own line to Telegram."""

    pid: int
    line: Relay
    log_file: Path

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8")

    async def introduced(self) -> None:
        """Wait until it has set its menus, the last thing of its start."""
        await self.line.until_passed(lambda call: call.name == "setChatMenuButton")

    def kill(self) -> None:
        """kill -9"""
        os.kill(self.pid, signal.SIGKILL)
        wait_until(lambda: not is_alive(self.pid))

    def stop(self) -> None:
        """Let it end in order, if it is alive."""
        if is_alive(self.pid):
            os.kill(self.pid, signal.SIGTERM)
            wait_until(lambda: not is_alive(self.pid))


class Stage:
    """One Telegram, one database, and the bots on them."""

    def __init__(self, context: Context, folder: Path, url: str, nursery: Script) -> None:
        self.context, self.folder, self.url, self.nursery = context, folder, url, nursery
        self.client = httpx2.AsyncClient(base_url=url, timeout=20, trust_env=False)

    async def control(self, method: str, path: str, **body: Any) -> Any:
        """A call of the control API."""
        answer = await self.client.request(method, path, json=body or None)
        assert answer.status_code == 200, answer.text
        return answer.json()

    @asynccontextmanager
    async def bot(self, name: str, **more: object) -> AsyncIterator[Bot]:
        """A bot process with some more settings, which is starting."""
        async with Relay(self.url) as line:
            bot = Bot(
                await asyncio.to_thread(self._start, name, telegram_api_url=line.url, **more), line, self._log(name)
            )
            try:
                yield bot
            except BaseException:
                sys.stderr.write(f"--- {name}\n{bot.log[-8_000:]}\n")
                raise
            finally:
                # in a thread: what the bot finishes before it ends goes through this loop
                await asyncio.to_thread(bot.stop)

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def _start(self, name: str, **more: object) -> int:
        self._log(name).touch()
        environment = environment_of(self.context.settings.model_copy(update=more))
        self.nursery.tell({"module": "bot", "environment": environment, "log": str(self._log(name))})
        return int(self.nursery.hear())

    async def player(self, money_minor: int = MONEY_MINOR) -> Person:
        """Somebody who is through the first steps and has money."""
        telegram_id = next(_telegram_ids)
        player = await make_player(self.context, telegram_id=telegram_id, language="en", last_name=None)
        await fund(self.context, player, money_minor)
        await self.control("PUT", f"/sandbox/users/{telegram_id}", first_name="Firuz", language_code="en")
        return Person(self, player)


@dataclass(frozen=True)
class Bots:
    """A bot that Telegram's updates go to, one that waits for its end, and what they go through by webhook."""

    first: Bot
    second: Bot
    front: Relay | None = None


@asynccontextmanager
async def by_polling(stage: Stage) -> AsyncIterator[Bots]:
    """Two processes, of which the first one polls."""
    async with stage.bot("one") as one, stage.bot("two") as two:
        await asyncio.gather(one.introduced(), two.introduced())
        holder = await one_of(stage.context, "SELECT holder FROM leases WHERE name LIKE 'bot.polling.%'")
        yield Bots(one, two) if f":{one.pid}:" in holder else Bots(two, one)


@asynccontextmanager
async def by_webhook(stage: Stage) -> AsyncIterator[Bots]:
    """Two processes behind a proxy, which takes the second one for what the first one does not take."""
    ports = free_port(), free_port()
    async with Relay(*(f"http://127.0.0.1:{port}" for port in ports)) as front:
        hook = {"public_url": front.url, "webhook_secret": SecretStr(SECRET)}
        async with (
            stage.bot("one", webhook_port=ports[0], **hook) as one,
            stage.bot("two", webhook_port=ports[1], **hook) as two,
        ):
            await asyncio.gather(one.introduced(), two.introduced())
            yield Bots(one, two, front)


@asynccontextmanager
async def open_stage(services: ServiceUrls, database_url: str, folder: Path, nursery: Script) -> AsyncIterator[Stage]:
    """A Telegram without a bot yet, before a database of real commits."""
    context = open_pool(services, database_url, SystemClock(), size=10)
    token = f"{secrets.randbelow(2**40) + 1}:a-token-of-the-tests"
    context.settings = context.settings.model_copy(update={"bot_token": SecretStr(token)})
    (folder / "logs").mkdir()
    with run_telegram(DemoData(folder, services, context.settings), free_port(), token) as url:
        stage = Stage(context, folder, url, nursery)
        try:
            yield stage
        finally:
            await stage.client.aclose()
            await context.close()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
