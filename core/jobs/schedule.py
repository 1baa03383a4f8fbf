"""The registry of jobs: what runs, and how often."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from core.access.approvals import expire_approvals
from core.accounts.jobs import forget_sessions
from core.app import App
from core.draws.publications import post_publications
from core.kernel.actor import SYSTEM
from core.kernel.context import Transaction
from core.kernel.idempotency import forget_commands
from core.kernel.inbox import forget_handled
from core.kernel.leases import acquire_lease, forget_leases, release_lease
from core.kernel.outbox import deliver_due, forget_delivered
from core.kernel.partitions import ensure_partitions
from core.ledger.jobs import snapshot_house_balances
from core.notifications.deliver import deliver_notices
from core.prizes import jobs as prizes
from core.raffles import jobs as raffles
from core.raffles.notices import tell_watchers

PARTITIONED = ("transfers", "audit_log")
COMMANDS_KEPT = timedelta(days=30)
EVENTS_KEPT = timedelta(days=90)
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Job:
    """`run` is awaited every `every_s` seconds, never twice at once in a process."""

    name: str
    every_s: float
    run: Callable[[App, str], Awaitable[object]]


async def _close(app: App, _: str) -> object:
    return await raffles.close_due(app.context)


async def _write_close_records(app: App, holder: str) -> object:
    return await raffles.write_close_records(app.context, holder)


async def _beacon(app: App, _: str) -> object:
    # drand first, which is never away as a whole: a custodian that is ends this run
    return [await raffles.fetch_due_beacons(app.context, await app.beacon(kind)) for kind in app.beacon_kinds()]


async def _draw(app: App, holder: str) -> object:
    return await raffles.draw_due(app.context, holder)


async def _settle(app: App, _: str) -> object:
    return await raffles.settle_due(app.context)


async def _pay(app: App, _: str) -> object:
    return await prizes.pay_due(app.context)


async def _refund(app: App, _: str) -> object:
    await raffles.refund_overdue(app.context)
    await raffles.refund_late(app.context)
    return await raffles.refund_due(app.context)


async def _outbox(app: App, _: str) -> object:
    return await deliver_due(app.context)


async def _notices(app: App, holder: str) -> object:
    if app.telegram is None:
        return None
    return await deliver_notices(app.context, app.telegram, holder)


async def _publications(app: App, _: str) -> object:
    if app.telegram is None:
        return None
    return await post_publications(app.context, app.telegram)


async def _log_heads(app: App, _: str) -> object:
    return await raffles.plan_log_heads(app.context)


async def _watchlist(app: App, _: str) -> object:
    return await tell_watchers(app.context)


async def _expire(app: App, _: str) -> object:
    await raffles.expire_unclaimed(app.context)

    async def expire(tx: Transaction) -> int:
        return await expire_approvals(tx, SYSTEM)

    return await app.transact(expire)


async def _snapshot(app: App, _: str) -> object:
    return await app.transact(snapshot_house_balances)


async def _clean_up(app: App, _: str) -> object:
    """Delete what may be deleted, in batches, until a run finds nothing left."""
    now = app.context.clock.now()
    for forget in (
        partial(forget_commands, before=now - COMMANDS_KEPT, limit=_BATCH),
        partial(forget_delivered, before=now - EVENTS_KEPT, limit=_BATCH),
        partial(forget_handled, before=now - EVENTS_KEPT, limit=_BATCH),
        partial(forget_sessions, limit=_BATCH),
    ):
        while await app.transact(forget) >= _BATCH:
            pass
    return await app.transact(forget_leases)


async def _partitions(app: App, holder: str) -> object:
    async def ensure(tx: Transaction) -> int:
        # Of two processes that make the same table at once, one would fail.
        if not await acquire_lease(tx, "partitions", holder, ttl_s=60):
            return 0
        made = await ensure_partitions(tx, PARTITIONED)
        # one that ran out is told as a job that died
        await release_lease(tx, "partitions", holder)
        return made

    return await app.transact(ensure)


JOBS = (
    Job("close", 1, _close),
    Job("close_records", 1, _write_close_records),
    Job("beacon", 1, _beacon),
    Job("draw", 1, _draw),
    Job("settle", 1, _settle),
    Job("pay", 1, _pay),
    Job("refund", 2, _refund),
    Job("outbox", 0.5, _outbox),
    Job("notices", 0.5, _notices),
    Job("publications", 0.5, _publications),
    Job("log_heads", 60, _log_heads),
    Job("watchlist", 5, _watchlist),
    Job("expire", 60, _expire),
    Job("snapshot", 300, _snapshot),
    Job("clean_up", 3600, _clean_up),
    Job("partitions", 24 * 3600, _partitions),
)


def first_run(now: datetime, index: int) -> datetime:
    """When a job runs first: soon after the start, one after the other."""
    return now + timedelta(seconds=0.05 * index)
