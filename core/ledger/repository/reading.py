"""SQL of reading and rates: wallets, statements, house balances, rates, exchanges."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import column, func, insert, select, table, text
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.dialects.postgresql import insert as upsert

from core.kernel.context import Transaction
from core.ledger.kinds import WalletKind
from core.ledger.models import Exchange, ExchangeRate, HouseSnapshot, Wallet
from core.ledger.views import RateView

_TRANSACTIONS = table(
    "wallet_transactions",
    *(
        column(name)
        for name in (
            "id",
            "at",
            "wallet_id",
            "amount_minor",
            "asset",
            "kind",
            "reference_type",
            "reference_id",
            "balance_before",
            "balance_after",
        )
    ),
)


async def wallets_of(tx: Transaction, player_id: UUID) -> list[Any]:
    rows = await tx.execute(
        select(Wallet.id, Wallet.account, Wallet.asset, Wallet.balance_minor)
        .where(Wallet.player_id == player_id)
        .order_by(Wallet.id)
    )
    return list(rows)


async def owns_wallet(tx: Transaction, player_id: UUID, wallet_id: UUID) -> bool:
    rows = await tx.execute(
        select(Wallet.id).where(Wallet.id == wallet_id, Wallet.player_id == player_id, Wallet.kind == WalletKind.PLAYER)
    )
    return rows.one_or_none() is not None


async def statement(tx: Transaction, wallet_id: UUID, before: UUID | None, limit: int) -> list[Any]:
    """Lines of a wallet, newest first, older than the line `before`."""
    lines = select(_TRANSACTIONS).where(_TRANSACTIONS.c.wallet_id == wallet_id)
    if before is not None:
        lines = lines.where(_TRANSACTIONS.c.id < before)
    rows = await tx.execute(lines.order_by(_TRANSACTIONS.c.id.desc()).limit(limit))
    return list(rows)


async def add_rate(tx: Transaction, rate: RateView, set_by: UUID) -> None:
    await tx.execute(
        insert(ExchangeRate).values(
            id=rate.id,
            from_asset=rate.from_asset,
            to_asset=rate.to_asset,
            numerator=rate.numerator,
            denominator=rate.denominator,
            valid_from=rate.valid_from,
            set_by=set_by,
        )
    )


async def current_rate(tx: Transaction, from_asset: str, to_asset: str, at: datetime) -> Any | None:
    """The rate that stands at an instant: the latest to begin; of two at once the one that was set later."""
    rows = await tx.execute(
        select(ExchangeRate.__table__)
        .where(ExchangeRate.from_asset == from_asset, ExchangeRate.to_asset == to_asset, ExchangeRate.valid_from <= at)
        .order_by(ExchangeRate.valid_from.desc(), ExchangeRate.id.desc())
        .limit(1)
    )
    return rows.one_or_none()


async def add_exchange(tx: Transaction, exchange_id: UUID, player_id: UUID, rate_id: UUID) -> None:
    await tx.execute(insert(Exchange).values(id=exchange_id, player_id=player_id, rate_id=rate_id))


# The latest snapshot of each house wallet plus what came since: range scans of (from_id, id) and (to_id, id).
_HOUSE_BALANCES = text("""
    SELECT w.id AS wallet_id, w.account, w.asset,
        CAST(coalesce(last.balance_minor, 0) + coalesce(came.total, 0) - coalesce(went.total, 0) AS bigint)
            AS balance_minor,
        came.total IS NOT NULL OR went.total IS NOT NULL AS has_moved
    FROM wallets w
    LEFT JOIN LATERAL (
        SELECT s.up_to, s.balance_minor FROM house_snapshots s
        WHERE s.wallet_id = w.id ORDER BY s.up_to DESC LIMIT 1
    ) last ON true
    CROSS JOIN LATERAL (
        SELECT sum(t.amount_minor) AS total FROM transfers t
        WHERE t.to_id = w.id AND t.id >= coalesce(last.up_to, CAST(:first AS uuid)) AND t.id < CAST(:until AS uuid)
    ) came
    CROSS JOIN LATERAL (
        SELECT sum(t.amount_minor) AS total FROM transfers t
        WHERE t.from_id = w.id AND t.id >= coalesce(last.up_to, CAST(:first AS uuid)) AND t.id < CAST(:until AS uuid)
    ) went
    WHERE w.kind = 'house'
    ORDER BY w.account, w.asset
""")
_FIRST_ID = UUID(int=0)
_LAST_ID = UUID(int=2**128 - 1)


async def house_balances(tx: Transaction, until: UUID = _LAST_ID) -> list[Any]:
    """Balances over the transfers with an id below `until`, and whether they moved since the last snapshot."""
    return list(await tx.execute(_HOUSE_BALANCES, {"first": _FIRST_ID, "until": until}))


async def first_id_of(tx: Transaction, at: datetime) -> UUID:
    """The smallest UUIDv7 of an instant."""
    bound: UUID = (await tx.execute(select(func.uuid7_floor(at, type_=PG_UUID(as_uuid=True))))).scalar_one()
    return bound


async def add_snapshots(tx: Transaction, snapshots: Sequence[dict[str, Any]]) -> int:
    """Write snapshots; one that another run wrote for the same bound is left. Gives how many were written."""
    done = await tx.execute(upsert(HouseSnapshot).values(list(snapshots)).on_conflict_do_nothing())
    return done.rowcount
