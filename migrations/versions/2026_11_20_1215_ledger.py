"""Wallets, transfers, exchange rates."""

from alembic import op

revision = "ledger"
down_revision = "accounts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SELECT 1")


def downgrade() -> None:
    op.execute("SELECT 1")
