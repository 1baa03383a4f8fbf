"""Awards and their claims."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.base import Base, Id, one_of


class AwardState(StrEnum):
    PENDING = "pending"
    """Drawn; the raffle's money is not settled yet."""
    PAYABLE = "payable"
    """A sum of money that the next run of the job pays."""
    CLAIMABLE = "claimable"
    """A thing that waits for its winner's choice."""
    CLAIMED = "claimed"
    """A thing on its way to the winner."""
    PAID = "paid"
    EXPIRED = "expired"


class ClaimChoice(StrEnum):
    DELIVERY = "delivery"
    CASH = "cash"


class Award(Base):
    """One winning slot of a draw: keyed by (draw, order), so that it exists once whatever is repeated."""

    __tablename__ = "awards"

    id: Mapped[Id]
    draw_id: Mapped[UUID] = mapped_column(ForeignKey("draws.id", ondelete="RESTRICT"))
    order: Mapped[int]
    player_id: Mapped[UUID] = mapped_column(ForeignKey("players.id", ondelete="RESTRICT"), index=True)
    product_id: Mapped[UUID | None] = mapped_column(ForeignKey("products.id", ondelete="RESTRICT"))
    ticket_number: Mapped[int]
    position: Mapped[int]
    seq: Mapped[int]
    value_minor: Mapped[int]
    asset: Mapped[str]
    state: Mapped[AwardState] = mapped_column(Text)
    claim_by: Mapped[datetime]
    created_at: Mapped[datetime]
    paid_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("draw_id", "order"),
        one_of("state", AwardState),
        CheckConstraint("value_minor >= 0", name="value"),
        Index("ix_awards_payable", "id", postgresql_where=text("state = 'payable'")),
        Index("ix_awards_claimable", "claim_by", postgresql_where=text("state = 'claimable'")),
    )


class Claim(Base):
    """The winner's choice; one per award."""

    __tablename__ = "claims"

    award_id: Mapped[UUID] = mapped_column(ForeignKey("awards.id", ondelete="RESTRICT"), primary_key=True)
    choice: Mapped[ClaimChoice] = mapped_column(Text)
    address_id: Mapped[UUID | None] = mapped_column(ForeignKey("addresses.id", ondelete="RESTRICT"))
    claimed_at: Mapped[datetime]

    __table_args__ = (
        one_of("choice", ClaimChoice),
        CheckConstraint("(choice = 'delivery') = (address_id IS NOT NULL)", name="address"),
    )
