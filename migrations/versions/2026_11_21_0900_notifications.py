"""Notifications with their deliveries and preferences, and the watchlist."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, UUID

revision = "notifications"
down_revision = "raffles"
branch_labels = None
depends_on = None

_CATEGORIES = "category IN ('money', 'results', 'draws', 'watchlist', 'marketing')"


def _to(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{parent}.id"], name=op.f(f"fk_{table}_{column}_{parent}"), ondelete="RESTRICT"
    )


def _instant(name: str, *, nullable: bool = False) -> "sa.Column[datetime]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    _inbox()
    _deliveries()
    _preferences()
    _watches()


def _inbox() -> None:
    op.create_table(
        "notifications",
        sa.Column("id", UUID(), nullable=False),
        sa.Column("player_id", UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("params", JSONB(), nullable=False),
        sa.Column("thread_key", sa.Text()),
        sa.Column("dedup_key", sa.Text(), nullable=False),
        _instant("created_at"),
        _instant("read_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
        sa.UniqueConstraint("dedup_key", name=op.f("uq_notifications_dedup_key")),
        _to("notifications", "player_id", "players"),
        sa.CheckConstraint(_CATEGORIES, name=op.f("ck_notifications_category")),
    )
    op.create_index("ix_notifications_player_id_id", "notifications", ["player_id", "id"])
    op.create_index(
        "ix_notifications_unread", "notifications", ["player_id"], postgresql_where=sa.text("read_at IS NULL")
    )
    op.create_index(
        "ix_notifications_thread",
        "notifications",
        ["player_id", "thread_key"],
        postgresql_where=sa.text("thread_key IS NOT NULL"),
    )


def _deliveries() -> None:
    op.create_table(
        "notification_deliveries",
        sa.Column("id", UUID(), nullable=False),
        sa.Column("notification_id", UUID(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("priority", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        _instant("due_at"),
        sa.Column("message_id", sa.BigInteger()),
        _instant("sent_at", nullable=True),
        sa.Column("last_error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification_deliveries")),
        sa.UniqueConstraint(
            "notification_id", "channel", name=op.f("uq_notification_deliveries_notification_id_channel")
        ),
        _to("notification_deliveries", "notification_id", "notifications"),
        sa.CheckConstraint("channel IN ('telegram')", name=op.f("ck_notification_deliveries_channel")),
        sa.CheckConstraint(
            "state IN ('pending', 'sending', 'sent', 'failed', 'skipped', 'unreachable')",
            name=op.f("ck_notification_deliveries_state"),
        ),
        sa.CheckConstraint("priority BETWEEN 0 AND 3", name=op.f("ck_notification_deliveries_priority")),
        sa.CheckConstraint("state <> 'sent' OR message_id IS NOT NULL", name=op.f("ck_notification_deliveries_sent")),
    )
    op.create_index(
        "ix_notification_deliveries_due",
        "notification_deliveries",
        ["priority", "due_at", "id"],
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        "ix_notification_deliveries_sending",
        "notification_deliveries",
        ["due_at"],
        postgresql_where=sa.text("state = 'sending'"),
    )


def _preferences() -> None:
    op.create_table(
        "notification_switches",
        sa.Column("player_id", UUID(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("inbox", sa.Boolean(), nullable=False),
        sa.Column("telegram", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("player_id", "category", name=op.f("pk_notification_switches")),
        _to("notification_switches", "player_id", "players"),
        sa.CheckConstraint(_CATEGORIES, name=op.f("ck_notification_switches_category")),
        sa.CheckConstraint(
            "inbox OR category NOT IN ('money', 'results')", name=op.f("ck_notification_switches_essential")
        ),
        sa.CheckConstraint("inbox OR NOT telegram", name=op.f("ck_notification_switches_order")),
    )
    op.create_table(
        "notification_quiet_hours",
        sa.Column("player_id", UUID(), nullable=False),
        sa.Column("starts", sa.Time()),
        sa.Column("ends", sa.Time()),
        sa.PrimaryKeyConstraint("player_id", name=op.f("pk_notification_quiet_hours")),
        _to("notification_quiet_hours", "player_id", "players"),
        sa.CheckConstraint("starts <> ends", name=op.f("ck_notification_quiet_hours_length")),
        sa.CheckConstraint("(starts IS NULL) = (ends IS NULL)", name=op.f("ck_notification_quiet_hours_both")),
    )
    op.create_table(
        "notification_reachability",
        sa.Column("player_id", UUID(), nullable=False),
        _instant("blocked_at", nullable=True),
        sa.PrimaryKeyConstraint("player_id", name=op.f("pk_notification_reachability")),
        _to("notification_reachability", "player_id", "players"),
    )


def _watches() -> None:
    op.create_table(
        "watches",
        sa.Column("player_id", UUID(), nullable=False),
        sa.Column("raffle_id", UUID(), nullable=False),
        _instant("created_at"),
        _instant("opened_told_at", nullable=True),
        _instant("nearly_sold_told_at", nullable=True),
        _instant("draw_soon_told_at", nullable=True),
        sa.PrimaryKeyConstraint("player_id", "raffle_id", name=op.f("pk_watches")),
        _to("watches", "player_id", "players"),
        _to("watches", "raffle_id", "raffles"),
    )
    op.create_index("ix_watches_raffle_id", "watches", ["raffle_id"])


def downgrade() -> None:
    for table in (
        "watches",
        "notification_reachability",
        "notification_quiet_hours",
        "notification_switches",
        "notification_deliveries",
        "notifications",
    ):
        op.drop_table(table)
