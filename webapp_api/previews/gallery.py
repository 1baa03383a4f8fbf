"""The pictures that this process drew last."""

import asyncio
from functools import partial

from core.kernel.caches import Cache
from core.kernel.clock import Clock
from core.kernel.errors import Busy
from webapp_api.previews.picture import picture_of
from webapp_api.previews.words import Preview

_KEPT_S = 3600.0
_MOST = 100
"""Of some 200 kB each."""
_MOST_WAITING = 16
"""Pictures that are to be drawn; each takes about a quarter of a second."""


class Gallery:
    """Draws in a thread, one picture at a time: fonts are for one thread. Whoever wants a picture that is being drawn
    waits for that one."""

    def __init__(self, clock: Clock) -> None:
        self._pictures: Cache[Preview, bytes] = Cache(clock, _KEPT_S, _MOST, lambda _: None)
        self._turn = asyncio.Semaphore(1)
        self._waiting = 0

    async def picture(self, preview: Preview) -> bytes:
        """The PNG of a preview. Raises Busy."""
        return await self._pictures.get(preview, partial(self._draw, preview))

    async def _draw(self, preview: Preview) -> bytes:
        if self._waiting >= _MOST_WAITING:
            raise Busy
        self._waiting += 1
        try:
            async with self._turn:
                return await asyncio.to_thread(picture_of, preview)
        finally:
            self._waiting -= 1
