"""The operator's keys for signed records."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import UUID

revision = "signing_keys"
down_revision = "staff_notices"
branch_labels = None
depends_on = None

# Not append-only: SECRET_KEYS are rotated, and a key retires once. All else stands for what it has signed.
_TRIGGERS = (
    "CREATE TRIGGER no_delete BEFORE DELETE ON signing_keys FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER no_truncate BEFORE TRUNCATE ON signing_keys FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER no_change BEFORE UPDATE OF id, public_key, valid_from, created_at ON signing_keys"
    " FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER no_return BEFORE UPDATE OF valid_until ON signing_keys"
    " FOR EACH ROW WHEN (OLD.valid_until IS NOT NULL) EXECUTE FUNCTION refuse_change()",
)


def upgrade() -> None:
    op.create_table(
        "signing_keys",
        sa.Column("id", UUID(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("private_key", sa.LargeBinary(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_keys")),
        sa.UniqueConstraint(
            "valid_until", name=op.f("uq_signing_keys_valid_until"), postgresql_nulls_not_distinct=True
        ),
        sa.CheckConstraint("octet_length(public_key) = 32", name=op.f("ck_signing_keys_public_key")),
        sa.CheckConstraint("valid_from < valid_until", name=op.f("ck_signing_keys_validity")),
    )
    for trigger in _TRIGGERS:
        op.execute(trigger)


def downgrade() -> None:
    op.drop_table("signing_keys")
