"""Critical events: what a person has to look at, kept for years and chained like every other security row."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from core.audit import repository
from core.audit.models import Severity
from core.audit.record import AuditEntry, record
from core.kernel.actor import SYSTEM
from core.kernel.context import Transaction
from core.kernel.outbox import emit

RAISED = "critical.raised"


async def raise_critical(
    tx: Transaction,
    code: str,
    *,
    subject_type: str,
    subject_id: UUID | str,
    details: Mapping[str, Any],
    severity: Severity = Severity.CRITICAL,
) -> UUID:
    """Write a critical event and its audit row; give the event's id. `details` holds no personal data."""
    event_id = tx.new_id()
    values = {
        "id": event_id,
        "code": code,
        "severity": severity,
        "subject_type": subject_type,
        "subject_id": str(subject_id),
        "details": dict(details),
        "at": tx.now,
    }
    subject = {"code": code, "subject_type": subject_type, "subject_id": str(subject_id), "details": dict(details)}
    record(tx, AuditEntry(SYSTEM, "critical_event.raised", "critical_event", event_id, subject))
    await repository.add_critical_event(tx, values)
    await emit(tx, RAISED, {"event_id": str(event_id)})
    return event_id
