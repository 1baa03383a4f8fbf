"""Files from Telegram: bounded, complete or not at all, and no word of the token."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from core.notifications import telegram_client
from core.notifications.telegram_client import (
    BotRefused,
    TelegramClient,
    TelegramDown,
    TelegramError,
    TelegramFlood,
    TelegramRefusal,
)
from tests.notifications.telegram import TOKEN

PICTURE = bytes(range(256)) * 4


def answer(content: bytes, status: int = 200, length: int | None = None) -> bytes:
    head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(content) if length is None else length}\r\n\r\n"
    return head.encode() + content


def found(**result: object) -> bytes:
    return answer(json.dumps({"ok": True, "result": {"file_id": "F", **result}}).encode())


@dataclass
class FileServer:
    """Answers getFile and then the download with bytes that a test gives; empty ones cut the connection."""

    file: bytes = b""
    info: bytes = field(default_factory=lambda: found(file_path="photos/a b.jpg"))
    hangs: bool = False
    asked: list[str] = field(default_factory=list)
    port: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readline():
                length = 0
                while (line := (await reader.readline()).strip().lower()) != b"":
                    if line.startswith(b"content-length:"):
                        length = int(line.partition(b":")[2])
                await reader.readexactly(length)
                self.asked.append(request.decode().split()[1])
                is_file = self.asked[-1].startswith("/file/")
                writer.write(self.file if is_file else self.info)
                await writer.drain()
                if is_file:
                    await asyncio.sleep(60 if self.hangs else 0)
                    return
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@pytest.fixture
async def files() -> AsyncIterator[FileServer]:
    made = FileServer()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    yield made
    server.close()


async def download(files: FileServer, most_bytes: int = len(PICTURE)) -> bytes:
    async with TelegramClient(f"http://127.0.0.1:{files.port}", TOKEN, timeout_s=5) as client:
        return await client.download("F", most_bytes)


async def test_a_file_comes_whole(files: FileServer) -> None:
    files.file = answer(PICTURE)
    assert await download(files) == PICTURE
    assert files.asked == [f"/bot{TOKEN}/getFile", f"/file/bot{TOKEN}/photos/a%20b.jpg"]


CHUNKED = b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n" + b"400\r\n" + PICTURE + b"\r\n"


@pytest.mark.parametrize(
    ("file", "error"),
    [
        (answer(PICTURE + b"x"), TelegramRefusal),
        (CHUNKED + b"1\r\nx\r\n0\r\n\r\n", TelegramRefusal),
        (answer(b"{}", 404), TelegramRefusal),
        (answer(PICTURE, length=len(PICTURE) + 5), TelegramDown),
        (CHUNKED, TelegramDown),
        (answer(b"no", 500), TelegramDown),
        (answer(b"", 302), TelegramDown),
        (answer(b"", 401), BotRefused),
        (answer(b"", 429), TelegramFlood),
        (b"no http\r\n\r\n", TelegramDown),
        (b"", TelegramDown),
    ],
)
async def test_half_a_file_is_none(files: FileServer, file: bytes, error: type[TelegramError]) -> None:
    files.file = file
    with pytest.raises(error) as raised:
        await download(files)
    assert type(raised.value) is error
    assert TOKEN not in f"{raised.value!r} {raised.value.__cause__!r}"


@pytest.mark.parametrize("info", [found(), found(file_path=5), answer(b'{"ok": true, "result": 5}')])
async def test_without_a_path_nothing_is_asked_for(files: FileServer, info: bytes) -> None:
    files.info = info
    with pytest.raises(TelegramRefusal):
        await download(files)
    assert len(files.asked) == 1


async def test_a_path_leads_nowhere_else(files: FileServer) -> None:
    files.file, files.info = answer(b"x"), found(file_path="//elsewhere.example/a?b#c")
    assert await download(files) == b"x"
    assert files.asked[1] == f"/file/bot{TOKEN}///elsewhere.example/a%3Fb%23c"


async def test_a_download_ends_some_time(files: FileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram_client, "_DOWNLOAD_TIMEOUT_S", 0.2)
    files.file, files.hangs = answer(PICTURE, length=len(PICTURE) + 5), True
    with pytest.raises(TelegramDown):
        await download(files)
