"""The exclusion of entries compares spans of a line in place of int8ranges: a quarter of the time at each sale.

`number_span` is exact for all numbers below 2^53. Beyond that it may take neighbours for overlapping, and never
overlapping ones for neighbours.
"""

from alembic import op

revision = "number_spans"
down_revision = "rush"
branch_labels = None
depends_on = None

_SPAN = """
    CREATE FUNCTION number_span(first bigint, last bigint) RETURNS box
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN box(point(first, 0), point(last, 0))
"""


def upgrade() -> None:
    op.execute(_SPAN)
    _exclude("number_span(first, last)")


def downgrade() -> None:
    _exclude("int8range(first, last, '[]')")
    op.execute("DROP FUNCTION number_span")


def _exclude(numbers: str) -> None:
    op.execute("ALTER TABLE entries DROP CONSTRAINT ex_entries_numbers")
    op.execute(
        "ALTER TABLE entries ADD CONSTRAINT ex_entries_numbers"
        f" EXCLUDE USING gist (raffle_id WITH =, {numbers} WITH &&)"
    )
