"""Audit chain, critical events, configuration; admins, roles, approvals."""

from alembic import op

revision = "audit_access"
down_revision = "kernel"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SELECT 1")


def downgrade() -> None:
    op.execute("SELECT 1")
