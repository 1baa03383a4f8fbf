"""What a use case is given: a transaction with its clock, keys and ids. Only `transact` begins and commits."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import ConstantBackoff
from sqlalchemy import CursorResult, Executable, Select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from core.kernel.clock import Clock
from core.kernel.crypto import KeyRing
from core.kernel.direct import Direct, Driver, Params, Records
from core.kernel.errors import Busy, Unavailable
from core.kernel.ids import IdGenerator
from core.settings import Settings

R = TypeVar("R")
Connections = Callable[[], AbstractAsyncContextManager[AsyncConnection]]
Finisher = Callable[["Transaction"], Awaitable[None]]

_RETRIED = {"40001", "40P01"}  # serialization_failure, deadlock_detected
_BUSY = {"55P03", "57014", "53300"}  # lock_not_available, query_canceled by time-out, too_many_connections
# connection exceptions, operator intervention; a standby, no room or memory, a disk that fails: nothing can be written
_GONE = ("08", "57P", "25006", "53", "58")
_REDIS_CONNECTIONS = 50
_READS_ONLY = "read runs plain SELECTs only: what writes or locks belongs into transact"

_log = logging.getLogger(__name__)
_running: ContextVar[bool] = ContextVar("transaction_running", default=False)


@dataclass(slots=True)
class Transaction:
    """One transaction of one use case. It cannot commit; it ends with `transact`."""

    context: "Context"
    connection: AsyncConnection
    now: datetime
    """The instant the transaction began."""
    held: dict[str, Any] = field(default_factory=dict)
    """What a kernel service keeps for the length of the transaction, by the service's name."""
    finishers: list[Finisher] = field(default_factory=list)
    """Run in order just before the commit, after all of the use case (the audit chain's head is locked last)."""
    driver: Driver = field(init=False)
    """What `fetch` runs on."""

    def __post_init__(self) -> None:
        self.driver = Driver(self.connection, begins=True)

    @property
    def clock(self) -> Clock:
        return self.context.clock

    @property
    def keys(self) -> KeyRing:
        return self.context.keys

    def new_id(self) -> UUID:
        """A UUIDv7 of the present instant."""
        return self.context.ids.new(self.context.clock.now())

    async def execute(self, statement: Executable, params: Params | None = None) -> CursorResult[Any]:
        """Run one statement of a repository."""
        return await self.driver.execute(statement, params)

    async def fetch(self, statement: Direct, params: Mapping[str, Any]) -> Records:
        """Run one statement of a repository's hot path and give its rows."""
        return await self.driver.fetch(statement, params)

    async def copy(self, table: str, rows: Sequence[NamedTuple]) -> None:
        """Append rows of one kind to a table: their fields are its columns. None are none."""
        if rows:
            await self.driver.copy(table, rows)


class Reading(Transaction):
    """What `Context.read` gives: nothing can be written or locked where no transaction is."""

    __slots__ = ()

    def __post_init__(self) -> None:
        self.driver = Driver(self.connection, begins=False)

    async def execute(self, statement: Executable, params: Params | None = None) -> CursorResult[Any]:
        """Run one SELECT. Raises RuntimeError for anything else."""
        if not isinstance(statement, Select) or statement._for_update_arg is not None:
            raise RuntimeError(_READS_ONLY)
        return await self.driver.execute(statement, params)

    async def fetch(self, statement: Direct, params: Mapping[str, Any]) -> Records:
        """Run one SELECT. Raises RuntimeError for anything else."""
        if not statement.reads_only:
            raise RuntimeError(_READS_ONLY)
        return await self.driver.fetch(statement, params)

    async def copy(self, table: str, rows: Sequence[NamedTuple]) -> None:
        """Raises RuntimeError."""
        raise RuntimeError(_READS_ONLY)


@dataclass(slots=True)
class Context:
    """The process-wide things of the kernel. `core.app` composes one."""

    settings: Settings
    engine: AsyncEngine
    transactions: Connections
    """Connections in a transaction, which is committed at the end, or rolled back after an error."""
    readers: Connections
    """Connections without a transaction."""
    redis: Redis
    clock: Clock
    keys: KeyRing
    ids: IdGenerator = field(default_factory=IdGenerator)
    subscriptions: dict[str, list["EventHandler"]] = field(default_factory=dict)
    """Handlers of outbox events by topic; an event nobody subscribes to is not written."""
    memory: dict[str, Any] = field(default_factory=dict)
    """What features keep in the process between transactions (caches), by the feature's name."""

    async def transact(self, fn: Callable[[Transaction], Awaitable[R]], *, attempts: int = 6) -> R:
        """Run `fn` in a transaction and commit; give its result after the commit.

        A serialization failure or a deadlock runs `fn` anew, at most `attempts` times: `fn` must not do anything
        outside of the transaction. Raises Busy on a time-out of a lock, statement or pool, and Unavailable when the
        database is gone or takes no writes; whether a commit that was under way took effect is then told by the
        command's key.
        """
        return await self._attempt(self._run, fn, attempts)

    async def read(self, fn: Callable[[Transaction], Awaitable[R]]) -> R:
        """Run `fn`, which only selects, without BEGIN and COMMIT: they are two thirds of the calls of a short read.

        Each statement sees what was committed when it began, just as in `transact`. Raises what `transact` raises.
        """
        return await self._attempt(self._read, fn, 1)

    async def _attempt(
        self,
        run: Callable[[Callable[[Transaction], Awaitable[R]]], Awaitable[R]],
        fn: Callable[[Transaction], Awaitable[R]],
        attempts: int,
    ) -> R:
        if _running.get():
            raise RuntimeError("transact inside transact: a use case was given a transaction and has to use it")
        token = _running.set(True)
        try:
            for attempt in range(1, attempts + 1):
                try:
                    return await run(fn)
                except DBAPIError as error:
                    if sqlstate(error) not in _RETRIED:
                        raise _translated(error) from error
                    if attempt == attempts:
                        raise Busy from error
                    _log.info("transaction runs again: %s, attempt %d", sqlstate(error), attempt)
                    await asyncio.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311 - jitter
                except PoolTimeout as error:
                    raise Busy from error
                except (OSError, TimeoutError) as error:
                    raise Unavailable from error
            raise AssertionError("unreachable")
        finally:
            _running.reset(token)

    async def _run(self, fn: Callable[[Transaction], Awaitable[R]]) -> R:
        async with self.transactions() as connection:
            tx = Transaction(self, connection, self.clock.now())
            result = await fn(tx)
            for finish in tx.finishers:
                await finish(tx)
            return result

    async def _read(self, fn: Callable[[Transaction], Awaitable[R]]) -> R:
        async with self.readers() as connection:
            return await fn(Reading(self, connection, self.clock.now()))

    async def snapshot(self, fn: Callable[[Transaction], Awaitable[R]]) -> R:
        """Run `fn`, which only reads, on the database as it is at this moment, however long that takes.

        For checks that compare tables while others write. Raises what `transact` raises.
        """

        async def read(tx: Transaction) -> R:
            await tx.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
            await tx.execute(text("SET LOCAL statement_timeout = 0"))
            return await fn(tx)

        return await self.transact(read)

    async def close(self) -> None:
        """Close the pool and the connections to Valkey."""
        await self.engine.dispose()
        await self.redis.aclose()


EventHandler = Callable[[Context, dict[str, Any]], Awaitable[None]]


def open_context(settings: Settings, clock: Clock) -> Context:
    """Compose the kernel's context from settings; connections are made at first use."""
    engine = create_async_engine(
        settings.database_url.get_secret_value(),
        pool_size=settings.database_pool_size,
        max_overflow=0,
        pool_timeout=10,
        # an error's text goes to the log, and parameters are addresses, names and secrets
        hide_parameters=True,
        connect_args={
            "server_settings": {
                "application_name": "fairlot",
                "timezone": "UTC",
                "statement_timeout": str(settings.statement_timeout_ms),
                "lock_timeout": str(settings.lock_timeout_ms),
                "idle_in_transaction_session_timeout": "60000",
            },
            "timeout": 5,
        },
    )
    return Context(
        settings=settings,
        engine=engine,
        transactions=engine.begin,
        readers=engine.execution_options(isolation_level="AUTOCOMMIT").connect,
        redis=Redis.from_pool(
            # a rush waits for a connection; the usual pool would tell it that Valkey is away
            BlockingConnectionPool.from_url(
                settings.redis_url.get_secret_value(),
                max_connections=_REDIS_CONNECTIONS,
                timeout=5,
                socket_timeout=5,
                socket_connect_timeout=5,
                # One short retry, for a connection that went stale: callers bear a Valkey that is away.
                retry=Retry(ConstantBackoff(0.05), 1),
            )
        ),
        clock=clock,
        keys=KeyRing.parse(settings.secret_keys.get_secret_value()),
    )


def sqlstate(error: DBAPIError) -> str:
    """PostgreSQL's five-character code of an error, empty where the driver has none."""
    return str(getattr(error.orig, "sqlstate", None) or getattr(error.orig, "pgcode", None) or "")


def constraint_of(error: DBAPIError) -> str:
    """The name of the violated constraint, empty where there is none."""
    causes = (error.orig, getattr(error.orig, "__cause__", None))
    return next((str(name) for cause in causes if (name := getattr(cause, "constraint_name", None))), "")


def _translated(error: DBAPIError) -> Exception:
    state = sqlstate(error)
    if state in _BUSY:
        return Busy()
    if any(isinstance(one, ValueError) for one in (error.orig, getattr(error.orig, "__cause__", None))):
        return error  # a value that the driver could not send: our fault, the connection is well
    if error.connection_invalidated or state.startswith(_GONE) or not state:
        return Unavailable()
    return error
