"""What the hot statements cost when tables grow: no sequential scan of a big table, an index behind every key."""

import re
import secrets
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from core.accounts.limits import load_limits
from core.accounts.repository import players, sessions
from core.kernel import outbox
from core.kernel.context import Context, Transaction
from core.ledger.book import Book, WalletKey
from core.ledger.kinds import WalletType
from core.ledger.repository import reading as wallets
from core.notifications.repository import inbox, queue
from core.orders import repository as orders
from core.prizes import repository as prizes
from core.raffles.models import RaffleKind, RaffleState
from core.raffles.repository import browsing, noticing, reading, sales, states
from tests.builders.statements import statements

BIG = {
    "players", "wallets", "raffles", "lotteries", "draws", "orders", "entries", "awards", "player_limits",
    "activity_hours", "transfers", "player_sessions", "notifications", "notification_deliveries", "outbox",
}  # fmt: skip
ROWS = 3_000

# Keys whose parent is never deleted from nor looked up from, so that an index would only cost at each insert.
NOT_INDEXED = {
    "fk_entries_player_id_order_id_wallet_id_orders": "orders are never deleted; found by order_id",
    "fk_orders_player_id_wallet_id_wallets": "wallets are never deleted; their sales are found by transfers",
    "fk_raffles_escrow_wallet_id_wallets": "wallets are never deleted; an escrow wallet names its raffle",
    "fk_raffles_created_by_admins": "admins are disabled, never deleted",
    "fk_approvals_requested_by_admins": "admins are disabled, never deleted",
    "fk_approvals_decided_by_admins": "admins are disabled, never deleted",
    "fk_role_grants_granted_by_admins": "admins are disabled, never deleted",
    "fk_role_grants_revoked_by_admins": "admins are disabled, never deleted",
    "fk_exchange_rates_set_by_admins": "admins are disabled, never deleted",
    "fk_exchanges_rate_id_exchange_rates": "rates are append-only",
    "fk_awards_product_id_products": "products are archived, never deleted",
    "fk_disqualifications_player_id_players": "players are anonymised, never deleted",
    "fk_disqualifications_approval_id_approvals": "approvals are never deleted",
    "fk_voids_approval_id_approvals": "approvals are never deleted",
    "fk_claim_holds_held_by_admins": "admins are disabled, never deleted",
    "fk_claim_holds_approval_id_approvals": "approvals are never deleted",
    "fk_claims_address_id_addresses": "addresses are marked as removed, never deleted",
}

# Every row is like its neighbours but for what the statements look for.
_FILL = (
    "SET LOCAL session_replication_role = replica",
    # what other tests wrote and rolled back has left its pages, which a table without rows is then judged by
    f"TRUNCATE {', '.join(sorted(BIG))} CASCADE",
    """INSERT INTO players (id, telegram_id, first_name, last_name, status, kyc_level, two_factor_enabled,
        referral_code, salt_key, last_active_at, created_at, updated_at)
    SELECT gen_random_uuid(), n, '', '', 'active', 0, false, 'R' || n, 'x', now(), now(), now()
    FROM generate_series(1, :rows) n""",
    """INSERT INTO wallets (id, kind, player_id, account, asset, balance_minor, created_at)
    SELECT gen_random_uuid(), 'player', id, 'BALANCE', 'TJS', 0, now() FROM players""",
    """INSERT INTO draws (id, event_no, rules, rules_hash, server_seed, server_commit, beacon, opened_at)
    SELECT gen_random_uuid(), n, '{}', 'x', 'x', sha256('x'), '{}', now() FROM generate_series(1, :rows) n""",
    """INSERT INTO raffles (id, kind, state, titles, descriptions, media, price_minor, asset, ticket_total,
        "distinct", alternates, claim_days, draw_id, created_by, created_at, sales_end_at, escrow_wallet_id, log_head)
    SELECT gen_random_uuid(), 'lottery', CASE WHEN event_no <= 50 THEN 'open' ELSE 'cancelled' END, '{}', '{}', '[]',
        500, 'TJS', 100000, 'number', 0, 90, id, gen_random_uuid(), now(), now(), gen_random_uuid(), 'x'
    FROM draws""",
    "INSERT INTO lotteries (id, close_rule) SELECT id, 'sold_out_or_time' FROM raffles",
    """INSERT INTO orders (id, kind, player_id, key, input_hash, state, wallet_id, total_minor, asset, source,
        created_at)
    SELECT gen_random_uuid(), 'tickets', p.id, 'k' || n, 'x', 'paid', w.id, 500, 'TJS', 'script', now()
    FROM players p JOIN wallets w ON w.player_id = p.id CROSS JOIN generate_series(1, 3) n""",
    # the raffles have three entries each, but for the first one, which has as many as there are players
    """WITH sold AS (SELECT id, player_id, wallet_id, key, row_number() OVER () AS n FROM orders),
        of_all AS (SELECT id, row_number() OVER () AS n FROM raffles)
    INSERT INTO entries (id, raffle_id, order_id, player_id, wallet_id, first, last, holder_tag, amount_minor,
        log_seq, log_head, bought_after)
    SELECT gen_random_uuid(), r.id, s.id, s.player_id, s.wallet_id, s.n, s.n, '', 500, s.n, 'x', 1
    FROM sold s JOIN of_all r ON r.n = CASE WHEN s.key = 'k1' THEN 1 ELSE 1 + s.n % :rows END""",
    """INSERT INTO awards (id, draw_id, "order", player_id, ticket_number, position, seq, value_minor, asset, state,
        claim_by, created_at)
    SELECT gen_random_uuid(), r.draw_id, e.log_seq, e.player_id, e.first, 1, 1, 500, 'TJS',
        CASE e.log_seq % 1000 WHEN 0 THEN 'payable' WHEN 1 THEN 'claimable' ELSE 'paid' END,
        timestamptz '2020-01-01', now()
    FROM entries e JOIN raffles r ON r.id = e.raffle_id""",
    """INSERT INTO player_limits (player_id, kind, asset, "window", amount_minor)
    SELECT id, 'spend', 'TJS', '24h', 1000 FROM players""",
    """INSERT INTO activity_hours (player_id, asset, hour, deposit_minor, spend_minor, win_minor)
    SELECT id, 'TJS', date_trunc('hour', now()) - make_interval(hours => n), 0, 1, 0
    FROM players CROSS JOIN generate_series(1, 3) n""",
    """INSERT INTO transfers (id, from_id, to_id, asset, amount_minor, kind, reference_type, reference_id,
        from_balance_after, to_balance_after)
    SELECT (lpad(to_hex(CAST(extract(epoch FROM now()) * 1000 AS bigint)), 12, '0') || '7' ||
            substr(md5(id::text), 1, 3) || '8' || substr(md5(id::text), 4, 15))::uuid,
        wallet_id, gen_random_uuid(), 'TJS', 500, 'sale', 'order', id, 0, 0
    FROM orders""",
    """INSERT INTO player_sessions (id, player_id, init_data_hash, token_hash, created_at, last_used_at)
    SELECT gen_random_uuid(), id, sha256(id::text::bytea), sha256(('t' || id)::bytea), now(), now() FROM players""",
    """INSERT INTO notifications (id, player_id, kind, category, params, dedup_key, created_at)
    SELECT gen_random_uuid(), player_id, 'draw-lost', 'results', '{}', id, now() FROM orders""",
    """INSERT INTO notification_deliveries (id, notification_id, channel, priority, state, attempts, due_at, message_id)
    SELECT gen_random_uuid(), id, 'telegram', 2, CASE WHEN random() < 0.01 THEN 'pending' ELSE 'sent' END, 1,
        timestamptz '2020-01-01', 1
    FROM notifications""",
    """INSERT INTO outbox (id, topic, payload, state, attempts, due_at)
    SELECT gen_random_uuid(), 'raffle.sold', '{}', CASE n % 100 WHEN 0 THEN 'pending' ELSE 'delivered' END, 1,
        timestamptz '2020-01-01'
    FROM generate_series(1, :rows) n""",
    "SET LOCAL session_replication_role = origin",
    f"ANALYZE {', '.join(sorted(BIG))}",
)


@dataclass(frozen=True, slots=True)
class Filled:
    """A database with a few thousand rows in each big table, and some of their keys."""

    context: Context
    player_ids: list[UUID]
    raffle_id: UUID
    wallet_id: UUID


@pytest.fixture
async def filled(context: Context) -> Filled:
    """Rolled back with everything else, statistics included."""

    async def fill(tx: Transaction) -> Filled:
        for statement in _FILL:
            await tx.execute(text(statement), {"rows": ROWS} if ":rows" in statement else None)
        people = await tx.execute(text("SELECT id FROM players ORDER BY telegram_id LIMIT 100"))
        raffle = await tx.execute(
            text("SELECT raffle_id FROM entries GROUP BY raffle_id ORDER BY count(*) DESC LIMIT 1")
        )
        wallet = await tx.execute(text("SELECT id FROM wallets LIMIT 1"))
        return Filled(context, [row.id for row in people], raffle.scalar_one(), wallet.scalar_one())

    return await context.transact(fill)


_PARTITION = re.compile(r"_(?:default|\w*\d{4}\w*)")
Hot = Callable[[Transaction, Filled], Awaitable[Any]]


def _keys(world: Filled) -> list[tuple[UUID, str]]:
    return [(player_id, "k2") for player_id in world.player_ids]


def _pairs(world: Filled) -> list[tuple[UUID, UUID]]:
    return [(world.raffle_id, player_id) for player_id in world.player_ids[:20]]


def _wallets(world: Filled) -> list[WalletKey]:
    return [WalletKey(player_id, WalletType.BALANCE, "TJS") for player_id in world.player_ids[:20]]


NOW = datetime.now(UTC)
HOT: dict[str, Hot] = {
    "lock_raffles": lambda tx, world: sales.lock_raffles(tx, [world.raffle_id]),
    "lock_players": lambda tx, world: players.lock(tx, world.player_ids[:20]),
    "lock_for_play": lambda tx, world: players.lock_for_play(tx, world.player_ids[:20]),
    "lock_wallets": lambda tx, world: Book(tx).lock(_wallets(world), create=False),
    "salt_keys": lambda tx, world: players.salt_keys(tx, world.player_ids[:20]),
    "tickets_bought": lambda tx, world: sales.tickets_bought(tx, _pairs(world)),
    "tickets_voided": lambda tx, world: sales.tickets_voided(tx, _pairs(world)),
    "known_orders": lambda tx, world: orders.known_orders(tx, _keys(world)),
    "limits": lambda tx, world: load_limits(tx, world.player_ids[:20], ["TJS"]),
    "entries_page": lambda tx, world: states.entries_page(tx, world.raffle_id, 100, 200),
    "owners_of": lambda tx, world: states.owners_of(tx, world.raffle_id, [3, 5, 8]),
    "due_to_close": lambda tx, _: states.due_to_close(tx, NOW, 100),
    "raffles_in": lambda tx, _: states.raffles_in(tx, RaffleState.CANCELLING, 100),
    "awaiting_draw": lambda tx, _: states.awaiting_draw(tx, 100),
    "unhalted_raffles": lambda tx, _: states.unhalted_raffles(tx, RaffleState.CLOSING, 100),
    "overdue_reveals": lambda tx, _: states.overdue_reveals(tx, NOW, timedelta(hours=24), 100),
    "refundable_orders": lambda tx, world: states.refundable_orders(tx, world.raffle_id, 0, 100),
    "raffles_by_id": lambda tx, world: reading.raffles_by_id(tx, [world.raffle_id]),
    "tickets_of": lambda tx, world: reading.tickets_of(tx, world.player_ids[0], None, 20),
    "orders_of": lambda tx, world: orders.orders_of(tx, world.player_ids[0], None, 20),
    "raffles_page": lambda tx, _: reading.raffles_page(tx, tuple(RaffleKind), [RaffleState.OPEN], None, 21),
    "next_raffles_page": lambda tx, world: reading.raffles_page(
        tx, tuple(RaffleKind), [RaffleState.OPEN], world.raffle_id, 21
    ),
    "raffle_at": lambda tx, _: browsing.id_at(tx, [RaffleState.OPEN], 7),
    "holding": lambda tx, world: browsing.entries_of(tx, world.player_ids[0], world.raffle_id, 20),
    "stake": lambda tx, world: browsing.stake_of(tx, world.player_ids[0], world.raffle_id),
    "wallets": lambda tx, world: wallets.wallets_of(tx, world.player_ids[0]),
    "statement": lambda tx, world: wallets.statement(tx, world.wallet_id, None, 20),
    "next_statement": lambda tx, world: wallets.statement(tx, world.wallet_id, world.wallet_id, 20),
    "sessions": lambda tx, _: sessions.find_by_tokens(tx, [secrets.token_bytes(32) for _ in range(20)]),
    "player_of_chat": lambda tx, _: players.find_by_telegram_id(tx, 7),
    "inbox": lambda tx, world: inbox.notifications_page(tx, world.player_ids[0], None, 20),
    "unread": lambda tx, world: inbox.count_unread(tx, world.player_ids[0]),
    "due_deliveries": lambda tx, _: queue.due_deliveries(tx, 50),
    "deliver_due": lambda tx, _: outbox._claim(tx, 100),
    "participants": lambda tx, world: noticing.participants_page(tx, world.raffle_id, 100, 200),
    "awards_of_player": lambda tx, world: prizes.awards_of_player(tx, world.player_ids[0], None, 20),
    "payable_awards": lambda tx, _: prizes.payable_awards(tx, 100),
    "late_awards": lambda tx, _: prizes.late_awards(tx, 100),
}


async def scanned_by(world: Filled, hot: Hot) -> set[str]:
    """The big tables that any statement of a call reads from one end to the other."""
    scanned = {table for plan in await plans_of(world, hot) for table in _scans(plan)}
    return {big for big in BIG for table in scanned if table == big or _PARTITION.fullmatch(table.removeprefix(big))}


async def plans_of(world: Filled, hot: Hot) -> list[dict[str, Any]]:
    """The plans of a call's statements, which are caught at the driver and explained with their parameters."""

    async def run(tx: Transaction) -> list[Any]:
        with statements(tx.context) as caught:
            await hot(tx, world)
        plans = []
        for sql, parameters in caught:
            explained = await tx.connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {sql}", parameters)
            plans.append(explained.scalar_one()[0]["Plan"])
        return plans

    plans = await world.context.transact(run)
    assert plans, "no statement was caught"
    return plans


def _parts(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _parts(part)


def _scans(plan: dict[str, Any]) -> Iterator[str]:
    # a partition of a month to come is empty, and read for less than a page costs
    for part in _parts(plan):
        if part["Node Type"] == "Seq Scan" and part["Total Cost"] >= 1:
            yield part["Relation Name"]


async def test_no_hot_statement_reads_a_big_table_from_end_to_end(filled: Filled) -> None:
    scanned = {name: tables for name, hot in HOT.items() if (tables := await scanned_by(filled, hot))}
    assert not scanned


async def test_hours_before_a_limits_window_are_not_read(filled: Filled) -> None:
    """Not even where most players have few, and PostgreSQL would find it cheap to read all of them."""

    async def forget(tx: Transaction) -> None:
        await tx.execute(text("DELETE FROM activity_hours WHERE hour < now() - interval '2 hours'"))
        await tx.execute(text("ANALYZE activity_hours"))

    await filled.context.transact(forget)
    [plan] = await plans_of(filled, HOT["limits"])
    [reads] = [part for part in _parts(plan) if part.get("Relation Name") == "activity_hours"]
    assert "hour >" in reads["Index Cond"]


async def test_a_scan_would_be_seen(filled: Filled) -> None:
    async def search(tx: Transaction, _: Filled) -> None:
        await tx.execute(text("SELECT id FROM orders WHERE total_minor = :total"), {"total": secrets.randbelow(9)})

    assert await scanned_by(filled, search) == {"orders"}


_UNSUPPORTED_KEYS = text("""
    SELECT DISTINCT con.conname
    FROM pg_constraint con
    WHERE con.contype = 'f' AND con.conparentid = 0 AND con.connamespace = 'public'::regnamespace
        AND NOT EXISTS (
            SELECT FROM pg_index ix
            WHERE ix.indrelid = con.conrelid AND ix.indisvalid AND ix.indpred IS NULL
                -- the key's columns are the index's first ones, in any order, or hold all of a unique index
                AND ((ix.indkey::int2[])[0:cardinality(con.conkey) - 1] @> con.conkey
                    OR ix.indisunique AND con.conkey @> ix.indkey::int2[])
        )
""")


async def test_every_foreign_key_has_an_index_or_a_reason(context: Context) -> None:
    rows = await context.transact(partial(_execute, statement=_UNSUPPORTED_KEYS))
    assert {row.conname for row in rows} == set(NOT_INDEXED)


async def _execute(tx: Transaction, statement: Any) -> list[Any]:
    return list(await tx.execute(statement))
