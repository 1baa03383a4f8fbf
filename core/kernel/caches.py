"""A cache of one process: values that are kept for a moment, each loaded once however many ask."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from contextvars import Context as Variables
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from core.kernel.clock import Clock

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class _Entry(Generic[V]):
    value: V
    subject: Hashable
    loaded_at: datetime


class Cache(Generic[K, V]):
    """At most `most` values, each for `ttl_s` from the moment its loading began.

    One loader per key: whoever asks meanwhile waits for it. What is forgotten while it is being loaded is still given
    to those who wait, for they asked before; it is not kept, and whoever asks later has it loaded anew.
    """

    def __init__(self, clock: Clock, ttl_s: float, most: int, subject_of: Callable[[V], Hashable]) -> None:
        self._clock = clock
        self._ttl = timedelta(seconds=ttl_s)
        self._most = most
        self._subject_of = subject_of
        self._entries: OrderedDict[K, _Entry[V]] = OrderedDict()
        self._keys_of: dict[Hashable, set[K]] = {}
        self._loading: dict[K, asyncio.Task[V]] = {}

    def peek(self, key: K) -> V | None:
        """The value of a key where it is here and not too old."""
        entry = self._entries.get(key)
        # a clock that was put back makes it too old as well
        is_there = entry is not None and entry.loaded_at <= self._clock.now() < entry.loaded_at + self._ttl
        return entry.value if entry is not None and is_there else None

    async def get(self, key: K, load: Callable[[], Awaitable[V]]) -> V:
        """The value of a key, loaded where it is not here or too old. Raises what `load` raises, which is not kept."""
        if (value := self.peek(key)) is not None:
            return value
        task = self._loading.get(key)
        if task is None:
            # of no caller's transaction, and of no caller's life
            loop = asyncio.get_running_loop()
            task = self._loading[key] = loop.create_task(self._load(key, load), context=Variables())
            task.add_done_callback(_heed)
        return await asyncio.shield(task)

    def forget(self, subject: Hashable) -> None:
        """Keep nothing about a subject, nor what is being loaded: whose that is shows only afterwards."""
        self._loading.clear()
        for key in list(self._keys_of.get(subject, ())):
            self._remove(key)

    def forget_all(self) -> None:
        """Keep nothing."""
        self._loading.clear()
        self._entries.clear()
        self._keys_of.clear()

    async def _load(self, key: K, load: Callable[[], Awaitable[V]]) -> V:
        loaded_at = self._clock.now()
        try:
            value = await load()
            if self._is_wanted(key):
                self._keep(key, _Entry(value, self._subject_of(value), loaded_at))
        finally:
            if self._is_wanted(key):
                del self._loading[key]
        return value

    def _is_wanted(self, key: K) -> bool:
        """False in a loader whose key was forgotten meanwhile; there may be a newer one."""
        return self._loading.get(key) is asyncio.current_task()

    def _keep(self, key: K, entry: _Entry[V]) -> None:
        self._remove(key)
        self._entries[key] = entry
        self._keys_of.setdefault(entry.subject, set()).add(key)
        if len(self._entries) > self._most:
            self._remove(next(iter(self._entries)))

    def _remove(self, key: K) -> None:
        entry = self._entries.pop(key, None)
        if entry is None:
            return
        keys = self._keys_of[entry.subject]
        keys.discard(key)
        if not keys:
            del self._keys_of[entry.subject]


def _heed(task: "asyncio.Task[object]") -> None:
    """A failure that nobody waits for any more is no fault of the process."""
    if not task.cancelled():
        task.exception()
