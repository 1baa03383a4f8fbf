"""Critical events."""

from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from core.audit.critical import raise_critical
from core.audit.models import CriticalEvent, Severity
from core.kernel.context import Context
from tests.audit.helpers import audit_rows

SUBJECT = UUID(int=3)


async def _raise(context: Context) -> UUID:
    return await context.transact(
        lambda tx: raise_critical(
            tx,
            "ledger.difference",
            subject_type="wallet",
            subject_id=SUBJECT,
            details={"expected": 1},
            severity=Severity.WARNING,
        )
    )


async def test_an_event_is_kept_and_chained(context: Context) -> None:
    event_id = await _raise(context)
    event = (await context.transact(lambda tx: tx.execute(select(CriticalEvent.__table__)))).one()
    assert (event.id, event.code, event.severity, event.subject_id) == (
        event_id,
        "ledger.difference",
        "warning",
        str(SUBJECT),
    )
    row = (await audit_rows(context))[-1]
    assert (row.action, row.subject_id) == ("critical_event.raised", str(event_id))
    assert row.details["code"] == "ledger.difference"
    assert row.details["subject_id"] == str(SUBJECT)


@pytest.mark.parametrize(
    "statement", ["UPDATE critical_events SET code = 'x'", "DELETE FROM critical_events", "TRUNCATE critical_events"]
)
async def test_an_event_stays_as_it_is(context: Context, statement: str) -> None:
    await _raise(context)
    with pytest.raises(DBAPIError, match="append-only"):
        await context.transact(lambda tx: tx.execute(text(statement)))
