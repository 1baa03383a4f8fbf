"""How the platform is: the database, Valkey, what waits to be handed over, who holds which lease."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from redis.exceptions import RedisError

from core.access import permissions
from core.admin import repository
from core.audit import repository as audit
from core.kernel.actor import Actor, allow
from core.kernel.context import Context, Transaction
from core.kernel.errors import DomainError

RECENT = timedelta(hours=24)
_PING_S = 2.0


@dataclass(frozen=True, slots=True)
class Backlog:
    """Things that are due and wait; `oldest` is how long the first of them has waited, None where none does."""

    count: int
    oldest: timedelta | None


@dataclass(frozen=True, slots=True)
class LeaseHealth:
    """A lease of a job, and until when it is held; one in the past was not renewed."""

    name: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Health:
    """What one look tells. That there is an answer means that the database gave it."""

    outbox: Backlog
    deliveries: Backlog
    publications: Backlog
    failed_events: int
    critical_events: int
    """Of the last RECENT."""
    leases: tuple[LeaseHealth, ...]


@allow(admin=permissions.DRAWS_OPERATE)
async def read_health(tx: Transaction, _actor: Actor) -> Health:
    """Look at what waits in the database. Raises Unavailable where the database is gone."""
    return Health(
        outbox=_backlog(tx, *await repository.outbox_backlog(tx)),
        deliveries=_backlog(tx, *await repository.delivery_backlog(tx)),
        publications=_backlog(tx, *await repository.publication_backlog(tx)),
        failed_events=await repository.failed_events(tx),
        critical_events=await audit.count_critical_events(tx, tx.now - RECENT),
        leases=tuple(LeaseHealth(row.name, row.until) for row in await repository.leases(tx)),
    )


def _backlog(tx: Transaction, count: int, oldest: datetime | None) -> Backlog:
    return Backlog(count, None if oldest is None else tx.now - oldest)


async def is_database_up(context: Context) -> bool:
    """Whether PostgreSQL answers within two seconds."""
    try:
        async with asyncio.timeout(_PING_S):
            await context.transact(repository.ping)
    except (DomainError, TimeoutError):
        return False
    return True


async def is_valkey_up(context: Context) -> bool:
    """Whether Valkey answers within two seconds."""
    try:
        async with asyncio.timeout(_PING_S):
            return bool(await context.redis.ping())
    except (RedisError, OSError, TimeoutError):
        return False
