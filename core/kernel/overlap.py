"""Python and PostgreSQL at the same time, within one transaction."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

A = TypeVar("A")
B = TypeVar("B")


async def together(*statements: Coroutine[Any, Any, Any]) -> list[Any]:
    """Have several statements fetched, each sent before the rows of the one before are looked at; give what they give.

    Waits until all have ended, whichever fail, so that the connection is free. Raises the failure that came first:
    those after it only say that the transaction had failed.
    """
    failed: list[asyncio.Task[Any]] = []
    tasks = [asyncio.ensure_future(statement) for statement in statements]
    for task in tasks:
        task.add_done_callback(lambda ended: None if _is_well(ended) else failed.append(ended))
    try:
        await asyncio.wait(tasks)
    except asyncio.CancelledError:
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
    for task in failed:
        task.result()
    return [task.result() for task in tasks]


def _is_well(task: asyncio.Task[Any]) -> bool:
    return not task.cancelled() and task.exception() is None


async def meanwhile(statement: Coroutine[Any, Any, A], work: Callable[[], B]) -> tuple[A, B]:
    """Give what a statement gives, and what `work` gives, which runs here while the database is busy with it.

    Raises what either raises; where `work` does, the statement has ended by then, so that the connection is free.
    """
    running = asyncio.ensure_future(statement)
    try:
        await asyncio.sleep(0)  # the statement's first step: it is sent
        done = work()
    except BaseException:
        await asyncio.gather(running, return_exceptions=True)
        raise
    return await running, done
