"""Tickets that are taken out of a draw before its close."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import UUID

revision = "voids"
down_revision = "alternates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("raffles", sa.Column("voided", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    op.create_check_constraint(op.f("ck_raffles_voided"), "raffles", "voided BETWEEN 0 AND sold")
    op.create_table(
        "voids",
        sa.Column("entry_id", UUID(), nullable=False),
        sa.Column("raffle_id", UUID(), nullable=False),
        sa.Column("log_seq", sa.BigInteger(), nullable=False),
        sa.Column("log_head", sa.LargeBinary(), nullable=False),
        sa.Column("approval_id", UUID(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_voids")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_voids_{column}_{table}"), ondelete="RESTRICT"
            )
            for column, table in (("entry_id", "entries"), ("raffle_id", "raffles"), ("approval_id", "approvals"))
        ),
        sa.UniqueConstraint("raffle_id", "log_seq", name=op.f("uq_voids_raffle_id_log_seq")),
    )
    op.execute("SELECT append_only('voids')")


def downgrade() -> None:
    op.drop_table("voids")
    op.drop_column("raffles", "voided")
