"""Work beside a statement: it runs after the statement was sent, and neither one's failure leaves the other behind."""

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from core.kernel.context import Context, Transaction
from core.kernel.overlap import meanwhile

SUM = text("SELECT 1 + :two")


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
