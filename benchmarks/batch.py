"""Purchases on one lottery: lists of 128 commands against one transaction per purchase, ours and pgbench's."""

import asyncio
from collections.abc import Awaitable, Callable
from statistics import median
from time import perf_counter

from benchmarks.baseline import CLIENTS, pgbench_rate
from benchmarks.report import Options, Result, ratio_of
from benchmarks.rush import any_purchase
from benchmarks.world import PLAYERS, World, open_world
from core.raffles.buy_tickets import buy_tickets
from core.raffles.views import Receipt

BATCH = 128


def batch(options: Options) -> list[Result]:
    """Measure with `size` players, after a warm-up of each way."""
    return asyncio.run(_measure(options))


async def _measure(options: Options) -> list[Result]:
    players = options.size or PLAYERS
    async with open_world(players) as world:
        variables = {"players": players, "raffles": 1}
        ways: dict[str, Callable[[], Awaitable[float]]] = {
            "pgbench": lambda: pgbench_rate(world.urls.database_url, "purchase", variables, options.seconds),
            "single": lambda: single_rate(world, options.seconds),
            "batch": lambda: batch_rate(world, options.seconds),
        }
        for way in ways.values():
            await way()
        rates: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(options.runs):
            for name, way in ways.items():
                rates[name].append(await way())
    figures: dict[str, object] = {f"{name}_per_s": median(measured) for name, measured in rates.items()}
    figures |= {"players": players, "clients": CLIENTS, "batch": BATCH}
    return [
        Result("batch", ratio_of(rates["batch"], rates["single"]), figures=figures),
        Result("batch-pgbench", ratio_of(rates["batch"], rates["pgbench"]), figures=figures),
    ]


async def batch_rate(world: World, seconds: float) -> float:
    """Purchases per second by one list after the other."""
    bought = 0
    began = perf_counter()
    while perf_counter() - began < seconds:
        await buy(world, BATCH)
        bought += BATCH
    return bought / (perf_counter() - began)


async def single_rate(world: World, seconds: float) -> float:
    """Purchases per second by one transaction each, as many at a time as pgbench has clients."""
    bought = 0
    began = perf_counter()

    async def shop() -> None:
        nonlocal bought
        while perf_counter() - began < seconds:
            await buy(world, 1)
            bought += 1

    async with asyncio.TaskGroup() as tasks:
        for _ in range(CLIENTS):
            tasks.create_task(shop())
    return bought / (perf_counter() - began)


async def buy(world: World, count: int) -> None:
    """Carry out so many commands in one transaction; none of them may be refused."""
    commands = [any_purchase(world) for _ in range(count)]
    outcomes = await world.context.transact(lambda tx: buy_tickets(tx, commands))
    refused = [outcome for outcome in outcomes if not isinstance(outcome, Receipt)]
    if refused:
        raise refused[0]
