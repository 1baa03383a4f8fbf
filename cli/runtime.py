"""What every command shares: settings, a context for the length of the command, and clear words for what goes wrong."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TypeVar

import typer
from pydantic import ValidationError

from core.kernel.clock import SystemClock
from core.kernel.context import Context, open_context
from core.kernel.crypto import BadKeys
from core.kernel.errors import DomainError
from core.kernel.texts import FALLBACK_LANGUAGE, error_text
from core.settings import Settings
from sandbox.services import ServiceStartFailed
from sandbox.stack import open_data

R = TypeVar("R")

DEMO_FOLDER: ContextVar[Path | None] = ContextVar("demo_folder", default=None)
"""The folder named by `fairlot --data-dir`, whose servers a command works on."""

EXIT_UNUSABLE = 2
"""The command could not be carried out: wrong settings, no database, or a refusal."""


def run(fn: Callable[[Context], Awaitable[R]]) -> R:
    """Run `fn` with a context on the configured database, or on the demo's (`fairlot --data-dir`)."""
    with explained(), settings() as found:
        return asyncio.run(_with_context(found, fn))


async def _with_context(found: Settings, fn: Callable[[Context], Awaitable[R]]) -> R:
    context = open_context(found, SystemClock())
    try:
        return await fn(context)
    finally:
        await context.close()


@contextmanager
def settings() -> Iterator[Settings]:
    """The settings of this command: of the environment, or of the demo's servers, which run until the block ends."""
    data_dir = DEMO_FOLDER.get()
    if data_dir is None:
        yield read_settings()
        return
    with open_data(data_dir) as demo:
        yield demo.settings


def read_settings() -> Settings:
    """The settings of the environment and `.env`. Ends the command where one is missing or wrong, naming each."""
    try:
        return Settings()
    except ValidationError as error:
        for problem in error.errors():
            name = "_".join(str(part) for part in problem["loc"]).upper()
            typer.echo(f"{name}: {problem['msg'].removeprefix('Value error, ').lower()}", err=True)
        typer.echo(
            "Set these in the environment or in .env, or name a demo's folder: fairlot --data-dir .demo", err=True
        )
        raise typer.Exit(EXIT_UNUSABLE) from None


@contextmanager
def explained() -> Iterator[None]:
    """Turn what can go wrong outside of our hands into one clear line and exit code 2."""
    try:
        yield
    except DomainError as refusal:
        typer.echo(f"refused: {error_text(refusal, FALLBACK_LANGUAGE)} ({refusal.code})", err=True)
        raise typer.Exit(EXIT_UNUSABLE) from None
    except (ServiceStartFailed, BadKeys) as failure:
        typer.echo(str(failure), err=True)
        raise typer.Exit(EXIT_UNUSABLE) from None
