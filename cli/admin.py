"""`fairlot admin`: the first admins, from the server's shell, where the system itself acts."""

from typing import Annotated

import typer

from cli.runtime import run
from core.access.grant_role import grant_role
from core.access.list_admins import list_admins
from core.access.roles import Role
from core.access.views import AdminView
from core.kernel.actor import SYSTEM
from core.kernel.context import Context

admin_app = typer.Typer(help="Admins and their roles.", no_args_is_help=True, add_completion=False)


@admin_app.callback()
def admin() -> None:
    """Admins and their roles."""


@admin_app.command()
def grant(
    telegram_id: Annotated[int, typer.Argument(help="The numeric id of the account in Telegram.")],
    role: Annotated[Role, typer.Argument(help="The role to grant.")],
    name: Annotated[str | None, typer.Option(help="A name that the other admins see.")] = None,
) -> None:
    """Grant a role to a Telegram account; the first role makes it an admin."""

    async def granted(context: Context) -> AdminView:
        return await context.transact(lambda tx: grant_role(tx, SYSTEM, telegram_id, role, name))

    typer.echo(_line(run(granted)))


@admin_app.command(name="list")
def list_() -> None:
    """List all admins with their roles."""

    async def listed(context: Context) -> list[AdminView]:
        return await context.transact(lambda tx: list_admins(tx, SYSTEM))

    for found in run(listed):
        typer.echo(_line(found))


def _line(found: AdminView) -> str:
    roles = ", ".join(sorted(found.roles)) or "no role"
    state = ", disabled" if found.is_disabled else ""
    return f"{found.telegram_id}  {found.name or '-'}  {roles}{state}"
