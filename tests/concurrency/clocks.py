"""Time that flies: the minute between a close and its beacon round passes in a blink, the same in every process."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class FlyingClock:
    """A clock that stood at `start` when the machine's stood at `real_start` and runs `speed` times as fast."""

    real_start: float
    start: float
    speed: float

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.start + (time.time() - self.real_start) * self.speed, UTC)
