"""`fairlot verify`: judges a proof and signed records on a stranger's own machine, with no database and no network."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text
from typer.core import TyperCommand

from core.draws.entries import Entry
from core.draws.fields import InvalidField
from core.draws.proof import UnusableInput, parse_entries, parse_json
from core.draws.signatures import PublicKey, read_keys
from core.draws.verify import Verdict, verify_proof
from core.draws.verify_records import CheckedProof, split_records, verify_records

EXIT_VALID = 0
EXIT_INVALID = 1
EXIT_UNUSABLE = 2

LARGEST_FILE_BYTES = 256 * 1024 * 1024
"""Room for more than a million entries; beyond it a file is refused unread."""

_ENTRIES_NAME = "entries.csv"
_KEYS_NAME = "fairlot-keys.json"
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


def verify(
    proof: Annotated[Path | None, typer.Argument(help="proof.json of a draw", readable=False)] = None,
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
    as_json: Annotated[bool, typer.Option("--json", help="print the verdict as JSON")] = False,
) -> None:
    """Compute a draw again from its proof, and check what the operator has signed about it.

    Exit code 0: valid, 1: invalid (the field is named), 2: unusable input.
    """
    try:
        verdict = judge_files(proof, entries, records or [], keys)
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
    proof: Path | None, entries: Path | None = None, records: Sequence[Path] = (), keys: Path | None = None
) -> Verdict:
    """The verdict on the proof, and where that holds on the records as well. Raises UnusableInput."""
    if proof is None and not records:
        raise UnusableInput("neither a proof nor records were given")
    signed = [found for path in records for found in split_records(_shown(path), _document(path))]
    known = _keys(keys, records[0]) if records else {}
    if records and not signed:
        raise UnusableInput("there are no records in these files")
    if proof is None:
        return verify_records(signed, known)
    document: Any = _document(proof)
    listed = _listed_entries(proof, entries, document)
    judged = verify_proof(document, listed)
    if not judged.is_valid or not records:
        return judged
    inline = [Entry(*row) for row in document.get("entries", ())]
    of_records = verify_records(signed, known, CheckedProof(document, listed or inline))
    return replace(of_records, steps=judged.steps + of_records.steps)


def _document(path: Path) -> object:
    data = _read(path)
    try:
        return parse_json(data)
    except UnusableInput as error:
        raise UnusableInput(f"{_shown(path)}: {error}") from error


def _keys(given: Path | None, records: Path) -> dict[str, PublicKey]:
    path = given or records.with_name(_KEYS_NAME)
    if given is None and not path.is_file():
        raise UnusableInput(f"no keys were given; they stand at the operator's /.well-known/{_KEYS_NAME}")
    try:
        return read_keys(_document(path))
    except InvalidField as error:
        raise UnusableInput(f"{_shown(path)}: {error}") from error


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
