"""Whose session a token is."""

from core.accounts.errors import PlayerBlocked, SessionEnded
from core.accounts.kinds import PlayerStatus
from core.accounts.repository import players, sessions
from core.accounts.sessions import TOUCH_EVERY, expires_at
from core.accounts.views import AuthenticatedSession
from core.kernel.context import Transaction
from core.kernel.crypto import hash_token


async def authenticate_session(tx: Transaction, token: str) -> AuthenticatedSession:
    """The session and player of a bearer token; its use is noted once a minute at most.

    Belongs in a transaction of its own, because noting the use locks the player's row. Raises SessionEnded for a
    token that is unknown, rotated, logged out or expired, and PlayerBlocked.
    """
    row = await sessions.find_by_token(tx, hash_token(token))
    if row is None or row.ended_at is not None or expires_at(row.created_at, row.last_used_at) <= tx.now:
        raise SessionEnded
    if row.player_status != PlayerStatus.ACTIVE:
        raise PlayerBlocked
    last_used_at = row.last_used_at
    if tx.now - last_used_at >= TOUCH_EVERY:
        # the player first, as in a login: the other order could deadlock with one
        await players.touch_player(tx, row.player_id)
        await sessions.touch_session(tx, row.id)
        last_used_at = tx.now
    return AuthenticatedSession(row.id, row.player_id, expires_at(row.created_at, last_used_at))
