"""The tables of notifications."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, Time, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.base import Base, Id, one_of
from core.notifications.kinds import Category, Channel, DeliveryState


class Notification(Base):
    """One line of a player's inbox. What it says is rendered from `kind` and `params` when it is read or sent.

    Notices of one thread are one message in the chat, edited as things move on.
    """

    __tablename__ = "notifications"

    id: Mapped[Id]
    player_id: Mapped[UUID] = mapped_column(ForeignKey("players.id", ondelete="RESTRICT"))
    kind: Mapped[str]
    category: Mapped[Category] = mapped_column(Text)
    params: Mapped[dict[str, Any]]
    thread_key: Mapped[str | None]
    dedup_key: Mapped[str] = mapped_column(Text, unique=True)
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("category", Category),
        Index("ix_notifications_player_id_id", "player_id", "id"),
        Index("ix_notifications_unread", "player_id", postgresql_where=text("read_at IS NULL")),
        Index("ix_notifications_thread", "player_id", "thread_key", postgresql_where=text("thread_key IS NOT NULL")),
    )


class Delivery(Base):
    """A notification on its way to a chat. `due_at` of one that is being sent is when it counts as abandoned.

    The place in the queue (`priority`) belongs to the sending, not to the inbox.
    """

    __tablename__ = "notification_deliveries"

    id: Mapped[Id]
    notification_id: Mapped[UUID] = mapped_column(ForeignKey("notifications.id", ondelete="RESTRICT"))
    channel: Mapped[Channel] = mapped_column(Text)
    priority: Mapped[int]
    state: Mapped[DeliveryState] = mapped_column(Text)
    attempts: Mapped[int]
    due_at: Mapped[datetime]
    message_id: Mapped[int | None]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("notification_id", "channel"),
        one_of("channel", Channel),
        one_of("state", DeliveryState),
        CheckConstraint("priority BETWEEN 0 AND 3", name="priority"),
        CheckConstraint("state <> 'sent' OR message_id IS NOT NULL", name="sent"),
        Index(
            "ix_notification_deliveries_due",
            "priority",
            "due_at",
            "id",
            postgresql_where=text("state = 'pending'"),
        ),
        Index("ix_notification_deliveries_sending", "due_at", postgresql_where=text("state = 'sending'")),
    )


class NotificationSwitch(Base):
    """A category that a player has switched; who never did has the defaults of `rules.is_on`."""

    __tablename__ = "notification_switches"

    player_id: Mapped[UUID] = mapped_column(ForeignKey("players.id", ondelete="RESTRICT"), primary_key=True)
    category: Mapped[Category] = mapped_column(Text, primary_key=True)
    inbox: Mapped[bool]
    telegram: Mapped[bool]

    __table_args__ = (
        one_of("category", Category),
        CheckConstraint("inbox OR category NOT IN ('money', 'results')", name="essential"),
        CheckConstraint("inbox OR NOT telegram", name="order"),
    )


class QuietHours(Base):
    """When a player does not want to be disturbed: wall times in their own zone, over midnight where `starts` is later.

    Hours that were given up are NULL.
    """

    __tablename__ = "notification_quiet_hours"

    player_id: Mapped[UUID] = mapped_column(ForeignKey("players.id", ondelete="RESTRICT"), primary_key=True)
    starts: Mapped[time | None] = mapped_column(Time)
    ends: Mapped[time | None] = mapped_column(Time)

    __table_args__ = (
        CheckConstraint("starts <> ends", name="length"),
        CheckConstraint("(starts IS NULL) = (ends IS NULL)", name="both"),
    )


class Reachability(Base):
    """Whether the bot may write to a player; no row: nothing speaks against it."""

    __tablename__ = "notification_reachability"

    player_id: Mapped[UUID] = mapped_column(ForeignKey("players.id", ondelete="RESTRICT"), primary_key=True)
    blocked_at: Mapped[datetime | None]
