"""The real jobs in processes of their own, some of which kill themselves right before or after a commit.

The first line on standard input is a list of plans; each gets a process (forked, so that what they import is loaded
once), whose ids are told. The word `wait` waits for their ends, `end` sends SIGTERM first; then the exit codes are
told. Whatever lives when the input ends is killed.
"""

import asyncio
import json
import os
import signal
import sys
import traceback
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, event

from core.app import open_app
from core.jobs import runner
from core.kernel.context import Context, Transaction
from core.settings import Settings
from tests.concurrency.clocks import FlyingClock

_effective: ContextVar[bool] = ContextVar("effective", default=False)


class Killer:
    """Counts the commits of one step that changed something; at the n-th the process is gone."""

    def __init__(self, step: str, when: str, nth: int) -> None:
        self.step, self.when, self.left = step, when, nth
        self.transact = Context.transact

    def arm(self) -> None:
        """Wrap the product from outside: it has no hook for this."""
        killer = self

        async def transact(context: Context, fn: Callable[[Transaction], Awaitable[Any]], *, attempts: int = 6) -> Any:
            if name_of(fn) != killer.step:
                return await killer.transact(context, fn, attempts=attempts)
            result = await killer.transact(context, partial(note_effect, fn=fn), attempts=attempts)
            if _effective.get() and killer.when == "after":
                killer.count()
            _effective.set(False)
            return result

        Context.transact = transact  # type: ignore[assignment, method-assign]
        event.listen(Engine, "commit", self.before_commit)

    def before_commit(self, _: Connection) -> None:
        if _effective.get() and self.when == "before":
            self.count()

    def count(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


async def note_effect(tx: Transaction, fn: Callable[[Transaction], Awaitable[Any]]) -> Any:
    """A step that gives nothing true found nothing to do."""
    result = await fn(tx)
    _effective.set(bool(result))
    return result


def name_of(fn: Callable[..., Any]) -> str:
    while isinstance(fn, partial):
        fn = fn.func
    return f"{fn.__module__}.{fn.__qualname__}"


def run(plan: dict[str, Any]) -> None:
    """A jobs process with its plan: `settings`, `clock` and, for one that is to be killed, `kill`."""
    if plan.get("kill"):
        Killer(*plan["kill"]).arm()
    runner.open_app = partial(open_app, clock=FlyingClock(**plan["clock"]))  # type: ignore[attr-defined]
    asyncio.run(runner.run_jobs(Settings(**plan["settings"], _env_file=None)))


def fork(plan: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        run(plan)
        code = 0
    finally:
        # a child must not go on with its parent's work, whatever happened
        if code:
            traceback.print_exc()
        os._exit(code)


def main() -> None:
    pids = [fork(plan) for plan in json.loads(sys.stdin.readline())]
    try:
        say(pids)
        if json.loads(sys.stdin.readline() or '""') == "end":
            for pid in pids:
                os.kill(pid, signal.SIGTERM)
        codes = []
        while pids:
            codes.append(os.waitstatus_to_exitcode(os.waitpid(pids[0], 0)[1]))
            del pids[0]
        say(codes)
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGKILL)


def say(message: object) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
