"""Work on all entries of a raffle at once: one at a time in a process, for it takes memory many times its result's."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from core.kernel.errors import Busy

MOST_WAITING = 8
"""Who waits for their turn in one process; who comes later is asked to try again."""

_one_at_a_time = asyncio.Semaphore(1)
_waiting: set[object] = set()


@asynccontextmanager
async def turn() -> AsyncIterator[None]:
    """One's turn to load a list and to work on it. Raises Busy where too many wait already."""
    if len(_waiting) >= MOST_WAITING:
        raise Busy
    ticket = object()
    _waiting.add(ticket)
    try:
        async with _one_at_a_time:
            _waiting.discard(ticket)
            yield
    finally:
        _waiting.discard(ticket)
