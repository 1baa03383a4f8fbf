"""Commands of an operator: migrate, run the jobs, check the books."""

import typer
import uvloop

from cli.runtime import explained, run, settings
from core.draws.reconcile import reconcile_draws
from core.draws.signing_keys import published_keys
from core.jobs.runner import run_jobs
from core.kernel.context import Context, Transaction
from core.kernel.migrate import migrate as bring_to_head
from core.ledger.reconcile import reconcile_wallets
from core.ledger.views import Difference
from core.raffles.reconcile import reconcile_raffles

EXIT_DIFFERENT = 1


def migrate() -> None:
    """Bring the database's schema up to date; nothing happens where it is."""
    run(_migrated)
    typer.echo("the schema is up to date")


async def _migrated(context: Context) -> None:
    await bring_to_head(context.engine)
    # the operator's keys are public before the first draw is opened
    await context.transact(published_keys)


def jobs() -> None:
    """Close, draw, settle, deliver and clean up until Ctrl-C or SIGTERM. Any number of these may run."""
    with explained(), settings() as found:
        uvloop.run(run_jobs(found))


def reconcile() -> None:
    """Check that the books add up. Exit code 0: they do, 1: each difference is named."""
    differences = run(find_differences)
    for one in differences:
        typer.echo(f"{one.check}: {one.subject}: expected {one.expected}, found {one.actual}", err=True)
    if differences:
        typer.echo("1 difference" if len(differences) == 1 else f"{len(differences)} differences", err=True)
        raise typer.Exit(EXIT_DIFFERENT)
    typer.echo("the books add up")


async def find_differences(context: Context) -> list[Difference]:
    """Every difference in the ledger and between raffles and the ledger, seen in one snapshot."""

    async def check(tx: Transaction) -> list[Difference]:
        return [*await reconcile_wallets(tx), *await reconcile_draws(tx), *await reconcile_raffles(tx)]

    return await context.snapshot(check)
