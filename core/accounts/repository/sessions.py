"""SQL of sessions."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, LargeBinary, Row, and_, any_, bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from core.accounts.models import Player, Session
from core.accounts.sessions import IDLE, LIFETIME
from core.kernel.context import Transaction

_TABLE = Session.__table__
# made once, for it is asked at nearly every request
_WITH_PLAYER = (
    select(
        Session.id.label("session_id"),
        Session.token_hash,
        Session.created_at.label("opened_at"),
        Session.last_used_at,
        Session.ended_at,
        # of the player what `player_view` shows
        Player.id,
        Player.telegram_id,
        Player.telegram_username,
        Player.first_name,
        Player.last_name,
        Player.display_name,
        Player.avatar_url,
        Player.language,
        Player.telegram_language,
        Player.country,
        Player.birth_date,
        Player.time_zone,
        Player.status,
        Player.kyc_level,
        Player.accepted_terms,
        Player.referral_code,
        Player.referred_by_id,
        Player.created_at,
    )
    .join(Player, Player.id == Session.player_id)
    .where(Session.token_hash == any_(bindparam("hashes", type_=ARRAY(LargeBinary))))
)
_FORGOTTEN = {"device": None, "user_agent": None, "address": None}


async def find_by_init_data(tx: Transaction, init_data_hash: bytes) -> Row[Any] | None:
    return (await tx.execute(select(_TABLE).where(Session.init_data_hash == init_data_hash))).one_or_none()


async def find_by_tokens(tx: Transaction, token_hashes: Sequence[bytes]) -> list[Row[Any]]:
    """The sessions of some tokens, each with its player's profile."""
    return list(await tx.execute(_WITH_PLAYER, {"hashes": list(token_hashes)}))


async def insert_session(tx: Transaction, values: Mapping[str, Any]) -> bool:
    """Write a new session. False: the init-data has one by now."""
    taken = await tx.execute(
        insert(Session).values(**values).on_conflict_do_nothing(index_elements=[Session.init_data_hash])
    )
    return taken.rowcount == 1


async def rotate_token(tx: Transaction, session_id: UUID, values: Mapping[str, Any]) -> None:
    await tx.execute(update(Session).where(Session.id == session_id).values(**values, last_used_at=tx.now))


async def touch_sessions(tx: Transaction, session_ids: Collection[UUID]) -> None:
    """Note that sessions are used now; their players' rows are locked."""
    await tx.execute(
        update(Session).where(Session.id.in_(session_ids), Session.ended_at.is_(None)).values(last_used_at=tx.now)
    )


def _lives(now: datetime) -> Any:
    return and_(Session.ended_at.is_(None), Session.last_used_at > now - IDLE, Session.created_at > now - LIFETIME)


async def living_sessions(tx: Transaction, player_id: UUID) -> list[Row[Any]]:
    """The player's sessions that have not ended, newest first."""
    rows = await tx.execute(
        select(_TABLE).where(Session.player_id == player_id, _lives(tx.now)).order_by(Session.id.desc())
    )
    return list(rows)


async def end_sessions(tx: Transaction, player_id: UUID, session_id: UUID | None = None) -> int:
    """End one session of a player, or all of them; give how many ended. What they told about the person goes."""
    chosen = [Session.player_id == player_id, Session.ended_at.is_(None)]
    if session_id is not None:
        chosen.append(Session.id == session_id)
    ended = await tx.execute(update(Session).where(*chosen).values(ended_at=tx.now, **_FORGOTTEN))
    return ended.rowcount


async def delete_ended(tx: Transaction, ended_before: datetime, limit: int) -> int:
    """Delete at most `limit` sessions that ended, by themselves or by their player, before an instant."""
    old = (
        select(Session.id)
        .where(
            or_(
                Session.ended_at < ended_before,
                Session.last_used_at < ended_before - IDLE,
                Session.created_at < ended_before - LIFETIME,
            )
        )
        .order_by(Session.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("old")
    )
    gone = await tx.execute(delete(Session).where(Session.id == old.c.id))
    return gone.rowcount


async def strip_expired(tx: Transaction, limit: int) -> int:
    """Take the address, device and browser out of at most `limit` sessions that ran out."""
    ran_out = (
        select(Session.id)
        .where(
            or_(Session.last_used_at <= tx.now - IDLE, Session.created_at <= tx.now - LIFETIME),
            or_(Session.address.is_not(None), Session.device.is_not(None), Session.user_agent.is_not(None)),
        )
        .order_by(Session.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("ran_out")
    )
    stripped = await tx.execute(update(Session).where(Session.id == ran_out.c.id).values(**_FORGOTTEN))
    return stripped.rowcount
