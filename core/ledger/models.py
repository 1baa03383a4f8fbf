"""The tables of the ledger. Only this feature writes them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.base import Base, Id, one_of
from core.ledger.kinds import TransferKind, WalletKind


class Wallet(Base):
    """A place that money is in. A player's wallet carries its balance; a house wallet's is the sum of its transfers,
    and an escrow's stands on the row of its owner, which a sale locks anyway.

    `account` is a WalletType, a HouseAccount or `escrow`. No index holds the balance and a page keeps free space,
    so that a posting stays on its page and touches no index (HOT).
    """

    __tablename__ = "wallets"

    id: Mapped[Id]
    kind: Mapped[WalletKind] = mapped_column(Text)
    player_id: Mapped[UUID | None] = mapped_column(ForeignKey("players.id"))
    # The raffle of an escrow. No foreign key: raffles are a higher feature and refer to their escrow themselves.
    owner_id: Mapped[UUID | None]
    account: Mapped[str]
    asset: Mapped[str]
    balance_minor: Mapped[int | None]
    created_at: Mapped[datetime]

    __table_args__ = (
        one_of("kind", WalletKind),
        CheckConstraint("balance_minor >= 0", name="balance"),
        CheckConstraint(
            "(kind = 'player') = (player_id IS NOT NULL)"
            " AND (kind = 'player') = (balance_minor IS NOT NULL)"
            " AND (kind = 'escrow') = (owner_id IS NOT NULL)",
            name="columns_of_kind",
        ),
        CheckConstraint(
            "CASE kind"
            " WHEN 'player' THEN account IN ('BALANCE', 'BONUS', 'LUCKY_COIN', 'CREDIT')"
            " WHEN 'house' THEN account IN ('revenue', 'service_fee', 'provider_cost', 'commission', 'prize_payable',"
            " 'bonus_expense', 'exchange', 'rounding', 'credit_funding', 'unclaimed')"
            " ELSE account = 'escrow' END",
            name="account",
        ),
        CheckConstraint(
            "CASE account"
            " WHEN 'LUCKY_COIN' THEN asset = 'COIN'"
            " WHEN 'CREDIT' THEN asset = 'CREDIT'"
            " WHEN 'BALANCE' THEN asset ~ '^[A-Z]{3}$' AND asset <> 'XTR'"
            " WHEN 'BONUS' THEN asset ~ '^[A-Z]{3}$' AND asset <> 'XTR'"
            " ELSE asset ~ '^[A-Z]{3}$' OR asset IN ('COIN', 'CREDIT') END",
            name="asset",
        ),
        UniqueConstraint("player_id", "account", "asset"),
        # what pays for an order is a wallet of its player
        UniqueConstraint("player_id", "id"),
        Index("uq_wallets_house", "account", "asset", unique=True, postgresql_where=text("kind = 'house'")),
        Index("uq_wallets_escrow", "owner_id", "asset", unique=True, postgresql_where=text("kind = 'escrow'")),
        {"postgresql_with": {"fillfactor": "70"}},
    )


class Transfer(Base):
    """Money that went from one wallet to another: append-only, partitioned by the month of its id.

    The balance after is kept for a bounded side and NULL for the house. The id is a UUIDv7 made under the locks of
    the wallets: it tells the instant, and ids sort a wallet's statement.

    Which lock takes what: the check of a foreign key takes FOR KEY SHARE on both wallets. That conflicts neither with
    the FOR NO KEY UPDATE of another posting nor with the update of a balance, so it never waits. A player's wallet is
    locked more strongly by the same transaction and gets no second lock. An escrow's row is never updated and its
    raffle's lock lets one sale at a time through. Only a house wallet is shared by transactions at once (a multixact),
    and the house is in no sale: it meets settlements, prizes and exchanges. So both keys stay; law 10's exception is
    not needed.
    """

    __tablename__ = "transfers"

    id: Mapped[Id]
    from_id: Mapped[UUID] = mapped_column(ForeignKey("wallets.id"))
    to_id: Mapped[UUID] = mapped_column(ForeignKey("wallets.id"))
    asset: Mapped[str]
    amount_minor: Mapped[int]
    kind: Mapped[TransferKind] = mapped_column(Text)
    reference_type: Mapped[str]
    reference_id: Mapped[UUID]
    from_balance_after: Mapped[int | None]
    to_balance_after: Mapped[int | None]

    __table_args__ = (
        one_of("kind", TransferKind),
        CheckConstraint("from_id <> to_id", name="two_wallets"),
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("from_balance_after >= 0 AND to_balance_after >= 0", name="balances"),
        # With the id as second column a page of a statement is read in order, without a sort.
        Index("ix_transfers_from_id_id", "from_id", "id"),
        Index("ix_transfers_to_id_id", "to_id", "id"),
        Index("ix_transfers_reference_id_reference_type", "reference_id", "reference_type"),
        {"postgresql_partition_by": "RANGE (id)"},
    )


class Reversal(Base):
    """The claim of a transfer's one reversal. (A partitioned table cannot hold this uniqueness itself.)

    No foreign key (law 10): the statement that writes the claim locks the transfer FOR KEY SHARE, as the key's check
    would, and reconciliation looks for it. A key to a partitioned table is one more constraint with every month, and
    each new partition would have to lock this table.
    """

    __tablename__ = "reversals"

    original_id: Mapped[UUID] = mapped_column(primary_key=True)


class ExchangeRate(Base):
    """One minor unit of `from_asset` is worth numerator / denominator minor units of `to_asset`. Append-only."""

    __tablename__ = "exchange_rates"

    id: Mapped[Id]
    from_asset: Mapped[str]
    to_asset: Mapped[str]
    numerator: Mapped[int]
    denominator: Mapped[int]
    valid_from: Mapped[datetime]
    set_by: Mapped[UUID] = mapped_column(ForeignKey("admins.id"))

    __table_args__ = (
        CheckConstraint("from_asset <> to_asset", name="two_assets"),
        CheckConstraint("numerator > 0 AND denominator > 0", name="positive"),
        Index("ix_exchange_rates_current", "from_asset", "to_asset", "valid_from", "id"),
    )


class Exchange(Base):
    """A player's exchange: which rate it used. Its amounts are the two transfers that refer to it. Append-only."""

    __tablename__ = "exchanges"

    id: Mapped[Id]
    player_id: Mapped[UUID] = mapped_column(ForeignKey("players.id"))
    rate_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_rates.id"))

    __table_args__ = (Index("ix_exchanges_player_id_id", "player_id", "id"),)


class HouseSnapshot(Base):
    """The balance of a house wallet over all transfers with an id below `up_to`. Append-only."""

    __tablename__ = "house_snapshots"

    wallet_id: Mapped[UUID] = mapped_column(ForeignKey("wallets.id"), primary_key=True)
    up_to: Mapped[UUID] = mapped_column(primary_key=True)
    balance_minor: Mapped[int]
    taken_at: Mapped[datetime]
