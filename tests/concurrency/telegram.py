"""A Telegram of very many chats: it keeps the last screen of each, and delivers updates until a bot has taken them."""

import asyncio
import json
import random
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

import aiohttp
from aiohttp import web

from bot.webhook import PATH, SECRET_HEADER

AT_ONCE = 100
"""Deliveries under way, as many as Telegram has at most (Bot API, setWebhook, max_connections)."""
_GIVEN_UP_S = 20
"""Longer than a dead process keeps the lock of a player (15 s)."""
_AGAIN_S = 0.2
_ME = {"id": 1, "is_bot": True, "first_name": "Fairlot", "username": "fairlot_bot"}


@dataclass(frozen=True)
class Shown:
    """What stands in a chat: its text with marks, and the data of its buttons by their labels."""

    message_id: int
    text: str
    buttons: dict[str, str]


class Telegram:
    """The Bot API of one bot on loopback, and its webhook's caller."""

    def __init__(self, secret: str) -> None:
        self.screens: dict[int, Shown] = {}
        self.targets: Sequence[str] = ()
        """The bot's processes, as a proxy before them would choose among them."""
        self._headers = {SECRET_HEADER: secret}
        self._message_ids, self._update_ids = count(1), count(1)
        self._room = asyncio.Semaphore(AT_ONCE)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """Its address, until the block ends."""
        application = web.Application(client_max_size=1 << 20)
        application.router.add_post("/bot{token}/{method}", self._answer)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        timeout = aiohttp.ClientTimeout(total=_GIVEN_UP_S)
        async with aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=0)) as self._client:
            try:
                yield f"http://127.0.0.1:{runner.addresses[0][1]}"
            finally:
                await runner.cleanup()

    async def say(self, chat_id: int, text: str) -> Shown:
        """A person writes a command; gives what stands in the chat afterwards."""
        length = len(text.split(maxsplit=1)[0])
        entity = {"type": "bot_command", "offset": 0, "length": length}
        message = {**_message(chat_id, next(self._message_ids), text), "from": _person(chat_id), "entities": [entity]}
        return await self._deliver(chat_id, {"message": message})

    async def press(self, chat_id: int, data: str) -> Shown:
        """A person taps a button of the screen; gives what stands in the chat afterwards."""
        message = _message(chat_id, self.screens[chat_id].message_id, self.screens[chat_id].text)
        query = {"id": secrets.token_hex(8), "chat_instance": "1", "data": data}
        return await self._deliver(
            chat_id, {"callback_query": {**query, "from": _person(chat_id), "message": {**message, "from": _ME}}}
        )

    async def _deliver(self, chat_id: int, event: dict[str, Any]) -> Shown:
        """Bring an update until some process has answered 200, as Telegram does."""
        update = {"update_id": next(self._update_ids), **event}
        async with self._room:
            while True:
                try:
                    url = random.choice(self.targets) + PATH
                    async with self._client.post(url, json=update, headers=self._headers) as answer:
                        if answer.status == 200:
                            return self.screens[chat_id]
                except (aiohttp.ClientError, TimeoutError):
                    pass
                await asyncio.sleep(_AGAIN_S)

    async def _answer(self, request: web.Request) -> web.Response:
        method, given = request.match_info["method"], await request.post()
        result: Any = True
        if method == "getMe":
            result = _ME
        elif method in {"sendMessage", "editMessageText"}:
            chat_id, text = int(str(given["chat_id"])), str(given["text"])
            message_id = int(str(given["message_id"])) if "message_id" in given else next(self._message_ids)
            rows = json.loads(str(given.get("reply_markup", "{}"))).get("inline_keyboard", [])
            buttons = {one["text"]: one["callback_data"] for row in rows for one in row if "callback_data" in one}
            self.screens[chat_id] = Shown(message_id, text, buttons)
            result = {**_message(chat_id, message_id, text), "from": _ME}
        return web.json_response({"ok": True, "result": result})


def _person(chat_id: int) -> dict[str, Any]:
    return {"id": chat_id, "is_bot": False, "first_name": "Firuz", "language_code": "en"}


def _message(chat_id: int, message_id: int, text: str) -> dict[str, Any]:
    chat = {"id": chat_id, "type": "private", "first_name": "Firuz"}
    return {"message_id": message_id, "date": 1_795_176_000, "chat": chat, "text": text}
