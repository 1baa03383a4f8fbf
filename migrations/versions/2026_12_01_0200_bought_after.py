"""An entry says how much its player had bought of the raffle: a cap asks the last one instead of adding them up."""

import sqlalchemy as sa
from alembic import op

revision = "bought_after"
down_revision = "number_spans"
branch_labels = None
depends_on = None

_FILL = """
    UPDATE entries SET bought_after = counted.bought
    FROM (
        SELECT id, sum(last - first + 1) OVER (PARTITION BY raffle_id, player_id ORDER BY log_seq) AS bought
        FROM entries
    ) AS counted
    WHERE counted.id = entries.id
"""


def upgrade() -> None:
    op.add_column("entries", sa.Column("bought_after", sa.BigInteger))
    # entries are append-only
    op.execute("ALTER TABLE entries DISABLE TRIGGER USER")
    op.execute(_FILL)
    op.execute("ALTER TABLE entries ENABLE TRIGGER USER")
    op.alter_column("entries", "bought_after", nullable=False)
    op.create_check_constraint("bought", "entries", "bought_after >= last - first + 1")
    op.create_index("ix_entries_player_id_raffle_id_log_seq", "entries", ["player_id", "raffle_id", "log_seq"])
    op.drop_index("ix_entries_player_id_raffle_id", "entries")


def downgrade() -> None:
    op.create_index("ix_entries_player_id_raffle_id", "entries", ["player_id", "raffle_id"])
    op.drop_index("ix_entries_player_id_raffle_id_log_seq", "entries")
    op.drop_column("entries", "bought_after")
