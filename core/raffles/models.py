"""Raffles, what a lottery adds to them, their prizes, and the entries that were sold."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    Sequence,
    Text,
    UniqueConstraint,
    func,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.base import Base, Id, one_of
from core.kernel.ids import public_number

RAFFLE_NUMBERS = Sequence("raffle_numbers", metadata=Base.metadata)
PREFIX = "RF"
MAX_SEQUENCE = 2**63 - 1
"""The highest number that a row can have; a person may type a higher one."""


class RaffleKind(StrEnum):
    LOTTERY = "lottery"


class RaffleState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSING = "closing"
    """No sale any more; the tree over the entries is being built."""
    CLOSED = "closed"
    """The close record stands; the draw waits for its beacon."""
    DRAWN = "drawn"
    SETTLED = "settled"
    CANCELLING = "cancelling"
    """Refunds are under way."""
    CANCELLED = "cancelled"


BEFORE_THE_DRAW = (RaffleState.DRAFT, RaffleState.OPEN)
"""While a raffle can be followed."""


class CloseRule(StrEnum):
    """When the sale of a lottery ends."""

    SOLD_OUT = "sold_out"
    TIME = "time"
    SOLD_OUT_OR_TIME = "sold_out_or_time"


class Raffle(Base):
    """What a sale needs of a raffle, and where it stands. The escrow's balance is this row's own."""

    __tablename__ = "raffles"

    id: Mapped[Id]
    number: Mapped[int] = mapped_column(RAFFLE_NUMBERS, server_default=RAFFLE_NUMBERS.next_value(), unique=True)
    kind: Mapped[RaffleKind] = mapped_column(Text)
    state: Mapped[RaffleState] = mapped_column(Text)
    titles: Mapped[dict[str, Any]]
    descriptions: Mapped[dict[str, Any]]
    media: Mapped[list[Any]]
    price_minor: Mapped[int]
    asset: Mapped[str]
    ticket_total: Mapped[int]
    per_player_cap: Mapped[int | None]
    sales_end_at: Mapped[datetime | None]
    distinct: Mapped[str]
    alternates: Mapped[int]
    claim_days: Mapped[int]
    sold: Mapped[int] = mapped_column(server_default=text("0"))
    """How many numbers were given out, the voided ones too: the next one is above them."""
    voided: Mapped[int] = mapped_column(server_default=text("0"))
    gross_minor: Mapped[int] = mapped_column(server_default=text("0"))
    escrow_minor: Mapped[int] = mapped_column(server_default=text("0"))
    escrow_wallet_id: Mapped[UUID | None] = mapped_column(ForeignKey("wallets.id", ondelete="RESTRICT"))
    log_seq: Mapped[int] = mapped_column(server_default=text("0"))
    log_head: Mapped[bytes | None] = mapped_column(LargeBinary)
    draw_id: Mapped[UUID | None] = mapped_column(ForeignKey("draws.id", ondelete="RESTRICT"), unique=True)
    cancel_reason: Mapped[str | None]
    created_by: Mapped[UUID] = mapped_column(ForeignKey("admins.id", ondelete="RESTRICT"))
    created_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("id", "kind"),
        one_of("kind", RaffleKind),
        one_of("state", RaffleState),
        CheckConstraint("price_minor > 0", name="price"),
        CheckConstraint("ticket_total > 0", name="total"),
        CheckConstraint("sold BETWEEN 0 AND ticket_total", name="sold"),
        CheckConstraint("voided BETWEEN 0 AND sold", name="voided"),
        CheckConstraint("per_player_cap > 0", name="cap"),
        CheckConstraint("escrow_minor >= 0", name="escrow"),
        CheckConstraint("\"distinct\" IN ('number', 'holder')", name="distinct"),
        CheckConstraint(
            "state IN ('draft', 'cancelled') OR (draw_id IS NOT NULL AND escrow_wallet_id IS NOT NULL"
            " AND log_head IS NOT NULL)",
            name="opened",
        ),
        # The jobs look for raffles under way; the settled ones, which become many, are not in this index.
        Index(
            "ix_raffles_active",
            "state",
            "id",
            postgresql_where=text("state IN ('open', 'closing', 'closed', 'drawn', 'cancelling')"),
        ),
        {"postgresql_with": {"fillfactor": "70"}},
    )


class Lottery(Base):
    """What a lottery adds to a raffle."""

    __tablename__ = "lotteries"

    id: Mapped[Id]
    kind: Mapped[RaffleKind] = mapped_column(Text, server_default=RaffleKind.LOTTERY)
    close_rule: Mapped[CloseRule] = mapped_column(Text)

    __table_args__ = (
        ForeignKeyConstraint(["id", "kind"], ["raffles.id", "raffles.kind"], ondelete="RESTRICT"),
        CheckConstraint("kind = 'lottery'", name="kind"),
        one_of("close_rule", CloseRule),
    )


class RafflePrize(Base):
    """One prize of a raffle: `winner_count` slots of a fixed value or of a share of the gross."""

    __tablename__ = "raffle_prizes"

    raffle_id: Mapped[UUID] = mapped_column(ForeignKey("raffles.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    winner_count: Mapped[int]
    type: Mapped[str]
    value_minor: Mapped[int | None]
    percentage_bp: Mapped[int | None]
    product_id: Mapped[UUID | None] = mapped_column(ForeignKey("products.id", ondelete="RESTRICT"), index=True)

    __table_args__ = (
        CheckConstraint("position > 0 AND winner_count > 0", name="slots"),
        CheckConstraint(
            "(type = 'fixed' AND value_minor > 0 AND percentage_bp IS NULL)"
            " OR (type = 'percentage' AND percentage_bp BETWEEN 1 AND 10000 AND value_minor IS NULL)",
            name="type",
        ),
    )


class Entry(Base):
    """A range of ticket numbers that one order bought; never changed.

    `log_head` is the draw's log after this sale. `bought_after` is how many tickets of the raffle the player had bought
    with it, voided ones among them.
    """

    __tablename__ = "entries"

    id: Mapped[Id]
    raffle_id: Mapped[UUID] = mapped_column(ForeignKey("raffles.id", ondelete="RESTRICT"))
    order_id: Mapped[UUID] = mapped_column(index=True)
    player_id: Mapped[UUID]
    wallet_id: Mapped[UUID]
    first: Mapped[int]
    last: Mapped[int]
    holder_tag: Mapped[str]
    amount_minor: Mapped[int]
    log_seq: Mapped[int]
    log_head: Mapped[bytes] = mapped_column(LargeBinary)
    bought_after: Mapped[int]

    __table_args__ = (
        # Player and wallet are those of the order, which has keys to both.
        ForeignKeyConstraint(
            ["player_id", "order_id", "wallet_id"],
            ["orders.player_id", "orders.id", "orders.wallet_id"],
            ondelete="RESTRICT",
        ),
        CheckConstraint("first BETWEEN 1 AND last", name="range"),
        CheckConstraint("amount_minor >= 0", name="amount"),
        CheckConstraint("bought_after >= last - first + 1", name="bought"),
        UniqueConstraint("raffle_id", "log_seq"),
        # A cap asks for a player's last entry of a raffle.
        Index("ix_entries_player_id_raffle_id_log_seq", "player_id", "raffle_id", "log_seq"),
        ExcludeConstraint(
            ("raffle_id", "="),
            (func.number_span(literal_column("first"), literal_column("last")), "&&"),
            name="ex_entries_numbers",
            using="gist",
        ),
    )


class Void(Base):
    """An entry that was taken out before the close, whole: its numbers are a gap for ever, its order is refunded.

    Each number is a line of the draw's log; `log_seq` is the place of the last one, `log_head` the log after it. Why,
    and who agreed, is in the approval.
    """

    __tablename__ = "voids"

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id", ondelete="RESTRICT"), primary_key=True)
    raffle_id: Mapped[UUID] = mapped_column(ForeignKey("raffles.id", ondelete="RESTRICT"))
    log_seq: Mapped[int]
    log_head: Mapped[bytes] = mapped_column(LargeBinary)
    approval_id: Mapped[UUID] = mapped_column(ForeignKey("approvals.id", ondelete="RESTRICT"))
    voided_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("raffle_id", "log_seq"),)


class Watch(Base):
    """A player follows a raffle. Each instant says when one of the three things was told, or did not need to be."""

    __tablename__ = "watches"

    player_id: Mapped[UUID] = mapped_column(ForeignKey("players.id", ondelete="RESTRICT"), primary_key=True)
    raffle_id: Mapped[UUID] = mapped_column(ForeignKey("raffles.id", ondelete="RESTRICT"), primary_key=True)
    created_at: Mapped[datetime]
    opened_told_at: Mapped[datetime | None]
    nearly_sold_told_at: Mapped[datetime | None]
    draw_soon_told_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_watches_raffle_id", "raffle_id"),)


def raffle_number(number: int) -> str:
    """The number of a raffle as people see it."""
    return public_number(PREFIX, number)
