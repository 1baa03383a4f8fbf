"""A durable PostgreSQL of the benchmarks' own: players who have money and limits, lotteries that never sell out."""

import secrets
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert, text

from core.accounts.kinds import LimitKind, LimitWindow
from core.accounts.models import Player, PlayerLimit, Session
from core.accounts.repository import players as accounts
from core.app import subscribe
from core.draws.rounds import BeaconRule
from core.kernel.actor import Actor
from core.kernel.base import encryption_context
from core.kernel.clock import SystemClock
from core.kernel.context import Context, Transaction, open_context
from core.kernel.crypto import hash_token, new_key, new_token
from core.kernel.migrate import migrate
from core.ledger.book import Book, WalletKey
from core.ledger.kinds import HouseAccount, TransferKind, WalletType
from core.raffles.create_lottery import NewLottery, create_lottery
from core.raffles.publish import approve_publish, request_publish
from core.raffles.rules import MAX_TICKETS
from core.raffles.views import PrizeView
from core.settings import Settings
from sandbox.play.people import ASSET, demo_admins, demo_player
from sandbox.services import EmbeddedServices, ServiceUrls

PLAYERS = 2_000
PRICE_MINOR = 500
FUNDS_MINOR = 10**12
_LOAD_BATCH = 500
_LOAD_RAFFLES = 50
_NUMBERED = {
    "bench_players": "SELECT row_number() OVER (ORDER BY id) AS n, player_id, id AS wallet_id FROM wallets"
    " WHERE player_id IS NOT NULL",
    "bench_raffles": "SELECT row_number() OVER (ORDER BY id) AS n, id AS raffle_id FROM raffles",
}
# nothing is drawn here
_BEACON = BeaconRule("hashchain1", "11" * 32, 1_700_000_000, 10, 60)


@dataclass(frozen=True, slots=True)
class World:
    """Where purchases and transfers are measured."""

    context: Context
    urls: ServiceUrls
    raffle_ids: Sequence[UUID]
    players: Sequence[Actor]
    wallets: Sequence[UUID]
    """The BALANCE of each player, in the order of `players`."""


@asynccontextmanager
async def open_world(player_count: int, raffle_count: int = 1) -> AsyncIterator[World]:
    """Start the servers in a temporary folder, load the rows, and leave nothing behind."""
    with _services() as urls:
        context = open_context(_settings(urls), SystemClock())
        try:
            subscribe(context)
            yield await _load(context, urls, player_count, raffle_count)
        finally:
            await context.close()


@contextmanager
def _services() -> Iterator[ServiceUrls]:
    with tempfile.TemporaryDirectory(prefix="fairlot-bench-") as folder:
        # root's servers run as nobody, who has to get in
        Path(folder).chmod(0o755)
        services = EmbeddedServices(Path(folder) / "services", durable=True)
        try:
            yield services.start()
        finally:
            services.stop()


def _settings(urls: ServiceUrls) -> Settings:
    return Settings(
        environment="sandbox",
        database_url=urls.database_url,
        redis_url=urls.redis_url,
        secret_keys=new_key("bench"),
        _env_file=None,
    )


async def _load(context: Context, urls: ServiceUrls, player_count: int, raffle_count: int) -> World:
    await migrate(context.engine)
    admins = await demo_admins(context)
    first = await demo_player(context, 0)
    actors = [first.actor]
    for start in range(1, player_count, _LOAD_BATCH):
        numbers = range(start, min(start + _LOAD_BATCH, player_count))
        actors += await context.transact(partial(_copy_player, pattern=first.actor.player_id, numbers=numbers))
    wallets: list[UUID] = []
    for start in range(0, player_count, _LOAD_BATCH):
        wallets += await context.transact(partial(_fund, actors=actors[start : start + _LOAD_BATCH]))
    raffle_ids: list[UUID] = []
    for start in range(0, raffle_count, _LOAD_RAFFLES):
        number = min(_LOAD_RAFFLES, raffle_count - start)
        raffle_ids += await context.transact(partial(_lotteries, admins=admins, number=number))
    await context.transact(_index_and_analyse)
    return World(context, urls, raffle_ids, actors, wallets)


async def _copy_player(tx: Transaction, pattern: UUID, numbers: Sequence[int]) -> list[Actor]:
    """Players like one that was registered by the use cases, which would take minutes for all of them."""
    row = await accounts.get_player(tx, pattern)
    if row is None:
        raise LookupError(f"no player {pattern}")
    key = tx.keys.decrypt(row.salt_key, encryption_context("players", "salt_key", pattern))
    rows: list[dict[str, Any]] = []
    for number in numbers:
        id_ = tx.new_id()
        sealed = tx.keys.encrypt(key, encryption_context("players", "salt_key", id_))
        own = {"id": id_, "telegram_id": row.telegram_id + number, "referral_code": f"B{number}", "salt_key": sealed}
        rows.append({**row._mapping, **own})
    await tx.execute(insert(Player), rows)
    limit = {"kind": LimitKind.SPEND, "asset": ASSET, "window": LimitWindow.MONTH, "amount_minor": FUNDS_MINOR}
    await tx.execute(insert(PlayerLimit), [limit | {"player_id": one["id"]} for one in rows])
    return [Actor.player(one["id"]) for one in rows]


async def _fund(tx: Transaction, actors: Sequence[Actor]) -> list[UUID]:
    book = Book(tx)
    keys = [WalletKey(actor.player_id, WalletType.BALANCE, ASSET) for actor in actors]
    wallets = await book.lock(keys)
    house = await book.house(HouseAccount.CREDIT_FUNDING, ASSET)
    for key in keys:
        book.transfer(house, wallets[key], ASSET, FUNDS_MINOR, TransferKind.ADMIN_CREDIT, "benchmark", key.player_id)
    await book.write()
    return [wallets[key] for key in keys]


async def _lotteries(tx: Transaction, admins: Sequence[Actor], number: int) -> list[UUID]:
    return [await _lottery(tx, admins) for _ in range(number)]


async def _lottery(tx: Transaction, admins: Sequence[Actor]) -> UUID:
    new = NewLottery(
        titles={"en": "The benchmark's lottery"},
        price_minor=PRICE_MINOR,
        asset=ASSET,
        ticket_total=MAX_TICKETS,
        prizes=[PrizeView(1, 1, "percentage", None, 7000, None)],
        per_player_cap=MAX_TICKETS,
    )
    draft = await create_lottery(tx, admins[0], new)
    request = await request_publish(tx, admins[0], draft.id, _BEACON)
    await approve_publish(tx, admins[1], request.id, request.payload_hash)
    return draft.id


async def open_sessions(world: World) -> list[str]:
    """A session of the mini-app for each player; gives their tokens."""
    tokens = [new_token() for _ in world.players]

    async def insert_all(tx: Transaction) -> None:
        rows = [
            {
                "id": tx.new_id(),
                "player_id": player.player_id,
                "init_data_hash": secrets.token_bytes(32),
                "token_hash": hash_token(token),
                "created_at": tx.now,
                "last_used_at": tx.now,
            }
            for player, token in zip(world.players, tokens, strict=True)
        ]
        await tx.execute(insert(Session), rows)
        await tx.execute(text("ANALYZE player_sessions"))

    await world.context.transact(insert_all)
    return tokens


async def _index_and_analyse(tx: Transaction) -> None:
    """Tables that number players and raffles for pgbench, and statistics of what is full.

    Not of what is empty: a foreign-key check planned on an empty table stays a sequential scan.
    """
    for name, statement in _NUMBERED.items():
        await tx.execute(text(f"CREATE TABLE {name} AS {statement}"))
        await tx.execute(text(f"ALTER TABLE {name} ADD PRIMARY KEY (n)"))
    await tx.execute(text("ANALYZE players, player_limits, wallets, raffles, draws, bench_players, bench_raffles"))
    await tx.execute(text("CREATE EXTENSION IF NOT EXISTS pg_stat_statements"))
