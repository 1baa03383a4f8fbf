"""Where conversations are kept: what an update changes of dialogs is written when it is done, in one call."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from aiogram.fsm.storage.base import DEFAULT_DESTINY, StorageKey
from aiogram.fsm.storage.redis import RedisStorage
from redis.asyncio.client import Pipeline

CONVERSATION_S = 7 * 24 * 3600


class Changes:
    """What one update changes of dialogs. Of an update that fails nothing is kept: its player is where they were."""

    def __init__(self) -> None:
        self.by_key: dict[str, str | None] = {}
        """The new data by its key in Valkey; None is data that is removed."""
        self.is_open = True

    def write(self, pipeline: Pipeline) -> None:
        """Add the changes to what a pipeline sends; whatever is changed later is written by itself."""
        self.is_open = False
        for key, content in self.by_key.items():
            if content is None:
                pipeline.delete(key)
            else:
                pipeline.set(key, content, ex=CONVERSATION_S)


_changes: ContextVar[Changes | None] = ContextVar("changes", default=None)


@contextmanager
def gathered() -> Iterator[Changes]:
    """Gather what is changed in this block; nothing of it is written but by `Changes.write`."""
    changes = Changes()
    token = _changes.set(changes)
    try:
        yield changes
    finally:
        # a task that was started in the block has it still
        changes.is_open = False
        _changes.reset(token)


class Conversations(RedisStorage):
    """aiogram's storage, but for the dialogs of an update under way, which set their data several times.

    Forms of the staff are written at once: a refusal, which is a failure of its update, may have ended one.
    """

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Keep data, or remove it where it is empty."""
        if (changes := _under_way(key)) is None:
            await super().set_data(key, data)
        else:
            changes.by_key[self.key_builder.build(key, "data")] = self.json_dumps(data) if data else None

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """The data as this update left it."""
        changes, name = _under_way(key), self.key_builder.build(key, "data")
        if changes is None or name not in changes.by_key:
            return await super().get_data(key)
        content = changes.by_key[name]
        data: dict[str, Any] = {} if content is None else self.json_loads(content)
        return data


def _under_way(key: StorageKey) -> Changes | None:
    changes = _changes.get()
    return changes if changes is not None and changes.is_open and key.destiny != DEFAULT_DESTINY else None
