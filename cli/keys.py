"""`fairlot keys`: the keys of the secrets in the database, and those that the operator signs records with."""

from datetime import UTC, datetime

import typer

from cli.runtime import run
from core.draws.signatures import PublicKey
from core.draws.signing_keys import rotate_signing_key
from core.kernel.actor import SYSTEM
from core.kernel.context import Context
from core.kernel.crypto import new_key
from core.kernel.rotation import rotate_keys

keys_app = typer.Typer(help="Keys of secrets and of signatures.", no_args_is_help=True, add_completion=False)


@keys_app.callback()
def keys() -> None:
    """Keys of the secrets in the database (SECRET_KEYS, newest first), and of the signatures on records."""


@keys_app.command()
def new(key_id: str) -> None:
    """Print a fresh key. Put it first in SECRET_KEYS, restart every process, then rotate."""
    typer.echo(new_key(key_id))


@keys_app.command()
def rotate() -> None:
    """Encrypt every secret under the first key of SECRET_KEYS; afterwards the older ones can go. Can be repeated."""
    typer.echo(f"{run(rotate_keys)} secrets were encrypted again")


@keys_app.command()
def rotate_signing() -> None:
    """Make a new key for the signatures on records; it takes over in five minutes. Older signatures stay valid."""

    async def rotated(context: Context) -> PublicKey:
        return await context.transact(lambda tx: rotate_signing_key(tx, SYSTEM))

    key = run(rotated)
    typer.echo(f"key {key.key_id} signs the records from {datetime.fromtimestamp(key.valid_from, UTC)} on")
