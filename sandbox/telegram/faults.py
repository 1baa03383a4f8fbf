"""Makes the Bot API misbehave on demand: 429, 403, 500, or a connection that is cut."""

import itertools
from collections.abc import Callable
from dataclasses import asdict, dataclass

from sandbox.telegram.errors import BotApiRefusal, ConnectionDropped, ControlRefusal, forbidden, too_many_requests
from sandbox.telegram.state import Json

_STATUSES = (429, 403, 500, "drop")
_LIMIT = 100


@dataclass(slots=True)
class Fault:
    """What the next calls get. `count` calls are left, or as many as come before `until` (unix seconds)."""

    id: int
    method: str | None
    status: int | str
    count: int | None
    retry_after: int
    until: float | None


class Faults:
    """All faults that are armed; the oldest that fits a call is used."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._faults: list[Fault] = []
        self._ids = itertools.count(1)

    def arm(self, wanted: Json) -> Json:
        """Adds a fault from the control API's `{method?, status, count, retry_after?, seconds?}`.

        Without `count` it hits one call, or all calls of its `seconds`. Raises ControlRefusal.
        """
        status, method, seconds = wanted.get("status"), wanted.get("method"), wanted.get("seconds")
        count = wanted.get("count", 1 if seconds is None else None)
        retry_after = wanted.get("retry_after", 1)
        if status not in _STATUSES:
            raise ControlRefusal(400, f"status is one of {', '.join(map(str, _STATUSES))}")
        if not (method is None or isinstance(method, str)):
            raise ControlRefusal(400, "method is a name or absent")
        for name, number, least in (("count", count, 1), ("retry_after", retry_after, 0), ("seconds", seconds, 0)):
            if number is not None and (
                isinstance(number, bool) or not isinstance(number, int | float) or number < least
            ):
                raise ControlRefusal(400, f"{name} is a number of {least} or more")
        if len(self._faults) >= _LIMIT:
            raise ControlRefusal(409, "too many faults are armed; delete them first")
        until = None if seconds is None else self._clock() + seconds
        fault = Fault(next(self._ids), method, status, None if count is None else int(count), int(retry_after), until)
        self._faults.append(fault)
        return asdict(fault)

    def listed(self) -> list[Json]:
        """The faults that still wait for calls."""
        self._forget_old()
        return [asdict(fault) for fault in self._faults]

    def clear(self) -> None:
        """Forgets all."""
        self._faults.clear()

    def strike(self, method: str) -> None:
        """Uses up a fault that fits the call: raises BotApiRefusal or ConnectionDropped. Most calls pass."""
        self._forget_old()
        for fault in self._faults:
            if fault.method is not None and fault.method.lower() != method.lower():
                continue
            if fault.count is not None:
                fault.count -= 1
                if fault.count == 0:
                    self._faults.remove(fault)
            if fault.status == "drop":
                raise ConnectionDropped
            if fault.status == 429:
                raise too_many_requests(fault.retry_after)
            if fault.status == 403:
                raise forbidden("bot was blocked by the user")
            raise BotApiRefusal(500, "Internal Server Error")

    def _forget_old(self) -> None:
        now = self._clock()
        self._faults = [fault for fault in self._faults if fault.until is None or now < fault.until]
