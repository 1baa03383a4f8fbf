"""Audit chain, critical events, configuration; admins, roles, approvals."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, UUID

revision = "audit_access"
down_revision = "kernel"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _audit()
    _configuration()
    _access()


def _audit() -> None:
    op.create_table(
        "audit_log",
        sa.Column("id", UUID(), primary_key=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.Text(), nullable=False),
        sa.Column("actor_id", UUID()),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject_type", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("details", JSONB(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("actor_kind IN ('player', 'admin', 'system')", name="actor_kind"),
        sa.CheckConstraint("octet_length(hash) = 32", name="hash"),
        sa.CheckConstraint("seq > 0", name="seq"),
        postgresql_partition_by="RANGE (id)",
    )
    op.create_index("ix_audit_log_subject", "audit_log", ["subject_type", "subject_id", "id"])
    op.execute("SELECT append_only('audit_log')")
    # the default partition first: the others copy its unique index, which the partitioned table cannot have
    op.execute("SELECT ensure_partitions('audit_log', date '2026-11-01', 0)")
    op.execute("CREATE UNIQUE INDEX uq_audit_log_default_seq ON audit_log_default (seq)")
    op.execute("SELECT ensure_partitions('audit_log', date '2026-11-01', 26)")
    op.create_table(
        "audit_head",
        sa.Column("id", sa.SmallInteger(), primary_key=True, autoincrement=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id = 1", name="one_row"),
    )
    op.execute("INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'))")
    op.create_table(
        "critical_events",
        sa.Column("id", UUID(), primary_key=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("subject_type", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("details", JSONB(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("severity IN ('warning', 'critical')", name="severity"),
    )
    op.create_index("ix_critical_events_code", "critical_events", ["code", "id"])
    op.execute("SELECT append_only('critical_events')")


def _configuration() -> None:
    op.create_table(
        "configurations",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("version", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("value", JSONB(), nullable=False),
        sa.Column("changed_by", UUID()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("version > 0", name="version"),
    )
    op.execute("SELECT append_only('configurations')")


def _access() -> None:
    op.create_table(
        "admins",
        sa.Column("id", UUID(), primary_key=True),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False, unique=True),
        sa.Column("name", sa.Text()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "role_grants",
        sa.Column("id", UUID(), primary_key=True),
        sa.Column("admin_id", UUID(), sa.ForeignKey("admins.id"), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_by", UUID(), sa.ForeignKey("admins.id")),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.Column("revoked_by", UUID(), sa.ForeignKey("admins.id")),
        sa.CheckConstraint("role IN ('owner', 'manager', 'finance', 'support', 'auditor')", name="role"),
        sa.CheckConstraint("revoked_by IS NULL OR revoked_at IS NOT NULL", name="revoked"),
    )
    op.create_index("ix_role_grants_admin_id", "role_grants", ["admin_id"])
    op.create_index(
        "uq_role_grants_live",
        "role_grants",
        ["role", "admin_id"],
        unique=True,
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.create_table(
        "approvals",
        sa.Column("id", UUID(), primary_key=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("payload", JSONB(), nullable=False),
        sa.Column("payload_hash", sa.Text(), nullable=False),
        sa.Column("requested_by", UUID(), sa.ForeignKey("admins.id"), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_by", UUID(), sa.ForeignKey("admins.id")),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("state IN ('pending', 'executed', 'rejected', 'expired')", name="state"),
        sa.CheckConstraint("(state = 'pending') = (decided_at IS NULL)", name="decided"),
        sa.CheckConstraint("decided_by <> requested_by OR state <> 'executed'", name="four_eyes"),
    )
    op.create_index("ix_approvals_pending", "approvals", ["expires_at"], postgresql_where=sa.text("state = 'pending'"))


def downgrade() -> None:
    for table in (
        "approvals",
        "role_grants",
        "admins",
        "configurations",
        "critical_events",
        "audit_head",
        "audit_log",
    ):
        op.drop_table(table)
