"""Whose sessions tokens are."""

from collections.abc import Sequence, Set
from typing import Any
from uuid import UUID

from core.accounts.errors import PlayerBlocked, SessionEnded
from core.accounts.kinds import PlayerStatus
from core.accounts.profiles import player_view
from core.accounts.repository import players, sessions
from core.accounts.sessions import TOUCH_EVERY, expires_at
from core.accounts.views import AuthenticatedSession
from core.kernel.context import Transaction
from core.kernel.crypto import hash_token

Authenticated = AuthenticatedSession | SessionEnded | PlayerBlocked


async def look_up_sessions(tx: Transaction, tokens: Sequence[str]) -> list[Authenticated | None]:
    """What `authenticate_sessions` gives, in order, by a read alone; None for a session whose use has to be noted,
    which takes that function."""
    hashes, rows = await _find(tx, tokens)
    return [
        _judged(tx, row, frozenset()) if _refusal(tx, row) or not _is_stale(tx, row) else None
        for row in map(rows.get, hashes)
    ]


async def authenticate_sessions(tx: Transaction, tokens: Sequence[str]) -> list[Authenticated]:
    """The session and player of each bearer token, in order; a session's use is noted once a minute at most.

    Belongs in a transaction of its own, because noting the use locks players' rows; where one is locked already, by a
    purchase for instance, it is left for the next time. SessionEnded stands for a token that is unknown, rotated,
    logged out or expired, and PlayerBlocked for one of an account that is shut.
    """
    hashes, rows = await _find(tx, tokens)
    touched = await _touch(tx, [row for row in rows.values() if _refusal(tx, row) is None])
    return [_judged(tx, rows.get(digest), touched) for digest in hashes]


async def _find(tx: Transaction, tokens: Sequence[str]) -> tuple[list[bytes], dict[bytes, Any]]:
    """The tokens' hashes, and the rows of those that are sessions'."""
    hashes = [hash_token(token) for token in tokens]
    return hashes, {bytes(row.token_hash): row for row in await sessions.find_by_tokens(tx, hashes)}


async def _touch(tx: Transaction, rows: Sequence[Any]) -> set[UUID]:
    """Note the use of sessions where the last note is old enough; gives which."""
    stale = [row for row in rows if _is_stale(tx, row)]
    if not stale:
        return set()
    # the players first, as in a login: the other order could deadlock with one
    present = await players.touch_players(tx, {row.id for row in stale})
    touched = {row.session_id for row in stale if row.id in present}
    await sessions.touch_sessions(tx, touched)
    return touched


def _judged(tx: Transaction, row: Any, touched: Set[UUID]) -> Authenticated:
    refusal = _refusal(tx, row)
    if refusal is not None:
        return refusal
    last_used_at = tx.now if row.session_id in touched else row.last_used_at
    return AuthenticatedSession(row.session_id, player_view(row), expires_at(row.opened_at, last_used_at))


def _refusal(tx: Transaction, row: Any) -> SessionEnded | PlayerBlocked | None:
    if row is None or row.ended_at is not None or expires_at(row.opened_at, row.last_used_at) <= tx.now:
        return SessionEnded()
    return None if row.status == PlayerStatus.ACTIVE else PlayerBlocked()


def _is_stale(tx: Transaction, row: Any) -> bool:
    return bool(tx.now - row.last_used_at >= TOUCH_EVERY)
