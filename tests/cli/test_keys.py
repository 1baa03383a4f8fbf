"""`fairlot migrate` and `fairlot keys`, run as a person does: with settings from the environment."""

from typer import Typer

from cli.keys import keys_app
from cli.operate import migrate
from core.draws.signing_keys import HANDOVER, published_keys
from core.kernel.context import Context
from core.kernel.crypto import new_key
from tests.access.test_cli import invoke
from tests.raffles.helpers import count

migrate_app = Typer()
migrate_app.command()(migrate)


async def test_migrating_leaves_a_key_to_sign_with(live_context: Context) -> None:
    for _ in range(2):
        done = await invoke(live_context, migrate_app)
        assert (done.exit_code, done.output) == (0, "the schema is up to date\n")
    assert await count(live_context, "signing_keys") == 1


async def test_a_signing_key_is_replaced_from_the_shell(live_context: Context) -> None:
    done = await invoke(live_context, keys_app, "rotate-signing")
    assert done.exit_code == 0, done.output
    old, new = await live_context.transact(published_keys)
    assert done.output.startswith(f"key {new.key_id} signs the records from ")
    assert (old.valid_until, new.valid_until) == (new.valid_from, None)
    assert new.valid_from - old.valid_from >= HANDOVER.total_seconds()
    assert await count(live_context, "audit_log", "action = 'signing_key.rotated' AND actor_kind = 'system'") == 1


async def test_the_secrets_of_signing_keys_are_rotated_from_the_shell(live_context: Context) -> None:
    await live_context.transact(published_keys)
    keys = f"{new_key('fresh')},{live_context.settings.secret_keys.get_secret_value()}"
    done = await invoke(live_context, keys_app, "rotate", SECRET_KEYS=keys)
    assert (done.exit_code, done.output) == (0, "1 secrets were encrypted again\n")
