"""The kernel: commands, outbox, inbox, leases; the functions that keep tables append-only and partitioned."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, UUID

revision = "kernel"
down_revision = None
branch_labels = None
depends_on = None

# `refuse_change` refuses what would change history, `append_only(table)` attaches it. Partitions get the row
# triggers by themselves; TRUNCATE of a single partition has to be refused on that partition.
_FUNCTIONS = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % refused: the table is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION append_only(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON %s
                    FOR EACH ROW EXECUTE FUNCTION refuse_change()', target);
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %s
                    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', target);
END $$;

-- The smallest UUIDv7 of an instant: the bound of a month's partition.
CREATE FUNCTION uuid7_floor(at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

-- Makes the monthly partitions of an append-only table from a month on, where they are missing, and the
-- default one, which keeps a row whose month nobody prepared (such a month stays there: its rows cannot be moved).
-- The default partition is the pattern: unique indexes of its own are copied to every partition made later. With
-- months = 0 only the default one is made. Gives the number of monthly partitions made.
CREATE FUNCTION ensure_partitions(target text, since date, months integer) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    pattern text := target || '_default';
    month timestamp;
    low uuid;
    high uuid;
    part text;
    occupied boolean;
    made integer := 0;
BEGIN
    IF to_regclass(pattern) IS NULL THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', pattern, target);
        EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', pattern);
    END IF;
    FOR i IN 0 .. months - 1 LOOP
        month := date_trunc('month', since::timestamp) + make_interval(months => i);
        low := uuid7_floor(month AT TIME ZONE 'UTC');
        high := uuid7_floor((month + interval '1 month') AT TIME ZONE 'UTC');
        part := target || to_char(month, '"_p"YYYY_MM');
        CONTINUE WHEN to_regclass(part) IS NOT NULL;
        EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE id >= %L AND id < %L)', pattern, low, high) INTO occupied;
        CONTINUE WHEN occupied;
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', part, pattern);
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', target, part, low, high);
        EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', part);
        made := made + 1;
    END LOOP;
    RETURN made;
END $$;
"""


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    for function in _FUNCTIONS.split("\n\n"):
        op.execute(function)
    op.create_table(
        "commands",
        sa.Column("actor_id", UUID(), primary_key=True),
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("input_hash", sa.LargeBinary(), nullable=False),
        sa.Column("result", JSONB(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_commands_created_at", "commands", ["created_at"])
    op.create_table(
        "outbox",
        sa.Column("id", UUID(), primary_key=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("payload", JSONB(), nullable=False),
        sa.Column("dedup_key", sa.Text(), unique=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True)),
        sa.Column("last_error", sa.Text()),
        sa.CheckConstraint("state IN ('pending', 'delivered', 'failed')", name="state"),
    )
    op.create_index("ix_outbox_due", "outbox", ["due_at"], postgresql_where=sa.text("state = 'pending'"))
    op.create_index("ix_outbox_delivered", "outbox", ["delivered_at"], postgresql_where=sa.text("state = 'delivered'"))
    op.create_table(
        "inbox",
        sa.Column("source", sa.Text(), primary_key=True),
        sa.Column("event_id", sa.Text(), primary_key=True),
        sa.Column("payload", JSONB(), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_inbox_handled_at", "inbox", ["handled_at"])
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    for table in ("leases", "inbox", "outbox", "commands"):
        op.drop_table(table)
    op.execute("DROP FUNCTION ensure_partitions, uuid7_floor, append_only, refuse_change")
    op.execute("DROP EXTENSION btree_gist")
