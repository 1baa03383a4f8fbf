"""Wallets, transfers with their view by wallet, reversals, exchange rates, exchanges, snapshots of the house."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import UUID

revision = "ledger"
down_revision = "accounts"
branch_labels = None
depends_on = None

_CURRENCY = "asset ~ '^[A-Z]{3}$'"
_KINDS = ("admin_credit", "exchange", "sale", "refund", "revenue", "prize_fund", "prize", "reversal")

# The statement of every wallet: each transfer once for its payer, with a minus, and once for its payee. `at` is the
# instant in the id (its first 48 bits are milliseconds).
_WALLET_TRANSACTIONS = """
CREATE VIEW wallet_transactions AS
SELECT id, to_timestamp(('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint / 1000.0) AS at,
    from_id AS wallet_id, -amount_minor AS amount_minor, asset, kind, reference_type, reference_id,
    from_balance_after + amount_minor AS balance_before, from_balance_after AS balance_after
FROM transfers
UNION ALL
SELECT id, to_timestamp(('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint / 1000.0) AS at,
    to_id AS wallet_id, amount_minor, asset, kind, reference_type, reference_id,
    to_balance_after - amount_minor AS balance_before, to_balance_after AS balance_after
FROM transfers
"""


def upgrade() -> None:
    _wallets()
    _transfers()
    _exchange()
    op.create_table(
        "house_snapshots",
        sa.Column("wallet_id", UUID(), nullable=False),
        sa.Column("up_to", UUID(), nullable=False),
        sa.Column("balance_minor", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("wallet_id", "up_to", name="pk_house_snapshots"),
        sa.ForeignKeyConstraint(["wallet_id"], ["wallets.id"], name="fk_house_snapshots_wallet_id_wallets"),
    )
    op.execute("SELECT append_only('house_snapshots')")


def _wallets() -> None:
    op.create_table(
        "wallets",
        sa.Column("id", UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("player_id", UUID()),
        sa.Column("owner_id", UUID()),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("asset", sa.Text(), nullable=False),
        sa.Column("balance_minor", sa.BigInteger()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wallets"),
        sa.ForeignKeyConstraint(["player_id"], ["players.id"], name="fk_wallets_player_id_players"),
        sa.UniqueConstraint("player_id", "account", "asset", name="uq_wallets_player_id_account_asset"),
        sa.CheckConstraint("kind IN ('player', 'house', 'escrow')", name=op.f("ck_wallets_kind")),
        sa.CheckConstraint("balance_minor >= 0", name=op.f("ck_wallets_balance")),
        sa.CheckConstraint(
            "(kind = 'player') = (player_id IS NOT NULL)"
            " AND (kind = 'player') = (balance_minor IS NOT NULL)"
            " AND (kind = 'escrow') = (owner_id IS NOT NULL)",
            name=op.f("ck_wallets_columns_of_kind"),
        ),
        sa.CheckConstraint(
            "CASE kind"
            " WHEN 'player' THEN account IN ('BALANCE', 'BONUS', 'LUCKY_COIN', 'CREDIT')"
            " WHEN 'house' THEN account IN ('revenue', 'service_fee', 'provider_cost', 'commission', 'prize_payable',"
            " 'bonus_expense', 'exchange', 'rounding', 'credit_funding')"
            " ELSE account = 'escrow' END",
            name=op.f("ck_wallets_account"),
        ),
        sa.CheckConstraint(
            "CASE account"
            " WHEN 'LUCKY_COIN' THEN asset = 'COIN'"
            " WHEN 'CREDIT' THEN asset = 'CREDIT'"
            f" WHEN 'BALANCE' THEN {_CURRENCY} AND asset <> 'XTR'"
            f" WHEN 'BONUS' THEN {_CURRENCY} AND asset <> 'XTR'"
            f" ELSE {_CURRENCY} OR asset IN ('COIN', 'CREDIT') END",
            name=op.f("ck_wallets_asset"),
        ),
        postgresql_with={"fillfactor": "70"},
    )
    op.create_index(
        "uq_wallets_house", "wallets", ["account", "asset"], unique=True, postgresql_where=sa.text("kind = 'house'")
    )
    op.create_index(
        "uq_wallets_escrow", "wallets", ["owner_id", "asset"], unique=True, postgresql_where=sa.text("kind = 'escrow'")
    )


def _transfers() -> None:
    kinds = ", ".join(f"'{kind}'" for kind in _KINDS)
    op.create_table(
        "transfers",
        sa.Column("id", UUID(), nullable=False),
        sa.Column("from_id", UUID(), nullable=False),
        sa.Column("to_id", UUID(), nullable=False),
        sa.Column("asset", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reference_type", sa.Text(), nullable=False),
        sa.Column("reference_id", UUID(), nullable=False),
        sa.Column("from_balance_after", sa.BigInteger()),
        sa.Column("to_balance_after", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_transfers"),
        sa.ForeignKeyConstraint(["from_id"], ["wallets.id"], name="fk_transfers_from_id_wallets"),
        sa.ForeignKeyConstraint(["to_id"], ["wallets.id"], name="fk_transfers_to_id_wallets"),
        sa.CheckConstraint(f"kind IN ({kinds})", name=op.f("ck_transfers_kind")),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_transfers_two_wallets")),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_transfers_amount")),
        sa.CheckConstraint("from_balance_after >= 0 AND to_balance_after >= 0", name=op.f("ck_transfers_balances")),
        postgresql_partition_by="RANGE (id)",
    )
    op.create_index("ix_transfers_from_id_id", "transfers", ["from_id", "id"])
    op.create_index("ix_transfers_to_id_id", "transfers", ["to_id", "id"])
    op.create_index("ix_transfers_reference_id_reference_type", "transfers", ["reference_id", "reference_type"])
    op.execute("SELECT append_only('transfers')")
    op.execute("SELECT ensure_partitions('transfers', date '2026-11-01', 26)")
    op.execute(_WALLET_TRANSACTIONS)
    op.create_table(
        "reversals",
        sa.Column("original_id", UUID(), nullable=False),
        sa.PrimaryKeyConstraint("original_id", name="pk_reversals"),
    )
    op.execute("SELECT append_only('reversals')")


def _exchange() -> None:
    op.create_table(
        "exchange_rates",
        sa.Column("id", UUID(), nullable=False),
        sa.Column("from_asset", sa.Text(), nullable=False),
        sa.Column("to_asset", sa.Text(), nullable=False),
        sa.Column("numerator", sa.BigInteger(), nullable=False),
        sa.Column("denominator", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", UUID(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_exchange_rates"),
        sa.ForeignKeyConstraint(["set_by"], ["admins.id"], name="fk_exchange_rates_set_by_admins"),
        sa.CheckConstraint("from_asset <> to_asset", name=op.f("ck_exchange_rates_two_assets")),
        sa.CheckConstraint("numerator > 0 AND denominator > 0", name=op.f("ck_exchange_rates_positive")),
    )
    op.create_index("ix_exchange_rates_current", "exchange_rates", ["from_asset", "to_asset", "valid_from", "id"])
    op.execute("SELECT append_only('exchange_rates')")
    op.create_table(
        "exchanges",
        sa.Column("id", UUID(), nullable=False),
        sa.Column("player_id", UUID(), nullable=False),
        sa.Column("rate_id", UUID(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_exchanges"),
        sa.ForeignKeyConstraint(["player_id"], ["players.id"], name="fk_exchanges_player_id_players"),
        sa.ForeignKeyConstraint(["rate_id"], ["exchange_rates.id"], name="fk_exchanges_rate_id_exchange_rates"),
    )
    op.create_index("ix_exchanges_player_id_id", "exchanges", ["player_id", "id"])
    op.execute("SELECT append_only('exchanges')")


def downgrade() -> None:
    op.execute("DROP VIEW wallet_transactions")
    for table in ("house_snapshots", "exchanges", "exchange_rates", "reversals", "transfers", "wallets"):
        op.drop_table(table)
