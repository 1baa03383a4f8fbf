"""Long polling by one process at a time: an update is confirmed to Telegram after it was handled, not before."""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from time import monotonic
from typing import Any, TypeVar

from aiogram import Bot, Dispatcher
from aiogram.exceptions import ClientDecodeError, TelegramConflictError, TelegramRetryAfter
from aiogram.types import Update
from pydantic import ValidationError
from redis.exceptions import RedisError

from bot.delivery import TELEGRAM_AWAY
from bot.parked import Parked
from core.app import App
from core.kernel.context import Transaction
from core.kernel.errors import Busy, Unavailable
from core.kernel.leases import acquire_lease, release_lease

T = TypeVar("T")

LEASE_S = 10
_RENEW_S = 3
_TRY_S = 1
_POLL_S = 10
_GRACE_S = 1
_PATIENCE_S = (0.5, 1, 2, 4, 8, 15, 15, 15, 15)
"""Pauses between the tries of one update while Telegram or Valkey is away: somewhat more than a minute."""
_PAGE = 100  # the most that getUpdates gives
_MOST_RUNNING = 500
_log = logging.getLogger(__name__)


class Poller:
    """Asks Telegram for updates while it holds the lease; any number of processes may run one."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, app: App, holder: str, allowed: tuple[str, ...]) -> None:
        self._bot, self._dispatcher, self._app = bot, dispatcher, app
        self._holder, self._lease = holder, f"bot.polling.{bot.id}"
        self._allowed = list(allowed)
        self._running: dict[int, asyncio.Task[None]] = {}
        self._handled: set[int] = set()
        self._newest: int | None = None
        """The last update that Telegram gave us."""
        self._store = Parked(app.context.redis, bot)
        self._parked: set[int] = set()
        self._last_of: dict[int, asyncio.Task[None]] = {}
        self._stopping = asyncio.Event()

    async def run(self, stopping: asyncio.Event) -> None:
        """Poll, or wait for the lease, until the event is set; what is under way then is finished first."""
        self._stopping = stopping
        while not stopping.is_set():
            if await self._renew():
                _log.info("polling as %s", self._holder)
                await self._lead()
            await self._pause(_TRY_S)
        await asyncio.gather(*self._running.values())
        await self._give_back()

    async def _lead(self) -> None:
        """Poll until told to stop or until the lease is lost."""
        keeper = asyncio.create_task(self._keep())
        try:
            await self._take_up_parked()
            failures = 0
            while not self._stopping.is_set() and not keeper.done():
                try:
                    await self._step(keeper)
                    failures = 0
                except TelegramRetryAfter as refusal:
                    await self._pause(refusal.retry_after)
                except (*TELEGRAM_AWAY, TelegramConflictError, ClientDecodeError) as error:
                    failures += 1
                    # an answer that cannot be read may hold anything, and is not for the log
                    _log.warning("no updates: %s", getattr(error, "message", type(error).__name__))
                    await self._pause(min(15, 2 ** min(failures, 4) / 2))
        finally:
            await _end(keeper)

    async def _step(self, keeper: "asyncio.Task[None]") -> None:
        """Fetch what comes after the oldest unhandled update, and begin with what is new."""
        unhandled = self._running.keys() - self._parked
        after_all = 0 if self._newest is None else self._newest + 1
        offset = min(unhandled, default=after_all) or None
        wait_s = 0 if self._running else _POLL_S
        updates = await self._fetch(offset, wait_s, keeper)
        if updates is None:
            return
        # Telegram has forgotten what lies before the offset; it numbers anew after a week of silence
        self._handled = {update_id for update_id in self._handled if unhandled and update_id >= (offset or 0)}
        new = [one for one in updates if one.update_id not in self._running and one.update_id not in self._handled]
        for update in new:
            self._begin(update)
        if len(updates) >= _PAGE and not new and len(self._running) < _MOST_RUNNING:
            await self._park([update for update in updates if update.update_id in self._running])
        elif self._running:
            most = asyncio.FIRST_COMPLETED if len(self._running) >= _MOST_RUNNING else asyncio.ALL_COMPLETED
            await asyncio.wait(self._running.values(), timeout=_GRACE_S, return_when=most)

    async def _fetch(self, offset: int | None, wait_s: int, keeper: "asyncio.Task[None]") -> list[Update] | None:
        """The updates from the offset on, without those that this version cannot read: they would stop all others.

        None where the process ends or the lease is lost meanwhile. Raises ClientDecodeError for what is no answer.
        """
        request = self._bot.get_updates(offset, _PAGE, wait_s, self._allowed, request_timeout=wait_s + 10)
        try:
            updates = await self._unless_stopped(request, keeper)
        except ClientDecodeError as error:
            items = error.data.get("result") if isinstance(error.data, dict) else None
            if not isinstance(items, list):
                raise
            updates = [update for item in items if (update := self._read(item)) is not None]
            self._newest = max((int(item["update_id"]) for item in items), default=self._newest)
        else:
            self._newest = updates[-1].update_id if updates else self._newest
        return updates

    def _read(self, item: Any) -> Update | None:
        try:
            return Update.model_validate(item, context={"bot": self._bot})
        except ValidationError as error:
            _log.error("update %s cannot be read: %d faults", item["update_id"], error.error_count())
            return None

    async def _park(self, updates: list[Update]) -> None:
        """Keep updates that take long by ourselves: Telegram gives nothing behind a page of which one is unhandled."""
        ids = {update.update_id for update in updates}
        if not ids:
            return
        self._parked |= ids
        try:
            await self._store.put(updates)
            if over := ids - self._running.keys():
                await self._store.remove(*over)
        except RedisError as error:
            self._parked -= ids
            _log.warning("updates are not parked: %s", type(error).__name__)
            await self._pause(_GRACE_S)

    async def _take_up_parked(self) -> None:
        """Begin with what a process before us did not get to the end of."""
        try:
            kept = await self._store.all()
        except RedisError as error:
            _log.warning("parked updates stay for later: %s", type(error).__name__)
            return
        for update in kept:
            if update.update_id not in self._running:
                self._parked.add(update.update_id)
                self._begin(update)

    def _begin(self, update: Update) -> None:
        person = _person_of(update)
        task = asyncio.create_task(self._finish(update, self._last_of.get(person)))
        self._running[update.update_id] = self._last_of[person] = task

        def end(done: "asyncio.Task[None]") -> None:
            del self._running[update.update_id]
            self._handled.add(update.update_id)
            self._parked.discard(update.update_id)
            if self._last_of.get(person) is done:
                del self._last_of[person]

        task.add_done_callback(end)

    async def _finish(self, update: Update, previous: "asyncio.Task[None] | None") -> None:
        """Handle one update, after the previous one of the same person."""
        if previous is not None:
            await asyncio.wait([previous])
        is_over = await self._handle(update)
        if is_over and update.update_id in self._parked:
            with suppress(RedisError):  # it is taken up once more then, and its claim says that it was handled
                await self._store.remove(update.update_id)

    async def _handle(self, update: Update) -> bool:
        """Handle one update, again and again while Telegram or Valkey is away. False: the process ends before that."""
        for pause_s in (*_PATIENCE_S, None):
            try:
                await self._dispatcher.feed_update(self._bot, update)
            except (*TELEGRAM_AWAY, RedisError) as error:
                if pause_s is None or self._stopping.is_set():
                    _log.error("update %d is given up: %s", update.update_id, error)
                    return not self._stopping.is_set()
                wait_s = error.retry_after if isinstance(error, TelegramRetryAfter) else pause_s
                _log.warning("update %d is handled again in %s s: %s", update.update_id, wait_s, type(error).__name__)
                await self._pause(min(wait_s, 60))
            except Exception:  # noqa: BLE001 - the outermost loop of the process: one update must not end the others
                _log.exception("update %d failed", update.update_id)
                return True
            else:
                return True
        raise AssertionError("unreachable")

    async def _keep(self) -> None:
        """Renew the lease; ends when it is lost."""
        until = monotonic() + LEASE_S
        while monotonic() < until:
            await asyncio.sleep(_RENEW_S)
            asked_at = monotonic()
            held = await self._renew()
            if held:
                until = asked_at + LEASE_S
            elif held is False:
                break
        _log.warning("the lease of polling is lost")

    async def _renew(self) -> bool | None:
        """Whether the lease is ours, None where the database cannot say."""

        async def acquire(tx: Transaction) -> bool:
            return await acquire_lease(tx, self._lease, self._holder, LEASE_S)

        try:
            return await self._app.transact(acquire)
        except (Busy, Unavailable) as error:
            _log.warning("the lease of polling is not renewed: %s", error)
            return None

    async def _give_back(self) -> None:
        try:
            await self._app.transact(lambda tx: release_lease(tx, self._lease, self._holder))
        except (Busy, Unavailable) as error:
            _log.warning("the lease of polling runs out by itself: %s", error)

    async def _unless_stopped(self, request: Coroutine[Any, Any, T], keeper: "asyncio.Task[None]") -> T | None:
        """The result of a long request, None where the process ends or the lease is lost meanwhile."""
        asking, stop = asyncio.ensure_future(request), asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait([asking, stop, keeper], return_when=asyncio.FIRST_COMPLETED)
            return asking.result() if asking.done() else None
        finally:
            await _end(asking, stop)

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return


async def _end(*tasks: "asyncio.Future[Any]") -> None:
    """Cancel, and wait until it is done: what a task held is free then."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _person_of(update: Update) -> int:
    """Whose updates have to stay in order."""
    person = getattr(update.event, "from_user", None) or getattr(update.event, "chat", None)
    return person.id if person is not None else 0
