"""Carrying out the items of a job: one item that fails is logged and does not stop the others."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
_log = logging.getLogger(__name__)


async def each(items: Iterable[T], do: Callable[[T], Awaitable[object]]) -> int:
    """Run `do` on each item; give how many gave something true."""
    done = 0
    for item in items:
        try:
            done += bool(await do(item))
        except Exception:  # noqa: BLE001 - a job's outermost loop: the item stays as it is and is tried again at the next run
            _log.exception("job item %s failed", item)
    return done
