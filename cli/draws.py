"""`fairlot draws`: a rehearsal of a draw, and the self-test of its statistics."""

from collections.abc import Iterator
from typing import Annotated

import typer

from cli.runtime import run
from core.draws.selftest import CONFIDENCE, self_test
from core.kernel.actor import SYSTEM
from core.kernel.context import Context
from core.kernel.texts import FALLBACK_LANGUAGE, money_text
from core.raffles.rehearse_draw import RehearsedDraw, rehearse_draw

EXIT_FAILED = 1

draws_app = typer.Typer(help="Draws: a rehearsal, a statistical self-test.", no_args_is_help=True, add_completion=False)


@draws_app.callback()
def draws() -> None:
    """Draws: a rehearsal, a statistical self-test."""


@draws_app.command(name="dry-run")
def dry_run(number: Annotated[str, typer.Argument(help="The lottery's number, RF-...")]) -> None:
    """Draw a lottery over its present entries with a seed and a beacon that are thrown away. It writes nothing.

    Exit code 0: it would be awarded as shown, 1: the rehearsal's own proof is not valid, 2: refused.
    """

    async def rehearsed(context: Context) -> RehearsedDraw:
        return await rehearse_draw(context, SYSTEM, number)

    made = run(rehearsed)
    for line in _lines(made):
        typer.echo(line)
    if not made.rehearsal.verdict.is_valid:
        raise typer.Exit(EXIT_FAILED)


@draws_app.command()
def selftest() -> None:
    """Test that no number, order or holder is preferred: chi-square over fixed seeds. It needs no database.

    Exit code 0: every check is within its bounds, 1: one is not.
    """
    checks = self_test()
    width = max(len(check.title) for check in checks)
    tail = (1 - CONFIDENCE) / 2
    typer.echo(f"{'':4}{'check':{width}}  {'draws':>7}  {'cells':>5}  {'chi-square':>10}  {'p':>7}")
    for check in checks:
        mark = "ok" if check.is_passed else "BAD"
        figures = f"{check.draws:>7}  {check.cells:>5}  {check.chi_square:>10.2f}  {check.probability:>7.4f}"
        typer.echo(f"{mark:4}{check.title:{width}}  {figures}")
    failed = sum(not check.is_passed for check in checks)
    typer.echo(f"{len(checks) - failed} of {len(checks)} with p from {tail:.4f} to {1 - tail:.4f}")
    if failed:
        raise typer.Exit(EXIT_FAILED)


def _lines(made: RehearsedDraw) -> Iterator[str]:
    raffle, rehearsal = made.raffle, made.rehearsal

    def money(amount_minor: int) -> str:
        return money_text(amount_minor, raffle.asset, FALLBACK_LANGUAGE)

    yield "REHEARSAL: nothing was written; its seed and beacon were made for it and are gone. The draw will be another."
    yield f"{raffle.number}  {raffle.titles['en']}  ({raffle.state})"
    yield f"tickets: {rehearsal.tickets} of {raffle.ticket_total}, entries: {rehearsal.entries}"
    yield f"gross: {money(rehearsal.gross_minor)}"
    for prize in rehearsal.prizes:
        yield f"prize {prize.position}: places awarded: {prize.awarded} of {prize.places}, {money(prize.value_minor)}"
    if rehearsal.alternates:
        yield f"alternates drawn: {rehearsal.alternates_drawn} of {rehearsal.alternates}"
    if rehearsal.unawarded:
        yield f"places for which no ticket is left: {rehearsal.unawarded}"
    verdict = rehearsal.verdict
    yield "its proof is valid" if verdict.is_valid else f"its proof is NOT valid: {verdict.field}: {verdict.reason}"
