"""`python -m benchmarks [name ...]`: run benchmarks one after the other. A missed target is no error."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.batch import batch
from benchmarks.bot import bot
from benchmarks.broadcast import broadcast
from benchmarks.concurrency import concurrency
from benchmarks.draw import draw
from benchmarks.growth import growth
from benchmarks.http import catalogue, http
from benchmarks.ledger import ledger
from benchmarks.report import OUT, Options, Result, table, write_json
from benchmarks.rush import idle, rush, spread
from benchmarks.start import start

BENCHMARKS: dict[str, Callable[[Options], list[Result]]] = {
    "rush": rush,
    "spread": spread,
    "idle": idle,
    "concurrency": concurrency,
    "batch": batch,
    "http": http,
    "catalogue": catalogue,
    "bot": bot,
    "ledger": ledger,
    "growth": growth,
    "draw": draw,
    "broadcast": broadcast,
    "start": start,
}
_DEFAULT = Options()


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the named benchmarks, all of them where none is named; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure against baselines.")
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(BENCHMARKS)}; all by default")
    parser.add_argument(
        "--size", type=int, help="entries of draw and growth, notices of broadcast, players of the others"
    )
    parser.add_argument("--runs", type=int, default=_DEFAULT.runs, help="measurements to take the median of")
    parser.add_argument("--seconds", type=float, default=_DEFAULT.seconds, help="length of one measurement of a rate")
    parser.add_argument("--out", type=Path, default=OUT, help="where the JSON goes")
    given = parser.parse_args(arguments)
    unknown = [name for name in given.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    if given.runs < 1 or given.seconds <= 0 or (given.size is not None and given.size < 2):
        parser.error("at least one run, some time and a size of 2 are needed")
    options = Options(given.size, given.runs, given.seconds, given.out)
    results = []
    for name in dict.fromkeys(given.names or BENCHMARKS):
        for result in BENCHMARKS[name](options):
            print(result.line(), flush=True)
            write_json(given.out, result)
            results.append(result)
    print(f"\n{table(results)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
