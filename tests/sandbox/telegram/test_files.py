"""Photos and documents: uploads both ways, albums, downloads, and what is refused."""

import io
import struct
import zlib

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, InputMediaDocument, InputMediaPhoto, Message

from sandbox.telegram.media import image_size
from tests.sandbox.telegram.conftest import ANN, Sandbox


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" * (width + 1) for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PICTURE = BufferedInputFile(png(30, 20), "prize.png")


async def test_a_photo_there_and_back(telegram: Sandbox) -> None:
    await telegram.start()
    sent = await telegram.bot.send_photo(ANN, PICTURE, caption="<b>Prize</b>", parse_mode="HTML", has_spoiler=True)
    assert sent.photo is not None
    assert (sent.photo[-1].width, sent.photo[-1].height, sent.caption) == (30, 20, "Prize")
    assert sent.has_media_spoiler
    again = await telegram.bot.send_photo(ANN, sent.photo[-1].file_id)
    assert again.photo is not None
    assert again.photo[-1].file_id == sent.photo[-1].file_id
    downloaded = io.BytesIO()
    await telegram.bot.download(sent.photo[-1].file_id, downloaded)
    assert downloaded.getvalue() == png(30, 20)
    shown = await telegram.people.get(f"/sandbox/files/{sent.photo[-1].file_id}")
    assert (shown.content, shown.headers["content-type"]) == (png(30, 20), "image/png")
    stolen = await telegram.people.get("/file/bot1:wrong/files/photo_1.png")
    assert stolen.status_code == 401


async def test_a_persons_photo_and_document(telegram: Sandbox) -> None:
    files = {"photo": ("proof.png", png(3, 2), "image/png")}
    answer = await telegram.people.post(f"/sandbox/users/{ANN}/photos", files=files, data={"caption": "I paid #1x"})
    assert answer.json()["caption"] == "I paid #1x"
    page = {"document": ("p.html", b"<script>", "text/html")}
    answer = await telegram.people.post(f"/sandbox/users/{ANN}/documents", files=page)
    shown = await telegram.people.get(f"/sandbox/files/{answer.json()['document']['file_id']}")
    assert shown.headers["content-type"] == "application/octet-stream"
    photo, document = await telegram.drain()
    assert photo.message.photo[-1].width == 3
    assert document.message.document.file_name == "p.html"
    bad = await telegram.people.post(f"/sandbox/users/{ANN}/photos", files={"photo": ("x.png", b"no picture")})
    assert bad.json() == {"error": "Bad Request: IMAGE_PROCESS_FAILED"}
    assert await telegram.refused("POST", f"users/{ANN}/photos") == (400, "the form has no file named photo")


async def test_documents_albums_and_media_edits(telegram: Sandbox) -> None:
    await telegram.start()
    table = BufferedInputFile(b"a,b\n", "export.csv")
    sent = await telegram.bot.send_document(ANN, table, caption="x")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("export.csv", 4)
    album = await telegram.bot.send_media_group(ANN, [InputMediaPhoto(media=PICTURE), InputMediaPhoto(media=PICTURE)])
    assert len({message.media_group_id for message in album}) == 1
    edited = await album[0].edit_media(InputMediaPhoto(media=BufferedInputFile(png(5, 5), "x.png"), caption="new"))
    assert isinstance(edited, Message)
    assert edited.photo is not None
    assert (edited.photo[-1].width, edited.caption) == (5, "new")
    edited = await edited.edit_caption(caption=None)
    assert isinstance(edited, Message)
    assert edited.caption is None
    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await edited.edit_text("x")
    with pytest.raises(TelegramBadRequest, match="2-10 items"):
        await telegram.bot.send_media_group(ANN, [InputMediaPhoto(media=PICTURE)])
    with pytest.raises(TelegramBadRequest, match="can't be mixed"):
        await telegram.bot.send_media_group(ANN, [InputMediaPhoto(media=PICTURE), InputMediaDocument(media=table)])


BAD_PHOTOS: list[tuple[str | BufferedInputFile, str]] = [
    ("https://a.io/x.png", "failed to get HTTP URL content"),
    ("no-such-id", "wrong file identifier/HTTP URL specified"),
    (BufferedInputFile(b"text", "x.png"), "IMAGE_PROCESS_FAILED"),
    (BufferedInputFile(b"", "x.png"), "file must be non-empty"),
    (BufferedInputFile(png(210, 10), "x.png"), "PHOTO_INVALID_DIMENSIONS"),
    (BufferedInputFile(png(9, 9) + b"\0" * (10 << 20), "x.png"), "too big for a photo"),
]


async def test_bad_photos(telegram: Sandbox) -> None:
    await telegram.start()
    for photo, words in BAD_PHOTOS:
        with pytest.raises(TelegramBadRequest, match=words):
            await telegram.bot.send_photo(ANN, photo)


async def test_long_captions_and_wrong_kinds(telegram: Sandbox) -> None:
    await telegram.start()
    await telegram.bot.send_photo(ANN, PICTURE, caption="x" * 1024)
    with pytest.raises(TelegramBadRequest, match="message caption is too long"):
        await telegram.bot.send_photo(ANN, PICTURE, caption="x" * 1025)
    sent = await telegram.bot.send_document(ANN, BufferedInputFile(b"x", "x"))
    assert sent.document is not None
    with pytest.raises(TelegramBadRequest, match="can't use file of type Document as Photo"):
        await telegram.bot.send_photo(ANN, sent.document.file_id)


def test_sizes_of_pictures() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + struct.pack(">HH", 20, 30) + b"\0" * 12
    assert image_size(jpeg) == ("image/jpeg", 30, 20)
    assert image_size(b"GIF89a" + struct.pack("<HH", 30, 20)) == ("image/gif", 30, 20)
    webp = b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0" + b"\x1d\0\0\x13\0\0"
    assert image_size(webp) == ("image/webp", 30, 20)
    assert image_size(b"\xff\xd8") is None
