"""`fairlot verify`: judges a proof and signed records on a stranger's own machine, with no database, and no network
unless the address of a proof is given."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text
from typer.core import TyperCommand

from cli.verify_inputs import Given, gather
from core.draws.entries import Entry
from core.draws.inclusion import verify_path
from core.draws.proof import UnusableInput
from core.draws.verify import Step, Verdict, verify_proof
from core.draws.verify_records import CheckedProof, Located, signed_closes, verify_records

EXIT_VALID = 0
EXIT_INVALID = 1
EXIT_UNUSABLE = 2

_RECORDS = "--records"


class VerifyCommand(TyperCommand):
    """Lets one `--records` be followed by any number of files, as a shell's `receipts/*.json` gives them."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        spread: list[str] = []
        is_record = False
        for argument in args:
            if argument.startswith("-"):
                is_record = argument.partition("=")[0] == _RECORDS
            elif is_record and spread[-1] != _RECORDS:
                spread.append(_RECORDS)
            spread.append(argument)
        return super().parse_args(ctx, spread)


verify_app = typer.Typer(add_completion=False)


@verify_app.command(cls=VerifyCommand)
def verify(  # noqa: PLR0917 - the command line's own form
    proof: Annotated[
        str | None,
        typer.Argument(help="proof.json of a draw, a folder with it, or the https address of a public proof"),
    ] = None,
    entries: Annotated[
        Path | None,
        typer.Argument(
            help="entries.csv, where the proof leaves the entries out (found by itself beside the proof)",
            readable=False,
        ),
    ] = None,
    records: Annotated[
        list[Path] | None,
        typer.Option(_RECORDS, help="signed records and receipts of the draw; any number of files", readable=False),
    ] = None,
    keys: Annotated[
        Path | None,
        typer.Option(
            help="fairlot-keys.json, the operator's keys (found by itself beside the first records)", readable=False
        ),
    ] = None,
    path: Annotated[
        list[Path] | None,
        typer.Option(help="path of your ticket, as the bot's /proof gives it", readable=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the verdict as JSON")] = False,
) -> None:
    """Compute a draw again from its proof, check what the operator has signed about it, and that a ticket is in it.

    Of a folder these are taken: proof.json, entries.csv, records*.json, receipt*.json, path*.json, fairlot-keys.json.

    Exit code 0: valid, 1: invalid (the field is named), 2: unusable input.
    """
    try:
        verdict = judge_files(proof, entries, records or (), keys, path or ())
    except UnusableInput as error:
        _print_unusable(str(error), as_json)
        raise typer.Exit(EXIT_UNUSABLE) from error
    try:
        _print_verdict(verdict, as_json)
        sys.stdout.flush()
    except OSError:
        # Nobody reads on, or the disk is full: that is no verdict on the proof, least of all "invalid".
        _close_stdout()
        raise typer.Exit(EXIT_UNUSABLE) from None
    raise typer.Exit(EXIT_VALID if verdict.is_valid else EXIT_INVALID)


def judge_files(
    proof: str | None,
    entries: Path | None = None,
    records: Sequence[Path] = (),
    keys: Path | None = None,
    paths: Sequence[Path] = (),
) -> Verdict:
    """The verdict on the proof, where that holds on the records, and where those hold on the paths of tickets.

    Raises UnusableInput.
    """
    given = gather(proof, entries, records, keys, paths)
    steps: tuple[Step, ...] = ()
    for judge in _judges(given):
        verdict = judge()
        steps += verdict.steps
        if not verdict.is_valid:
            return replace(verdict, steps=steps)
    return Verdict(True, None, None, steps)


def _judges(given: Given) -> Iterator[Callable[[], Verdict]]:
    """Each is asked only if those before it found nothing wrong, and may rely on that."""
    checked, closes = None, []
    if given.has_proof:
        yield partial(verify_proof, given.proof, given.listed)
        proof: Any = given.proof
        checked = CheckedProof(proof, given.listed or [Entry(*row) for row in proof.get("entries", ())])
        closes.append(("the proof", proof["close"]))
    if given.records:
        yield partial(verify_records, given.records, given.keys, checked)
        closes += [("the signed record", close) for close in signed_closes(given.records)[:1]]
    for path in given.paths:
        yield partial(_judged_path, path, closes)


def _judged_path(path: Located, closes: Sequence[tuple[str, Mapping[str, Any]]]) -> Verdict:
    """The verdict on one of several files, which is named before the field."""
    verdict = verify_path(path.value, closes)
    return verdict if verdict.field is None else replace(verdict, field=f"{path.path}.{verdict.field}")


def _close_stdout() -> None:
    """Keep the interpreter from failing once more over what is still in the buffer."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
    os.close(devnull)


def _print_unusable(reason: str, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"verdict": "unusable", "field": None, "reason": reason, "steps": []}))
    else:
        Console(stderr=True, soft_wrap=True).print(Text(f"unusable input: {reason}"))


class _Terminal(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the command: the library would end with 1, which says "invalid" here."""
        raise BrokenPipeError


def _print_verdict(verdict: Verdict, as_json: bool) -> None:
    if as_json:
        steps = [{"title": step.title, "passed": step.is_passed} for step in verdict.steps]
        word = "valid" if verdict.is_valid else "invalid"
        print(json.dumps({"verdict": word, "field": verdict.field, "reason": verdict.reason, "steps": steps}))
        return
    console = _Terminal(soft_wrap=True)
    # A terminal without these signs must not turn a verdict into an error.
    tick, cross = ("✓", "✗") if console.encoding.startswith("utf") else ("+", "x")
    for step in verdict.steps:
        mark = Text(f"  {tick} ", style="green") if step.is_passed else Text(f"  {cross} ", style="red")
        console.print(mark + Text(step.title))
    if verdict.is_valid:
        console.print(Text("valid", style="bold green"))
    else:
        console.print(Text("invalid", style="bold red") + Text(f"  {verdict.field}: {verdict.reason}"))
