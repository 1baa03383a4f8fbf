"""What goes into notifications and what they tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from core.notifications.kinds import Category, Kind, Priority

NoticeParams = Mapping[str, str | int | Mapping[str, str] | None]
"""Values for the text: whole numbers, text, texts per language (a raffle's titles), and instants in ISO 8601 under
names that end in `_at` or, for a live countdown, `_countdown`. `raffle_id` gives a button. None of it is HTML."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell one player. `dedup_key` makes a repetition nothing; it has to name the player, too."""

    player_id: UUID
    kind: Kind
    category: Category
    params: NoticeParams
    dedup_key: str
    thread_key: str | None = None
    priority: Priority = Priority.REMINDER


@dataclass(frozen=True, slots=True)
class NotificationView:
    """A line of the inbox; `core.notifications.render` makes its text. `kind` may be one of a later version."""

    id: UUID
    kind: str
    category: Category
    params: Mapping[str, Any]
    created_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Switch:
    """Where the notices of a category go."""

    inbox: bool
    telegram: bool


@dataclass(frozen=True, slots=True)
class QuietTime:
    """Wall times of the player's zone; over midnight where `starts` is later than `ends`."""

    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class Preferences:
    """All categories, the quiet hours or None, and whether the bot can write to the player."""

    switches: Mapping[Category, Switch]
    quiet: QuietTime | None
    is_reachable: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A delivery that is due, with everything that decides whether and how it is sent now."""

    id: UUID
    notification_id: UUID
    player_id: UUID
    kind: str
    category: Category
    params: Mapping[str, Any]
    attempts: int
    telegram_id: int | None
    language: str
    time_zone: str | None
    wants_telegram: bool
    quiet: QuietTime | None
    is_blocked: bool
    is_busy: bool
    """Another message to this player is under way."""
    is_superseded: bool
    """A later notice of the same thread stands in the queue or in the chat."""
    previous_message_id: int | None
    """The thread's message in the chat, to be edited."""
