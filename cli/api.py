"""`fairlot api`: the door over HTTP."""

import typer
import uvloop

from cli.runtime import EXIT_UNUSABLE, explained, read_settings
from webapp_api.factory import LoginsNotConfigured
from webapp_api.process import CannotListen, run_api


def api() -> None:
    """Serve the API and the mini-app until Ctrl-C or SIGTERM. Any number of these may run."""
    settings = read_settings()
    with explained():
        try:
            uvloop.run(run_api(settings))
        except (LoginsNotConfigured, CannotListen) as problem:
            typer.echo(str(problem), err=True)
            raise typer.Exit(EXIT_UNUSABLE) from None
