"""SQL of posting: finding, making and locking wallets, writing transfers with their balances."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import insert, select, text
from sqlalchemy.dialects.postgresql import insert as upsert

from core.kernel.base import columns_of
from core.kernel.context import Transaction
from core.kernel.direct import Direct, Records
from core.kernel.locking import LockClass, note_lock
from core.ledger.kinds import ESCROW_ACCOUNT, HouseAccount, TransferKind, WalletKind, WalletType
from core.ledger.models import Transfer, Wallet


class WalletKey(NamedTuple):
    """Which wallet of a player."""

    player_id: UUID
    wallet_type: WalletType
    asset: str


class NewTransfer(NamedTuple):
    """A row of `transfers`."""

    id: UUID
    from_id: UUID
    to_id: UUID
    asset: str
    amount_minor: int
    kind: TransferKind
    reference_type: str
    reference_id: UUID
    from_balance_after: int | None
    to_balance_after: int | None


# ORDER BY stands below the lock in the plan: rows are locked in the order of their ids (law 5).
_LOCK_BY_KEY = Direct(
    text("""
    SELECT w.player_id, w.id, w.account, w.asset, w.balance_minor
    FROM wallets w
    JOIN unnest(CAST(:player_id AS uuid[]), CAST(:wallet_type AS text[]), CAST(:asset AS text[]))
        AS k (player_id, account, asset)
        ON w.player_id = k.player_id AND w.account = k.account AND w.asset = k.asset
    ORDER BY w.id
    FOR NO KEY UPDATE OF w
""")
)


async def lock_by_key(tx: Transaction, keys: Sequence[WalletKey]) -> Records:
    """Lock the players' wallets of these keys, by id; absent ones are left out.

    Rows of player, id, account, asset and balance.
    """
    note_lock(tx, LockClass.WALLET)
    return await tx.fetch(_LOCK_BY_KEY, columns_of(keys))


async def lock_by_id(tx: Transaction, wallet_ids: Iterable[UUID]) -> list[Any]:
    """Lock players' wallets by id; ids of the house, of escrow or of nothing are left out.

    Rows of id, account, asset and balance.
    """
    note_lock(tx, LockClass.WALLET)
    rows = await tx.execute(
        select(Wallet.id, Wallet.account, Wallet.asset, Wallet.balance_minor)
        .where(Wallet.id.in_(sorted(set(wallet_ids))), Wallet.kind == WalletKind.PLAYER)
        .order_by(Wallet.id)
        .with_for_update(key_share=True)
    )
    return list(rows)


async def add_player_wallets(tx: Transaction, keys: Sequence[WalletKey]) -> None:
    """Make empty wallets, in the order of their keys; one that somebody else made meanwhile is left as it is."""
    await tx.execute(
        upsert(Wallet)
        .values(
            [
                {
                    "id": tx.new_id(),
                    "kind": WalletKind.PLAYER,
                    "player_id": player_id,
                    "account": wallet_type,
                    "asset": asset,
                    "balance_minor": 0,
                    "created_at": tx.now,
                }
                for player_id, wallet_type, asset in sorted(keys)
            ]
        )
        .on_conflict_do_nothing(index_elements=["player_id", "account", "asset"])
    )


async def house_wallet(tx: Transaction, account: HouseAccount, asset: str) -> UUID:
    """The id of a house wallet, made at its first use. It is not locked: the house is unbounded."""
    found = select(Wallet.id).where(Wallet.kind == WalletKind.HOUSE, Wallet.account == account, Wallet.asset == asset)
    wallet_id: UUID | None = (await tx.execute(found)).scalar_one_or_none()
    if wallet_id is not None:
        return wallet_id
    await tx.execute(
        upsert(Wallet)
        .values(id=tx.new_id(), kind=WalletKind.HOUSE, account=account, asset=asset, created_at=tx.now)
        .on_conflict_do_nothing(index_elements=["account", "asset"], index_where=text("kind = 'house'"))
    )
    made: UUID = (await tx.execute(found)).scalar_one()
    return made


async def add_escrow_wallet(tx: Transaction, owner_id: UUID, asset: str) -> UUID:
    wallet_id = tx.new_id()
    await tx.execute(
        insert(Wallet).values(
            id=wallet_id,
            kind=WalletKind.ESCROW,
            owner_id=owner_id,
            account=ESCROW_ACCOUNT,
            asset=asset,
            created_at=tx.now,
        )
    )
    return wallet_id


_WRITE_BALANCES = Direct(
    text("""
    UPDATE wallets w SET balance_minor = b.balance_minor
    FROM unnest(CAST(:ids AS uuid[]), CAST(:balances AS bigint[])) AS b (id, balance_minor)
    WHERE w.id = b.id
    RETURNING w.id
""")
)


async def write_transfers(tx: Transaction, transfers: Sequence[NewTransfer]) -> None:
    await tx.copy("transfers", transfers)


async def write_balances(tx: Transaction, balances: dict[UUID, int]) -> None:
    """Set balances of wallets that the transaction holds locked."""
    written = await tx.fetch(_WRITE_BALANCES, {"ids": list(balances), "balances": list(balances.values())})
    if len(written) != len(balances):
        raise RuntimeError(f"{len(written)} of {len(balances)} locked wallets were there to update")


async def read_transfer(tx: Transaction, transfer_id: UUID) -> Any | None:
    """A transfer with the kind and account of the wallet on either side, or None."""
    payer, payee = Wallet.__table__.alias("payer"), Wallet.__table__.alias("payee")
    rows = await tx.execute(
        select(
            Transfer.__table__,
            payer.c.kind.label("from_kind"),
            payer.c.account.label("from_account"),
            payee.c.kind.label("to_kind"),
            payee.c.account.label("to_account"),
        )
        .join_from(Transfer, payer, payer.c.id == Transfer.from_id)
        .join(payee, payee.c.id == Transfer.to_id)
        .where(Transfer.id == transfer_id)
    )
    return rows.one_or_none()


_CLAIM_REVERSAL = text("""
    INSERT INTO reversals (original_id)
    SELECT id FROM transfers WHERE id = :original_id FOR KEY SHARE
    ON CONFLICT DO NOTHING
""")


async def claim_reversal(tx: Transaction, original_id: UUID) -> bool:
    """Take the one reversal of a transfer; False where it was taken before. Waits for a rival's outcome."""
    claimed = await tx.execute(_CLAIM_REVERSAL, {"original_id": original_id})
    return claimed.rowcount == 1
