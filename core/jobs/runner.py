"""The scheduler: wakes jobs up, ends them in order."""

import asyncio
import logging
import os
import secrets
import signal
import socket
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from core.app import App, open_app
from core.jobs.schedule import JOBS, Job, first_run
from core.kernel.errors import Busy, Unavailable
from core.logs import configure_logging
from core.settings import Settings

_log = logging.getLogger(__name__)


async def run_jobs(settings: Settings) -> None:
    """Run all jobs until SIGTERM or SIGINT; what is under way then is finished first."""
    configure_logging(settings.log_level)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for stop in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(stop, stopping.set)
    async with open_app(settings) as app:
        await run_until(app, stopping)


async def run_until(app: App, stopping: asyncio.Event) -> None:
    """Run all jobs on an application until the event is set."""
    holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    running: set[asyncio.Task[None]] = set()
    scheduler = AsyncIOScheduler(timezone="UTC")
    now = app.context.clock.now()
    for index, job in enumerate(JOBS):
        scheduler.add_job(
            partial(_start, job, app, holder, running),
            IntervalTrigger(seconds=job.every_s, timezone="UTC"),
            id=job.name,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
            next_run_time=first_run(now, index),
        )
    scheduler.start()
    _log.info("jobs started as %s", holder)
    await stopping.wait()
    scheduler.shutdown(wait=False)
    await asyncio.gather(*running)
    _log.info("jobs ended")


async def _start(job: Job, app: App, holder: str, running: set[asyncio.Task[None]]) -> None:
    """Run a job in a task of its own, which the end of the process waits for instead of cutting it off."""
    task = asyncio.create_task(run_job(job, app, holder))
    running.add(task)
    task.add_done_callback(running.discard)
    await asyncio.shield(task)


async def run_job(job: Job, app: App, holder: str) -> None:
    """Run a job once. A database or beacon that is away for a moment is a line in the log; the next run tries again."""
    try:
        await job.run(app, holder)
    except (Busy, Unavailable) as error:
        _log.warning("job %s put off: %s", job.name, error)
    except Exception:  # noqa: BLE001 - the outermost loop of the process: one job must not end the others
        _log.exception("job %s failed", job.name)
