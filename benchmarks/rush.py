"""The sell-out rush through the purchase desk, against pgbench writing the same rows one transaction per purchase.

The desk runs as in the API: on uvloop, and with what was loaded at the start left out of searches for garbage.
"""

import asyncio
import random
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from time import perf_counter
from uuid import UUID

import uvloop

from benchmarks.baseline import CLIENTS, pgbench_rate
from benchmarks.report import Options, Result, ratio_of
from benchmarks.world import World, open_world
from core.kernel.garbage import spare_what_is_loaded
from core.orders.models import Source
from core.raffles.buy_tickets import BuyTickets, buy_tickets
from core.raffles.desk import PurchaseDesk
from core.raffles.views import Receipt

PLAYERS = 10_000
CALLERS = 128
RAFFLES = 1_000
RUSH_TARGET = 8.0
SPREAD_TARGET = 1.3
IDLE_LIMIT = 1.2
_LONELY = 200
"""Purchases of one measurement of a lonely one."""
_AT_MOST_PER_S = 10_000
"""Purchases that are thought up for each second."""


@dataclass(slots=True)
class Served:
    """What the callers of one measurement saw: purchases per second, and how long each waited in milliseconds."""

    per_s: float = 0.0
    waited_ms: list[float] = field(default_factory=list)


def rush(options: Options) -> list[Result]:
    """One lottery, CALLERS players at a time."""
    return [uvloop.run(_against_pgbench(options, "rush", 1, RUSH_TARGET))]


def spread(options: Options) -> list[Result]:
    """The same over RAFFLES lotteries."""
    return [uvloop.run(_against_pgbench(options, "spread", RAFFLES, SPREAD_TARGET))]


def idle(options: Options) -> list[Result]:
    """How long one lonely purchase takes through the desk, against the same as one plain transaction."""
    return [uvloop.run(_lonely(options))]


async def _against_pgbench(options: Options, name: str, raffles: int, target: float) -> Result:
    players = options.size or PLAYERS
    raffles = min(raffles, players)
    async with open_world(players, raffles) as world:
        spare_what_is_loaded()
        desk = PurchaseDesk(world.context)
        variables = {"players": players, "raffles": raffles}

        async def baseline() -> float:
            return await pgbench_rate(world.urls.database_url, "purchase", variables, options.seconds)

        await baseline()
        await serve(world, desk, options.seconds)
        ours, theirs, waits = [], [], []
        for _ in range(options.runs):
            theirs.append(await baseline())
            served = await serve(world, desk, options.seconds)
            ours.append(served.per_s)
            waits.append(quantiles(served.waited_ms, n=100)[-1])
    figures = {
        "desk_per_s": median(ours),
        "pgbench_per_s": median(theirs),
        "p99_ms": median(waits),
        "callers": CALLERS,
        "players": players,
        "raffles": raffles,
        "clients": CLIENTS,
    }
    return Result(name, ratio_of(ours, theirs), target, figures=figures)


async def serve(world: World, desk: PurchaseDesk, seconds: float, callers: int = CALLERS) -> Served:
    """So many callers, each buying again as soon as they were answered; none may be refused.

    What they will ask for is thought up before: callers cost as little as pgbench's do.
    """
    served = Served()
    wishes = deque(any_purchase(world) for _ in range(round(seconds * _AT_MOST_PER_S)))
    began = perf_counter()

    async def call() -> None:
        while perf_counter() - began < seconds:
            command = wishes.popleft() if wishes else any_purchase(world)
            asked = perf_counter()
            await desk.submit(command)
            served.waited_ms.append((perf_counter() - asked) * 1000)

    async with asyncio.TaskGroup() as tasks:
        for _ in range(callers):
            tasks.create_task(call())
    served.per_s = len(served.waited_ms) / (perf_counter() - began)
    return served


async def _lonely(options: Options) -> Result:
    players = options.size or PLAYERS
    async with open_world(players) as world:
        spare_what_is_loaded()
        desk = PurchaseDesk(world.context)

        async def plain(command: BuyTickets) -> Receipt:
            [outcome] = await world.context.transact(lambda tx: buy_tickets(tx, [command]))
            if not isinstance(outcome, Receipt):
                raise outcome
            return outcome

        for way in (desk.submit, plain):
            await _latency_ms(world, way)
        ours, theirs = [], []
        for _ in range(options.runs):
            ours.append(await _latency_ms(world, desk.submit))
            theirs.append(await _latency_ms(world, plain))
    figures = {"desk_ms": median(ours), "transaction_ms": median(theirs), "players": players}
    return Result("idle", ratio_of(ours, theirs), IDLE_LIMIT, lower_is_better=True, figures=figures)


async def _latency_ms(world: World, buy: Callable[[BuyTickets], Awaitable[Receipt]]) -> float:
    """The median of lonely purchases, one after the other."""
    waited = []
    for _ in range(_LONELY):
        command = any_purchase(world)
        began = perf_counter()
        await buy(command)
        waited.append((perf_counter() - began) * 1000)
    return median(waited)


def any_purchase(world: World, raffle_ids: Sequence[UUID] | None = None) -> BuyTickets:
    """A purchase of some player: one ticket of some raffle, which the half million of a chart must not sell out."""
    return BuyTickets(
        random.choice(world.players),
        random.choice(raffle_ids or world.raffle_ids),
        1,
        secrets.token_hex(16),
        Source.SCRIPT,
    )
