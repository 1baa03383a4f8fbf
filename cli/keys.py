"""`fairlot keys`: the keys that secrets in the database are encrypted under."""

import typer

from cli.runtime import run
from core.kernel.crypto import new_key
from core.kernel.rotation import rotate_keys

keys_app = typer.Typer(help="Keys of the secrets in the database.", no_args_is_help=True)


@keys_app.callback()
def keys() -> None:
    """Keys of the secrets in the database (SECRET_KEYS, newest first)."""


@keys_app.command()
def new(key_id: str) -> None:
    """Print a fresh key. Put it first in SECRET_KEYS, restart every process, then rotate."""
    typer.echo(new_key(key_id))


@keys_app.command()
def rotate() -> None:
    """Encrypt every secret under the first key of SECRET_KEYS; afterwards the older ones can go. Can be repeated."""
    typer.echo(f"{run(rotate_keys)} secrets were encrypted again")
