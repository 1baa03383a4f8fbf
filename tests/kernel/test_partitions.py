"""Append-only tables and their monthly partitions."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from core.kernel.ids import IdGenerator
from core.kernel.partitions import ensure_partitions
from tests.kernel.helpers import sql


@pytest.fixture
async def events(context: Context) -> Context:
    """A partitioned, append-only table `events` with partitions of November and December 2026."""
    for statement in (
        "CREATE TABLE events (id uuid PRIMARY KEY, n integer NOT NULL, CHECK (n > 0)) PARTITION BY RANGE (id)",
        "CREATE INDEX ix_events_n ON events (n)",
        "SELECT append_only('events')",
        "SELECT ensure_partitions('events', date '2026-11-15', 0)",
        "CREATE UNIQUE INDEX uq_events_default_n ON events_default (n)",
        "SELECT ensure_partitions('events', date '2026-11-15', 2)",
    ):
        await sql(context, statement)
    return context


async def add(context: Context, at: datetime, n: int = 1) -> str:
    """Insert a row of an instant; give the partition it went to."""
    made: UUID = IdGenerator().new(at)
    await sql(context, "INSERT INTO events VALUES (:id, :n)", id=made, n=n)
    found = await sql(context, "SELECT tableoid::regclass::text FROM events WHERE id = :id", id=made)
    return str(found[0][0])


async def ensure(context: Context, *tables: str, months: int = 3) -> int:
    return await context.transact(lambda tx: ensure_partitions(tx, tables, months))


async def partitions(context: Context) -> list[str]:
    rows = await sql(context, "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'events'::regclass")
    return sorted(row[0] for row in rows)


@pytest.mark.parametrize(
    ("at", "partition"),
    [
        (datetime(2026, 10, 31, 23, 59, 59, 999_999, tzinfo=UTC), "events_default"),
        (datetime(2026, 11, 1, tzinfo=UTC), "events_p2026_11"),
        (datetime(2026, 11, 30, 23, 59, 59, 999_999, tzinfo=UTC), "events_p2026_11"),
        (datetime(2026, 12, 1, tzinfo=UTC), "events_p2026_12"),
        (datetime(2026, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), "events_p2026_12"),
        (datetime(2027, 1, 1, tzinfo=UTC), "events_default"),
    ],
)
async def test_a_row_lies_in_the_month_of_its_id_in_utc(events: Context, at: datetime, partition: str) -> None:
    assert await add(events, at) == partition


async def test_missing_months_are_made_once(events: Context, clock: ManualClock) -> None:
    assert await ensure(events, "events") == 1
    assert await ensure(events, "events") == 0
    clock.set(datetime(2027, 12, 31, 23, 59, tzinfo=UTC))
    assert await ensure(events, "events", months=2) == 2
    assert await partitions(events) == [
        "events_default",
        *(f"events_p{month}" for month in ("2026_11", "2026_12", "2027_01", "2027_12", "2028_01")),
    ]


async def test_the_month_does_not_depend_on_the_time_zone_of_the_session(events: Context) -> None:
    async def elsewhere(tx: Transaction) -> None:
        await tx.execute(text("SET LOCAL TIME ZONE 'Pacific/Apia'"))
        await ensure_partitions(tx, ["events"])

    await events.transact(elsewhere)
    assert await add(events, datetime(2027, 1, 1, tzinfo=UTC)) == "events_p2027_01"
    assert await add(events, datetime(2027, 1, 31, 23, 59, tzinfo=UTC), n=2) == "events_p2027_01"


async def test_several_tables_are_served_and_an_unknown_one_is_an_error(events: Context) -> None:
    assert await ensure(events, "events", "audit_log") == 1  # the log has its partitions for two years
    with pytest.raises(DBAPIError, match="nothing"):
        await ensure(events, "nothing")


async def test_a_month_that_was_missed_does_not_stop_the_next_ones(events: Context, clock: ManualClock) -> None:
    assert await add(events, datetime(2027, 1, 5, tzinfo=UTC)) == "events_default"
    clock.set(datetime(2027, 1, 10, tzinfo=UTC))
    assert await ensure(events, "events") == 2
    assert "events_p2027_01" not in await partitions(events)
    assert await add(events, datetime(2027, 1, 20, tzinfo=UTC), n=2) == "events_default"
    assert await add(events, datetime(2027, 2, 1, tzinfo=UTC)) == "events_p2027_02"


@pytest.mark.parametrize("month", [11, 12])
async def test_partitions_copy_the_unique_index_of_the_default_one(events: Context, month: int) -> None:
    at = datetime(2026, month, 5, tzinfo=UTC)
    await add(events, at)
    with pytest.raises(DBAPIError, match="_n_idx"):
        await add(events, at)
    with pytest.raises(DBAPIError, match="check constraint"):
        await add(events, at, n=0)


@pytest.mark.parametrize("target", ["events", "events_p2026_11", "events_p2027_01", "events_default"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET n = 9", "DELETE FROM {}", "TRUNCATE {}"])
async def test_change_is_refused_in_the_parent_and_in_every_partition(
    events: Context, target: str, statement: str
) -> None:
    await ensure(events, "events")
    for at in (datetime(2026, 11, 5, tzinfo=UTC), datetime(2027, 1, 5, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)):
        await add(events, at)
    with pytest.raises(DBAPIError, match="append-only"):
        await sql(events, statement.format(target))
    assert len(await sql(events, "SELECT n FROM events WHERE n = 1")) == 3
