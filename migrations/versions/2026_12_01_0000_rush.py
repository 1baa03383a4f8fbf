"""One key in place of several: an order's wallet is its player's, an entry's player and wallet are its order's."""

from alembic import op

revision = "rush"
down_revision = "claim_holds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_unique_constraint(op.f("uq_wallets_player_id_id"), "wallets", ["player_id", "id"])
    _to("orders", ["player_id", "wallet_id"], "wallets", ["player_id", "id"])
    _drop("orders", "player_id", "players")
    _drop("orders", "wallet_id", "wallets")
    op.create_unique_constraint(op.f("uq_orders_player_id_id_wallet_id"), "orders", ["player_id", "id", "wallet_id"])
    op.drop_index("ix_orders_player_id_id", "orders")
    _to("entries", ["player_id", "order_id", "wallet_id"], "orders", ["player_id", "id", "wallet_id"])
    _drop("entries", "order_id", "orders")
    _drop("entries", "player_id", "players")
    _drop("entries", "wallet_id", "wallets")


def downgrade() -> None:
    for table, column, parent in (
        ("entries", "order_id", "orders"),
        ("entries", "player_id", "players"),
        ("entries", "wallet_id", "wallets"),
        ("orders", "player_id", "players"),
        ("orders", "wallet_id", "wallets"),
    ):
        _to(table, [column], parent, ["id"])
    op.drop_constraint(op.f("fk_entries_player_id_order_id_wallet_id_orders"), "entries", type_="foreignkey")
    op.drop_constraint(op.f("fk_orders_player_id_wallet_id_wallets"), "orders", type_="foreignkey")
    op.create_index("ix_orders_player_id_id", "orders", ["player_id", "id"])
    op.drop_constraint(op.f("uq_orders_player_id_id_wallet_id"), "orders", type_="unique")
    op.drop_constraint(op.f("uq_wallets_player_id_id"), "wallets", type_="unique")


def _to(table: str, columns: list[str], parent: str, referred: list[str]) -> None:
    name = op.f(f"fk_{table}_{'_'.join(columns)}_{parent}")
    op.create_foreign_key(name, table, parent, columns, referred, ondelete="RESTRICT")


def _drop(table: str, column: str, parent: str) -> None:
    op.drop_constraint(op.f(f"fk_{table}_{column}_{parent}"), table, type_="foreignkey")
