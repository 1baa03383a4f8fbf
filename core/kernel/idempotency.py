"""Commands that are carried out once per key: a replay gives the stored result, another body is refused."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select

from core.kernel.canonical import canonical_json
from core.kernel.context import Transaction
from core.kernel.errors import IdempotencyConflict, InvalidInput
from core.kernel.models import Command

MAX_KEY = 100


def check_key(key: str) -> str:
    """Give the key back if it is usable. Raises InvalidInput."""
    if not 1 <= len(key) <= MAX_KEY or not key.isascii() or not key.isprintable():
        raise InvalidInput(field="key", reason="malformed")
    return key


def hash_input(command: str, body: Mapping[str, Any]) -> bytes:
    """The hash that tells a replay from another command under the same key."""
    return hashlib.sha256(canonical_json({"command": command, "body": dict(body)})).digest()


async def run_once(
    tx: Transaction,
    actor_id: UUID,
    key: str,
    input_hash: bytes,
    run: Callable[[], Awaitable[dict[str, Any]]],
) -> dict[str, Any]:
    """Carry `run` out unless this actor's key was seen before; give its result or the stored one.

    The caller holds the actor's row locked: the look-up is a statement of its own after the lock, so it sees what
    the previous holder committed. Raises IdempotencyConflict for another input under the key.
    """
    check_key(key)
    found = (
        await tx.execute(
            select(Command.input_hash, Command.result).where(Command.actor_id == actor_id, Command.key == key)
        )
    ).one_or_none()
    if found is not None:
        if found.input_hash != input_hash:
            raise IdempotencyConflict(key=key)
        result: dict[str, Any] = found.result
        return result
    result = await run()
    await tx.execute(
        insert(Command).values(actor_id=actor_id, key=key, input_hash=input_hash, result=result, created_at=tx.now)
    )
    return result


async def forget_commands(tx: Transaction, before: datetime, limit: int) -> int:
    """Delete at most `limit` commands older than `before`; give how many went."""
    old = select(Command.actor_id, Command.key).where(Command.created_at < before).limit(limit).cte("old")
    gone = await tx.execute(delete(Command).where(Command.actor_id == old.c.actor_id, Command.key == old.c.key))
    return gone.rowcount
