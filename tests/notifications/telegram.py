"""A Telegram of the tests: a real HTTP server on loopback that keeps what it was sent and misbehaves as it is told."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from core.notifications.telegram_client import TelegramClient

TOKEN = "123456:a-token-that-nobody-may-see"
DROP, HANG = "drop", "hang"
Json = dict[str, Any]
Reply = tuple[int, Json]


def refusal(status: int, description: str, **parameters: int) -> Reply:
    body: Json = {"ok": False, "error_code": status, "description": description}
    return status, body | ({"parameters": parameters} if parameters else {})


BLOCKED = refusal(403, "Forbidden: bot was blocked by the user")
NO_CHAT = refusal(400, "Bad Request: chat not found")
DOWN = refusal(502, "Bad Gateway")


@dataclass
class FakeTelegram:
    """`faults` answer the next calls in order; `answer` those of its choice; every other call succeeds."""

    calls: list[tuple[str, Json]] = field(default_factory=list)
    faults: deque[Reply | str] = field(default_factory=deque)
    answer: Callable[[str, Json], Reply | str | None] = lambda _method, _body: None
    on_call: Callable[[Json], Any] | None = None
    port: int = 0
    _last_id: int = 100

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def texts(self, chat_id: int | None = None) -> list[str]:
        return [body["text"] for _, body in self.calls if chat_id in (None, body["chat_id"])]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readline():
                length = 0
                while (line := (await reader.readline()).strip().lower()) != b"":
                    if line.startswith(b"content-length:"):
                        length = int(line.partition(b":")[2])
                body = json.loads(await reader.readexactly(length))
                reply = await self._reply(request.decode().split()[1], body)
                if isinstance(reply, str):
                    if reply == HANG:
                        await asyncio.sleep(60)
                    return
                payload = json.dumps(reply[1]).encode()
                writer.write(f"HTTP/1.1 {reply[0]} X\r\nContent-Length: {len(payload)}\r\n\r\n".encode() + payload)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _reply(self, path: str, body: Json) -> Reply | str:
        prefix, _, method = path.rpartition("/")
        if prefix != f"/bot{TOKEN}":
            return refusal(401, "Unauthorized")
        self.calls.append((method, body))
        if self.on_call is not None:
            await self.on_call(body)
        if (chosen := self.answer(method, body)) is not None:
            return chosen
        if self.faults:
            return self.faults.popleft()
        if method == "editMessageText":
            return 200, {"ok": True, "result": {"message_id": body["message_id"]}}
        self._last_id += 1
        return 200, {"ok": True, "result": {"message_id": self._last_id}}


@asynccontextmanager
async def fake_telegram() -> AsyncIterator[FakeTelegram]:
    telegram = FakeTelegram()
    server = await asyncio.start_server(telegram.serve, "127.0.0.1", 0)
    telegram.port = server.sockets[0].getsockname()[1]
    try:
        yield telegram
    finally:
        server.close()


@asynccontextmanager
async def client_of(telegram: FakeTelegram, timeout_s: float = 5.0) -> AsyncIterator[TelegramClient]:
    async with TelegramClient(telegram.url, TOKEN, timeout_s=timeout_s) as client:
        yield client
