"""The inbox: writing notices, reading and marking them, what players want to be told of."""

import json
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from core.accounts.kinds import Document
from core.kernel.context import Transaction
from core.notifications.kinds import Category
from core.notifications.models import Notification, NotificationSwitch, QuietHours, Reachability
from core.notifications.views import Notice, NotificationView, QuietTime, Switch


def may_tell(category: str, player_id: str) -> str:
    """SQL, of two of its expressions: marketing goes to a player only while their last word on it is yes."""
    return f"""({category} <> '{Category.MARKETING}' OR coalesce((
        SELECT is_given FROM consents
        WHERE consents.player_id = {player_id} AND document = '{Document.MARKETING}' ORDER BY id DESC LIMIT 1
    ), false))"""  # noqa: S608 - of constants


# An inbox that is switched off gets no row, nor does marketing without a consent, nor a key that was used before:
# and so no delivery.
_INSERT = text(f"""
    WITH wanted AS (
        SELECT * FROM unnest(CAST(:ids AS uuid[]), CAST(:deliveries AS uuid[]), CAST(:players AS uuid[]),
                             CAST(:kinds AS text[]), CAST(:categories AS text[]), CAST(:params AS text[]),
                             CAST(:threads AS text[]), CAST(:keys AS text[]), CAST(:priorities AS bigint[]))
            AS new (id, delivery_id, player_id, kind, category, params, thread_key, dedup_key, priority)
    ), written AS (
        INSERT INTO notifications (id, player_id, kind, category, params, thread_key, dedup_key, created_at)
        SELECT wanted.id, wanted.player_id, wanted.kind, wanted.category, CAST(wanted.params AS jsonb),
               wanted.thread_key, wanted.dedup_key, :now
        FROM wanted
        JOIN players ON players.id = wanted.player_id AND players.status <> 'anonymised'
        LEFT JOIN notification_switches
            ON notification_switches.player_id = wanted.player_id AND notification_switches.category = wanted.category
        WHERE coalesce(notification_switches.inbox, true)
            AND {may_tell("wanted.category", "wanted.player_id")}
        ORDER BY wanted.dedup_key
        ON CONFLICT (dedup_key) DO NOTHING
        RETURNING id
    )
    INSERT INTO notification_deliveries (id, notification_id, channel, priority, state, attempts, due_at)
    SELECT wanted.delivery_id, wanted.id, 'telegram', wanted.priority, 'pending', 0, :now
    FROM wanted JOIN written USING (id)
""")  # noqa: S608 - of constants


async def insert_notices(tx: Transaction, notices: Sequence[Notice]) -> int:
    """Write notices with their deliveries; give how many were new and wanted."""
    done = await tx.execute(
        _INSERT,
        {
            "ids": [tx.new_id() for _ in notices],
            "deliveries": [tx.new_id() for _ in notices],
            "players": [notice.player_id for notice in notices],
            "kinds": [notice.kind for notice in notices],
            "categories": [notice.category for notice in notices],
            "params": [json.dumps(dict(notice.params), default=dict) for notice in notices],
            "threads": [notice.thread_key for notice in notices],
            "keys": [notice.dedup_key for notice in notices],
            "priorities": [int(notice.priority) for notice in notices],
            "now": tx.now,
        },
    )
    return done.rowcount


async def known_keys(tx: Transaction, dedup_keys: Collection[str]) -> set[str]:
    """Those of some dedup keys that were used."""
    used = select(Notification.dedup_key).where(Notification.dedup_key.in_(dedup_keys))
    return set((await tx.execute(used)).scalars())


async def notifications_page(
    tx: Transaction, player_id: UUID, before: UUID | None, limit: int
) -> list[NotificationView]:
    """A player's notices, newest first."""
    page = (
        select(
            Notification.id,
            Notification.kind,
            Notification.category,
            Notification.params,
            Notification.created_at,
            Notification.read_at,
        )
        .where(Notification.player_id == player_id)
        .order_by(Notification.id.desc())
        .limit(limit)
    )
    if before is not None:
        page = page.where(Notification.id < before)
    return [
        NotificationView(row.id, row.kind, Category(row.category), row.params, row.created_at, row.read_at)
        for row in await tx.execute(page)
    ]


async def mark_read(tx: Transaction, player_id: UUID, ids: Collection[UUID] | None, up_to: UUID | None) -> int:
    """Mark a player's unread notices, of some ids, up to one, or all; give how many there were."""
    unread = update(Notification).where(Notification.player_id == player_id, Notification.read_at.is_(None))
    if ids is not None:
        unread = unread.where(Notification.id.in_(ids))
    if up_to is not None:
        unread = unread.where(Notification.id <= up_to)
    return (await tx.execute(unread.values(read_at=tx.now))).rowcount


async def count_unread(tx: Transaction, player_id: UUID) -> int:
    unread = select(func.count()).where(Notification.player_id == player_id, Notification.read_at.is_(None))
    return int((await tx.execute(unread)).scalar_one())


async def switches_of(tx: Transaction, player_id: UUID) -> dict[Category, Switch]:
    """The categories that a player has switched."""
    rows = await tx.execute(
        select(NotificationSwitch.category, NotificationSwitch.inbox, NotificationSwitch.telegram).where(
            NotificationSwitch.player_id == player_id
        )
    )
    return {Category(row.category): Switch(row.inbox, row.telegram) for row in rows}


async def write_switches(tx: Transaction, player_id: UUID, switches: Mapping[Category, Switch]) -> None:
    new = insert(NotificationSwitch).values(
        [
            {"player_id": player_id, "category": category, "inbox": switch.inbox, "telegram": switch.telegram}
            for category, switch in sorted(switches.items())
        ]
    )
    keys = [NotificationSwitch.player_id, NotificationSwitch.category]
    values = {"inbox": new.excluded.inbox, "telegram": new.excluded.telegram}
    await tx.execute(new.on_conflict_do_update(index_elements=keys, set_=values))


async def quiet_of(tx: Transaction, player_id: UUID) -> QuietTime | None:
    """A player's quiet hours, None without any."""
    found = select(QuietHours.starts, QuietHours.ends).where(
        QuietHours.player_id == player_id, QuietHours.starts.is_not(None)
    )
    row = (await tx.execute(found)).one_or_none()
    return None if row is None else QuietTime(row.starts, row.ends)


async def write_quiet(tx: Transaction, player_id: UUID, quiet: QuietTime | None) -> None:
    """Set a player's quiet hours, or end them."""
    values = {"starts": quiet and quiet.starts, "ends": quiet and quiet.ends}
    new = insert(QuietHours).values(player_id=player_id, **values)
    await tx.execute(new.on_conflict_do_update(index_elements=[QuietHours.player_id], set_=values))


async def is_blocked(tx: Transaction, player_id: UUID) -> bool:
    """Whether the bot cannot write to a player."""
    found = select(Reachability.blocked_at).where(Reachability.player_id == player_id)
    return (await tx.execute(found)).scalar_one_or_none() is not None


_NOTE_REACHABLE = text("""
    INSERT INTO notification_reachability (player_id, blocked_at)
    SELECT id, CAST(:blocked_at AS timestamptz) FROM players WHERE telegram_id = :telegram_id
    ON CONFLICT (player_id) DO UPDATE SET blocked_at = excluded.blocked_at
    WHERE (notification_reachability.blocked_at IS NULL) <> (excluded.blocked_at IS NULL)
""")


async def note_reachable(tx: Transaction, telegram_id: int, is_reachable: bool) -> None:
    """Note whether the bot may write to a Telegram account; an unknown one has no player and is passed over."""
    blocked_at = None if is_reachable else tx.now
    await tx.execute(_NOTE_REACHABLE, {"telegram_id": telegram_id, "blocked_at": blocked_at})
