"""Whether the rows of draws are what their hashes commit to; every difference is named."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row

from core.draws import primitives, repository
from core.kernel.context import Transaction
from core.ledger.views import Difference


async def reconcile_draws(tx: Transaction) -> list[Difference]:
    """Recompute the hashes of every draw; empty where all agree.

    `draw_rules`: the rules and their hash. `draw_close`: the close record and its hash. `draw_terms`: what the close
    record repeats of the open draw.
    """
    return [difference for row in await repository.draws_with_closes(tx) for difference in _differences(row)]


def _differences(row: Row[Any]) -> Iterator[Difference]:
    subject = f"draw {row.id}"
    rules = primitives.rules_hash(row.rules)
    if rules != row.rules_hash:
        yield Difference("draw_rules", subject, rules.hex(), row.rules_hash.hex())
    if row.record is None:
        return
    close = primitives.close_hash(row.record)
    if close != row.close_hash:
        yield Difference("draw_close", subject, close.hex(), row.close_hash.hex())
    opened = (str(row.id), row.rules_hash.hex(), row.server_commit.hex())
    closed = tuple(row.record.get(name) for name in ("draw_id", "rules_hash", "server_commit"))
    if opened != closed:
        yield Difference("draw_terms", subject, ", ".join(opened), ", ".join(map(str, closed)))
