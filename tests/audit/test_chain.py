"""The audit chain: what is hashed, what a transaction writes, and what the check finds."""

import asyncio
import contextvars
import hashlib
import json
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.audit import repository
from core.audit.record import AuditEntry, record
from core.audit.verify_chain import verify_chain
from core.audit.views import ChainVerdict
from core.kernel.actor import SYSTEM, Actor
from core.kernel.canonical import NotCanonical
from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from tests.audit.helpers import audit_rows

ADMIN = Actor.admin(UUID(int=7), frozenset())


async def append(context: Context, count: int = 1, **details: object) -> None:
    async def run(tx: Transaction) -> None:
        for index in range(count):
            record(tx, AuditEntry(ADMIN, "thing.done", "thing", str(index), {"field": "x", **details}))

    await context.transact(run)


async def check(context: Context, batch: int = 1000) -> ChainVerdict:
    return await context.transact(lambda tx: verify_chain(tx, batch))


async def tamper(context: Context, *statements: str) -> None:
    """As a superuser could: with all triggers off."""

    async def run(tx: Transaction) -> None:
        await tx.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in statements:
            await tx.execute(text(statement))
        await tx.execute(text("SET LOCAL session_replication_role = origin"))

    await context.transact(run)


async def test_a_stranger_recomputes_the_hashes_from_the_documented_form(context: Context, clock: ManualClock) -> None:
    await append(context, 2, note="é")
    clock.advance(timedelta(seconds=1, microseconds=3))
    await append(context)

    def framed(data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + data

    previous = bytes(32)
    rows = await audit_rows(context)
    assert [row.seq for row in rows] == [1, 2, 3]
    for row in rows:
        plain = {
            "action": "thing.done",
            "actor_id": "00000000-0000-0000-0000-000000000007",
            "actor_kind": "admin",
            "at": 1_795_176_000_000_000 + (1_000_003 if row.seq == 3 else 0),
            "details": row.details,
            "id": str(row.id),
            "seq": row.seq,
            "subject_id": row.subject_id,
            "subject_type": "thing",
        }
        spelled = json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()
        previous = hashlib.sha256(framed(b"audit/1") + framed(previous) + framed(spelled)).digest()
        assert row.hash == previous


async def test_an_empty_chain_and_an_intact_one_hold_in_any_batch(context: Context) -> None:
    assert await check(context) == ChainVerdict(0, bytes(32))
    await append(context, 5)
    await append(context, 2)
    for batch in (1, 2, 7, 1000):
        verdict = await check(context, batch)
        assert (verdict.rows, verdict.is_intact) == (7, True)
    assert verdict.head_hash == (await audit_rows(context))[-1].hash


@pytest.mark.parametrize("batch", [1, 2, 1000])
@pytest.mark.parametrize(
    ("change", "bad_seq", "reason"),
    [
        ("action = 'thing.undone'", 3, "follow"),
        ("subject_id = 'other'", 3, "follow"),
        ("subject_type = 'other'", 3, "follow"),
        ("actor_id = NULL", 3, "follow"),
        ("actor_kind = 'system'", 3, "follow"),
        ("at = at + interval '1 microsecond'", 3, "follow"),
        ("""details = '{"field": "y"}'""", 3, "follow"),
        ("""details = '{"field": 1.5}'""", 3, "canonical"),
        ("hash = decode(repeat('ab', 32), 'hex')", 3, "follow"),
        ("id = (left(id::text, -4) || '0000')::uuid", 3, "follow"),
        ("seq = 30", 3, "missing"),
    ],
)
async def test_a_changed_column_is_named_by_its_row(
    context: Context, change: str, bad_seq: int, reason: str, batch: int
) -> None:
    await append(context, 5)
    await tamper(context, f"UPDATE audit_log SET {change} WHERE seq = 3")
    verdict = await check(context, batch)
    assert (verdict.bad_seq, verdict.rows) == (bad_seq, 2)
    assert reason in str(verdict.reason)


@pytest.mark.parametrize(
    ("statement", "bad_seq", "reason"),
    [
        ("DELETE FROM audit_log WHERE seq = 2", 2, "missing"),
        ("DELETE FROM audit_log WHERE seq = 5", 5, "missing"),
        ("DELETE FROM audit_log", 1, "missing"),
        ("UPDATE audit_head SET hash = decode(repeat('ab', 32), 'hex')", 5, "head"),
        ("UPDATE audit_head SET seq = 4", 4, "head"),
        ("DELETE FROM audit_head", 0, "head"),
        ("UPDATE audit_head SET seq = 4, hash = (SELECT hash FROM audit_log WHERE seq = 4)", 5, "beyond"),
        (
            # in another partition, whose index does not know the number
            """INSERT INTO audit_log SELECT overlay(id::text placing 'ffff' from 1 for 4)::uuid, seq, at, actor_kind,
               actor_id, action, subject_type, subject_id, details, hash FROM audit_log WHERE seq = 4""",
            4,
            "twice",
        ),
    ],
)
async def test_what_is_missing_or_too_much_is_named(
    context: Context, statement: str, bad_seq: int, reason: str
) -> None:
    await append(context, 5)
    await tamper(context, statement)
    for batch in (1, 4, 1000):
        verdict = await check(context, batch)
        assert verdict.bad_seq == bad_seq
        assert reason in str(verdict.reason)


async def test_a_recomputed_tail_is_caught_by_the_head(context: Context) -> None:
    """Whoever rewrites the last row with a fitting hash has to rewrite the head, which is posted in public."""
    await append(context, 2)
    published = (await check(context)).head_hash
    await tamper(context, "DELETE FROM audit_log WHERE seq = 2", "UPDATE audit_head SET seq = 1")
    assert (await check(context)).bad_seq == 1
    await tamper(context, "UPDATE audit_head SET hash = (SELECT hash FROM audit_log WHERE seq = 1)")
    verdict = await check(context)
    assert verdict.is_intact
    assert verdict.head_hash != published


async def test_nothing_is_written_with_a_transaction_that_fails(context: Context) -> None:
    async def fail(tx: Transaction) -> None:
        record(tx, AuditEntry(SYSTEM, "thing.done", "thing", "1"))
        raise LookupError

    with pytest.raises(LookupError):
        await context.transact(fail)
    assert await audit_rows(context) == []


async def test_details_that_json_cannot_hold_exactly_are_refused_where_they_are_recorded(context: Context) -> None:
    async def run(tx: Transaction) -> None:
        record(tx, AuditEntry(SYSTEM, "thing.done", "thing", "1", {"amount": 1.5}))

    with pytest.raises(NotCanonical):
        await context.transact(run)


async def test_the_head_is_locked_after_what_every_other_finisher_does(context: Context) -> None:
    order: list[str] = []

    async def other(tx: Transaction) -> None:
        assert "locks" not in tx.held, "the head was locked before another finisher ran"
        order.append("other")
        record(tx, AuditEntry(SYSTEM, "second", "thing", "2"))

    async def run(tx: Transaction) -> None:
        record(tx, AuditEntry(SYSTEM, "first", "thing", "1"))
        tx.finishers.append(other)

    await context.transact(run)
    assert order == ["other"]
    assert [row.action for row in await audit_rows(context)] == ["first", "second"]


async def test_concurrent_transactions_make_one_chain(live_context: Context) -> None:
    await asyncio.gather(*(append(live_context, 3) for _ in range(12)))
    verdict = await check(live_context)
    assert (verdict.rows, verdict.is_intact) == (36, True)


async def test_rows_appended_during_a_check_do_not_disturb_it(
    live_context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    await append(live_context, 4)
    real = repository.rows_after
    appended = False

    async def meanwhile(*args: object) -> object:
        nonlocal appended
        if not appended:
            appended = True
            # another connection commits between two batches
            await asyncio.create_task(append(live_context, 2), context=contextvars.Context())
        return await real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(repository, "rows_after", meanwhile)
    verdict = await check(live_context, 2)
    assert (verdict.rows, verdict.is_intact) == (4, True)


@pytest.mark.parametrize("target", ["audit_log", "audit_log_p2026_11"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET action = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
async def test_the_log_refuses_change_in_the_parent_and_in_a_partition(
    context: Context, target: str, statement: str
) -> None:
    await append(context)
    with pytest.raises(DBAPIError, match="append-only"):
        await context.transact(lambda tx: tx.execute(text(statement.format(target))))


async def test_a_number_cannot_appear_twice_in_a_partition_also_of_a_later_month(context: Context) -> None:
    copy = """INSERT INTO audit_log SELECT '{}'::uuid, 1, at, actor_kind, actor_id, action, subject_type, subject_id,
              details, hash FROM audit_log WHERE seq = 1 LIMIT 1"""
    await append(context)
    twice = copy.format("019aa000-0000-7000-8000-000000000000")  # November 2025: the default partition
    await context.transact(lambda tx: tx.execute(text(twice)))
    for prefix in ("019aa000", "01a2a000"):
        first = copy.format(f"{prefix}-0000-7000-8000-000000000001")
        second = copy.format(f"{prefix}-0000-7000-8000-000000000002")

        async def run(tx: Transaction, first: str = first, second: str = second) -> None:
            await tx.execute(text(first))
            await tx.execute(text(second))

        with pytest.raises(DBAPIError, match="seq"):
            await context.transact(run)
