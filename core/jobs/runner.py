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
from core.draws.beacons import BeaconUnavailable
from core.jobs.schedule import JOBS, Job, first_run
from core.kernel.clock import SystemClock
from core.kernel.errors import Busy, Unavailable
from core.kernel.garbage import spare_what_is_loaded
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
        spare_what_is_loaded()
        await run_until(app, stopping)


async def run_until(app: App, stopping: asyncio.Event) -> None:
    """Run all jobs on an application until the event is set."""
    holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    running: dict[str, asyncio.Task[None]] = {}
    scheduler = AsyncIOScheduler(timezone="UTC")
    now = SystemClock().now()  # what APScheduler goes by, whatever time the application has
    for index, job in enumerate(JOBS):
        scheduler.add_job(
            partial(_start, job, app, holder, running),
            IntervalTrigger(seconds=job.every_s, timezone="UTC"),
            id=job.name,
            name=job.name,
            coalesce=True,
            misfire_grace_time=None,
            next_run_time=first_run(now, index),
        )
    scheduler.start()
    _log.info("jobs started as %s", holder)
    await stopping.wait()
    scheduler.pause()
    await asyncio.sleep(0)  # what it has given to the loop begins: shutdown would cancel that, and log an error
    scheduler.shutdown(wait=False)
    await asyncio.gather(*running.values())
    _log.info("jobs ended")


async def _start(job: Job, app: App, holder: str, running: dict[str, asyncio.Task[None]]) -> None:
    """Start a run of a job unless its last one is still at work.

    The run has a task of its own, which the end of the process waits for: APScheduler cancels what it runs itself.
    """
    if job.name in running:
        return
    running[job.name] = task = asyncio.create_task(run_job(job, app, holder))
    task.add_done_callback(lambda _: running.pop(job.name))


async def run_job(job: Job, app: App, holder: str) -> None:
    """Run a job once. A database or beacon that is away for a moment is a line in the log; the next run tries again."""
    try:
        await job.run(app, holder)
    except (Busy, Unavailable, BeaconUnavailable) as error:
        _log.warning("job %s put off: %s", job.name, error)
    except Exception:  # noqa: BLE001 - the outermost loop of the process: one job must not end the others
        _log.exception("job %s failed", job.name)
