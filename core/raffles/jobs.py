"""What moves raffles along by itself. Every step finds its work in the database, so any process may do the next one."""

import logging
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import TypeVar
from uuid import UUID

from core.audit.critical import raise_critical
from core.draws import repository as draws
from core.draws.beacons import BeaconInvalid, BeaconNotReady, BeaconSource, BeaconUnavailable
from core.draws.errors import BeaconMismatch, SoftwareDiffers
from core.kernel.context import Context, Transaction
from core.kernel.leases import acquire_lease, release_lease
from core.kernel.work import each
from core.prizes import repository as prizes
from core.raffles.alternates import expire_award
from core.raffles.cancel_raffle import cancel_late, cancel_overdue, refund_batch
from core.raffles.close_sales import begin_close, finish_close
from core.raffles.draw_raffle import draw_raffle, fetch_beacon
from core.raffles.models import RaffleState
from core.raffles.repository import states
from core.raffles.rules import REVEAL_DEADLINE
from core.raffles.settle_raffle import settle_raffle

AT_ONCE = 20
"""How many raffles one run of a step takes on."""

EXPIRED_AT_ONCE = 200

REFUND_BATCHES = 50
"""Batches of refunds of one run, of all raffles together."""

MOST_REPORTED = 1_000
"""What keeps raffles waiting that a process remembers to have reported."""

LOG_HEADS_EVERY = timedelta(hours=1)
LEASE_S = 300
"""Longer than a tree over the largest raffle takes; a worker that dies is replaced after this time."""

R = TypeVar("R")
_log = logging.getLogger(__name__)


async def _leased(
    context: Context, holder: str, raffle_id: UUID, work: Callable[[Context, UUID], Awaitable[R]]
) -> R | None:
    """Do long work on a raffle unless another process is at it. The lease saves work; that the work takes effect
    once is held by the state of the raffle."""
    name = f"raffle:{raffle_id}"
    if not await context.transact(partial(acquire_lease, name=name, holder=holder, ttl_s=LEASE_S)):
        return None
    try:
        return await work(context, raffle_id)
    finally:
        await context.transact(partial(release_lease, name=name, holder=holder))


async def close_due(context: Context) -> int:
    """Stop the sale of raffles that are sold out or past their end."""
    due = await context.transact(partial(states.due_to_close, now=context.clock.now(), limit=AT_ONCE))
    return await each(due, lambda raffle_id: context.transact(partial(begin_close, raffle_id=raffle_id)))


async def write_close_records(context: Context, holder: str) -> int:
    """Build the trees of closing raffles and write their close records; by no other software than the released one."""

    async def finish(raffle_id: UUID) -> bool:
        try:
            return await _leased(context, holder, raffle_id, finish_close) is not None
        except SoftwareDiffers as refusal:
            await _report_once(
                context,
                "software_differs",
                "raffle",
                raffle_id,
                f"the draw software differs: {refusal.params['files']}",
            )
            return False

    closing = await context.transact(partial(states.unhalted_raffles, state=RaffleState.CLOSING, limit=AT_ONCE))
    return await each(closing, finish)


async def fetch_due_beacons(context: Context, source: BeaconSource) -> int:
    """Fetch and store the values of rounds that are due, of draws by a beacon of the source's kind."""

    async def fetch(item: tuple[UUID, int]) -> bool:
        return await _fetch(context, source, *item)

    chain = source.info()
    due = await context.transact(
        partial(
            states.awaiting_beacon, now=context.clock.now(), kind=chain.kind, chain_id=chain.chain_id, limit=AT_ONCE
        )
    )
    return await each(due, fetch)


async def _fetch(context: Context, source: BeaconSource, draw_id: UUID, round_number: int) -> bool:
    try:
        draw = (await context.transact(partial(draws.draws_by_id, ids=[draw_id])))[draw_id]
        if source.info().rule(draw.beacon.min_delay_s) != draw.beacon:
            raise BeaconInvalid("the configured source keeps another chain than the draw was opened with")
        await fetch_beacon(context, source, draw_id, round_number)
    except BeaconNotReady:
        return False
    except BeaconUnavailable as error:
        _log.warning("beacon of draw %s: %s", draw_id, error)
        return False
    except (BeaconInvalid, BeaconMismatch) as error:
        await _report_once(context, "beacon_invalid", "draw", draw_id, str(error))
        return False
    return True


async def _report_once(context: Context, code: str, subject_type: str, subject_id: UUID, reason: str) -> None:
    """Raise a critical event for what keeps a raffle waiting, once per process and reason: it is tried every second."""
    reported: dict[tuple[str, UUID, str], None] = context.memory.setdefault("raffles.reported", {})
    if (code, subject_id, reason) in reported:
        return
    _log.error("%s %s waits: %s (%s)", subject_type, subject_id, code, reason)
    await context.transact(
        partial(raise_critical, code=code, subject_type=subject_type, subject_id=subject_id, details={"reason": reason})
    )
    reported[code, subject_id, reason] = None
    while len(reported) > MOST_REPORTED:
        del reported[next(iter(reported))]


async def draw_due(context: Context, holder: str) -> int:
    """Draw closed raffles whose beacon value is there."""

    async def draw(raffle_id: UUID) -> bool:
        return bool(await _leased(context, holder, raffle_id, draw_raffle))

    return await each(await context.transact(partial(states.awaiting_draw, limit=AT_ONCE)), draw)


async def settle_due(context: Context) -> int:
    """Settle drawn raffles."""
    due = await context.transact(partial(states.unhalted_raffles, state=RaffleState.DRAWN, limit=AT_ONCE))
    return await each(due, lambda raffle_id: context.transact(partial(settle_raffle, raffle_id=raffle_id)))


async def expire_unclaimed(context: Context) -> int:
    """Things that were not claimed in time go to alternates; gives how many."""
    late = await context.transact(partial(prizes.late_awards, limit=EXPIRED_AT_ONCE))
    return await each(late, lambda award_id: context.transact(partial(expire_award, award_id=award_id)))


async def refund_due(context: Context) -> int:
    """Refund the entries of cancelling raffles; gives how many raffles came to their end.

    A batch of each in turn, and REFUND_BATCHES in all: a very large raffle keeps no other waiting, and a run ends. The
    next one goes on from the places that are kept here; without them, in another process, from the beginning.
    """
    places: dict[UUID, int] = context.memory.setdefault("raffles.refunded_to", {})
    found = await context.transact(partial(states.raffles_in, state=RaffleState.CANCELLING, limit=AT_ONCE))
    waiting = deque(found)

    async def refund(raffle_id: UUID) -> bool:
        place = await context.transact(partial(refund_batch, raffle_id=raffle_id, after_seq=places.pop(raffle_id, 0)))
        if place:
            places[raffle_id] = place
            waiting.append(raffle_id)
        return not place

    ended = 0
    for _ in range(REFUND_BATCHES):
        if waiting:
            ended += await each([waiting.popleft()], refund)
    for raffle_id in waiting:
        _log.info("raffle %s: refunded up to entry %d", raffle_id, places.get(raffle_id, 0))
    return ended


async def refund_overdue(context: Context) -> int:
    """Turn to refunds where a seed was not revealed by the deadline."""

    async def find(tx: Transaction) -> list[UUID]:
        return await states.overdue_reveals(tx, tx.now, REVEAL_DEADLINE, AT_ONCE)

    return await each(
        await context.transact(find),
        lambda raffle_id: context.transact(partial(cancel_overdue, raffle_id=raffle_id)),
    )


async def refund_late(context: Context) -> int:
    """Turn to refunds where the close record had to be public before the round, and was not."""

    async def find(tx: Transaction) -> list[UUID]:
        return await states.late_publications(tx, tx.now, AT_ONCE)

    return await each(
        await context.transact(find), lambda raffle_id: context.transact(partial(cancel_late, raffle_id=raffle_id))
    )


async def plan_log_heads(context: Context) -> int:
    """Have the heads of logs that have grown posted, once in LOG_HEADS_EVERY; gives how many."""
    since = context.clock.now() - LOG_HEADS_EVERY
    return await context.transact(partial(states.plan_log_heads, since=since))
