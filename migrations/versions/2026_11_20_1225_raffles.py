"""Raffles, orders, entries, prizes."""

from alembic import op

revision = "raffles"
down_revision = "catalogue_draws"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SELECT 1")


def downgrade() -> None:
    op.execute("SELECT 1")
