"""What arrives while a batch is under way is the next batch: a burst costs a few calls, and nobody waits when idle."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextvars import Context as Variables
from typing import Generic, TypeVar

I = TypeVar("I")  # noqa: E741 - items
O = TypeVar("O")  # noqa: E741 - outcomes


class Batches(Generic[I, O]):
    """One batch at a time of at most `most` items, carried out by `work`, which gives an outcome for each in order."""

    def __init__(self, work: Callable[[Sequence[I]], Awaitable[Sequence[O]]], most: int) -> None:
        self._work = work
        self._most = most
        self._waiting: deque[tuple[I, asyncio.Future[O]]] = deque()
        self._task: asyncio.Task[None] | None = None

    async def add(self, item: I) -> O:
        """The outcome of an item. Raises what `work` raised for its batch."""
        loop = asyncio.get_running_loop()
        outcome: asyncio.Future[O] = loop.create_future()
        self._waiting.append((item, outcome))
        if self._task is None or self._task.done():
            # of no caller's transaction or logging context
            self._task = loop.create_task(self._run(), context=Variables())
        return await outcome

    async def _run(self) -> None:
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(self._most, len(self._waiting)))]
            # a failure is told to everybody who waits, and the next batch goes on
            [outcomes] = await asyncio.gather(self._work([item for item, _ in batch]), return_exceptions=True)
            for place, (_, waiting) in enumerate(batch):
                if waiting.done():
                    continue
                if isinstance(outcomes, BaseException):
                    waiting.set_exception(outcomes)
                else:
                    waiting.set_result(outcomes[place])
