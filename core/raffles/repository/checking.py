"""SQL of reconciliation: each statement gives what does not agree, as (name, subject, expected, actual)."""

from sqlalchemy import text

from core.kernel.context import Transaction
from core.ledger.views import Difference

# One row per raffle and figure that differs. Ranges cannot overlap (the EXCLUDE constraint), so counts suffice.
_FIGURES = """
    WITH sales AS (
        SELECT entries.raffle_id, sum(entries.last - entries.first + 1) AS tickets, sum(entries.amount_minor) AS paid,
               sum(entries.amount_minor) FILTER (WHERE orders.state = 'paid') AS live,
               sum(entries.amount_minor) FILTER (WHERE voids.entry_id IS NULL) AS gross,
               sum(entries.last - entries.first + 1) FILTER (WHERE voids.entry_id IS NOT NULL) AS voided,
               greatest(max(entries.log_seq), max(voids.log_seq)) AS log_seq,
               count(*) + coalesce(sum(entries.last - entries.first + 1) FILTER (WHERE voids.entry_id IS NOT NULL), 0)
                   AS lines,
               max(entries.last) AS last
        FROM entries JOIN orders ON orders.id = entries.order_id LEFT JOIN voids ON voids.entry_id = entries.id
        GROUP BY entries.raffle_id
    )
    SELECT figure.name, 'raffle ' || raffles.id AS subject, figure.expected::text, figure.actual::text
    FROM raffles LEFT JOIN sales ON sales.raffle_id = raffles.id
    CROSS JOIN LATERAL (VALUES
        ('raffle_sold', coalesce(sales.tickets, 0), raffles.sold::numeric),
        ('raffle_numbers', coalesce(sales.tickets, 0), coalesce(sales.last, 0)::numeric),
        ('raffle_voided', coalesce(sales.voided, 0), raffles.voided::numeric),
        ('raffle_price', coalesce(sales.tickets, 0) * raffles.price_minor, coalesce(sales.paid, 0)),
        ('raffle_gross', coalesce(sales.gross, 0), raffles.gross_minor::numeric),
        ('raffle_log', coalesce(sales.lines, 0)::numeric, raffles.log_seq::numeric),
        ('raffle_log_last', coalesce(sales.lines, 0)::numeric, coalesce(sales.log_seq, 0)::numeric),
        ('raffle_escrow_entries',
         CASE WHEN raffles.state = 'settled' THEN 0 ELSE coalesce(sales.live, 0) END,
         raffles.escrow_minor::numeric)
    ) AS figure (name, expected, actual)
    WHERE figure.expected <> figure.actual
"""

_LOG_HEADS = """
    SELECT 'raffle_log_head' AS name, 'raffle ' || raffles.id AS subject,
           encode(lines.log_head, 'hex') AS expected, encode(raffles.log_head, 'hex') AS actual
    FROM raffles JOIN (
        SELECT raffle_id, log_seq, log_head FROM entries UNION ALL SELECT raffle_id, log_seq, log_head FROM voids
    ) AS lines ON lines.raffle_id = raffles.id AND lines.log_seq = raffles.log_seq
    WHERE lines.log_head <> raffles.log_head
"""

# A void is refunded; of a raffle that was not cancelled nothing else is. No winner holds a voided ticket.
_VOIDS = """
    SELECT 'order_void' AS name, 'order ' || orders.id AS subject,
           CASE WHEN voids.entry_id IS NULL THEN 'paid' ELSE 'refunded' END AS expected, orders.state AS actual
    FROM entries JOIN orders ON orders.id = entries.order_id JOIN raffles ON raffles.id = entries.raffle_id
    LEFT JOIN voids ON voids.entry_id = entries.id
    WHERE (voids.entry_id IS NOT NULL) <> (orders.state = 'refunded')
        AND (voids.entry_id IS NOT NULL OR raffles.state NOT IN ('cancelling', 'cancelled'))
    UNION ALL
    SELECT 'draw_void', 'draw ' || results.draw_id || ' order ' || results."order", 'void', results.number::text
    FROM voids JOIN entries ON entries.id = voids.entry_id JOIN raffles ON raffles.id = voids.raffle_id
    JOIN draw_results AS results ON results.draw_id = raffles.draw_id
        AND results.number BETWEEN entries.first AND entries.last
"""

# A cap asks a player's last entry how much was bought before.
_BOUGHT = """
    SELECT 'entry_bought' AS name, 'entry ' || id AS subject, counted::text AS expected, bought_after::text AS actual
    FROM (
        SELECT id, bought_after,
               sum(last - first + 1) OVER (PARTITION BY raffle_id, player_id ORDER BY log_seq) AS counted
        FROM entries
    ) AS entries
    WHERE counted <> bought_after
"""

# An escrow's balance stands on its raffle's row: the ledger's own reconcile does not see it.
_ESCROWS = """
    SELECT 'raffle_escrow_transfers' AS name, 'raffle ' || raffles.id AS subject,
           moved.total::text AS expected, raffles.escrow_minor::text AS actual
    FROM raffles CROSS JOIN LATERAL (
        SELECT coalesce((SELECT sum(amount_minor) FROM transfers WHERE to_id = raffles.escrow_wallet_id), 0)
             - coalesce((SELECT sum(amount_minor) FROM transfers WHERE from_id = raffles.escrow_wallet_id), 0) AS total
    ) moved
    WHERE moved.total <> raffles.escrow_minor
"""

_ORDERS = """
    WITH bought AS (
        SELECT order_id, sum(amount_minor) AS total FROM entries GROUP BY order_id
    ), moved AS (
        SELECT reference_id AS order_id, sum(amount_minor) FILTER (WHERE kind = 'sale') AS paid,
               sum(amount_minor) FILTER (WHERE kind = 'refund') AS refunded
        FROM transfers WHERE reference_type = 'order' AND kind IN ('sale', 'refund') GROUP BY reference_id
    )
    SELECT figure.name, 'order ' || coalesce(orders.id, moved.order_id) AS subject,
           figure.expected::text, figure.actual::text
    FROM orders FULL JOIN moved ON moved.order_id = orders.id LEFT JOIN bought ON bought.order_id = orders.id
    CROSS JOIN LATERAL (VALUES
        ('order_entries', coalesce(orders.total_minor, 0), coalesce(bought.total, 0)),
        ('order_sale', coalesce(orders.total_minor, 0), coalesce(moved.paid, 0)),
        ('order_refund', CASE WHEN orders.state = 'refunded' THEN orders.total_minor ELSE 0 END,
         coalesce(moved.refunded, 0))
    ) AS figure (name, expected, actual)
    WHERE figure.expected <> figure.actual
"""

_AWARD_PAYMENTS = """
    WITH paid AS (
        SELECT reference_id AS award_id, sum(amount_minor) AS total
        FROM transfers WHERE reference_type = 'award' AND kind = 'prize' GROUP BY reference_id
    )
    SELECT 'award_payment' AS name, 'award ' || coalesce(awards.id, paid.award_id) AS subject,
           due.total::text AS expected, coalesce(paid.total, 0)::text AS actual
    FROM awards FULL JOIN paid ON paid.award_id = awards.id
    CROSS JOIN LATERAL (SELECT CASE WHEN awards.state = 'paid' THEN awards.value_minor ELSE 0 END AS total) due
    WHERE due.total <> coalesce(paid.total, 0)
"""

# Set aside twice, the fund would still be paid out without a word: the house's wallets are unbounded.
_PRIZE_FUNDS = """
    WITH set_aside AS (
        SELECT reference_id AS raffle_id, sum(amount_minor) AS total
        FROM transfers WHERE reference_type = 'raffle' AND kind = 'prize_fund' GROUP BY reference_id
    ), owed AS (
        SELECT draw_id, sum(value_minor) AS total FROM draw_results WHERE role = 'winner' GROUP BY draw_id
    )
    SELECT 'raffle_prize_fund' AS name, 'raffle ' || raffles.id AS subject,
           due.total::text AS expected, coalesce(set_aside.total, 0)::text AS actual
    FROM raffles LEFT JOIN set_aside ON set_aside.raffle_id = raffles.id
    LEFT JOIN owed ON owed.draw_id = raffles.draw_id
    CROSS JOIN LATERAL (SELECT CASE WHEN raffles.state = 'settled' THEN coalesce(owed.total, 0) ELSE 0 END AS total) due
    WHERE due.total <> coalesce(set_aside.total, 0)
"""

# The results of a halted draw, whose raffle stays closed, have no awards.
_AWARD_RESULTS = """
    WITH won AS (
        SELECT draw_results.draw_id, draw_results."order",
               concat_ws(', ', draw_results.number, position, seq, value_minor) AS figures
        FROM draw_results JOIN raffles ON raffles.draw_id = draw_results.draw_id
        WHERE role = 'winner' AND raffles.state IN ('drawn', 'settled')
    ), awarded AS (
        SELECT draw_id, "order", concat_ws(', ', ticket_number, position, seq, value_minor) AS figures FROM awards
        WHERE replaces_id IS NULL
    )
    SELECT 'award_result' AS name, 'draw ' || draw_id || ' order ' || "order" AS subject,
           won.figures AS expected, awarded.figures AS actual
    FROM won FULL JOIN awarded USING (draw_id, "order")
    WHERE won.figures IS DISTINCT FROM awarded.figures
"""

# An alternate's award has the number of its own result and the slot of the award that it replaces, which was lost.
_ALTERNATES = """
    SELECT 'award_alternate' AS name, 'award ' || awards.id AS subject, figures.expected, figures.actual
    FROM awards JOIN awards AS lost ON lost.id = awards.replaces_id
    LEFT JOIN draw_results ON draw_results.draw_id = lost.draw_id AND draw_results."order" = awards."order"
        AND role = 'alternate'
    CROSS JOIN LATERAL (SELECT
        concat_ws(', ', draw_results.number, lost.position, lost.seq, lost.value_minor, lost.asset, lost.product_id,
                  'lost') AS expected,
        concat_ws(', ', awards.ticket_number, awards.position, awards.seq, awards.value_minor, awards.asset,
                  awards.product_id, CASE WHEN lost.state IN ('expired', 'forfeited') THEN 'lost' ELSE lost.state END)
            AS actual
    ) figures
    WHERE figures.expected <> figures.actual
"""

# Nobody drawn is passed over, neither for a later alternate nor for nobody, but who was declared ineligible.
_PASSED_OVER = """
    SELECT 'alternate_passed_over' AS name, 'draw ' || drawn.draw_id || ' order ' || drawn."order" AS subject,
           awards.id::text AS expected, NULL AS actual
    FROM draw_results AS drawn JOIN raffles ON raffles.draw_id = drawn.draw_id
    JOIN entries ON entries.raffle_id = raffles.id
        AND number_span(entries.first, entries.last) && number_span(drawn.number, drawn.number)
    CROSS JOIN LATERAL (
        SELECT id FROM awards WHERE awards.draw_id = drawn.draw_id AND (
            awards.replaces_id IS NOT NULL AND awards."order" > drawn."order"
            OR awards.state IN ('expired', 'forfeited')
                AND NOT EXISTS (SELECT FROM awards AS heir WHERE heir.replaces_id = awards.id)
        ) ORDER BY "order" LIMIT 1
    ) AS awards
    WHERE drawn.role = 'alternate'
        AND NOT EXISTS (
            SELECT FROM awards AS used WHERE used.draw_id = drawn.draw_id AND used."order" = drawn."order"
        )
        AND NOT EXISTS (
            SELECT FROM disqualifications AS said
            WHERE said.draw_id = drawn.draw_id AND said.player_id = entries.player_id
        )
"""

_UNCLAIMED = """
    WITH apart AS (
        SELECT reference_id AS award_id, sum(amount_minor) AS total
        FROM transfers WHERE reference_type = 'award' AND kind = 'prize_unclaimed' GROUP BY reference_id
    )
    SELECT 'award_unclaimed' AS name, 'award ' || coalesce(awards.id, apart.award_id) AS subject,
           due.total::text AS expected, coalesce(apart.total, 0)::text AS actual
    FROM awards FULL JOIN apart ON apart.award_id = awards.id
    CROSS JOIN LATERAL (
        SELECT CASE WHEN awards.state IN ('expired', 'forfeited')
            AND NOT EXISTS (SELECT FROM awards AS heir WHERE heir.replaces_id = awards.id)
        THEN awards.value_minor ELSE 0 END AS total
    ) due
    WHERE due.total <> coalesce(apart.total, 0)
"""

_INELIGIBLE = """
    SELECT 'award_ineligible' AS name, 'award ' || awards.id AS subject, 'forfeited' AS expected, state AS actual
    FROM awards JOIN disqualifications USING (draw_id, player_id)
    WHERE state IN ('pending', 'payable', 'held', 'claimable')
"""

# What is held is held by a hold that stands, and what that covers is not on its way.
_HELD = """
    SELECT 'award_held' AS name, 'award ' || awards.id AS subject,
           CASE WHEN held.is_held THEN 'held' ELSE 'not held' END AS expected, awards.state AS actual
    FROM awards CROSS JOIN LATERAL (
        SELECT EXISTS (
            SELECT FROM claim_holds AS hold WHERE hold.draw_id = awards.draw_id AND hold.ended_at IS NULL
                AND awards.ticket_number BETWEEN hold.first AND hold.last
        ) AS is_held
    ) AS held
    WHERE awards.state = 'held' AND NOT held.is_held OR awards.state IN ('payable', 'claimable') AND held.is_held
"""

_AWARD_HOLDERS = """
    SELECT 'award_holder' AS name, 'award ' || awards.id AS subject,
           entries.player_id::text AS expected, awards.player_id::text AS actual
    FROM awards JOIN raffles ON raffles.draw_id = awards.draw_id
    LEFT JOIN entries ON entries.raffle_id = raffles.id
        AND number_span(entries.first, entries.last) && number_span(awards.ticket_number, awards.ticket_number)
    WHERE entries.player_id IS DISTINCT FROM awards.player_id
"""

_CHECKS = (
    _FIGURES,
    _LOG_HEADS,
    _VOIDS,
    _BOUGHT,
    _ESCROWS,
    _PRIZE_FUNDS,
    _ORDERS,
    _AWARD_PAYMENTS,
    _AWARD_RESULTS,
    _AWARD_HOLDERS,
    _ALTERNATES,
    _PASSED_OVER,
    _UNCLAIMED,
    _INELIGIBLE,
    _HELD,
)


async def differences(tx: Transaction) -> list[Difference]:
    """Run every check; empty where all agrees. Reads the whole history and may take minutes."""
    await tx.execute(text("SET LOCAL statement_timeout = '30min'"))
    found: list[Difference] = []
    for statement in _CHECKS:
        rows = await tx.execute(text(statement + " ORDER BY subject, name"))
        found.extend(Difference(row.name, row.subject, row.expected, row.actual) for row in rows)
    return found
