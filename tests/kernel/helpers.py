"""Helpers of the kernel's tests."""

import asyncio
import contextvars
from collections.abc import Coroutine
from typing import Any, TypeVar

from sqlalchemy import text

from core.kernel.context import Context, Transaction

R = TypeVar("R")


def apart(coroutine: Coroutine[Any, Any, R]) -> asyncio.Task[R]:
    """Run as another process would: in a context that does not know of a transaction that runs here."""
    return asyncio.create_task(coroutine, context=contextvars.Context())


async def sql(context: Context, statement: str, **params: Any) -> list[Any]:
    """Run one statement in a transaction of its own; give its rows, if it has any."""

    async def run(tx: Transaction) -> list[Any]:
        result = await tx.execute(text(statement), params)
        return list(result) if result.returns_rows else []

    return await context.transact(run)


async def make_counters(context: Context, *names: str) -> None:
    """A table of the tests' own with a counter for each name."""
    await sql(context, "CREATE TABLE counters (name text PRIMARY KEY, n integer NOT NULL)")
    for name in names:
        await sql(context, "INSERT INTO counters VALUES (:name, 0)", name=name)


async def counters(context: Context) -> dict[str, int]:
    return {row.name: row.n for row in await sql(context, "SELECT name, n FROM counters ORDER BY name")}


async def bump(tx: Transaction, name: str) -> None:
    await tx.execute(text("UPDATE counters SET n = n + 1 WHERE name = :name"), {"name": name})
