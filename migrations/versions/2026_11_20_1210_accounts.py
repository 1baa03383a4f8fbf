"""Players, sessions, consents, limits, addresses."""

from alembic import op

revision = "accounts"
down_revision = "audit_access"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SELECT 1")


def downgrade() -> None:
    op.execute("SELECT 1")
