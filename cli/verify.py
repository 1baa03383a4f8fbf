"""`fairlot verify`: judges a proof on the stranger's own machine, with no database and no network."""

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from core.draws.entries import Entry
from core.draws.proof import UnusableInput, parse_entries, parse_proof
from core.draws.verify import Verdict, verify_proof

EXIT_VALID = 0
EXIT_INVALID = 1
EXIT_UNUSABLE = 2

LARGEST_FILE_BYTES = 256 * 1024 * 1024
"""Room for more than a million entries; beyond it a file is refused unread."""

_ENTRIES_NAME = "entries.csv"


def verify(
    proof: Annotated[Path, typer.Argument(help="proof.json of a draw", readable=False)],
    entries: Annotated[
        Path | None,
        typer.Argument(
            help="entries.csv, where the proof leaves the entries out (found by itself beside the proof)",
            readable=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the verdict as JSON")] = False,
) -> None:
    """Compute a draw again from its proof. Exit code 0: valid, 1: invalid (the field is named), 2: unusable input."""
    try:
        document = parse_proof(_read(proof))
        listed = _listed_entries(proof, entries, document)
    except UnusableInput as error:
        _print_unusable(str(error), as_json)
        raise typer.Exit(EXIT_UNUSABLE) from error
    verdict = verify_proof(document, listed)
    try:
        _print_verdict(verdict, as_json)
        sys.stdout.flush()
    except OSError:
        # Nobody reads on, or the disk is full: that is no verdict on the proof, least of all "invalid".
        _close_stdout()
        raise typer.Exit(EXIT_UNUSABLE) from None
    raise typer.Exit(EXIT_VALID if verdict.is_valid else EXIT_INVALID)


def _close_stdout() -> None:
    """Keep the interpreter from failing once more over what is still in the buffer."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
    os.close(devnull)


def _listed_entries(proof: Path, entries: Path | None, document: object) -> list[Entry] | None:
    if entries is None:
        beside = proof.with_name(_ENTRIES_NAME)
        is_left_out = isinstance(document, dict) and "entries" not in document
        if not (is_left_out and beside.is_file()):
            return None
        entries = beside
    data = _read(entries)
    try:
        return parse_entries(data)
    except UnusableInput as error:
        raise UnusableInput(f"{_shown(entries)}: {error}") from error


def _read(path: Path) -> bytes:
    """The bytes of an ordinary file of bearable size. Raises UnusableInput."""
    try:
        if not path.is_file():
            reason = "not an ordinary file" if path.exists() else "no such file"
            raise UnusableInput(f"{_shown(path)}: {reason}")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, UnusableInput):
            raise
        raise UnusableInput(f"{_shown(path)}: cannot be read") from error
    if len(data) > LARGEST_FILE_BYTES:
        raise UnusableInput(f"{_shown(path)}: larger than {LARGEST_FILE_BYTES >> 20} MiB")
    return data


def _shown(path: Path) -> str:
    """A path as any terminal can print it."""
    return str(path).encode("ascii", "backslashreplace").decode("ascii")


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
