"""Transfers through the ledger's book against pgbench writing the same rows: into one wallet, and between all."""

import asyncio
import random
from functools import partial
from statistics import median
from time import perf_counter

from benchmarks.baseline import CLIENTS, pgbench_rate
from benchmarks.report import Options, Result, ratio_of
from benchmarks.world import PLAYERS, World, open_world
from core.kernel.context import Transaction
from core.ledger.book import Book, WalletKey
from core.ledger.kinds import TransferKind, WalletType
from sandbox.play.people import ASSET

BATCH = 128
HOT_TARGET = 3.0
SPREAD_TARGET = 1.0


def ledger(options: Options) -> list[Result]:
    """Measure with `size` players, after a warm-up of each way."""
    return asyncio.run(_measure(options))


async def _measure(options: Options) -> list[Result]:
    players = options.size or PLAYERS
    results = []
    async with open_world(players) as world:
        for name, payees, target in (("ledger-hot", 1, HOT_TARGET), ("ledger-spread", players, SPREAD_TARGET)):
            variables = {"players": players, "payees": payees}
            ours, theirs = [], []
            for _ in range(options.runs + 1):
                theirs.append(await pgbench_rate(world.urls.database_url, "transfer", variables, options.seconds))
                ours.append(await transfer_rate(world, payees, options.seconds))
            # the first of each was the warm-up
            ours, theirs = ours[1:], theirs[1:]
            figures = {
                "book_per_s": median(ours),
                "pgbench_per_s": median(theirs),
                "players": players,
                "clients": CLIENTS,
                "batch": BATCH,
            }
            results.append(Result(name, ratio_of(ours, theirs), target, figures=figures))
    return results


async def transfer_rate(world: World, payees: int, seconds: float) -> float:
    """Transfers per second by one book of BATCH after the other."""
    moved = 0
    began = perf_counter()
    while perf_counter() - began < seconds:
        pairs = [_pair(len(world.players), payees) for _ in range(BATCH)]
        await world.context.transact(partial(_transfer, world=world, pairs=pairs))
        moved += BATCH
    return moved / (perf_counter() - began)


def _pair(players: int, payees: int) -> tuple[int, int]:
    payee = random.randrange(payees)
    return (payee + random.randrange(1, players)) % players, payee


async def _transfer(tx: Transaction, world: World, pairs: list[tuple[int, int]]) -> None:
    book = Book(tx)
    keys = [[WalletKey(world.players[one].player_id, WalletType.BALANCE, ASSET) for one in pair] for pair in pairs]
    ids = await book.lock([key for pair in keys for key in pair])
    for payer, payee in keys:
        book.transfer(ids[payer], ids[payee], ASSET, 1, TransferKind.PRIZE, "benchmark", payee.player_id)
    await book.write()
