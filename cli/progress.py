"""How a command shows what it does: one line a step, with what came of it and how long it took."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text


@contextmanager
def step(console: Console, name: str) -> Iterator[Callable[[str], None]]:
    """Show that a step is under way, then its tick; the block tells what came of it."""
    started = time.monotonic()
    outcome: list[str] = []
    with console.status(f"{name} ..."):
        yield outcome.append
    tick(console, name, outcome[-1] if outcome else "", started)


def tick(console: Console, name: str, outcome: str, started: float) -> None:
    """The line of a finished step; `started` is a reading of time.monotonic()."""
    took = f"({time.monotonic() - started:.1f} s)"
    # No markup in what a step tells: a folder may be called [red].
    line = Text.assemble(("✔", "green"), " ", (name, "bold"), f": {outcome} ", (took, "dim"))
    console.print(line, soft_wrap=True)
