"""The migrations run up, down and up again, and the models are what the migrations make."""

import asyncio
import secrets
from collections.abc import AsyncIterator

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from core.kernel.base import Base
from core.kernel.migrate import MIGRATION_LOCK, alembic_config, downgrade, migrate
from sandbox.services import ServiceUrls
from tests.plugins.database import administer, url_of

_LEFT = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
    AND relname <> 'alembic_version'
UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype IN ('d', 'e')
"""

_NAMES = postgresql.dialect().identifier_preparer


@pytest.fixture
async def engine(services: ServiceUrls) -> AsyncIterator[AsyncEngine]:
    """An empty database."""
    name = f"empty_{secrets.token_hex(6)}"
    await administer(services, f"CREATE DATABASE {name}")
    made = create_async_engine(url_of(services, name), poolclass=NullPool)
    yield made
    await made.dispose()
    await administer(services, f"DROP DATABASE {name} WITH (FORCE)")


async def _left(engine: AsyncEngine) -> set[str]:
    async with engine.connect() as connection:
        return {row[0] for row in await connection.execute(text(_LEFT))}


async def test_every_migration_goes_up_down_and_up_again(engine: AsyncEngine) -> None:
    def revisions(connection: Connection) -> list[str]:
        script = ScriptDirectory.from_config(alembic_config(connection))
        return [revision.revision for revision in script.walk_revisions()]

    async with engine.connect() as connection:
        newest_first = await connection.run_sync(revisions)
    for revision in reversed(newest_first):
        before = await _left(engine)
        await migrate(engine, revision)
        after = await _left(engine)
        await downgrade(engine, "-1")
        assert await _left(engine) == before, f"the downgrade of {revision} leaves something"
        await migrate(engine, revision)
        assert await _left(engine) == after
    await downgrade(engine, "base")
    assert await _left(engine) == set()


async def test_the_models_are_what_the_migrations_make(engine: AsyncEngine) -> None:
    await migrate(engine)
    async with engine.connect() as connection:
        # raises with the list of differences
        await connection.run_sync(lambda plain: command.check(alembic_config(plain)))


async def test_constraints_and_indexes_carry_the_names_of_the_models(engine: AsyncEngine) -> None:
    """The comparison above does not see CHECK constraints, and refusals are told apart by these names."""
    await migrate(engine)  # loads all models
    expected = {
        (table.name, _NAMES.format_constraint(item))
        for table in Base.metadata.tables.values()
        for items in (table.constraints, table.indexes)
        for item in items
    }
    found = text("""
        SELECT conrelid::regclass::text, conname FROM pg_constraint
        UNION ALL SELECT indrelid::regclass::text, indexrelid::regclass::text FROM pg_index
    """)
    async with engine.connect() as connection:
        there = {(row[0], row[1]) for row in await connection.execute(found)}
    assert expected - there == set()


async def test_two_deployments_migrate_one_after_the_other(engine: AsyncEngine) -> None:
    await asyncio.gather(migrate(engine), migrate(engine))
    assert "audit_log" in await _left(engine)


async def test_a_second_deployment_waits_for_the_first(engine: AsyncEngine) -> None:
    """However long the first one takes: the time-outs of requests do not hold for a migration."""
    impatient = create_async_engine(
        engine.url,
        poolclass=NullPool,
        connect_args={"server_settings": {"lock_timeout": "100", "statement_timeout": "100"}},
    )
    async with engine.begin() as first:
        await first.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        second = asyncio.create_task(migrate(impatient))
        done, _ = await asyncio.wait([second], timeout=0.5)
        assert not done
    await second
    await impatient.dispose()
    assert "raffles" in await _left(engine)
