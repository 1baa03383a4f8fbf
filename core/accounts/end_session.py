"""Logging out, here or everywhere, and seeing where one is logged in."""

from uuid import UUID

from core.accounts.repository import players, sessions
from core.accounts.sessions import SESSIONS_ENDED, expires_at
from core.accounts.views import SessionView
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import NotFound
from core.kernel.outbox import emit


@allow(player=True)
async def end_session(tx: Transaction, actor: Actor, session_id: UUID) -> None:
    """End one of the actor's own sessions. Raises NotFound for one that has ended or is another player's."""
    await players.lock(tx, [actor.player_id])
    if not await revoke_sessions(tx, actor.player_id, session_id):
        raise NotFound(what="session", id=str(session_id))


@allow(player=True)
async def end_all_sessions(tx: Transaction, actor: Actor) -> int:
    """End all of the actor's sessions; give how many there were."""
    await players.lock(tx, [actor.player_id])
    return await revoke_sessions(tx, actor.player_id)


async def revoke_sessions(tx: Transaction, player_id: UUID, session_id: UUID | None = None) -> int:
    """End one session of a player whose row is locked, or all of them, and have every process told; give how many."""
    ended = await sessions.end_sessions(tx, player_id, session_id)
    if ended:
        await emit(tx, SESSIONS_ENDED, {"player_id": str(player_id)})
    return ended


@allow(player=True)
async def list_sessions(tx: Transaction, actor: Actor) -> list[SessionView]:
    """The actor's sessions that have not ended, newest first."""
    return [
        SessionView(
            id=row.id,
            device=row.device,
            user_agent=row.user_agent,
            address=row.address,
            created_at=row.created_at,
            last_used_at=row.last_used_at,
            expires_at=expires_at(row.created_at, row.last_used_at),
        )
        for row in await sessions.living_sessions(tx, actor.player_id)
    ]
