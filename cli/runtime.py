"""What every command shares: settings, a context for the length of the command, and clear words for what goes wrong."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import typer
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, ProgrammingError

from cli.demo_folder import DEMO_FOLDER
from core.kernel.clock import SystemClock
from core.kernel.context import Context, open_context
from core.kernel.crypto import BadCiphertext, BadKeys
from core.kernel.errors import DomainError
from core.kernel.texts import FALLBACK_LANGUAGE, error_text
from core.settings import Settings
from sandbox.services import ServiceStartFailed
from sandbox.stack import open_data, settings_problems

R = TypeVar("R")

_EXPLAINED = (DomainError, ServiceStartFailed, BadKeys, BadCiphertext, DBAPIError)

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
        for problem in settings_problems(error):
            typer.echo(problem, err=True)
        typer.echo(
            "Set these in the environment or in .env, or name a demo's folder: fairlot --data-dir .demo", err=True
        )
        raise typer.Exit(EXIT_UNUSABLE) from None


@contextmanager
def explained() -> Iterator[None]:
    """Turn what can go wrong outside of our hands into one clear line and exit code 2."""
    try:
        yield
    except (*_EXPLAINED, ExceptionGroup) as error:
        words = _words(error)
        if words is None:
            raise
        typer.echo(words, err=True)
        raise typer.Exit(EXIT_UNUSABLE) from None


def _words(error: Exception) -> str | None:
    """What a person is told; None for an error of ours. Of several that tasks raised at once the first one counts."""
    match error:
        case ExceptionGroup():
            return next((words for words in map(_words, error.exceptions) if words is not None), None)
        case DomainError():
            return f"refused: {error_text(error, FALLBACK_LANGUAGE)} ({error.code})"
        case BadCiphertext():
            return f"a secret in the database cannot be read with these SECRET_KEYS: {error}"
        case DBAPIError():
            # Its own words alone: the statement and its parameters are nobody's business here.
            hint = "; `fairlot migrate` brings its schema up to date" if isinstance(error, ProgrammingError) else ""
            return f"the database refused: {error.orig}{hint}"
        case ServiceStartFailed() | BadKeys():
            return str(error)
    return None
