"""Keeps the rows: an append-only file, replayed at start, rewritten when most of it is outdated.

Lines of one step are written together, before anybody hears of it; a torn last line is a step that never happened.
A kill of the process loses nothing. A power cut may: nothing here is worth an fsync.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import orjson

K = TypeVar("K")
V = TypeVar("V")

_SPARE_LINES = 20_000


class _AnyTable(Protocol):
    def replay(self, key: Any, value: Any) -> None: ...

    def lines(self) -> list[bytes]: ...


class Table(Generic[K, V]):
    """Rows by key. Change a row, then `put` it: what is not put is not kept."""

    def __init__(
        self, journal: "Journal", name: str, load: Callable[[Any], V], load_key: Callable[[Any], K] = lambda key: key
    ) -> None:
        self.rows: dict[K, V] = {}
        self._journal = journal
        self._name = name
        self._load = load
        self._load_key = load_key
        journal.add(name, self)

    def put(self, key: K, value: V) -> None:
        """Adds or replaces a row."""
        self.rows[key] = value
        self._journal.write(_line(self._name, key, value))

    def drop(self, key: K) -> None:
        """Removes a row, if it is there."""
        if self.rows.pop(key, None) is not None:
            self._journal.write(_line(self._name, key, None))

    def replay(self, key: Any, value: Any) -> None:
        """Takes a line of the file."""
        if value is None:
            self.rows.pop(self._load_key(key), None)
        else:
            self.rows[self._load_key(key)] = self._load(value)

    def lines(self) -> list[bytes]:
        """All rows as lines."""
        return [_line(self._name, key, value) for key, value in self.rows.items()]


class Journal:
    """The file behind all tables."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._tables: dict[str, _AnyTable] = {}
        self._waiting: list[bytes] = []
        self._written = 0
        self._file: int | None = None

    def add(self, name: str, table: _AnyTable) -> None:
        """Registers a table; all are registered before `open`."""
        self._tables[name] = table

    def open(self) -> None:
        """Replays the file and starts a compact one."""
        if self._path.exists():
            with self._path.open("rb") as file:
                for line in file:
                    if not line.endswith(b"\n"):
                        break
                    name, key, value = orjson.loads(line)
                    if name in self._tables:
                        self._tables[name].replay(key, value)
        self._compact()

    def write(self, line: bytes) -> None:
        """Takes a line for the next `flush`."""
        self._waiting.append(line)

    def flush(self) -> None:
        """Hands all waiting lines to the system in one write."""
        if not self._waiting or self._file is None:
            return
        data, count = b"".join(self._waiting), len(self._waiting)
        self._waiting.clear()
        view = memoryview(data)
        while view:
            view = view[os.write(self._file, view) :]
        self._written += count
        if self._written > _SPARE_LINES:
            self._compact()

    def close(self) -> None:
        """Writes what waits and closes the file."""
        self.flush()
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _compact(self) -> None:
        fresh = self._path.with_suffix(".new")
        with fresh.open("wb") as file:
            for table in self._tables.values():
                file.writelines(table.lines())
        fresh.replace(self._path)
        if self._file is not None:
            os.close(self._file)
        self._file = os.open(self._path, os.O_WRONLY | os.O_APPEND)
        self._written = 0


def _line(name: str, key: object, value: object) -> bytes:
    return orjson.dumps([name, key, value], option=orjson.OPT_APPEND_NEWLINE)
