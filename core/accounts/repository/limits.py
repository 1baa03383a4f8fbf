"""SQL of limits and of the hours that they are measured by."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select, text
from sqlalchemy.dialects import postgresql

from core.accounts.kinds import LimitWindow
from core.accounts.limit_book import HourKey, Sums, oldest_hour
from core.accounts.models import LimitChange, PlayerLimit
from core.accounts.views import LimitName
from core.kernel.context import Transaction
from core.kernel.direct import Direct, Records

_LIMITS = PlayerLimit.__table__
# Each limit, the first of the longest window in an asset with the hours that it touches, the others one row each.
# IS TRUE keeps the assets out of the index's search, which would look for every player once per asset. OFFSET keeps the
# planner from reading all that a player ever did, which is what it thinks cheapest while most players have few hours.
_LIMITS_OF = Direct(
    text("""
    SELECT l.player_id, l.kind, l.asset, l."window", l.amount_minor, h.hour, h.deposit_minor, h.spend_minor, h.win_minor
    FROM (
        SELECT l.player_id, l.kind, l.asset, l."window", l.amount_minor, w.after,
            row_number() OVER (PARTITION BY l.player_id, l.asset ORDER BY w.after) AS place
        FROM player_limits l
        JOIN unnest(CAST(:windows AS text[]), CAST(:after AS timestamptz[])) AS w (name, after) ON w.name = l."window"
        WHERE l.player_id = ANY (CAST(:ids AS uuid[])) AND (l.asset = ANY (CAST(:assets AS text[]))) IS TRUE
            AND l.amount_minor IS NOT NULL
    ) AS l
    LEFT JOIN LATERAL (
        SELECT hour, deposit_minor, spend_minor, win_minor FROM activity_hours
        WHERE l.place = 1 AND player_id = l.player_id AND asset = l.asset AND hour > l.after
        OFFSET 0
    ) AS h ON true
""")
)

# One statement for a whole batch; rows arrive in the order of their keys, so two batches never deadlock here.
_ADD = Direct(
    text("""
    INSERT INTO activity_hours AS kept (player_id, asset, hour, deposit_minor, spend_minor, win_minor)
    SELECT player_id, asset, hour, deposit, spend, win
    FROM unnest(CAST(:players AS uuid[]), CAST(:assets AS text[]), CAST(:hours AS timestamptz[]),
                CAST(:deposits AS bigint[]), CAST(:spends AS bigint[]), CAST(:wins AS bigint[]))
        AS added (player_id, asset, hour, deposit, spend, win)
    ON CONFLICT (player_id, asset, hour) DO UPDATE SET
        deposit_minor = kept.deposit_minor + excluded.deposit_minor,
        spend_minor = kept.spend_minor + excluded.spend_minor,
        win_minor = kept.win_minor + excluded.win_minor
""")
)

# In no order: every hour belongs to a player whose row is locked.
_TAKE_BACK = text("""
    UPDATE activity_hours AS kept SET spend_minor = GREATEST(kept.spend_minor - taken.refund, 0)
    FROM unnest(CAST(:players AS uuid[]), CAST(:assets AS text[]), CAST(:hours AS timestamptz[]),
                CAST(:refunds AS bigint[])) AS taken (player_id, asset, hour, refund)
    WHERE kept.player_id = taken.player_id AND kept.asset = taken.asset AND kept.hour = taken.hour
""")


async def limits_of(tx: Transaction, player_ids: Collection[UUID], assets: Collection[str]) -> Records:
    """The limits that stand in some assets, each once at least, and the hours that touch any of them once.

    Rows of player, kind, asset, window and amount, and of hour, deposits, spending and wins, or of nothing.
    """
    after = [oldest_hour(tx.now, window) for window in LimitWindow]
    params = {"ids": list(player_ids), "assets": list(assets), "windows": list(LimitWindow), "after": after}
    return await tx.fetch(_LIMITS_OF, params)


async def add_hours(tx: Transaction, gains: Mapping[HourKey, Sums]) -> None:
    """Add to what the hours hold, in one statement."""
    ordered = sorted(gains)
    sums = [gains[key] for key in ordered]
    params = {
        "deposits": [one.deposit_minor for one in sums],
        "spends": [one.spend_minor for one in sums],
        "wins": [one.win_minor for one in sums],
    }
    await tx.fetch(_ADD, _key_columns(ordered) | params)


async def take_back(tx: Transaction, refunds: Mapping[HourKey, int]) -> None:
    """Take refunds, as positive amounts, out of what the hours hold as spent."""
    ordered = sorted(refunds)
    await tx.execute(_TAKE_BACK, _key_columns(ordered) | {"refunds": [refunds[key] for key in ordered]})


def _key_columns(keys: Sequence[HourKey]) -> dict[str, list[Any]]:
    players, assets, hours = (list(column) for column in zip(*keys, strict=True))
    return {"players": players, "assets": assets, "hours": hours}


async def all_limits(tx: Transaction, player_id: UUID) -> list[Row[Any]]:
    """A player's limits and waiting changes."""
    rows = await tx.execute(
        select(_LIMITS)
        .where(
            PlayerLimit.player_id == player_id,
            PlayerLimit.amount_minor.is_not(None) | PlayerLimit.pending_since.is_not(None),
        )
        .order_by(PlayerLimit.kind, PlayerLimit.asset, PlayerLimit.window)
    )
    return list(rows)


async def get_limit(tx: Transaction, player_id: UUID, name: LimitName) -> Row[Any] | None:
    return (
        await tx.execute(
            select(_LIMITS).where(
                PlayerLimit.player_id == player_id,
                PlayerLimit.kind == name.kind,
                PlayerLimit.asset == name.asset,
                PlayerLimit.window == name.window,
            )
        )
    ).one_or_none()


async def put_limit(tx: Transaction, values: Mapping[str, Any]) -> None:
    """Write a limit as it shall stand."""
    new = postgresql.insert(PlayerLimit).values(**values)
    changed = ("amount_minor", "pending_amount_minor", "pending_since")
    await tx.execute(
        new.on_conflict_do_update(constraint="pk_player_limits", set_={name: new.excluded[name] for name in changed})
    )


async def insert_change(tx: Transaction, values: Mapping[str, Any]) -> None:
    await tx.execute(insert(LimitChange).values(**values))
