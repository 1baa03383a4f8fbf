"""Databases for tests: a migrated template per worker, a context that rolls back, databases with real commits."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from core.kernel.clock import ManualClock
from core.kernel.context import Context, open_context
from core.kernel.crypto import new_key
from core.kernel.migrate import migrate
from core.settings import Settings
from sandbox.services import ServiceUrls

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def url_of(services: ServiceUrls, database: str) -> str:
    return make_url(services.database_url).set(database=database).render_as_string(hide_password=False)


async def administer(services: ServiceUrls, *statements: str) -> None:
    """Run statements that cannot stand in a transaction, on the maintenance database."""
    engine = create_async_engine(url_of(services, "postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engine.dispose()


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    return getattr(request.config, "workerinput", {}).get("workerid", "main") + secrets.token_hex(3)


@pytest.fixture(scope="session")
async def template(services: ServiceUrls, worker: str) -> AsyncIterator[str]:
    """The name of a database with the schema at head and no rows."""
    name = f"template_{worker}"
    await administer(services, f"CREATE DATABASE {name}")
    engine = create_async_engine(url_of(services, name), poolclass=NullPool)
    await migrate(engine)
    await engine.dispose()
    yield name
    await administer(services, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
async def worker_database(services: ServiceUrls, template: str) -> AsyncIterator[str]:
    """One database per worker, for tests that roll back."""
    name = template.replace("template", "worker")
    await administer(services, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    yield name
    await administer(services, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


def settings_for(services: ServiceUrls, database: str) -> Settings:
    return Settings(
        environment="sandbox",
        database_url=url_of(services, database),
        redis_url=services.redis_url,
        secret_keys=new_key("test"),
        _env_file=None,
    )


@pytest.fixture
async def context(services: ServiceUrls, worker_database: str, clock: ManualClock) -> AsyncIterator[Context]:
    """A context whose commits are savepoints of one outer transaction that is rolled back after the test.

    Deferred triggers and concurrency are not seen here: use `live_context` for those.
    """
    made = open_context(settings_for(services, worker_database), clock)
    async with made.engine.connect() as connection:
        outer = await connection.begin()
        made.transactions = made.readers = partial(_savepoint, connection)
        yield made
        await outer.rollback()
    await made.close()


@asynccontextmanager
async def _savepoint(connection: AsyncConnection) -> AsyncIterator[AsyncConnection]:
    async with connection.begin_nested():
        yield connection


@asynccontextmanager
async def own_database(services: ServiceUrls, template: str) -> AsyncIterator[str]:
    """The URL of a database that nobody else uses, with real commits."""
    name = f"live_{secrets.token_hex(6)}"
    await administer(services, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    yield url_of(services, name)
    await administer(services, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
async def fresh_database(services: ServiceUrls, template: str) -> AsyncIterator[str]:
    """The URL of a database of the test's own, with real commits."""
    async with own_database(services, template) as url:
        yield url


@pytest.fixture(scope="module")
async def module_database(services: ServiceUrls, template: str) -> AsyncIterator[str]:
    """The URL of a database of the module's own, for processes that all of its tests share."""
    async with own_database(services, template) as url:
        yield url


@pytest.fixture
async def live_context(services: ServiceUrls, fresh_database: str, clock: ManualClock) -> AsyncIterator[Context]:
    """A context on a database of the test's own, with real commits and a pool."""
    made = open_context(settings_for(services, str(make_url(fresh_database).database)), clock)
    yield made
    await made.close()
