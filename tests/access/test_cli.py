"""`fairlot admin` and `fairlot audit`, run as a person does: with settings from the environment."""

import asyncio

import pytest
from typer import Typer
from typer.testing import CliRunner, Result

from cli.admin import admin_app
from cli.audit import audit_app
from core.access.load_admin import load_admin
from core.access.roles import Role, permissions_of
from core.kernel.context import Context
from core.kernel.errors import Forbidden
from tests.kernel.helpers import sql


async def invoke(context: Context, app: Typer, *arguments: str, **environment: str) -> Result:
    """Run a command in a thread, because it has an event loop of its own."""
    settings = context.settings
    env = {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "REDIS_URL": settings.redis_url.get_secret_value(),
        "SECRET_KEYS": settings.secret_keys.get_secret_value(),
    } | environment
    return await asyncio.to_thread(lambda: CliRunner().invoke(app, arguments, env=env))


async def test_the_shell_grants_roles_and_lists_admins(live_context: Context) -> None:
    granted = await invoke(live_context, admin_app, "grant", "501", "owner", "--name", "Mo")
    assert granted.exit_code == 0, granted.output
    assert granted.output == "501  Mo  owner\n"
    await invoke(live_context, admin_app, "grant", "501", "auditor")
    listed = await invoke(live_context, admin_app, "list")
    assert listed.output == "501  Mo  auditor, owner\n"
    actor = await live_context.transact(lambda tx: load_admin(tx, 501))
    assert actor.permissions == permissions_of([Role.OWNER])


@pytest.mark.parametrize("arguments", [("x", "owner"), ("501", "emperor"), ("-1", "owner"), ("501",)])
async def test_a_bad_grant_is_refused_in_words(live_context: Context, arguments: tuple[str, ...]) -> None:
    refused = await invoke(live_context, admin_app, "grant", *arguments)
    assert refused.exit_code != 0
    assert "Traceback" not in refused.output
    with pytest.raises(Forbidden):
        await live_context.transact(lambda tx: load_admin(tx, 501))


async def test_the_chain_is_checked(live_context: Context) -> None:
    for role in Role:
        await invoke(live_context, admin_app, "grant", "501", role)
    intact = await invoke(live_context, audit_app, "verify")
    assert (intact.exit_code, intact.output.startswith("the audit chain is intact: 5 rows")) == (0, True)
    for statement in (
        "ALTER TABLE audit_log DISABLE TRIGGER no_change",
        'UPDATE audit_log SET details = details || \'{"role": "owner"}\' WHERE seq = 3',
    ):
        await sql(live_context, statement)
    broken = await invoke(live_context, audit_app, "verify")
    assert broken.exit_code == 1
    assert "broken at seq 3" in broken.output


async def test_a_chain_that_cannot_be_read_is_unusable(live_context: Context) -> None:
    nowhere = "postgresql+asyncpg://app@/fairlot?host=/nonexistent&port=5432"
    unusable = await invoke(live_context, audit_app, "verify", DATABASE_URL=nowhere)
    assert unusable.exit_code == 2
    assert "Traceback" not in unusable.output
