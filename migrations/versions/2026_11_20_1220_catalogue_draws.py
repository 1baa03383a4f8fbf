"""Products; draws with their records, beacon values and results."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.schema import SchemaItem

revision = "catalogue_draws"
down_revision = "ledger"
branch_labels = None
depends_on = None

# `draws` is not among them: the rotation of keys encrypts its seed again.
_APPEND_ONLY = ("draw_closes", "draw_beacons", "draw_reveals", "draw_results", "draw_halts")


def _draw_id(parent: str, table: str) -> list[SchemaItem]:
    column = "id" if parent == "draws" else "draw_id"
    return [
        sa.Column("draw_id", UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draw_id"], [f"{parent}.{column}"], name=op.f(f"fk_{table}_draw_id_{parent}"), ondelete="RESTRICT"
        ),
    ]


def upgrade() -> None:
    op.create_table(
        "products",
        sa.Column("id", UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("titles", JSONB(), nullable=False),
        sa.Column("descriptions", JSONB(), nullable=False),
        sa.Column("category", sa.Text()),
        sa.Column("tier", sa.Text()),
        sa.Column("brand", sa.Text()),
        sa.Column("condition", sa.Text()),
        sa.Column("value_minor", sa.BigInteger(), nullable=False),
        sa.Column("asset", sa.Text(), nullable=False),
        sa.Column("media", JSONB(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.CheckConstraint("kind IN ('cash', 'goods')", name=op.f("ck_products_kind")),
        sa.CheckConstraint("condition IN ('new', 'refurbished', 'used')", name=op.f("ck_products_condition")),
        sa.CheckConstraint("value_minor > 0", name=op.f("ck_products_value")),
    )
    op.create_table(
        "draws",
        sa.Column("id", UUID(), nullable=False),
        sa.Column("event_no", sa.BigInteger(), nullable=False),
        sa.Column("rules", JSONB(), nullable=False),
        sa.Column("rules_hash", sa.LargeBinary(), nullable=False),
        sa.Column("server_seed", sa.LargeBinary(), nullable=False),
        sa.Column("server_commit", sa.LargeBinary(), nullable=False),
        sa.Column("beacon", JSONB(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draws")),
        sa.UniqueConstraint("event_no", name=op.f("uq_draws_event_no")),
        sa.CheckConstraint("octet_length(server_commit) = 32", name=op.f("ck_draws_commit")),
    )
    op.create_table(
        "draw_closes",
        *_draw_id("draws", "draw_closes"),
        sa.Column("record", JSONB(), nullable=False),
        sa.Column("close_hash", sa.LargeBinary(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("draw_id", name=op.f("pk_draw_closes")),
    )
    op.create_index(op.f("ix_draw_closes_due_at"), "draw_closes", ["due_at"])
    op.create_table(
        "draw_beacons",
        *_draw_id("draw_closes", "draw_beacons"),
        sa.Column("round", sa.BigInteger(), nullable=False),
        sa.Column("randomness", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary()),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("draw_id", name=op.f("pk_draw_beacons")),
    )
    op.create_table(
        "draw_reveals",
        *_draw_id("draw_beacons", "draw_reveals"),
        sa.Column("server_seed", sa.LargeBinary(), nullable=False),
        sa.Column("client_seed", sa.LargeBinary(), nullable=False),
        sa.Column("combined_seed", sa.LargeBinary(), nullable=False),
        sa.Column("trace", JSONB(), nullable=False),
        sa.Column("unawarded", sa.BigInteger(), nullable=False),
        sa.Column("revealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("draw_id", name=op.f("pk_draw_reveals")),
    )
    op.create_table(
        "draw_results",
        *_draw_id("draw_reveals", "draw_results"),
        sa.Column("order", sa.BigInteger(), nullable=False),
        sa.Column("index", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("holder_tag", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger()),
        sa.Column("seq", sa.BigInteger()),
        sa.Column("value_minor", sa.BigInteger()),
        sa.PrimaryKeyConstraint("draw_id", "order", name=op.f("pk_draw_results")),
        sa.CheckConstraint("role IN ('winner', 'alternate')", name=op.f("ck_draw_results_role")),
    )
    op.create_table(
        "draw_halts",
        *_draw_id("draws", "draw_halts"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("halted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("draw_id", name=op.f("pk_draw_halts")),
    )
    for table in _APPEND_ONLY:
        op.execute(f"SELECT append_only('{table}')")


def downgrade() -> None:
    for table in (*reversed(_APPEND_ONLY), "draws", "products"):
        op.drop_table(table)
