"""Commands are carried out once for each key."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from core.access.models import Admin
from core.kernel.canonical import NotCanonical
from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from core.kernel.errors import IdempotencyConflict, InvalidInput
from core.kernel.idempotency import forget_commands, hash_input, run_once
from core.kernel.locking import LockClass, lock_rows
from tests.builders.access import make_admin
from tests.kernel.helpers import bump, counters, make_counters, sql


def command(
    actor_id: UUID, key: str, body: dict[str, Any], *, delay_s: float = 0
) -> Callable[[Transaction], Awaitable[dict[str, Any]]]:
    """Locks the actor, then counts one more, once for the key."""

    async def run(tx: Transaction) -> dict[str, Any]:
        await lock_rows(tx, Admin, [actor_id], LockClass.PLAYER)

        async def act() -> dict[str, Any]:
            await asyncio.sleep(delay_s)
            await bump(tx, "a")
            return {"id": str(tx.new_id()), "amount": body["amount"]}

        return await run_once(tx, actor_id, key, hash_input("count", body), act)

    return run


async def test_a_replay_gives_the_stored_result(context: Context) -> None:
    await make_counters(context, "a")
    one, two = (await make_admin(context)).admin_id, (await make_admin(context)).admin_id
    first = await context.transact(command(one, "k", {"amount": 5}))
    assert await context.transact(command(one, "k", {"amount": 5})) == first
    assert await counters(context) == {"a": 1}
    assert await context.transact(command(one, "other", {"amount": 5})) != first
    assert await context.transact(command(two, "k", {"amount": 5})) != first
    assert await counters(context) == {"a": 3}


async def test_another_body_or_command_under_the_key_is_refused(context: Context) -> None:
    await make_counters(context, "a")
    actor = (await make_admin(context)).admin_id
    await context.transact(command(actor, "k", {"amount": 5}))
    with pytest.raises(IdempotencyConflict) as refusal:
        await context.transact(command(actor, "k", {"amount": 6}))
    assert refusal.value.params == {"key": "k"}
    assert await counters(context) == {"a": 1}
    assert hash_input("count", {"amount": 5}) != hash_input("discount", {"amount": 5})
    assert hash_input("count", {"a": 1, "b": 2}) == hash_input("count", {"b": 2, "a": 1})
    with pytest.raises(NotCanonical):
        hash_input("count", {"amount": 0.5})


async def test_concurrent_repetitions_are_carried_out_once(live_context: Context) -> None:
    await make_counters(live_context, "a")
    actor = (await make_admin(live_context)).admin_id
    run = command(actor, "k", {"amount": 5}, delay_s=0.05)
    results = await asyncio.gather(*(live_context.transact(run) for _ in range(8)))
    assert await counters(live_context) == {"a": 1}
    assert len({result["id"] for result in results}) == 1


async def test_a_command_that_failed_may_be_sent_again(context: Context) -> None:
    await make_counters(context, "a")
    actor = (await make_admin(context)).admin_id
    with pytest.raises(KeyError):
        await context.transact(command(actor, "k", {}))
    await context.transact(command(actor, "k", {"amount": 5}))
    assert await counters(context) == {"a": 1}


@pytest.mark.parametrize("key", ["", "x" * 101, "a\nb", "é", "a\x00"])
async def test_a_malformed_key_is_refused(context: Context, key: str) -> None:
    with pytest.raises(InvalidInput):
        await context.transact(command(UUID(int=1), key, {"amount": 5}))


async def test_old_commands_are_forgotten_in_bounded_steps(context: Context, clock: ManualClock) -> None:
    await make_counters(context, "a")
    actor = (await make_admin(context)).admin_id
    for key in ("1", "2", "3"):
        await context.transact(command(actor, key, {"amount": 5}))
    clock.advance(timedelta(days=30))
    await context.transact(command(actor, "4", {"amount": 5}))
    removed = [await context.transact(lambda tx: forget_commands(tx, clock.now(), 2)) for _ in range(3)]
    assert removed == [2, 1, 0]
    assert [row.key for row in await sql(context, "SELECT key FROM commands")] == ["4"]
