"""A category of notices for admins: who may approve hears of requests, who asked hears of the decision."""

from alembic import op

revision = "staff_notices"
down_revision = "notifications"
branch_labels = None
depends_on = None

_TABLES = ("notifications", "notification_switches")
_PLAYERS = "'money', 'results', 'draws', 'watchlist', 'marketing'"


def upgrade() -> None:
    _hold_category_to(f"{_PLAYERS}, 'staff'")


def downgrade() -> None:
    op.execute(
        "DELETE FROM notification_deliveries USING notifications"
        " WHERE notifications.id = notification_id AND category = 'staff'"
    )
    for table in _TABLES:
        op.execute(f"DELETE FROM {table} WHERE category = 'staff'")  # noqa: S608 - of constants
    _hold_category_to(_PLAYERS)


def _hold_category_to(values: str) -> None:
    for table in _TABLES:
        name = op.f(f"ck_{table}_category")
        op.drop_constraint(name, table, type_="check")
        op.create_check_constraint(name, table, f"category IN ({values})")
