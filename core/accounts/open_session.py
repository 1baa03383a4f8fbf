"""The mini-app's launch string becomes a session: one string, one session."""

from datetime import datetime
from uuid import UUID

from core.accounts.errors import InitDataUsed, PlayerBlocked
from core.accounts.kinds import PlayerStatus
from core.accounts.repository import players, sessions
from core.accounts.rules import check_country
from core.accounts.sessions import SESSIONS_ENDED, expires_at, session_texts
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.crypto import hash_token, new_token
from core.kernel.errors import InvalidInput, NotFound
from core.kernel.outbox import emit


@allow(system=True)
async def open_session(
    tx: Transaction,
    actor: Actor,
    player_id: UUID,
    init_data_hash: bytes,
    *,
    device: str | None = None,
    user_agent: str | None = None,
    address: str | None = None,
    address_country: str | None = None,
) -> tuple[str, datetime]:
    """Give a new token and when its session ends, for init-data that the door has verified.

    `init_data_hash` is the SHA-256 of the string. Telegram serves the same string again after a reload: a second
    exchange rotates the token of the same session, and the first token is worth nothing from then on.
    `address_country` is what the operator's own address list says. Raises InitDataUsed once the session has ended or
    for another player's string, PlayerBlocked, NotFound.
    """
    if len(init_data_hash) != 32:
        raise InvalidInput(field="init_data_hash", reason="not_sha256")
    # The player's row is the lock: two exchanges of one string come one after the other.
    row = (await players.lock(tx, [player_id])).get(player_id)
    if row is None:
        raise NotFound(what="player", id=str(player_id))
    if row.status != PlayerStatus.ACTIVE:
        raise PlayerBlocked
    token = new_token()
    values: dict[str, object] = {"token_hash": hash_token(token), **session_texts(device, user_agent, address)}
    created_at = await _take(tx, player_id, init_data_hash, values)
    seen: dict[str, object] = {"last_login_at": tx.now, "last_active_at": tx.now}
    if address_country is not None:
        seen["session_country"] = check_country(address_country, field="address_country")
    await players.update_player(tx, player_id, seen)
    return token, expires_at(created_at, tx.now)


async def _take(tx: Transaction, player_id: UUID, init_data_hash: bytes, values: dict[str, object]) -> datetime:
    """Write the session of the string, or rotate its token; give when it was opened."""
    known = await sessions.find_by_init_data(tx, init_data_hash)
    if known is None:
        fresh = {
            "id": tx.new_id(),
            "player_id": player_id,
            "init_data_hash": init_data_hash,
            "created_at": tx.now,
            "last_used_at": tx.now,
        }
        if not await sessions.insert_session(tx, fresh | values):
            raise InitDataUsed
        return tx.now
    if known.player_id != player_id or known.ended_at is not None:
        raise InitDataUsed
    opened: datetime = known.created_at
    if expires_at(opened, known.last_used_at) <= tx.now:
        raise InitDataUsed
    await sessions.rotate_token(tx, known.id, values)
    await emit(tx, SESSIONS_ENDED, {"player_id": str(player_id)})
    return opened
