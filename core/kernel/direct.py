"""Statements of the hot path, given to the driver as they are: between its call and asyncpg's own SQLAlchemy takes
several times as long as PostgreSQL needs to answer.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar, cast

import asyncpg
from sqlalchemy import CursorResult, Executable, Select, text
from sqlalchemy.dialects.postgresql import asyncpg as dialect
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.compiler import SQLCompiler

R = TypeVar("R")
Params = Mapping[str, Any] | Sequence[Mapping[str, Any]]
Records = Sequence[Any]
"""asyncpg's records: tuples that know the names of their fields."""
_DIALECT = dialect.dialect()  # type: ignore[no-untyped-call]
_KINDS = {"22": DataError, "23": IntegrityError, "42": ProgrammingError}
"""By the class of PostgreSQL's code: bad values, violated constraints, a schema that is not the one asked for."""
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
    """asyncpg's connection beneath one of SQLAlchemy's, in the same transaction.

    Several tasks of a transaction may ask at once: their statements run one after the other, each of those fetched sent
    before the rows of the one before are looked at.
    """

    __slots__ = ("_asked", "_begins", "_connection", "_raw", "_turn")

    def __init__(self, connection: AsyncConnection, *, begins: bool) -> None:
        """`begins`: whether a transaction is to be under way before the first statement."""
        self._connection = connection
        self._begins = begins
        self._raw: Any = None
        self._turn = asyncio.Lock()
        self._asked = 0

    async def execute(self, statement: Executable, params: Params | None) -> CursorResult[Any]:
        """Run a statement by SQLAlchemy, for it does not know of ours that may be under way."""
        async with self._turn:
            return cast(CursorResult[Any], await self._connection.execute(statement, params))

    async def fetch(self, statement: Direct, params: Mapping[str, Any]) -> Records:
        """Run a statement and give its rows. Raises what SQLAlchemy would raise."""
        values = [params[name] for name in statement.names]

        async def send(raw: Any) -> Records:
            return cast(Records, await raw.fetch(statement.sql, *values))

        return await self._in_turn(statement.sql, send)

    async def copy(self, table: str, rows: Sequence[NamedTuple]) -> None:
        """Append rows of one kind, at least one, to a table: their fields are its columns.

        Takes half the time of an INSERT for both sides. Raises what SQLAlchemy would raise of an INSERT.
        """

        async def send(raw: Any) -> None:
            try:
                await raw.copy_records_to_table(table, records=rows, columns=rows[0]._fields)
            except (OverflowError, TypeError) as error:
                raise ValueError(str(error)) from error  # as it says of a parameter

        await self._in_turn(f"COPY {table} FROM STDIN", send)

    async def _in_turn(self, sql: str, send: Callable[[Any], Awaitable[R]]) -> R:
        self._asked += 1
        try:
            async with self._turn:
                if self._raw is None:
                    self._raw = await self._beneath()
                answer = await self._run(sql, send)
        finally:
            self._asked -= 1
        if self._asked:
            # who comes next sends first
            await asyncio.sleep(0)
        return answer

    async def _beneath(self) -> Any:
        pooled: Any = await self._connection.get_raw_connection()
        raw, adapted = pooled.driver_connection, pooled.dbapi_connection
        if self._begins and not raw.is_in_transaction():
            try:
                # SQLAlchemy begins in this way, but only with the first statement that it sends itself
                await adapted._start_transaction()
            except (adapted.dbapi.Error, OSError) as error:
                if raw.is_closed():
                    # it raises by itself, and takes the connection out of the pool
                    await self._connection.execute(_ANY)
                # asyncpg believes that it has begun, and would try a savepoint next
                await self._connection.invalidate()
                raise DBAPIError("BEGIN", None, error, hide_parameters=True) from error
            except asyncio.CancelledError:
                # nobody knows whether it has begun: whoever had the connection next would write and never commit
                await self._connection.invalidate()
                raise
        return raw

    async def _run(self, sql: str, send: Callable[[Any], Awaitable[R]]) -> R:
        try:
            return await send(self._raw)
        except asyncpg.InternalClientError as error:
            # the server said what nobody had asked for, its goodbye: the connection is about to be closed
            await self._connection.invalidate()
            raise DBAPIError(sql, None, error, hide_parameters=True) from error
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, ValueError) as error:
            if self._raw.is_closed():
                # it raises by itself, and takes the connection out of the pool
                await self._connection.execute(_ANY)
            # it quotes the row, and so what is nobody's business: law 14
            error.detail = None  # type: ignore[union-attr]
            kind = _KINDS.get(getattr(error, "sqlstate", "")[:2], DBAPIError)
            raise kind(sql, None, error, hide_parameters=True) from error
