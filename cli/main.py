"""The command `fairlot`."""

from pathlib import Path
from typing import Annotated

import typer

from cli.admin import admin_app
from cli.api import api
from cli.audit import audit_app
from cli.beacon import beacon_app
from cli.bot import bot
from cli.demo import demo
from cli.draws import draws_app
from cli.keys import keys_app
from cli.operate import jobs, migrate, reconcile
from cli.play import play
from cli.runtime import DEMO_FOLDER
from cli.verify import VerifyCommand, verify

app = typer.Typer(
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


app.command()(api)
app.command()(bot)
app.command()(demo)
app.command()(play)
app.command(cls=VerifyCommand)(verify)
app.command()(migrate)
app.command()(jobs)
app.command()(reconcile)
app.add_typer(audit_app, name="audit")
app.add_typer(admin_app, name="admin")
app.add_typer(keys_app, name="keys")
app.add_typer(beacon_app, name="beacon")
app.add_typer(draws_app, name="draws")


def run() -> None:
    """Entry of the console script."""
    app()
