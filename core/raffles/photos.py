"""Pictures of raffles. Telegram keeps them; this process remembers those that were asked for last."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from core.kernel.clock import Clock
from core.kernel.context import Context
from core.kernel.errors import Busy, NotFound, Unavailable
from core.notifications.telegram_client import TelegramClient, TelegramError, TelegramFlood, TelegramRefusal
from core.raffles.list_raffles import get_raffle

MOST_BYTES = 20 << 20
"""Of one picture; the Bot API hands out no larger files."""
KEPT_BYTES = 64 << 20
"""Of all pictures that one process remembers."""

_MOST_MISSED = 1000
_MISSED = timedelta(minutes=1)
_PAUSE_S = 2.0
_AT_ONCE, _MOST_WAITING = 4, 64
_SIGNATURES = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that browsers show."""

    content: bytes
    media_type: str


async def raffle_photo(context: Context, telegram: TelegramClient | None, raffle_id: UUID, index: int) -> Photo:
    """A picture of a published raffle, by its place from 0; no transaction is open while Telegram is asked.

    Raises NotFound for a raffle that is not public, and for a picture that it does not have, that Telegram has no
    more, or that is none; Unavailable while Telegram cannot be asked, Busy where too many pictures are on their way.
    """
    raffle = await context.transact(partial(get_raffle, raffle_id=raffle_id))
    photo = None
    if 0 <= index < len(raffle.media) and telegram is not None:
        album: Album = context.memory.setdefault("raffles.photos", Album(context.clock))
        photo = await album.find(telegram, raffle.media[index])
    if photo is None:
        raise NotFound(what="photo", id=f"{raffle_id}/{index}")
    return photo


class Album:
    """What this process fetched last, in bytes not more than `kept_bytes`. One fetch serves all who wait for it."""

    def __init__(self, clock: Clock, kept_bytes: int = KEPT_BYTES) -> None:
        self._clock = clock
        self._kept_bytes = kept_bytes
        self._photos: OrderedDict[str, Photo] = OrderedDict()
        self._bytes = 0
        self._missed: OrderedDict[str, datetime] = OrderedDict()
        self._fetches: dict[str, asyncio.Task[Photo | None]] = {}
        self._turn = asyncio.Semaphore(_AT_ONCE)
        self._rests_until: datetime | None = None

    async def find(self, telegram: TelegramClient, file_id: str) -> Photo | None:
        """The picture behind a file id; None where there is none. Raises Unavailable and Busy."""
        photo = self._photos.get(file_id)
        if photo is not None:
            self._photos.move_to_end(file_id)
            return photo
        now = self._clock.now()
        # asking Telegram again and again would count against the bot's own calls
        if file_id in self._missed and now < self._missed[file_id] + _MISSED:
            return None
        if self._rests_until is not None and now < self._rests_until:
            raise Unavailable
        fetch = self._fetches.get(file_id)
        if fetch is None:
            if len(self._fetches) >= _MOST_WAITING:
                raise Busy
            fetch = self._fetches[file_id] = asyncio.create_task(self._fetch(telegram, file_id))
            fetch.add_done_callback(lambda _: self._fetches.pop(file_id))
        # whoever goes away does not take the picture from the others
        return await asyncio.shield(fetch)

    async def _fetch(self, telegram: TelegramClient, file_id: str) -> Photo | None:
        try:
            async with self._turn:
                content = await telegram.download(file_id, MOST_BYTES)
        except TelegramRefusal:
            content = b""
        except TelegramError as error:
            pause_s = error.retry_after_s if isinstance(error, TelegramFlood) else _PAUSE_S
            self._rests_until = self._clock.now() + timedelta(seconds=pause_s)
            raise Unavailable from error
        media_type = media_type_of(content)
        if media_type is None:
            self._miss(file_id)
            return None
        return self._keep(file_id, Photo(content, media_type))

    def _keep(self, file_id: str, photo: Photo) -> Photo:
        self._photos[file_id] = photo
        self._bytes += len(photo.content)
        while self._bytes > self._kept_bytes:
            _, oldest = self._photos.popitem(last=False)
            self._bytes -= len(oldest.content)
        return photo

    def _miss(self, file_id: str) -> None:
        self._missed[file_id] = self._clock.now()
        self._missed.move_to_end(file_id)
        if len(self._missed) > _MOST_MISSED:
            self._missed.popitem(last=False)


def media_type_of(content: bytes) -> str | None:
    """What a picture is by its first bytes, whatever it is called; None for anything but JPEG, PNG and WebP."""
    for signature, media_type in _SIGNATURES:
        if content.startswith(signature):
            return media_type
    return "image/webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None
