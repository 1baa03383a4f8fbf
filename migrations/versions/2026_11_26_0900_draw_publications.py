"""What of draws is posted to the public channel."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import UUID

revision = "draw_publications"
down_revision = "signing_keys"
branch_labels = None
depends_on = None

# Telegram's date is the witness of a close record: what was posted is never unsaid.
_TRIGGERS = (
    "CREATE TRIGGER no_delete BEFORE DELETE ON draw_publications FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER no_truncate BEFORE TRUNCATE ON draw_publications"
    " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER no_change BEFORE UPDATE ON draw_publications"
    " FOR EACH ROW WHEN (OLD.state = 'posted') EXECUTE FUNCTION refuse_change()",
)


def upgrade() -> None:
    op.create_table(
        "draw_publications",
        sa.Column("id", UUID(), nullable=False),
        sa.Column("draw_id", UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("log_seq", sa.BigInteger(), nullable=False),
        sa.Column("log_head", sa.LargeBinary()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("channel_name", sa.Text()),
        sa.Column("posted_at", sa.DateTime(timezone=True)),
        sa.Column("last_error", sa.Text()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw_publications")),
        sa.ForeignKeyConstraint(
            ["draw_id"], ["draws.id"], name=op.f("fk_draw_publications_draw_id_draws"), ondelete="RESTRICT"
        ),
        sa.UniqueConstraint("draw_id", "kind", "log_seq", name=op.f("uq_draw_publications_draw_id_kind_log_seq")),
        sa.CheckConstraint("kind IN ('open', 'close', 'reveal', 'log')", name=op.f("ck_draw_publications_kind")),
        sa.CheckConstraint("state IN ('pending', 'sending', 'posted')", name=op.f("ck_draw_publications_state")),
        sa.CheckConstraint("(kind = 'log') = (log_head IS NOT NULL)", name=op.f("ck_draw_publications_log")),
        sa.CheckConstraint(
            "(state = 'posted') = (message_id IS NOT NULL) AND (state = 'posted') = (posted_at IS NOT NULL)",
            name=op.f("ck_draw_publications_posted"),
        ),
    )
    op.create_index(
        "ix_draw_publications_due", "draw_publications", ["due_at"], postgresql_where=sa.text("state <> 'posted'")
    )
    for trigger in _TRIGGERS:
        op.execute(trigger)


def downgrade() -> None:
    op.drop_table("draw_publications")
