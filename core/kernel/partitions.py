"""Monthly partitions of the append-only tables, made ahead of time."""

from collections.abc import Iterable

from sqlalchemy import Date, bindparam, text

from core.kernel.context import Transaction

_ENSURE = text("SELECT ensure_partitions(:target, :since, :months)").bindparams(bindparam("since", type_=Date))


async def ensure_partitions(tx: Transaction, tables: Iterable[str], months: int = 3) -> int:
    """Make what is missing of this month's and the following months' partitions; give how many were made.

    A month whose rows already lie in the default partition is passed over: they cannot be moved.
    """
    made = 0
    for table in tables:
        made += (await tx.execute(_ENSURE, {"target": table, "since": tx.now.date(), "months": months})).scalar_one()
    return made
