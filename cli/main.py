"""The command `fairlot`."""

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from cli.demo_folder import DEMO_FOLDER

COMMANDS = {
    "api": ("cli.api:api", "Serve the API and the mini-app until Ctrl-C or SIGTERM. Any number of these may run."),
    "bot": (
        "cli.bot:bot",
        "Answer players and admins in Telegram until Ctrl-C or SIGTERM. Any number of these may run.",
    ),
    "demo": (
        "cli.demo:demo",
        "Run the product with a Telegram to try it on, in the browser, until Ctrl-C. The data is kept.",
    ),
    "play": (
        "cli.play:play",
        "Let scripted players buy a lottery out, draw it by protocol, pay the prize, and verify the proof.",
    ),
    "verify": (
        "cli.verify:verify_app",
        "Compute a draw again from its proof, check what the operator has signed about it, and that a ticket is in it.",
    ),
    "migrate": ("cli.operate:migrate", "Bring the database's schema up to date; nothing happens where it is."),
    "jobs": (
        "cli.operate:jobs",
        "Close, draw, settle, deliver and clean up until Ctrl-C or SIGTERM. Any number of these may run.",
    ),
    "reconcile": (
        "cli.operate:reconcile",
        "Check that the books add up. Exit code 0: they do, 1: each difference is named.",
    ),
    "audit": ("cli.audit:audit_app", "The hash-chained audit log."),
    "admin": ("cli.admin:admin_app", "Admins and their roles."),
    "keys": ("cli.keys:keys_app", "Keys of secrets and of signatures."),
    "beacon": ("cli.beacon:beacon_app", "The custodian of a hash chain."),
    "draws": ("cli.draws:draws_app", "Draws: a rehearsal, a statistical self-test."),
}
"""Where each command is, and the first words of its help.

A command's module is imported when it is called: who verifies a proof need not wait for the libraries of the bot."""


def load(name: str) -> Any:
    """A command by its name, as the command-line library takes it. KeyError for one that is not ours."""
    module, _, attribute = COMMANDS[name][0].partition(":")
    found: Any = getattr(import_module(module), attribute)
    if not isinstance(found, typer.Typer):
        alone = typer.Typer(add_completion=False)
        alone.command()(found)
        found = alone
    return typer.main.get_command(found)


class _Commands(TyperGroup):
    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, _, rest = super().resolve_command(ctx, args)
        return name, None if name is None else load(name), rest


app = typer.Typer(
    cls=_Commands,
    help="Fairlot: lotteries whose draws anyone can verify.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def main(
    data_dir: Annotated[
        Path | None,
        typer.Option(help="Work on the servers of this demo folder instead of DATABASE_URL.", show_default=False),
    ] = None,
) -> None:
    """Fairlot: lotteries whose draws anyone can verify."""
    DEMO_FOLDER.set(data_dir)


def _listed() -> None:
    """Stands in the list of commands; the one that is called is loaded in its place."""


for _name, (_, _summary) in COMMANDS.items():
    app.command(_name, help=_summary)(_listed)


def run() -> None:
    """Entry of the console script."""
    app()
