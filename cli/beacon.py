"""`fairlot beacon`: the custodian's tool, for a machine of its own, with no database and no network."""

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from cli.runtime import EXIT_UNUSABLE
from core.draws.beacons.hashchain import MAX_ROUNDS
from sandbox.custodian import CustodianRefusal, exclusive, holds_chain, keep_chain, open_chain, terms, wait_s

PERIOD_S = 60

Folder = Annotated[Path, typer.Option("--dir", help="folder of the chain's secret, made with mode 0700")]

beacon_app = typer.Typer(help="The custodian of a hash chain.", no_args_is_help=True, add_completion=False)


@beacon_app.callback()
def beacon() -> None:
    """The custodian of a hash chain. Run it on a machine that is not the operator's: who reads the secret knows all
    values to come. `python -m sandbox.custodian --dir` serves the same folder over HTTP."""


@beacon_app.command()
def new(
    directory: Folder,
    period: Annotated[int, typer.Option(help="seconds between rounds")] = PERIOD_S,
    length: Annotated[int, typer.Option(help=f"rounds of the chain, at most {MAX_ROUNDS}")] = MAX_ROUNDS,
    genesis: Annotated[int | None, typer.Option(help="unix time of round 1, not in the future; now by default")] = None,
) -> None:
    """Make a chain and print what is to be published of it, before the first draw is opened; its secret stays here."""
    try:
        with exclusive(directory):
            if holds_chain(directory):
                raise CustodianRefusal("this folder holds a chain already; it is never made anew")
            typer.echo(json.dumps(terms(keep_chain(directory, period, length, genesis))))
    except CustodianRefusal as refusal:
        _refuse(str(refusal))


@beacon_app.command()
def reveal(round_number: Annotated[int, typer.Argument(metavar="ROUND")], directory: Folder) -> None:
    """Print the value of a round; before it is due that is refused."""
    try:
        kept = open_chain(directory)
        missing_s = wait_s(kept, round_number, time.time())
    except CustodianRefusal as refusal:
        _refuse(str(refusal))
    if missing_s > 0:
        due_at = datetime.fromtimestamp(kept.info.genesis + (round_number - 1) * kept.info.period, UTC)
        _refuse(f"round {round_number} is not due before {due_at:%Y-%m-%d %H:%M:%S} UTC")
    typer.echo(json.dumps({"round": round_number, "value": kept.chain.value(round_number).hex()}))


def _refuse(reason: str) -> NoReturn:
    print(f"beacon: {reason}", file=sys.stderr)
    raise typer.Exit(EXIT_UNUSABLE)
