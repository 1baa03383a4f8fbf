"""SQL of reconciliation: each statement gives what does not add up, as (subject, expected, actual)."""

from sqlalchemy import text

from core.kernel.context import Transaction
from core.ledger.views import Difference

_CHECKS = {
    "player_balance": """
        SELECT w.id AS subject, coalesce(s.total, 0)::text AS expected, w.balance_minor::text AS actual
        FROM wallets w LEFT JOIN (
            SELECT wallet_id, sum(amount_minor) AS total FROM wallet_transactions GROUP BY wallet_id
        ) s ON s.wallet_id = w.id
        WHERE w.kind = 'player' AND w.balance_minor IS DISTINCT FROM coalesce(s.total, 0)
    """,
    # What a balance after should be is summed anew from the first transfer on, so one wrong row is named alone.
    "balance_chain": """
        SELECT id AS subject, running::text AS expected, balance_after::text AS actual FROM (
            SELECT t.id, t.balance_after, sum(t.amount_minor) OVER (PARTITION BY t.wallet_id ORDER BY t.id) AS running
            FROM wallet_transactions t JOIN wallets w ON w.id = t.wallet_id AND w.kind <> 'house'
        ) chain WHERE balance_after IS DISTINCT FROM running
    """,
    "transfer_asset": """
        SELECT t.id AS subject, concat_ws(' -> ', payer.asset, payee.asset) AS expected, t.asset AS actual
        FROM transfers t JOIN wallets payer ON payer.id = t.from_id JOIN wallets payee ON payee.id = t.to_id
        WHERE payer.asset <> t.asset OR payee.asset <> t.asset
    """,
    "transfer_wallet": """
        SELECT t.id AS subject, 'a wallet' AS expected, t.wallet_id::text AS actual
        FROM wallet_transactions t LEFT JOIN wallets w ON w.id = t.wallet_id
        WHERE w.id IS NULL
    """,
    # A claim belongs to one transfer and one reversal of it, and a reversal to a claim.
    "reversal": """
        SELECT coalesce(c.original_id, r.reference_id) AS subject, 'one reversal of a transfer' AS expected,
            concat_ws(', ', CASE WHEN c.original_id IS NULL THEN 'no claim' END,
                CASE WHEN o.id IS NULL THEN 'no transfer' END, coalesce(r.number, 0) || ' reversals') AS actual
        FROM reversals c
        FULL JOIN (
            SELECT reference_id, count(*) AS number FROM transfers WHERE kind = 'reversal' GROUP BY reference_id
        ) r ON r.reference_id = c.original_id
        LEFT JOIN transfers o ON o.id = coalesce(c.original_id, r.reference_id)
        WHERE c.original_id IS NULL OR o.id IS NULL OR r.number IS DISTINCT FROM 1
    """,
    # Summed in steps from snapshot to snapshot, so one wrong snapshot is named alone and no transfer is read twice.
    "house_snapshot": """
        SELECT wallet_id || ' up to ' || up_to AS subject, running::text AS expected, balance_minor::text AS actual
        FROM (
            SELECT s.wallet_id, s.up_to, s.balance_minor,
                sum(coalesce(moved.total, 0)) OVER (PARTITION BY s.wallet_id ORDER BY s.up_to) AS running
            FROM (
                SELECT *, lag(up_to) OVER (PARTITION BY wallet_id ORDER BY up_to) AS since FROM house_snapshots
            ) s
            CROSS JOIN LATERAL (
                SELECT sum(CASE WHEN t.to_id = s.wallet_id THEN t.amount_minor ELSE -t.amount_minor END) AS total
                FROM transfers t
                WHERE (t.to_id = s.wallet_id OR t.from_id = s.wallet_id)
                    AND t.id < s.up_to AND (s.since IS NULL OR t.id >= s.since)
            ) moved
        ) steps WHERE balance_minor <> running
    """,
    # A side whose wallet is unknown has its own check and counts here with the transfer's asset.
    "asset_total": """
        SELECT coalesce(w.asset, t.asset) AS subject, '0' AS expected, sum(t.amount_minor)::text AS actual
        FROM wallet_transactions t LEFT JOIN wallets w ON w.id = t.wallet_id
        GROUP BY coalesce(w.asset, t.asset) HAVING sum(t.amount_minor) <> 0
    """,
}


async def differences(tx: Transaction) -> list[Difference]:
    """Run every check; empty where the ledger adds up. Reads the whole history and may take minutes."""
    await tx.execute(text("SET LOCAL statement_timeout = '30min'"))
    found: list[Difference] = []
    for check, statement in _CHECKS.items():
        rows = await tx.execute(text(statement + " ORDER BY 1"))
        found.extend(Difference(check, str(row.subject), row.expected, row.actual) for row in rows)
    return found
