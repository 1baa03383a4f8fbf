"""Purchases per second on one lottery by how many players ask at a time, and a chart of it."""

import asyncio
from pathlib import Path
from statistics import median

import uvloop
from matplotlib.figure import Figure

from benchmarks.baseline import CLIENTS, pgbench_rate
from benchmarks.report import Options, Result
from benchmarks.rush import PLAYERS, serve
from benchmarks.world import open_world
from core.kernel.garbage import spare_what_is_loaded
from core.raffles.desk import PurchaseDesk

CHART = "concurrency.png"
_CALLERS = (1, 2, 4, 8, 16, 32, 64, 128, 256)


def concurrency(options: Options) -> list[Result]:
    """Measure at each number of callers; the chart goes beside the JSON."""
    return [uvloop.run(_measure(options))]


async def _measure(options: Options) -> Result:
    players = options.size or PLAYERS
    async with open_world(players) as world:
        spare_what_is_loaded()
        desk = PurchaseDesk(world.context)
        variables = {"players": players, "raffles": 1}
        await serve(world, desk, options.seconds)
        alone = [
            await pgbench_rate(world.urls.database_url, "purchase", variables, options.seconds)
            for _ in range(options.runs)
        ]
        rates = {
            callers: median([(await serve(world, desk, options.seconds, callers)).per_s for _ in range(options.runs)])
            for callers in _CALLERS
        }
    baseline = median(alone)
    await asyncio.to_thread(_draw, options.out / CHART, rates, baseline)
    figures = {f"at_{callers}_per_s": rate for callers, rate in rates.items()}
    return Result("concurrency", max(rates.values()) / baseline, figures=figures | {"pgbench_per_s": baseline})


def _draw(path: Path, rates: dict[int, float], baseline: float) -> None:
    figure = Figure(figsize=(7, 4), layout="constrained")
    axes = figure.subplots()
    axes.plot(list(rates), list(rates.values()), marker="o", label="purchase desk")
    axes.axhline(baseline, linestyle="--", color="grey", label=f"pgbench, {CLIENTS} clients, a transaction each")
    axes.set_xscale("log", base=2)
    axes.set_xticks(list(rates), [str(callers) for callers in rates])
    axes.set_xlabel("players who ask at a time")
    axes.set_ylabel("purchases per second on one lottery")
    axes.set_ylim(bottom=0)
    axes.legend()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=120)
