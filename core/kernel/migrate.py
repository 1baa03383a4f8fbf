"""Runs the migrations over an async engine, one process at a time."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.kernel.errors import Unavailable

ROOT = Path(__file__).resolve().parents[2]
MIGRATION_LOCK = 0x_FA17_107  # a transaction-level advisory lock: two deployments migrate one after the other


def alembic_config(connection: Connection) -> Config:
    """The project's alembic configuration, bound to a connection."""
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["connection"] = connection
    return config


async def migrate(engine: AsyncEngine, revision: str = "head") -> None:
    """Bring the schema to a revision, in one transaction: all of the migrations or none. Raises Unavailable."""

    def upgrade(connection: Connection) -> None:
        command.upgrade(alembic_config(connection), revision)

    try:
        async with engine.begin() as connection:
            # The engine's time-outs are those of requests: a migration may rewrite a table, and a second deployment
            # waits for the first however long that takes. A lock on a table is still given up: all would queue behind.
            await connection.execute(text("SET LOCAL statement_timeout = 0"))
            await connection.execute(text("SET LOCAL lock_timeout = 0"))
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            await connection.execute(text("SET LOCAL lock_timeout TO DEFAULT"))
            await connection.run_sync(upgrade)
    except OSError as error:
        raise Unavailable from error


async def downgrade(engine: AsyncEngine, revision: str) -> None:
    """Take the schema back to a revision (for tests; production goes forward)."""

    def down(connection: Connection) -> None:
        command.downgrade(alembic_config(connection), revision)

    async with engine.begin() as connection:
        await connection.run_sync(down)
