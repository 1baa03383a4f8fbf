"""A Bot API server of other people's making, the PyPI package `lo-bot-api-emulator`, and people who write to it.

It refuses what it does not know yet: link previews, the colours of buttons, the button that chooses a chat for a card.
So these are left out, or written in the older way; all else is as in production.
"""

import asyncio
import itertools
import secrets
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.methods import AnswerCallbackQuery, EditMessageText, Response, SendMessage, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import SecretStr

from bot.delivery import OneAnswer, Patience
from bot.process import run_until
from core.app import App
from core.kernel.context import Context

COMMAND = Path(sys.executable).with_name("lo-bot-api-emulator")
NOW = 1_795_176_000
WAIT_S = 10


@dataclass
class Screen:
    """One message of the bot, as it stands after its last edit."""

    text: str
    buttons: dict[str, str]
    edits: int = 0


@dataclass
class Seen(BaseRequestMiddleware):
    """What the bot sent and the server took: the server itself shows nothing of it."""

    screens: dict[int, Screen] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        result: Any = await make_request(bot, method)
        if isinstance(method, SendMessage):
            self.screens[result.message_id] = Screen(method.text, _buttons(method.reply_markup))
        elif isinstance(method, EditMessageText) and method.message_id is not None:
            edits = self.screens[method.message_id].edits + 1
            self.screens[method.message_id] = Screen(method.text or "", _buttons(method.reply_markup), edits)
        elif isinstance(method, AnswerCallbackQuery):
            self.answered.add(method.callback_query_id)
        return result


class Older(BaseRequestMiddleware):
    """Writes keyboards as clients of some years ago knew them."""

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        markup = getattr(method, "reply_markup", None)
        if isinstance(markup, InlineKeyboardMarkup):
            rows = [[_older(button) for button in row] for row in markup.inline_keyboard]
            method = method.model_copy(update={"reply_markup": InlineKeyboardMarkup(inline_keyboard=rows)})
        return await make_request(bot, method)


def _older(button: InlineKeyboardButton) -> InlineKeyboardButton:
    chosen = button.switch_inline_query_chosen_chat
    if chosen is not None:
        return InlineKeyboardButton(text=button.text, switch_inline_query=chosen.query or "")
    return button.model_copy(update={"style": None})


def _buttons(markup: object) -> dict[str, str]:
    rows = markup.inline_keyboard if isinstance(markup, InlineKeyboardMarkup) else []
    return {button.text: button.callback_data for row in rows for button in row if button.callback_data is not None}


@dataclass
class Outsider:
    """A person in a private chat, whose updates the server hands out."""

    client: httpx2.AsyncClient
    token: str
    seen: Seen
    telegram_id: int
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1_000_001))

    async def say(self, text: str) -> None:
        message = self._message(next(self.numbers), {"id": self.telegram_id, "is_bot": False, "first_name": "Firuz"})
        message["text"] = text
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
        await self._deliver({"message": message})

    async def press(self, label: str, *, on: str) -> None:
        """Press a button of the newest message that has the text `on`, and wait for the answer to the press."""
        message_id, screen = await self.see(on)
        (data,) = (data for name, data in screen.buttons.items() if label in name)
        query_id = secrets.token_hex(8)
        bot = {"id": int(self.token.partition(":")[0]), "is_bot": True, "first_name": "Fairlot"}
        query = {
            "id": query_id,
            "from": {"id": self.telegram_id, "is_bot": False, "first_name": "Firuz", "language_code": "en"},
            "chat_instance": "1",
            "data": data,
            "message": self._message(message_id, bot) | {"text": screen.text},
        }
        await self._deliver({"callback_query": query})
        await until(lambda: query_id in self.seen.answered, f"no answer to {label!r}")

    async def see(self, text: str) -> tuple[int, Screen]:
        """The newest message with this text, and its id, once it is there."""
        found: list[tuple[int, Screen]] = []

        def look() -> bool:
            found[:] = [(number, screen) for number, screen in self.seen.screens.items() if text in screen.text]
            return bool(found)

        await until(look, f"no {text!r} among {[screen.text for screen in self.seen.screens.values()]}")
        return found[-1]

    def _message(self, message_id: int, sender: dict[str, Any]) -> dict[str, Any]:
        chat = {"id": self.telegram_id, "type": "private", "first_name": "Firuz"}
        return {"message_id": message_id, "date": NOW, "chat": chat, "from": sender}

    async def _deliver(self, update: dict[str, Any]) -> None:
        answer = await self.client.post("/__fixture/updates", json={"token": self.token, "update": update})
        assert answer.status_code == 200, answer.text


async def until(is_so: Callable[[], bool], otherwise: str) -> None:
    for _ in range(WAIT_S * 50):
        if is_so():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(otherwise)


@asynccontextmanager
async def emulator(journal: Path) -> AsyncIterator[str]:
    """The server's process; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ("--port", str(port), "--enable-control", "--journal", str(journal))
    process = await asyncio.create_subprocess_exec(COMMAND, *options, stdout=asyncio.subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        async with httpx2.AsyncClient(base_url=url) as client:
            for _ in range(WAIT_S * 10):
                try:
                    await client.post("/bot1:probe/getMe")
                except httpx2.TransportError:
                    await asyncio.sleep(0.1)
                else:
                    break
            else:
                raise TimeoutError("the emulator does not start")
        yield url
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), WAIT_S)


@asynccontextmanager
async def running_bot(context: Context, url: str, token: str, seen: Seen) -> AsyncIterator[App]:
    """The bot's own process loop, polling the server; ended in order."""
    context.settings = context.settings.model_copy(update={"bot_token": SecretStr(token), "telegram_api_url": url})
    app = App(context)
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    for around in (OneAnswer(), Patience(), Older(), seen):
        session.middleware(around)
    bot = Bot(token, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
    stopping = asyncio.Event()
    running = asyncio.create_task(run_until(bot, app, stopping))
    try:
        yield app
        assert not running.done()
    finally:
        stopping.set()
        await asyncio.wait_for(running, WAIT_S)
        await session.close()
