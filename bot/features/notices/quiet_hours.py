"""Quiet hours as people type them."""

import re
from datetime import time

from core.notifications.views import QuietTime

PRESETS = (
    QuietTime(time(22), time(7)),
    QuietTime(time(22), time(8)),
    QuietTime(time(23), time(8)),
    QuietTime(time(0), time(9)),
)

_TIME = r"(\d{1,2})(?:[:.](\d{2}))?"
_RANGE = re.compile(rf"{_TIME}[-–—]{_TIME}")
_DAY_H = 24


def parse_quiet(text: str) -> QuietTime | None:
    """Quiet hours from `22:00-08:00`, `22.30 – 7` or `22-24`; None for what are none, or all day."""
    match = _RANGE.fullmatch("".join(text.split()))
    if match is None:
        return None
    starts, ends = _wall(match[1], match[2]), _wall(match[3], match[4])
    return None if starts is None or ends is None or starts == ends else QuietTime(starts, ends)


def _wall(hour: str, minute: str | None) -> time | None:
    # int() reads the digits of every script; the day's end is the next one's beginning
    hours, minutes = int(hour), int(minute or 0)
    if hours == _DAY_H and minutes == 0:
        hours = 0
    return time(hours, minutes) if hours < _DAY_H and minutes < 60 else None


def quiet_text(quiet: QuietTime) -> str:
    """Quiet hours as they are shown."""
    return f"{quiet.starts:%H:%M}–{quiet.ends:%H:%M}"
