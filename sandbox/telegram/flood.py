"""Telegram's flood limits, off by default: 30 messages a second overall, one a second per chat with a short burst,
20 a minute per group (core.telegram.org/bots/faq, "My bot is hitting limits")."""

import math
from collections import deque
from collections.abc import Callable

from sandbox.telegram.errors import too_many_requests

_OVERALL = (30, 1.0)
_GROUP = (20, 60.0)
_CHAT_BURST = 3
_KNOWN_CHATS = 10_000


class Flood:
    """Counts what the bot sends."""

    def __init__(self, clock: Callable[[], float], is_on: bool = False) -> None:
        self.is_on = is_on
        self._clock = clock
        self._overall: deque[float] = deque()
        self._groups: dict[int, deque[float]] = {}
        self._ready_at: dict[int, float] = {}

    def switch(self, is_on: bool) -> None:
        """Starts from a clean count."""
        self.is_on = is_on
        self._overall.clear()
        self._groups.clear()
        self._ready_at.clear()

    def check(self, chat_id: int, count: int = 1) -> None:
        """Counts messages to a chat. Raises BotApiRefusal 429 with the seconds to wait; then nothing is counted."""
        if not self.is_on:
            return
        now = self._clock()
        wait_s = _wait_s(self._overall, _OVERALL, now, count)
        if chat_id < 0:
            group = self._groups.setdefault(chat_id, deque())
            wait_s = max(wait_s, _wait_s(group, _GROUP, now, count))
        else:
            # the chat's own clock runs one second ahead per message and may be ahead by the burst
            ahead_s = self._ready_at.get(chat_id, now) - now
            wait_s = max(wait_s, ahead_s - (_CHAT_BURST - 1))
        if wait_s > 0:
            raise too_many_requests(max(1, math.ceil(wait_s)))
        self._overall.extend([now] * count)
        if chat_id < 0:
            self._groups[chat_id].extend([now] * count)
        else:
            if len(self._ready_at) >= _KNOWN_CHATS:
                self._ready_at = {known: ready for known, ready in self._ready_at.items() if ready > now}
            self._ready_at[chat_id] = max(self._ready_at.get(chat_id, now), now) + count


def _wait_s(sent: deque[float], limit: tuple[int, float], now: float, count: int) -> float:
    most, period_s = limit
    while sent and sent[0] <= now - period_s:
        sent.popleft()
    excess = len(sent) + count - most
    return sent[min(excess, len(sent)) - 1] + period_s - now if excess > 0 and sent else 0.0
