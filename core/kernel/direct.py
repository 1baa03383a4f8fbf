"""Statements of the hot path, given to the driver as they are: between its call and asyncpg's own SQLAlchemy takes
several times as long as PostgreSQL needs to answer.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import asyncpg
from sqlalchemy import Executable, Select, text
from sqlalchemy.dialects.postgresql import asyncpg as dialect
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.compiler import SQLCompiler

Records = Sequence[Any]
"""asyncpg's records: tuples that know the names of their fields."""
_DIALECT = dialect.dialect()  # type: ignore[no-untyped-call]
_INTEGRITY = "23"  # the class of violated constraints
_ANY = text("SELECT 1")


class Direct:
    """A statement that is compiled once, with all of its parameters left open.

    Values go to asyncpg untouched: lists for arrays, JSON as text.
    """

    __slots__ = ("names", "reads_only", "sql")

    def __init__(self, statement: Executable) -> None:
        compiled = cast(SQLCompiler, statement.compile(dialect=_DIALECT))  # type: ignore[attr-defined]
        self.sql = str(compiled)
        self.names = tuple(compiled.positiontup or ())
        self.reads_only = isinstance(statement, Select) and statement._for_update_arg is None


class Driver:
    """asyncpg's connection beneath one of SQLAlchemy's, in the same transaction."""

    __slots__ = ("_connection", "_raw")

    def __init__(self, connection: AsyncConnection, raw: Any) -> None:
        self._connection = connection
        self._raw = raw

    @classmethod
    async def beneath(cls, connection: AsyncConnection) -> "Driver":
        raw = (await connection.get_raw_connection()).driver_connection
        return cls(connection, raw)

    async def begin(self) -> None:
        """Have SQLAlchemy begin its transaction, which it does with the first statement that it sends itself."""
        if not self._raw.is_in_transaction():
            await self._connection.execute(_ANY)

    async def fetch(self, statement: Direct, params: Mapping[str, Any]) -> Records:
        """Run a statement and give its rows. Raises what SQLAlchemy would raise."""
        try:
            rows: Records = await self._raw.fetch(statement.sql, *[params[name] for name in statement.names])
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
            if self._raw.is_closed():
                # it raises by itself, and takes the connection out of the pool
                await self._connection.execute(_ANY)
            is_integrity = getattr(error, "sqlstate", "").startswith(_INTEGRITY)
            kind = IntegrityError if is_integrity else DBAPIError
            raise kind(statement.sql, None, error, hide_parameters=True) from error
        return rows
