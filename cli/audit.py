"""`fairlot audit`: checks of the audit chain."""

from typing import Annotated

import typer

from cli.runtime import run
from core.audit.verify_chain import verify_chain
from core.audit.views import ChainVerdict
from core.kernel.context import Context

audit_app = typer.Typer(help="The hash-chained audit log.", no_args_is_help=True, add_completion=False)
BROKEN = 1


@audit_app.callback()
def audit() -> None:
    """The hash-chained audit log."""


@audit_app.command()
def verify(
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing when the chain is intact.")] = False,
) -> None:
    """Recompute every hash of the audit log. Exit code 0: intact, 1: broken, 2: it could not be read."""
    verdict = run(_verify)
    if not verdict.is_intact:
        typer.echo(f"the audit chain is broken at seq {verdict.bad_seq}: {verdict.reason}", err=True)
        raise typer.Exit(BROKEN)
    if not quiet:
        typer.echo(f"the audit chain is intact: {verdict.rows} rows, head {verdict.head_hash.hex()}")


async def _verify(context: Context) -> ChainVerdict:
    return await context.snapshot(verify_chain)
