"""Commands of admins that are carried out once for a key, however often a press is repeated."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

from core.access import repository
from core.kernel.context import Transaction
from core.kernel.idempotency import hash_input, run_once


async def once(  # noqa: PLR0917 - the order of a sentence: who sends which command, and what it does
    tx: Transaction,
    admin_id: UUID,
    key: str,
    command: str,
    body: Mapping[str, Any],
    run: Callable[[], Awaitable[dict[str, Any]]],
) -> dict[str, Any]:
    """Carry `run` out unless this admin sent the key before; give its result or the stored one.

    Call it before anything else is locked. Raises IdempotencyConflict for another body under the key.
    """
    await repository.lock_admin(tx, admin_id)
    return await run_once(tx, admin_id, key, hash_input(command, body), run)
