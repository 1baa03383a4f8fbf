"""The statements that reach the server, whichever way they are sent."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

from sqlalchemy import event

from core.kernel.context import Context
from core.kernel.direct import Direct, Driver, Records


class Sent(NamedTuple):
    """A statement as the driver gets it."""

    sql: str
    parameters: Any


@contextmanager
def statements(context: Context) -> Iterator[list[Sent]]:
    """What a context sends meanwhile, in order."""
    seen: list[Sent] = []
    fetch, copy = Driver.fetch, Driver.copy

    def note(_connection: object, _cursor: object, sql: str, parameters: Any, *_: object) -> None:
        seen.append(Sent(sql, parameters))

    async def noted(self: Driver, statement: Direct, params: Mapping[str, Any]) -> Records:
        seen.append(Sent(statement.sql, tuple(params[name] for name in statement.names)))
        return await fetch(self, statement, params)

    async def copied(self: Driver, table: str, rows: Sequence[NamedTuple]) -> None:
        seen.append(Sent(f"COPY {table}", tuple(rows)))
        await copy(self, table, rows)

    event.listen(context.engine.sync_engine, "before_cursor_execute", note)
    try:
        with patch.object(Driver, "fetch", noted), patch.object(Driver, "copy", copied):
            yield seen
    finally:
        event.remove(context.engine.sync_engine, "before_cursor_execute", note)
