"""All rows of a database in a form to compare two databases by: what is random is named by its first place."""

import json
import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import text

from core.kernel.context import Context, Transaction

_RANDOM = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"  # ids
    r"|(?:\\\\x)?[0-9a-f]{32,}"  # hashes, tags, secrets
)
_NOT_OF_A_SCENARIO = frozenset({"alembic_version", "leases"})

Rows = dict[str, list[dict[str, Any]]]


async def rows_of(context: Context) -> Rows:
    """Every table with its rows."""

    async def read(tx: Transaction) -> Rows:
        tables = await tx.execute(
            text(
                "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition"
                " AND relnamespace = 'public'::regnamespace ORDER BY relname"
            )
        )
        found: Rows = {}
        for (name,) in tables.all():
            if name in _NOT_OF_A_SCENARIO:
                continue
            rows = await tx.execute(text(f"SELECT to_jsonb(rows) AS row FROM {name} AS rows"))
            found[name] = [row.row for row in rows]
        return found

    return await context.transact(read)


def normalised(rows: Rows, ignored: frozenset[str]) -> list[str]:
    """One line for each row, without the columns `table.column` that are the door's own."""
    places: dict[str, str] = {}
    return [
        _RANDOM.sub(lambda found: places.setdefault(found[0], f"#{len(places)}"), line)
        for line in _lines(rows, ignored)
    ]


def _lines(rows: Rows, ignored: frozenset[str]) -> Iterator[str]:
    for table, found in rows.items():
        if f"{table}.*" in ignored:
            continue
        kept = [{name: value for name, value in row.items() if f"{table}.{name}" not in ignored} for row in found]
        for row in sorted(kept, key=_age):
            yield f"{table} {json.dumps(row, sort_keys=True)}"


def _age(row: dict[str, Any]) -> tuple[str, str]:
    """By id, which is made in the order of time; a table without one by all that is in it but hashes."""
    return str(row.get("id", "")), _RANDOM.sub("", json.dumps(row, sort_keys=True))
