"""Delivery to Telegram: one deliverer at a time, in the order of the queue, through the gate, each outcome kept.

Telegram has no key that would make sending repeatable, so `sending` is committed before each call: after a death in
between, marketing is not sent again, everything else is (its text carries a reference).
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from uuid import UUID

from core.kernel.context import Context, Transaction
from core.kernel.errors import DomainError
from core.kernel.leases import acquire_lease
from core.notifications import gate
from core.notifications.kinds import DeliveryState
from core.notifications.render import Rendered, render
from core.notifications.repository import inbox, queue
from core.notifications.rules import Resolution, after_failure, decide
from core.notifications.telegram_client import (
    BotRefused,
    ChatUnreachable,
    MessageGone,
    MessageNotModified,
    TelegramClient,
    TelegramDown,
    TelegramError,
    TelegramFlood,
    TelegramRefusal,
)
from core.notifications.views import Candidate

LEASE = "notifications"
LEASE_S = 30
RUN_S = 5.0
"""How long one run goes on while there is work; the lease is renewed by each run and each batch."""

ABANDONED_AFTER = timedelta(seconds=60)
"""Longer than a call can take with its retry; a delivery that is `sending` for longer has lost its process."""

BATCH = 50
AT_ONCE = 20
_DOWN_IN_A_ROW = 5
_PATIENCE_S = 1.0
_WITHOUT_BOT = timedelta(seconds=30)
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Run:
    """One run of the deliverer."""

    context: Context
    client: TelegramClient
    limits: gate.Limits
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    sent: int = 0
    down_in_a_row: int = 0
    is_stopped: bool = False
    trouble: BaseException | None = None
    """What ended a task before its outcome was kept; the delivery is taken back as abandoned."""

    def ended(self, task: asyncio.Task[None]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.trouble, self.is_stopped = error, True


async def deliver_notices(
    context: Context, client: TelegramClient, holder: str, *, limits: gate.Limits = gate.LIMITS, run_s: float = RUN_S
) -> int:
    """Send what is due for at most `run_s` seconds; gives how many messages were sent or edited.

    0 at once where another process is the deliverer. Raises Unavailable without Valkey: nothing goes around the gate.
    """
    run = _Run(context, client, limits)
    ends = time.monotonic() + run_s
    try:
        while time.monotonic() < ends and not run.is_stopped:
            batch = await context.transact(partial(_next_batch, holder=holder))
            if batch is None or not await _send_batch(run, batch):
                break
    finally:
        await asyncio.gather(*run.tasks, return_exceptions=True)
    if run.trouble is not None:
        raise run.trouble
    return run.sent


async def _next_batch(tx: Transaction, holder: str) -> list[Candidate] | None:
    """The next deliveries, those that are not to be sent resolved. None: nothing is due, or this is not our work."""
    if not await acquire_lease(tx, LEASE, holder, LEASE_S):
        return None
    await queue.give_up_abandoned(tx, tx.now, BATCH)
    due = await queue.due_deliveries(tx, BATCH)
    decisions = {candidate.id: decide(candidate, tx.now) for candidate in due}
    resolved = {id_: resolution for id_, resolution in decisions.items() if resolution is not None}
    if resolved:
        await queue.resolve(tx, resolved)
    return [candidate for candidate in due if candidate.id not in resolved] if due else None


async def _send_batch(run: _Run, batch: Sequence[Candidate]) -> bool:
    """Start sending a batch in order, one message per player. False: the gate is closed for everybody.

    A player's further messages are put off by as much as their chat bears, so that they do not stand before others.
    """
    turns: Counter[UUID] = Counter()
    put_off: dict[UUID, Resolution] = {}
    is_open = True
    for candidate in batch:
        is_first = not candidate.is_busy and not turns[candidate.player_id]
        wait = await _admit(run, candidate.telegram_id or 0) if is_first else None
        if run.is_stopped or (wait is not None and not wait.is_chat):
            is_open = False
            break
        turns[candidate.player_id] += 1
        if is_first and wait is None:
            await _start(run, candidate)
        else:
            due_at = run.context.clock.now() + turns[candidate.player_id] * run.limits.chat.interval
            put_off[candidate.id] = Resolution(DeliveryState.PENDING, due_at=due_at)
    if put_off:
        await run.context.transact(partial(queue.resolve, resolutions=put_off))
    return is_open


async def _admit(run: _Run, chat_id: int) -> gate.Wait | None:
    """Wait for the overall gate, for a moment; give what is still in the way."""
    until = time.monotonic() + _PATIENCE_S
    while True:
        wait = await gate.try_admit(run.context.redis, chat_id, limits=run.limits)
        if wait is None or wait.is_chat or run.is_stopped or time.monotonic() + wait.seconds > until:
            return wait
        await asyncio.sleep(wait.seconds)


async def _start(run: _Run, candidate: Candidate) -> None:
    """Commit that a delivery is being sent, then call Telegram beside the others."""
    while len(run.tasks) >= AT_ONCE:
        await asyncio.wait(run.tasks, return_when=asyncio.FIRST_COMPLETED)
    abandoned_at = run.context.clock.now() + ABANDONED_AFTER
    attempt = await run.context.transact(partial(queue.claim, delivery_id=candidate.id, abandoned_at=abandoned_at))
    if attempt is not None:
        task = asyncio.create_task(_send(run, candidate, attempt))
        run.tasks.add(task)
        task.add_done_callback(run.ended)


async def _send(run: _Run, candidate: Candidate, attempt: int) -> None:
    try:
        message_id = await _call(run.client, candidate)
    except TelegramError as error:
        await _note_error(run, candidate, attempt, error)
        return
    except (LookupError, TypeError, ValueError, DomainError) as error:
        # a kind or a value that this version cannot put into words: it must not stop the queue
        await _note_error(run, candidate, attempt, TelegramRefusal(f"no text: {type(error).__name__}: {error}"))
        return
    run.down_in_a_row = 0
    run.sent += 1
    noted = partial(queue.note_sent, delivery_id=candidate.id, attempt=attempt, message_id=message_id)
    await run.context.transact(noted)


async def _call(client: TelegramClient, candidate: Candidate) -> int:
    """Send or edit one message; give its id. Raises TelegramError."""
    try:
        return await _send_or_edit(client, candidate, _rendered(candidate, live_times=True))
    except TelegramRefusal as refusal:
        if "tg-time" not in str(refusal):
            raise
        return await _send_or_edit(client, candidate, _rendered(candidate, live_times=False))


async def _send_or_edit(client: TelegramClient, candidate: Candidate, rendered: Rendered) -> int:
    chat_id, previous = candidate.telegram_id or 0, candidate.previous_message_id
    if previous is not None:
        try:
            await client.edit_message_text(chat_id, previous, rendered.text, rendered.keyboard)
        except MessageNotModified:
            return previous
        except MessageGone:
            pass
        else:
            return previous
    return await client.send_message(chat_id, rendered.text, rendered.keyboard)


def _rendered(candidate: Candidate, *, live_times: bool) -> Rendered:
    return render(candidate.kind, candidate.params, candidate.language, candidate.time_zone, live_times=live_times)


async def _note_error(run: _Run, candidate: Candidate, attempt: int, error: TelegramError) -> None:
    now = run.context.clock.now()
    counts = True
    if isinstance(error, TelegramFlood):
        outcome = Resolution(DeliveryState.PENDING, str(error), now + timedelta(seconds=error.retry_after_s))
        counts, run.is_stopped = False, True
    elif isinstance(error, ChatUnreachable):
        outcome = Resolution(DeliveryState.UNREACHABLE, str(error))
    elif isinstance(error, TelegramRefusal):
        _log.error("notice %s refused: %s", candidate.notification_id, error)
        outcome = Resolution(DeliveryState.FAILED, str(error))
    else:
        outcome = after_failure(candidate.category, attempt, now, str(error), arrived=error.arrived)
        if isinstance(error, BotRefused):
            _log.error("Telegram does not know this bot: %s", error)
            outcome = Resolution(DeliveryState.PENDING, str(error), now + _WITHOUT_BOT)
            counts, run.is_stopped = False, True
        elif isinstance(error, TelegramDown):
            run.down_in_a_row += 1
            run.is_stopped = run.is_stopped or run.down_in_a_row >= _DOWN_IN_A_ROW

    async def note(tx: Transaction) -> None:
        await queue.note_failure(tx, candidate.id, attempt, outcome, counts=counts)
        if isinstance(error, ChatUnreachable) and candidate.telegram_id is not None:
            await inbox.note_reachable(tx, candidate.telegram_id, is_reachable=False)

    await run.context.transact(note)
    if isinstance(error, TelegramFlood):
        await gate.hold(run.context.redis, error.retry_after_s)
