"""Pictures of raffles over HTTP, from the sandbox's Telegram."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest
from aiogram.types import BufferedInputFile
from sqlalchemy import QueuePool

from core.kernel.clock import ManualClock
from core.kernel.errors import Busy, Unavailable
from core.notifications.telegram_client import TelegramClient
from core.raffles import photos
from core.raffles.photos import Album, media_type_of
from tests.builders.raffles import make_draft, publish
from tests.sandbox.telegram.conftest import ANN, TOKEN, Sandbox, running_sandbox
from tests.sandbox.telegram.test_files import png
from tests.webapp_api.client import Api, refusal


class Watched(TelegramClient):
    """The real client; notes what is downloaded, and asks `while_asking` at that moment."""

    def __init__(self, url: str, while_asking: Callable[[], None] = lambda: None) -> None:
        super().__init__(url, TOKEN)
        self.asked: list[str] = []
        self._while_asking = while_asking

    async def download(self, file_id: str, most_bytes: int) -> bytes:
        self.asked.append(file_id)
        self._while_asking()
        return await super().download(file_id, most_bytes)


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[Sandbox]:
    async with running_sandbox(tmp_path) as sandbox:
        await sandbox.start()
        yield sandbox


@pytest.fixture
async def client(telegram: Sandbox) -> AsyncIterator[Watched]:
    async with Watched(telegram.url) as made:
        yield made


async def upload(telegram: Sandbox, width: int) -> str:
    """A picture that Telegram keeps."""
    sent = await telegram.bot.send_photo(ANN, BufferedInputFile(png(width, 9), "prize.png"))
    assert sent.photo is not None
    return sent.photo[-1].file_id


async def with_photos(api: Api, *media: str) -> str:
    return str((await publish(api.context, await make_draft(api.context, media=media))).id)


async def ask(api: Api, raffle_id: str, index: int = 0, **headers: str) -> httpx2.Response:
    return await api.client(**headers).get(f"/raffles/{raffle_id}/photos/{index}")


async def test_a_raffles_pictures_are_on_our_origin(api: Api, telegram: Sandbox, client: Watched) -> None:
    api.app.telegram = client
    raffle_id = await with_photos(api, await upload(telegram, 10), await upload(telegram, 20))
    paths = (await api.client().get(f"/raffles/{raffle_id}")).json()["photos"]
    shown = [await api.client().get(f"/{path}") for path in paths]
    assert [one.content for one in shown] == [png(10, 9), png(20, 9)]
    for one in shown:
        assert one.headers["content-type"] == "image/png"
        assert one.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert one.headers["x-content-type-options"] == "nosniff"
        assert TOKEN not in str(one.headers)
    known = await ask(api, raffle_id, 1, **{"If-None-Match": shown[1].headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    assert len(client.asked) == 2


async def test_what_is_no_public_picture_is_not_found(api: Api, telegram: Sandbox, client: Watched) -> None:
    api.app.telegram = client
    photo = await upload(telegram, 10)
    document = await telegram.bot.send_document(ANN, BufferedInputFile(b"<svg/>", "prize.png"))
    assert document.document is not None
    raffle_id = await with_photos(api, photo, "no-such-file", document.document.file_id)
    draft = str(await make_draft(api.context, media=[photo]))
    for missing, index in ((raffle_id, 3), (raffle_id, 9), (draft, 0), (str(uuid4()), 0)):
        assert refusal(await ask(api, missing, index), 404) == "not_found"
    assert client.asked == []
    for index in (1, 2):
        answer = await ask(api, raffle_id, index)
        assert refusal(answer, 404) == "not_found"
        assert answer.headers["cache-control"] == "no-store"
    for index in (-1, 10, 10**30):
        assert refusal(await ask(api, raffle_id, index), 422) == "invalid_input"
    assert (await ask(api, raffle_id)).status_code == 200
    api.app.telegram = None
    assert refusal(await ask(api, raffle_id), 404) == "not_found"


async def test_what_is_missing_is_asked_for_once_a_minute(
    api: Api, clock: ManualClock, client: Watched, telegram: Sandbox
) -> None:
    api.app.telegram = client
    raffle_id = await with_photos(api, "no-such-file")
    for _ in range(3):
        assert refusal(await ask(api, raffle_id), 404) == "not_found"
    clock.advance(timedelta(seconds=61))
    assert refusal(await ask(api, raffle_id), 404) == "not_found"
    assert len(client.asked) == 2


async def test_larger_ones_are_not_taken(
    api: Api, client: Watched, telegram: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.app.telegram = client
    raffle_id = await with_photos(api, await upload(telegram, 10))
    monkeypatch.setattr(photos, "MOST_BYTES", len(png(10, 9)) - 1)
    assert refusal(await ask(api, raffle_id), 404) == "not_found"


@pytest.mark.parametrize(
    ("fault", "pause_s"), [({"status": 500}, 2), ({"status": "drop"}, 2), ({"status": 429, "retry_after": 7}, 7)]
)
async def test_telegram_away(  # noqa: PLR0917 - fixtures
    api: Api, telegram: Sandbox, client: Watched, clock: ManualClock, fault: dict, pause_s: int
) -> None:
    api.app.telegram = client
    raffle_id = await with_photos(api, await upload(telegram, 10))
    await telegram.arm(method="getFile", count=1, **fault)
    for _ in range(3):
        answer = await ask(api, raffle_id)
        assert refusal(answer, 503) == "unavailable"
        assert answer.headers["retry-after"]
    assert len(client.asked) == 1
    clock.advance(timedelta(seconds=pause_s - 1))
    assert refusal(await ask(api, raffle_id), 503) == "unavailable"
    clock.advance(timedelta(seconds=1))
    assert (await ask(api, raffle_id)).content == png(10, 9)


async def test_nothing_listens(api: Api) -> None:
    async with Watched("http://127.0.0.1:9") as client:
        api.app.telegram = client
        raffle_id = await with_photos(api, "some-file")
        assert refusal(await ask(api, raffle_id), 503) == "unavailable"


async def test_no_transaction_is_open_while_telegram_is_asked(live_api: Api, telegram: Sandbox) -> None:
    pool, in_use = live_api.context.engine.pool, []
    assert isinstance(pool, QueuePool)
    async with Watched(telegram.url, lambda: in_use.append(pool.checkedout())) as client:
        live_api.app.telegram = client
        assert (await ask(live_api, await with_photos(live_api, await upload(telegram, 10)))).status_code == 200
    assert in_use == [0]


async def test_a_crowd_is_served_by_one_fetch(live_api: Api, telegram: Sandbox, client: Watched) -> None:
    live_api.app.telegram = client
    raffle_id = await with_photos(live_api, await upload(telegram, 10))
    answers = await asyncio.gather(*(ask(live_api, raffle_id) for _ in range(20)))
    assert {one.content for one in answers} == {png(10, 9)}
    assert len(client.asked) == 1


async def test_what_was_asked_for_last_is_kept(telegram: Sandbox, client: Watched, clock: ManualClock) -> None:
    first, second, third = [await upload(telegram, width) for width in (10, 20, 30)]
    sizes = [len(png(width, 9)) for width in (10, 20, 30)]
    album = Album(clock, kept_bytes=sum(sizes) - 1)
    for file_id in (first, second, first, third):
        assert await album.find(client, file_id) is not None
    assert client.asked == [first, second, third]
    await album.find(client, first)
    assert client.asked == [first, second, third]
    await album.find(client, second)
    assert client.asked == [first, second, third, second]
    small = Album(clock, kept_bytes=sizes[0] - 1)
    for _ in range(2):
        found = await small.find(client, first)
        assert found is not None
        assert found.content == png(10, 9)
    assert client.asked[4:] == [first, first]


async def test_no_queue_without_an_end(
    telegram: Sandbox, client: Watched, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "_MOST_WAITING", 2)
    wanted = [await upload(telegram, width) for width in (10, 20, 30)]
    album = Album(clock)
    found = await asyncio.gather(*(album.find(client, file_id) for file_id in wanted), return_exceptions=True)
    assert isinstance(found[2], Busy)
    assert await album.find(client, wanted[2]) is not None
    await telegram.arm(method="getFile", status=500, count=1)
    with pytest.raises(Unavailable):
        await album.find(client, await upload(telegram, 40))


async def test_whoever_leaves_does_not_take_the_picture_along(
    telegram: Sandbox, client: Watched, clock: ManualClock
) -> None:
    album, file_id = Album(clock), await upload(telegram, 10)
    leaving = asyncio.create_task(album.find(client, file_id))
    staying = asyncio.create_task(album.find(client, file_id))
    await asyncio.sleep(0)
    leaving.cancel()
    assert await staying is not None
    assert client.asked == [file_id]


def test_pictures_are_known_by_their_first_bytes() -> None:
    assert media_type_of(b"\xff\xd8\xff\xe0..") == "image/jpeg"
    assert media_type_of(png(1, 1)) == "image/png"
    assert media_type_of(b"RIFF\0\0\0\0WEBPVP8 ") == "image/webp"
    for other in (b"", b"\xff\xd8", b"GIF89a", b"<svg xmlns", b"RIFF\0\0\0\0WAVE", b" \x89PNG\r\n\x1a\n", b"%PDF"):
        assert media_type_of(other) is None
