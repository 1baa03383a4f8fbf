"""Products; draws with their records, beacon values and results."""

from alembic import op

revision = "catalogue_draws"
down_revision = "ledger"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SELECT 1")


def downgrade() -> None:
    op.execute("SELECT 1")
