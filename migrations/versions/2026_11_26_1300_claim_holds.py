"""Claims that are held after the close: prizes that wait until two people have decided."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import UUID

revision = "claim_holds"
down_revision = "voids"
branch_labels = None
depends_on = None

_STATES = ("pending", "payable", "claimable", "claimed", "paid", "expired", "forfeited")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "claim_holds",
        sa.Column("id", UUID(), nullable=False),
        sa.Column("draw_id", UUID(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("held_by", UUID(), nullable=False),
        sa.Column("held_at", _TIME, nullable=False),
        sa.Column("ended_at", _TIME),
        sa.Column("approval_id", UUID()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_holds")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_claim_holds_{column}_{table}"), ondelete="RESTRICT"
            )
            for column, table in (("draw_id", "draws"), ("held_by", "admins"), ("approval_id", "approvals"))
        ),
        sa.CheckConstraint("first <= last", name=op.f("ck_claim_holds_range")),
        sa.CheckConstraint("(ended_at IS NULL) = (approval_id IS NULL)", name=op.f("ck_claim_holds_ended")),
    )
    op.create_index(op.f("ix_claim_holds_draw_id"), "claim_holds", ["draw_id"])
    op.create_index(
        "uq_claim_holds_standing",
        "claim_holds",
        ["draw_id", "first"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    _permit((*_STATES, "held"))


def downgrade() -> None:
    _permit(_STATES)
    op.drop_table("claim_holds")


def _permit(states: tuple[str, ...]) -> None:
    """Let awards have these states. Where one is held there is no way back."""
    listed = ", ".join(f"'{state}'" for state in states)
    op.drop_constraint(op.f("ck_awards_state"), "awards", type_="check")
    op.create_check_constraint(op.f("ck_awards_state"), "awards", f"state IN ({listed})")
