"""Uploaded files: photos by their real size, documents, and what Telegram refuses of both."""

import secrets
import struct

from sandbox.telegram.args import Args, Upload
from sandbox.telegram.errors import BotApiRefusal, bad_request
from sandbox.telegram.state import Json, StoredFile
from sandbox.telegram.world import World

PHOTO_BYTES = 10 << 20
DOCUMENT_BYTES = 50 << 20
_SIDES = 10_000
_RATIO = 20
_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}


def store(world: World, kind: str, upload: Upload) -> StoredFile:
    """Keeps an upload as a "photo" or "document". Raises BotApiRefusal."""
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > (PHOTO_BYTES if kind == "photo" else DOCUMENT_BYTES):
        raise BotApiRefusal(413, "Request Entity Too Large") if kind != "photo" else bad_request("too big for a photo")
    mime_type, width, height = image_size(upload.data) or (upload.mime_type, 0, 0)
    if kind == "photo":
        if not width or not height:
            raise bad_request("IMAGE_PROCESS_FAILED")
        if width + height > _SIDES or max(width, height) > _RATIO * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
    token = secrets.token_urlsafe(12)
    number = world.next_number("file")
    suffix = _SUFFIXES.get(mime_type, ".bin")
    path = world.save_bytes(f"{kind}_{number}{suffix}", upload.data)
    size = len(upload.data)
    file = StoredFile(f"{kind}-{number}-{token}", f"u{number}-{token[:6]}", kind, upload.name, mime_type, size, path)
    file.width, file.height = width, height
    world.files.put(file.id, file)
    return file


def from_args(world: World, args: Args, kind: str, field: str | None = None, given: str | None = None) -> StoredFile:
    """The file that a parameter names: an upload, `attach://part`, or a file_id. URLs are refused: no network here.

    Raises BotApiRefusal.
    """
    field = field or kind
    value = given if given is not None else args.text(field) or ""
    if value.startswith("attach://"):
        field, value = value.removeprefix("attach://"), ""
    if not value and field in args.files:
        return store(world, kind, args.files[field])
    if not value:
        raise bad_request(f"there is no {kind} in the request")
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    file = world.files.rows.get(value)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.capitalize()} as {kind.capitalize()}")
    return file


def content_of(file: StoredFile) -> Json:
    """The file as part of a Message."""
    shown = {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": file.size_bytes}
    if file.kind == "photo":
        return {"photo": [shown | {"width": file.width, "height": file.height}]}
    return {"document": shown | {"file_name": file.name, "mime_type": file.mime_type}}


def image_size(data: bytes) -> tuple[str, int, int] | None:
    """Type, width and height of a PNG, JPEG, GIF or WebP; None for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR" and len(data) >= 24:
        return ("image/png", *struct.unpack(">II", data[16:24]))
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        return ("image/gif", *struct.unpack("<HH", data[6:10]))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP" and len(data) >= 30:
        return _webp_size(data)
    if data[:2] == b"\xff\xd8":
        return _jpeg_size(data)
    return None


def _webp_size(data: bytes) -> tuple[str, int, int] | None:
    if data[12:16] == b"VP8X":
        width, height = (1 + int.from_bytes(data[at : at + 3], "little") for at in (24, 27))
    elif data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        width, height = 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    else:
        width, height = (int.from_bytes(data[at : at + 2], "little") & 0x3FFF for at in (26, 28))
    return "image/webp", width, height


def _jpeg_size(data: bytes) -> tuple[str, int, int] | None:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        # the frame headers, of which C4, C8 and CC are none (ITU T.81, table B.1)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return "image/jpeg", width, height
        at += 2 + length
    return None
