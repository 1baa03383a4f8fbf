"""`fairlot bot`: the door in the chat."""

import typer
import uvloop

from bot.factory import BotTokenMissing
from bot.process import run_bot
from bot.webhook import WebhookMisconfigured
from cli.runtime import EXIT_UNUSABLE, explained, read_settings


def bot() -> None:
    """Answer players and admins in Telegram until Ctrl-C or SIGTERM. Any number of these may run."""
    settings = read_settings()
    with explained():
        try:
            uvloop.run(run_bot(settings))
        except (BotTokenMissing, WebhookMisconfigured) as problem:
            typer.echo(str(problem), err=True)
            raise typer.Exit(EXIT_UNUSABLE) from None
