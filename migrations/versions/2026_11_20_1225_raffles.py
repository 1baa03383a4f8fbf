"""Raffles, orders, entries, prizes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, UUID

revision = "raffles"
down_revision = "catalogue_draws"
branch_labels = None
depends_on = None

_ACTIVE = "state IN ('open', 'closing', 'closed', 'drawn', 'cancelling')"


def _to(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{parent}.id"], name=op.f(f"fk_{table}_{column}_{parent}"), ondelete="RESTRICT"
    )


def upgrade() -> None:
    op.execute("CREATE SEQUENCE raffle_numbers")
    op.execute("CREATE SEQUENCE order_numbers")
    _raffles()
    _orders()
    _prizes()


def _raffles() -> None:
    op.create_table(
        "raffles",
        sa.Column("id", UUID(), nullable=False),
        sa.Column("number", sa.BigInteger(), server_default=sa.text("nextval('raffle_numbers')"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("titles", JSONB(), nullable=False),
        sa.Column("descriptions", JSONB(), nullable=False),
        sa.Column("media", JSONB(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("asset", sa.Text(), nullable=False),
        sa.Column("ticket_total", sa.BigInteger(), nullable=False),
        sa.Column("per_player_cap", sa.BigInteger()),
        sa.Column("sales_end_at", sa.DateTime(timezone=True)),
        sa.Column("distinct", sa.Text(), nullable=False),
        sa.Column("alternates", sa.BigInteger(), nullable=False),
        sa.Column("claim_days", sa.BigInteger(), nullable=False),
        sa.Column("sold", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("gross_minor", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("escrow_minor", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("escrow_wallet_id", UUID()),
        sa.Column("log_seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("log_head", sa.LargeBinary()),
        sa.Column("draw_id", UUID()),
        sa.Column("cancel_reason", sa.Text()),
        sa.Column("created_by", UUID(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raffles")),
        sa.UniqueConstraint("id", "kind", name=op.f("uq_raffles_id_kind")),
        sa.UniqueConstraint("number", name=op.f("uq_raffles_number")),
        sa.UniqueConstraint("draw_id", name=op.f("uq_raffles_draw_id")),
        _to("raffles", "escrow_wallet_id", "wallets"),
        _to("raffles", "draw_id", "draws"),
        _to("raffles", "created_by", "admins"),
        sa.CheckConstraint("kind IN ('lottery')", name=op.f("ck_raffles_kind")),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'closing', 'closed', 'drawn', 'settled', 'cancelling', 'cancelled')",
            name=op.f("ck_raffles_state"),
        ),
        sa.CheckConstraint("price_minor > 0", name=op.f("ck_raffles_price")),
        sa.CheckConstraint("ticket_total > 0", name=op.f("ck_raffles_total")),
        sa.CheckConstraint("sold BETWEEN 0 AND ticket_total", name=op.f("ck_raffles_sold")),
        sa.CheckConstraint("per_player_cap > 0", name=op.f("ck_raffles_cap")),
        sa.CheckConstraint("escrow_minor >= 0", name=op.f("ck_raffles_escrow")),
        sa.CheckConstraint("\"distinct\" IN ('number', 'holder')", name=op.f("ck_raffles_distinct")),
        sa.CheckConstraint(
            "state IN ('draft', 'cancelled') OR (draw_id IS NOT NULL AND escrow_wallet_id IS NOT NULL"
            " AND log_head IS NOT NULL)",
            name=op.f("ck_raffles_opened"),
        ),
        # A sale changes no indexed column of its raffle: with room on the page the update stays on it.
        postgresql_with={"fillfactor": "70"},
    )
    op.create_index("ix_raffles_active", "raffles", ["state", "id"], postgresql_where=sa.text(_ACTIVE))
    op.create_table(
        "lotteries",
        sa.Column("id", UUID(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="lottery", nullable=False),
        sa.Column("close_rule", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lotteries")),
        sa.ForeignKeyConstraint(
            ["id", "kind"],
            ["raffles.id", "raffles.kind"],
            name=op.f("fk_lotteries_id_kind_raffles"),
            ondelete="RESTRICT",
        ),
        sa.CheckConstraint("kind = 'lottery'", name=op.f("ck_lotteries_kind")),
        sa.CheckConstraint(
            "close_rule IN ('sold_out', 'time', 'sold_out_or_time')", name=op.f("ck_lotteries_close_rule")
        ),
    )
    op.create_table(
        "raffle_prizes",
        sa.Column("raffle_id", UUID(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("winner_count", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("value_minor", sa.BigInteger()),
        sa.Column("percentage_bp", sa.BigInteger()),
        sa.Column("product_id", UUID()),
        sa.PrimaryKeyConstraint("raffle_id", "position", name=op.f("pk_raffle_prizes")),
        _to("raffle_prizes", "raffle_id", "raffles"),
        _to("raffle_prizes", "product_id", "products"),
        sa.CheckConstraint("position > 0 AND winner_count > 0", name=op.f("ck_raffle_prizes_slots")),
        sa.CheckConstraint(
            "(type = 'fixed' AND value_minor > 0 AND percentage_bp IS NULL)"
            " OR (type = 'percentage' AND percentage_bp BETWEEN 1 AND 10000 AND value_minor IS NULL)",
            name=op.f("ck_raffle_prizes_type"),
        ),
    )
    op.create_index(op.f("ix_raffle_prizes_product_id"), "raffle_prizes", ["product_id"])


def _orders() -> None:
    op.create_table(
        "orders",
        sa.Column("id", UUID(), nullable=False),
        sa.Column("number", sa.BigInteger(), server_default=sa.text("nextval('order_numbers')"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("player_id", UUID(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("wallet_id", UUID(), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.Column("asset", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refunded_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("number", name=op.f("uq_orders_number")),
        sa.UniqueConstraint("player_id", "key", name=op.f("uq_orders_player_id_key")),
        _to("orders", "player_id", "players"),
        _to("orders", "wallet_id", "wallets"),
        sa.CheckConstraint("kind IN ('tickets')", name=op.f("ck_orders_kind")),
        sa.CheckConstraint("state IN ('paid', 'refunded')", name=op.f("ck_orders_state")),
        sa.CheckConstraint("source IN ('bot', 'app', 'script')", name=op.f("ck_orders_source")),
        sa.CheckConstraint("total_minor > 0", name=op.f("ck_orders_total")),
    )
    op.create_index("ix_orders_player_id_id", "orders", ["player_id", "id"])
    op.create_table(
        "entries",
        sa.Column("id", UUID(), nullable=False),
        sa.Column("raffle_id", UUID(), nullable=False),
        sa.Column("order_id", UUID(), nullable=False),
        sa.Column("player_id", UUID(), nullable=False),
        sa.Column("wallet_id", UUID(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("holder_tag", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("log_seq", sa.BigInteger(), nullable=False),
        sa.Column("log_head", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint("raffle_id", "log_seq", name=op.f("uq_entries_raffle_id_log_seq")),
        _to("entries", "raffle_id", "raffles"),
        _to("entries", "order_id", "orders"),
        _to("entries", "player_id", "players"),
        _to("entries", "wallet_id", "wallets"),
        sa.CheckConstraint("first BETWEEN 1 AND last", name=op.f("ck_entries_range")),
        sa.CheckConstraint("amount_minor >= 0", name=op.f("ck_entries_amount")),
    )
    op.execute(
        "ALTER TABLE entries ADD CONSTRAINT ex_entries_numbers"
        " EXCLUDE USING gist (raffle_id WITH =, int8range(first, last, '[]') WITH &&)"
    )
    op.create_index(op.f("ix_entries_order_id"), "entries", ["order_id"])
    op.create_index("ix_entries_player_id_raffle_id", "entries", ["player_id", "raffle_id"])
    op.execute("SELECT append_only('entries')")


def _prizes() -> None:
    op.create_table(
        "awards",
        sa.Column("id", UUID(), nullable=False),
        sa.Column("draw_id", UUID(), nullable=False),
        sa.Column("order", sa.BigInteger(), nullable=False),
        sa.Column("player_id", UUID(), nullable=False),
        sa.Column("product_id", UUID()),
        sa.Column("ticket_number", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("value_minor", sa.BigInteger(), nullable=False),
        sa.Column("asset", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("claim_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_awards")),
        sa.UniqueConstraint("draw_id", "order", name=op.f("uq_awards_draw_id_order")),
        _to("awards", "draw_id", "draws"),
        _to("awards", "player_id", "players"),
        _to("awards", "product_id", "products"),
        sa.CheckConstraint(
            "state IN ('pending', 'payable', 'claimable', 'claimed', 'paid', 'expired')", name=op.f("ck_awards_state")
        ),
        sa.CheckConstraint("value_minor >= 0", name=op.f("ck_awards_value")),
    )
    op.create_index(op.f("ix_awards_player_id"), "awards", ["player_id"])
    op.create_index("ix_awards_payable", "awards", ["id"], postgresql_where=sa.text("state = 'payable'"))
    op.create_index("ix_awards_claimable", "awards", ["claim_by"], postgresql_where=sa.text("state = 'claimable'"))
    op.create_table(
        "claims",
        sa.Column("award_id", UUID(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("address_id", UUID()),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("award_id", name=op.f("pk_claims")),
        _to("claims", "award_id", "awards"),
        _to("claims", "address_id", "addresses"),
        sa.CheckConstraint("choice IN ('delivery', 'cash')", name=op.f("ck_claims_choice")),
        sa.CheckConstraint("(choice = 'delivery') = (address_id IS NOT NULL)", name=op.f("ck_claims_address")),
    )


def downgrade() -> None:
    for table in ("claims", "awards", "entries", "orders", "raffle_prizes", "lotteries", "raffles"):
        op.drop_table(table)
    op.execute("DROP SEQUENCE order_numbers")
    op.execute("DROP SEQUENCE raffle_numbers")
