"""The purchase desk: commits together whatever purchases have arrived while the previous transaction ran.

A rush on one raffle queues on that raffle's row when every purchase is a transaction of its own. The desk of a process
takes one batch after the other, across raffles in turn, and answers each caller after the commit. A lonely purchase is
a batch of one and waits for nothing. Desks of several processes share nothing but PostgreSQL.
"""

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import Sequence
from contextvars import Context as Variables
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from core.audit.critical import raise_critical
from core.kernel.context import Context
from core.kernel.errors import Busy, DomainError, Internal, Unavailable
from core.raffles.buy_tickets import BuyTickets, Outcome, buy_tickets
from core.raffles.views import Receipt

BATCH = 128
"""Commands of one transaction at most: larger ones are hardly faster, and everybody in them waits longer."""
MAX_WAIT_S = 2.0
"""A queue of more than so much work is full."""

_FIRST_RATE = 500.0
"""Commands per second that are assumed until batches were measured."""
_WEIGHT = 0.2
"""How much the newest batch counts in the measured rate."""
_log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class _Waiting:
    """A command and who waits for its outcome. A caller that went away still counts: its command is carried out."""

    command: BuyTickets
    outcome: asyncio.Future[Outcome]


class PurchaseDesk:
    """One desk of a process. `submit` may be called by any number of tasks of one event loop."""

    def __init__(self, context: Context, *, batch: int = BATCH, max_wait_s: float = MAX_WAIT_S) -> None:
        self._context = context
        self._batch = batch
        self._max_wait_s = max_wait_s
        self._queues: OrderedDict[UUID, deque[_Waiting]] = OrderedDict()
        self._waiting = 0
        self._rate = _FIRST_RATE
        self._work: asyncio.Task[None] | None = None

    async def submit(self, command: BuyTickets) -> Receipt:
        """Carry out a purchase and give its receipt, after the commit.

        Raises the refusals of `buy_tickets`; Busy where the queue holds more than two seconds of work, or locks could
        not be had; Unavailable where the database went away twice, in which case the same key tells what became of
        it; Internal where the command itself broke a constraint.
        """
        if self._waiting >= max(self._batch, self._rate * self._max_wait_s):
            raise Busy
        waiting = _Waiting(command, asyncio.get_running_loop().create_future())
        self._queues.setdefault(command.raffle_id, deque()).append(waiting)
        self._waiting += 1
        if self._work is None or self._work.done():
            self._start()
        outcome = await waiting.outcome
        if isinstance(outcome, DomainError):
            raise outcome
        return outcome

    async def close(self) -> None:
        """Wait until everything that was submitted has its outcome."""
        while self._work is not None and not self._work.done():
            await asyncio.wait([self._work])

    def _start(self) -> None:
        # of no caller's transaction or logging context
        self._work = asyncio.get_running_loop().create_task(self._run(), context=Variables())
        self._work.add_done_callback(self._go_on)

    def _go_on(self, ended: asyncio.Task[None]) -> None:
        """Serve those who wait behind a batch that broke."""
        if ended.cancelled() or (error := ended.exception()) is None:
            return
        _log.error("a batch of purchases broke", exc_info=error)
        if self._waiting and self._work is ended:
            self._start()

    async def _run(self) -> None:
        while self._waiting:
            batch = self._take()
            began = perf_counter()
            await self._serve(batch)
            measured = len(batch) / max(perf_counter() - began, 1e-6)
            if len(batch) * 2 > self._batch:
                # a small batch says nothing about how fast a full one would be
                self._rate += _WEIGHT * (measured - self._rate)

    def _take(self) -> list[_Waiting]:
        """The next batch: one command of each raffle in turn, so that no rush keeps another raffle waiting."""
        taken: list[_Waiting] = []
        while self._queues and len(taken) < self._batch:
            raffle_id, queue = next(iter(self._queues.items()))
            taken.append(queue.popleft())
            if queue:
                self._queues.move_to_end(raffle_id)
            else:
                del self._queues[raffle_id]
        self._waiting -= len(taken)
        return taken

    async def _serve(self, batch: Sequence[_Waiting]) -> None:
        outcomes: Sequence[Outcome] = [Internal() for _ in batch]
        try:
            outcomes = await self._carry_out([waiting.command for waiting in batch])
        finally:
            # whatever went wrong, nobody is left waiting
            for waiting, outcome in zip(batch, outcomes, strict=True):
                if not waiting.outcome.done():
                    waiting.outcome.set_result(outcome)

    async def _carry_out(self, commands: Sequence[BuyTickets]) -> list[Outcome]:
        """The outcome of each command. Where one breaks the transaction, halves are tried until it is found alone."""
        try:
            return await self._transact(commands)
        except (Busy, Unavailable) as refusal:
            return [type(refusal)() for _ in commands]
        except Exception:  # noqa: BLE001 - one broken purchase must not take the others of its batch along
            if len(commands) == 1:
                _log.exception("a purchase broke its transaction")
                return [await self._internal(commands[0])]
        middle = len(commands) // 2
        return [*await self._carry_out(commands[:middle]), *await self._carry_out(commands[middle:])]

    async def _transact(self, commands: Sequence[BuyTickets]) -> list[Outcome]:
        """All commands in one transaction; once more on another connection where the first one was lost: the keys make
        it a replay of what was committed. Deadlocks and serialization failures are repeated by `transact`."""
        carry_out = partial(buy_tickets, commands=commands)
        try:
            return await self._context.transact(carry_out)
        except Unavailable:
            return await self._context.transact(carry_out)

    async def _internal(self, command: BuyTickets) -> DomainError:
        """Tell people of a command that broke its transaction; give what its caller is told."""
        tell = partial(
            raise_critical,
            code="purchase_broken",
            subject_type="raffle",
            subject_id=command.raffle_id,
            details={"player_id": str(command.actor.id), "quantity": command.quantity},
        )
        try:
            await self._context.transact(tell)
        except (Busy, Unavailable, DBAPIError):
            _log.exception("the critical event of a broken purchase could not be written")
        return Internal()
