"""Helpers of the audit's tests."""

from typing import Any

from sqlalchemy import select

from core.audit.models import AuditRow
from core.kernel.context import Context


async def audit_rows(context: Context, **where: Any) -> list[Any]:
    """The rows of the log in the order of the chain, those that match."""
    chosen = select(AuditRow.__table__).filter_by(**where) if where else select(AuditRow.__table__)
    return list(await context.transact(lambda tx: tx.execute(chosen.order_by(AuditRow.seq))))
