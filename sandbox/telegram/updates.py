"""Updates that wait for the bot, and the long poll that fetches them."""

import asyncio
from collections import deque
from collections.abc import Callable, Collection

from sandbox.telegram.errors import BotApiRefusal
from sandbox.telegram.journal import Journal, Table
from sandbox.telegram.state import Json, Update

KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "pre_checkout_query",
    "my_chat_member",
    "chat_member",
    "message_reaction",
)
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that a bot gets only when it names them (Bot API, getUpdates)."""

_LIMIT = 20_000
_LIFETIME_S = 24 * 3_600
_REMEMBERED = 200
_CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


class Updates:
    """The queue of the one bot."""

    def __init__(self, journal: Journal, counter: Callable[[str], int], clock: Callable[[], float]) -> None:
        self.allowed: list[str] | None = None
        self.arrived = asyncio.Event()
        self._table: Table[int, Update] = Table(journal, "updates", lambda row: Update(**row))
        self._journal = journal
        self._counter = counter
        self._clock = clock
        self._recent: deque[Update] = deque(maxlen=_REMEMBERED)
        self._again: deque[Update] = deque(maxlen=_REMEMBERED)
        self._poll: asyncio.Future[str] | None = None

    def push(self, kind: str, body: Json, lane: int) -> int | None:
        """Queues an update; gives its id, or None when the bot did not ask for its kind."""
        allowed: Collection[str] = self.allowed or [known for known in KINDS if known not in NOT_BY_DEFAULT]
        update_id = self._counter("update")
        if kind not in allowed:
            return None
        self._table.put(update_id, Update(update_id, kind, body, lane, int(self._clock())))
        if len(self._table.rows) > _LIMIT:
            self._table.drop(next(iter(self._table.rows)))
        # before the bot can act on it, it must survive us
        self._journal.flush()
        self._wake()
        return update_id

    def pending(self) -> list[Update]:
        """All that wait, oldest first; those to be repeated come before all others."""
        deadline = self._clock() - _LIFETIME_S
        for update in [update for update in self._table.rows.values() if update.date < deadline]:
            self._table.drop(update.id)
        return [*self._again, *self._table.rows.values()]

    def confirm(self, update: Update) -> None:
        """Forgets an update that the bot has had."""
        if update in self._again:
            self._again.remove(update)
        else:
            self._settle(update)

    def repeat(self, update_id: int | None) -> int | None:
        """Delivers a recent update once more, the last one without an id; None when it is not remembered."""
        known = [*self._recent, *self._table.rows.values()]
        found = next((update for update in reversed(known) if update_id in (None, update.id)), None)
        if found is None:
            return None
        self._again.append(found)
        self._wake()
        return found.id

    def drop_pending(self) -> None:
        """Forgets all that wait."""
        for update in self.pending():
            self.confirm(update)

    @property
    def is_polled(self) -> bool:
        """Whether a bot waits for updates at this moment."""
        return self._poll is not None

    async def poll(self, offset: int, limit: int, timeout_s: float) -> list[Json]:
        """What getUpdates answers. A second poll ends the first, which then raises BotApiRefusal 409."""
        if offset < 0:
            for update in list(self._table.rows.values())[:offset]:
                self._settle(update)
        for update in [update for update in self._table.rows.values() if update.id < offset]:
            self._settle(update)
        self._journal.flush()
        if timeout_s > 0 and not self.pending():
            await self._wait(timeout_s)
        found = self.pending()[:limit]
        for update in found:
            if update in self._again:
                self._again.remove(update)
        return [update.as_json() for update in found]

    def end_poll(self, why: str) -> None:
        """Ends a poll that waits: with 409 and these words, or with an empty answer for no words."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(why)

    def _settle(self, update: Update) -> None:
        if update.id in self._table.rows:
            self._table.drop(update.id)
            self._recent.append(update)

    async def _wait(self, timeout_s: float) -> None:
        self.end_poll(_CONFLICT)
        mine: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._poll = mine
        try:
            why = await asyncio.wait_for(mine, timeout_s)
        except TimeoutError:
            return
        finally:
            if self._poll is mine:
                self._poll = None
        if why:
            raise BotApiRefusal(409, why)

    def _wake(self) -> None:
        self.arrived.set()
        self.end_poll("")
