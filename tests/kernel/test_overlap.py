"""Work beside a statement: it runs after the statement was sent, and neither one's failure leaves the other behind."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from core.kernel.context import Context, Transaction, sqlstate
from core.kernel.direct import Direct, Driver, Records
from core.kernel.overlap import meanwhile, together

SUM = text("SELECT 1 + :two")
ONE = Direct(text("SELECT 1"))
BROKEN = Direct(text("SELECT 1 / 0"))


async def test_work_runs_between_the_sending_and_the_answer(context: Context) -> None:
    seen: list[str] = []

    async def run(tx: Transaction) -> int:
        connection = tx.connection.sync_connection
        event.listen(connection, "before_cursor_execute", lambda *_: seen.append("sent"))
        event.listen(connection, "after_cursor_execute", lambda *_: seen.append("answered"))
        rows, _ = await meanwhile(tx.execute(SUM, {"two": 2}), lambda: seen.append("worked"))
        return int(rows.scalar_one())

    assert await context.transact(run) == 3
    assert seen[:3] == ["sent", "worked", "answered"]  # then the savepoint is released


async def test_a_failure_of_the_work_leaves_the_connection_usable(live_context: Context) -> None:
    async def run(tx: Transaction) -> int:
        with pytest.raises(ZeroDivisionError):
            await meanwhile(tx.execute(text("SELECT pg_sleep(0.05)")), lambda: 1 // 0)
        return int((await tx.execute(SUM, {"two": 2})).scalar_one())

    assert await live_context.transact(run) == 3


async def test_a_failure_of_the_statement_is_raised_after_the_work(live_context: Context) -> None:
    seen: list[str] = []

    async def run(tx: Transaction) -> None:
        await meanwhile(tx.execute(text("SELECT 1 / 0")), lambda: seen.append("worked"))

    with pytest.raises(DBAPIError):
        await live_context.transact(run)
    assert seen == ["worked"]


async def test_a_statement_is_sent_before_the_rows_of_the_one_before_are_looked_at(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    run = Driver._run

    async def noted(self: Driver, sql: str, send: Callable[[Any], Awaitable[Records]]) -> Records:
        seen.append(sql)
        return await run(self, sql, send)

    monkeypatch.setattr(Driver, "_run", noted)

    async def one(tx: Transaction, number: int) -> int:
        [(got,)] = await tx.fetch(Direct(text(f"SELECT {number}")), {})
        seen.append(f"read {got}")
        return int(got)

    assert await context.transact(lambda tx: together(*(one(tx, number) for number in range(3)))) == [0, 1, 2]
    assert seen == ["SELECT 0", "SELECT 1", "read 0", "SELECT 2", "read 1", "read 2"]


async def test_the_first_failure_is_raised_when_all_have_ended(live_context: Context) -> None:
    ended: list[str] = []

    async def ask(tx: Transaction, statement: Direct) -> None:
        try:
            await tx.fetch(statement, {})
        finally:
            ended.append(statement.sql)

    async def run(tx: Transaction) -> None:
        await together(_twice(tx, ended), ask(tx, BROKEN), ask(tx, ONE))

    with pytest.raises(DBAPIError) as refused:
        await live_context.transact(run)
    assert sqlstate(refused.value) == "22012", "division by zero, not the failed transaction that the others met"
    assert len(ended) == 3


async def _twice(tx: Transaction, ended: list[str]) -> None:
    """Its second statement meets what another one's failure left."""
    try:
        await tx.fetch(ONE, {})
        await tx.fetch(ONE, {})
    finally:
        ended.append("twice")
