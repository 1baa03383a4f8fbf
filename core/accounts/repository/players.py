"""SQL of players."""

from collections.abc import Collection, Mapping
from typing import Any, cast
from uuid import UUID

from sqlalchemy import BigInteger, Row, Table, and_, bindparam, func, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert

from core.access.repository import ADMINS, LIVE_ROLES
from core.accounts.kinds import PlayerStatus
from core.accounts.models import Player
from core.kernel.base import is_one_of
from core.kernel.context import Transaction
from core.kernel.direct import Direct, Records
from core.kernel.locking import LockClass, lock_rows, note_lock

_TABLE = cast(Table, Player.__table__)


_NEW = insert(_TABLE)
_REFRESHED = (
    "telegram_username",
    "first_name",
    "last_name",
    "avatar_url",
    "telegram_language",
    "last_active_at",
    "updated_at",
)
_UPSERT = _NEW.on_conflict_do_update(
    index_elements=[_TABLE.c.telegram_id], set_={name: _NEW.excluded[name] for name in _REFRESHED}
).returning(_TABLE, (literal_column("players.xmax") == literal_column("0")).label("is_new"))


async def upsert_player(tx: Transaction, fresh: Mapping[str, Any]) -> Row[Any]:
    """Insert a player, or refresh what Telegram says of the one with this Telegram id; give the row with `is_new`.

    Two first starts at once: the second waits for the first and refreshes its row.
    """
    note_lock(tx, LockClass.PLAYER)
    return (await tx.execute(_UPSERT, dict(fresh))).one()


_BY_ID = select(_TABLE).where(_TABLE.c.id == bindparam("player_id"))


async def get_player(tx: Transaction, player_id: UUID) -> Row[Any] | None:
    return (await tx.execute(_BY_ID, {"player_id": player_id})).one_or_none()


_BY_TELEGRAM_ID = select(_TABLE).where(_TABLE.c.telegram_id == bindparam("telegram_id"))


async def find_by_telegram_id(tx: Transaction, telegram_id: int) -> Row[Any] | None:
    return (await tx.execute(_BY_TELEGRAM_ID, {"telegram_id": telegram_id})).one_or_none()


_ASKED_FOR = select(bindparam("telegram_id", type_=BigInteger).label("telegram_id")).subquery("asked")
_PERSON = select(
    *(column for column in _TABLE.c if column.name != "salt_key"),
    ADMINS.c.id.label("admin_id"),
    LIVE_ROLES.label("admin_roles"),
).select_from(
    _ASKED_FOR.outerjoin(_TABLE, _TABLE.c.telegram_id == _ASKED_FOR.c.telegram_id).outerjoin(
        ADMINS, and_(ADMINS.c.telegram_id == _ASKED_FOR.c.telegram_id, ADMINS.c.disabled_at.is_(None))
    )
)


async def find_person(tx: Transaction, telegram_id: int) -> Row[Any]:
    """The player of a Telegram account, its `admin_id` and `admin_roles`: NULL where it has none."""
    return (await tx.execute(_PERSON, {"telegram_id": telegram_id})).one()


async def find_by_username(tx: Transaction, username: str) -> list[Row[Any]]:
    """Players who had this username when they were last here, two at most: usernames change hands."""
    same = select(_TABLE).where(func.lower(Player.telegram_username) == username.lower())
    return list((await tx.execute(same.limit(2))).all())


async def find_referrer(tx: Transaction, referral_code: str) -> UUID | None:
    """The active player of a referral code."""
    found: UUID | None = (
        await tx.execute(
            select(Player.id).where(
                Player.referral_code == referral_code,
                Player.status == PlayerStatus.ACTIVE,
            )
        )
    ).scalar_one_or_none()
    return found


async def lock(tx: Transaction, player_ids: Collection[UUID]) -> dict[UUID, Any]:
    return await lock_rows(tx, Player, player_ids, LockClass.PLAYER)


# What a purchase asks, and no more: a rush locks a hundred rows at a time.
_ASKED = (
    "status",
    "language",
    "telegram_language",
    "country",
    "birth_date",
    "time_zone",
    "accepted_terms",
    "kyc_level",
)
_LOCK_FOR_PLAY = Direct(
    select(*(_TABLE.c[name] for name in ("id", *_ASKED, "salt_key")))
    .where(is_one_of(_TABLE.c.id))
    .order_by(_TABLE.c.id)
    .with_for_update(key_share=True)
)


async def lock_for_play(tx: Transaction, player_ids: Collection[UUID]) -> Records:
    """Lock players in the order of their ids; absent ones are left out."""
    if not player_ids:
        return []
    note_lock(tx, LockClass.PLAYER)
    return await tx.fetch(_LOCK_FOR_PLAY, {"ids": sorted(player_ids)})


async def update_player(tx: Transaction, player_id: UUID, values: Mapping[str, Any]) -> Row[Any]:
    """Write columns of a player whose row is locked; give the row as it is now."""
    changed = update(Player).where(Player.id == player_id).values(**values, updated_at=tx.now).returning(_TABLE)
    return (await tx.execute(changed)).one()


async def touch_players(tx: Transaction, player_ids: Collection[UUID]) -> set[UUID]:
    """Note that players are here now; gives those whose rows nobody else had locked."""
    note_lock(tx, LockClass.PLAYER)
    free = select(Player.id).where(Player.id.in_(player_ids)).order_by(Player.id)
    free = free.with_for_update(key_share=True, skip_locked=True)
    touched = await tx.execute(
        update(Player).where(Player.id.in_(free)).values(last_active_at=tx.now).returning(Player.id)
    )
    return set(touched.scalars())


async def change_status(tx: Transaction, player_id: UUID, before: PlayerStatus, after: PlayerStatus) -> bool:
    """Compare-and-set of the status. False: it was another one."""
    note_lock(tx, LockClass.PLAYER)
    changed = await tx.execute(
        update(Player).where(Player.id == player_id, Player.status == before).values(status=after, updated_at=tx.now)
    )
    return changed.rowcount == 1


_SALT_KEYS = select(_TABLE.c.id, _TABLE.c.salt_key).where(is_one_of(_TABLE.c.id), _TABLE.c.salt_key.is_not(None))


async def salt_keys(tx: Transaction, player_ids: Collection[UUID]) -> dict[UUID, bytes]:
    """The encrypted salt keys of the players that still have one."""
    rows = await tx.execute(_SALT_KEYS, {"ids": list(player_ids)})
    return {row.id: row.salt_key for row in rows}
