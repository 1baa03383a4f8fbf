"""The statement of a player's own wallet."""

from uuid import UUID

from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import NotFound
from core.kernel.pagination import Page, check_limit, decode_cursor, encode_cursor
from core.ledger.kinds import TransferKind
from core.ledger.repository import reading
from core.ledger.views import StatementLine


@allow(player=True)
async def list_transactions(
    tx: Transaction, actor: Actor, wallet_id: UUID, cursor: str | None = None, limit: int = 20
) -> Page[StatementLine]:
    """A page of the statement, newest first.

    Raises NotFound for a wallet that is not the acting player's, InvalidInput for a malformed cursor or limit.
    """
    check_limit(limit)
    before = decode_cursor(cursor)
    if not await reading.owns_wallet(tx, actor.player_id, wallet_id):
        raise NotFound(what="wallet", id=str(wallet_id))
    rows = await reading.statement(tx, wallet_id, before, limit + 1)
    lines = [
        StatementLine(
            id=row.id,
            at=row.at,
            amount_minor=row.amount_minor,
            asset=row.asset,
            kind=TransferKind(row.kind),
            reference_type=row.reference_type,
            reference_id=row.reference_id,
            balance_before_minor=row.balance_before,
            balance_after_minor=row.balance_after,
        )
        for row in rows[:limit]
    ]
    return Page(lines, encode_cursor(lines[-1].id) if len(rows) > limit else None)
