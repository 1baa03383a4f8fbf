"""The rush on tables that have grown, against the same rush before they grew."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from statistics import median
from time import perf_counter

import uvloop
from sqlalchemy import text

from benchmarks.report import Options, Result, ratio_of
from benchmarks.rush import CALLERS, PLAYERS, serve
from benchmarks.world import World, open_world
from core.kernel.context import Transaction
from core.kernel.garbage import spare_what_is_loaded
from core.raffles.desk import PurchaseDesk

ENTRIES = 10_000_000
TRANSFERS_PER_ENTRY = 5
TARGET = 0.9
LOAD_S = 1_500.0
"""After which loading ends with what is there; the figures say how much that is."""
DISK_LEFT_BYTES = 15 * 10**9
"""Loading ends before less than so much of the disk is free."""
_CHUNK = 100_000
_OF_A_RAFFLE = 10_000
_WARM_UPS = 4
"""Measurements before those that count: after a checkpoint each of the players' pages goes to the log whole once."""

# Raffles that are over, sold one ticket at a time; foreign keys and triggers are off while they are loaded.
_LOAD = (
    """CREATE TEMPORARY TABLE loading (n bigint, order_id uuid, entry_id uuid, player_id uuid, wallet_id uuid,
        raffle_id uuid, place bigint) ON COMMIT DROP""",
    """INSERT INTO loading
    SELECT g.n, uuidv7(), uuidv7(), b.player_id, b.wallet_id,
        md5((g.n / CAST(:of_a_raffle AS bigint))::text)::uuid, 1 + g.n % CAST(:of_a_raffle AS bigint)
    FROM generate_series(CAST(:first AS bigint), CAST(:first AS bigint) + CAST(:chunk AS bigint) - 1) AS g(n)
    JOIN bench_players b ON b.n = 1 + (g.n * 7919) % CAST(:players AS bigint)""",
    """INSERT INTO orders
        (id, kind, player_id, key, input_hash, state, wallet_id, total_minor, asset, source, created_at)
    SELECT order_id, 'tickets', player_id, 'past-' || n, sha256('x'), 'paid', wallet_id, 500, 'TJS', 'script', now()
    FROM loading""",
    """INSERT INTO entries (id, raffle_id, order_id, player_id, wallet_id, first, last, holder_tag, amount_minor,
        log_seq, log_head, bought_after)
    SELECT entry_id, raffle_id, order_id, player_id, wallet_id, place, place, repeat('0', 64), 500, place, sha256('z'),
        1
    FROM loading""",
    """INSERT INTO transfers (id, from_id, to_id, asset, amount_minor, kind, reference_type, reference_id,
        from_balance_after, to_balance_after)
    SELECT uuidv7(), wallet_id, raffle_id, 'TJS', 500, 'sale', 'order', order_id, 0, 0
    FROM loading CROSS JOIN generate_series(1, CAST(:transfers AS integer))""",
)


def growth(options: Options) -> list[Result]:
    """`size` entries and five times as many transfers are loaded between the two measurements."""
    return [uvloop.run(_measure(options))]


async def _measure(options: Options) -> Result:
    entries = options.size or ENTRIES
    players = min(PLAYERS, max(20, entries))
    async with open_world(players) as world:
        spare_what_is_loaded()
        desk = PurchaseDesk(world.context)
        before = await _rates(world, desk, options)
        began = perf_counter()
        loaded = await _load(world, entries)
        took_s = perf_counter() - began
        after = await _rates(world, desk, options)
        size = await world.context.transact(_database_mb)
    figures = {
        "grown_per_s": median(after),
        "empty_per_s": median(before),
        "entries": loaded,
        "transfers": loaded * TRANSFERS_PER_ENTRY,
        "database_mb": size,
        "loading_s": took_s,
        "callers": CALLERS,
    }
    return Result("growth", ratio_of(after, before), TARGET, figures=figures)


async def _rates(world: World, desk: PurchaseDesk, options: Options) -> list[float]:
    """Purchases per second, some time after a checkpoint, with nothing left to do of whatever was loaded before."""
    await serve(world, desk, options.seconds)
    await _settle(world)
    for _ in range(_WARM_UPS):
        await serve(world, desk, options.seconds)
    return [(await serve(world, desk, options.seconds)).per_s for _ in range(options.runs)]


async def _settle(world: World) -> None:
    """What PostgreSQL advises after loading: vacuum and analyse, and then write it back."""
    async with world.context.engine.connect() as plain:
        connection = await plain.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("SET statement_timeout = 0"))
        await connection.execute(text("VACUUM (ANALYZE) orders, entries, transfers"))
        await connection.execute(text("CHECKPOINT"))
        await connection.execute(text("RESET statement_timeout"))


async def _load(world: World, entries: int) -> int:
    """Load until there are so many entries, or time or disk run short; gives how many there are."""
    chunks = iter(range(0, entries, _CHUNK))
    # no more than there are connections: who waited for one would be told that the database is busy
    number = min(os.cpu_count() or 1, world.context.settings.database_pool_size)
    workers = (_load_chunks(world, chunks, entries, perf_counter() + LOAD_S) for _ in range(number))
    return sum(await asyncio.gather(*workers))


async def _load_chunks(world: World, chunks: Iterator[int], entries: int, until: float) -> int:
    """Take chunk after chunk, as the other workers do; gives how many entries this one loaded."""
    loaded = 0
    while perf_counter() < until and shutil.disk_usage(tempfile.gettempdir()).free > DISK_LEFT_BYTES:
        first = next(chunks, None)
        if first is None:
            break
        chunk = min(_CHUNK, entries - first)
        await world.context.transact(partial(_load_chunk, first=first, chunk=chunk, players=len(world.players)))
        loaded += chunk
    return loaded


async def _load_chunk(tx: Transaction, first: int, chunk: int, players: int) -> None:
    await tx.execute(text("SET LOCAL session_replication_role = replica"))
    await tx.execute(text("SET LOCAL statement_timeout = 0"))
    values = {
        "first": first,
        "chunk": chunk,
        "players": players,
        "of_a_raffle": _OF_A_RAFFLE,
        "transfers": TRANSFERS_PER_ENTRY,
    }
    for statement in _LOAD:
        needed = {name: value for name, value in values.items() if f":{name}" in statement}
        await tx.execute(text(statement), needed)


async def _database_mb(tx: Transaction) -> int:
    size = await tx.execute(text("SELECT pg_database_size(current_database()) / 1000000"))
    return int(size.scalar_one())
