"""SQL of the staff's look at the whole: backlogs and leases."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from core.draws.models import DrawPublication, PublicationState
from core.kernel.context import Transaction
from core.kernel.models import Lease, OutboxEvent, OutboxState
from core.notifications.kinds import DeliveryState
from core.notifications.models import Delivery


async def ping(tx: Transaction) -> None:
    """The least that the database can be asked."""
    await tx.execute(select(1))


async def outbox_backlog(tx: Transaction) -> tuple[int, datetime | None]:
    """How many events wait, and since when the oldest is due."""
    waiting = (OutboxEvent.state == OutboxState.PENDING, OutboxEvent.due_at <= tx.now)
    rows = await tx.execute(
        select(func.count().label("number"), func.min(OutboxEvent.due_at).label("oldest")).where(*waiting)
    )
    row = rows.one()
    return int(row.number), row.oldest


async def delivery_backlog(tx: Transaction) -> tuple[int, datetime | None]:
    """How many notices wait for their sending, and since when the oldest is due."""
    waiting = (Delivery.state == DeliveryState.PENDING, Delivery.due_at <= tx.now)
    rows = await tx.execute(
        select(func.count().label("number"), func.min(Delivery.due_at).label("oldest")).where(*waiting)
    )
    row = rows.one()
    return int(row.number), row.oldest


async def publication_backlog(tx: Transaction) -> tuple[int, datetime | None]:
    """How many records wait for the public channel, and since when the oldest does."""
    waiting = DrawPublication.state != PublicationState.POSTED
    rows = await tx.execute(
        select(func.count().label("number"), func.min(DrawPublication.created_at).label("oldest")).where(waiting)
    )
    row = rows.one()
    return int(row.number), row.oldest


async def failed_events(tx: Transaction) -> int:
    """How many events nobody could be given."""
    failed = select(func.count()).select_from(OutboxEvent).where(OutboxEvent.state == OutboxState.FAILED)
    return int((await tx.execute(failed)).scalar_one())


async def leases(tx: Transaction) -> list[Row[Any]]:
    """Names of leases with their ends, by name."""
    return list((await tx.execute(select(Lease.name, Lease.until).order_by(Lease.name))).all())
