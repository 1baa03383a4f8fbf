"""The table of orders. What was bought stands in its own tables (entries of a raffle, later lines of a shop)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, LargeBinary, Sequence, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.base import Base, Id, one_of
from core.kernel.ids import public_number

ORDER_NUMBERS = Sequence("order_numbers", metadata=Base.metadata)
PREFIX = "TR"


class OrderKind(StrEnum):
    TICKETS = "tickets"


class OrderState(StrEnum):
    PAID = "paid"
    REFUNDED = "refunded"


class Source(StrEnum):
    """The door an order came through."""

    BOT = "bot"
    APP = "app"
    SCRIPT = "script"


class Order(Base):
    """One purchase. The player's key and the hash of the input make a repetition a replay."""

    __tablename__ = "orders"

    id: Mapped[Id]
    number: Mapped[int] = mapped_column(ORDER_NUMBERS, server_default=ORDER_NUMBERS.next_value(), unique=True)
    kind: Mapped[OrderKind] = mapped_column(Text)
    player_id: Mapped[UUID]
    key: Mapped[str]
    input_hash: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[OrderState] = mapped_column(Text)
    wallet_id: Mapped[UUID]
    total_minor: Mapped[int]
    asset: Mapped[str]
    source: Mapped[Source] = mapped_column(Text)
    created_at: Mapped[datetime]
    refunded_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("player_id", "key"),
        # The wallet is one of the player's, who is there because the wallet names them: one key holds both.
        ForeignKeyConstraint(["player_id", "wallet_id"], ["wallets.player_id", "wallets.id"], ondelete="RESTRICT"),
        # A player's orders are read by it in order, and entries refer to it.
        UniqueConstraint("player_id", "id", "wallet_id"),
        one_of("kind", OrderKind),
        one_of("state", OrderState),
        one_of("source", Source),
        CheckConstraint("total_minor > 0", name="total"),
    )


def order_number(number: int) -> str:
    """The number of an order as people see it."""
    return public_number(PREFIX, number)
