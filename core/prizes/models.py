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
    HELD = "held"
    """Something may be wrong with the ticket's purchase: it waits until two people have decided (`claim_holds`)."""
    PAID = "paid"
    EXPIRED = "expired"
    """A thing that its winner did not claim in time."""
    FORFEITED = "forfeited"
    """Its winner was declared ineligible before they had it."""


LOST = (AwardState.EXPIRED, AwardState.FORFEITED)
"""The slot goes on to the next alternate, or nobody has it."""


class ClaimChoice(StrEnum):
    DELIVERY = "delivery"
    CASH = "cash"


class Ineligibility(StrEnum):
    """What stands against a winner in the rows of their account; OTHER where only two people know of it."""

    BLOCKED = "blocked"
    ERASED = "erased"
    COUNTRY = "country"
    UNDERAGE = "underage"
    OTHER = "other"


class Award(Base):
    """One winning slot of a draw: keyed by (draw, order), so that it exists once whatever is repeated.

    An alternate's award, with the order of its result, names the lost one whose slot it took: each is replaced once.
    """

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
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("awards.id", ondelete="RESTRICT"), unique=True)

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


class Disqualification(Base):
    """A person whom two admins declared ineligible for what they won in one draw; the reason is in the approval."""

    __tablename__ = "disqualifications"

    draw_id: Mapped[UUID] = mapped_column(ForeignKey("draws.id", ondelete="RESTRICT"), primary_key=True)
    player_id: Mapped[UUID] = mapped_column(ForeignKey("players.id", ondelete="RESTRICT"), primary_key=True)
    ground: Mapped[Ineligibility] = mapped_column(Text)
    approval_id: Mapped[UUID] = mapped_column(ForeignKey("approvals.id", ondelete="RESTRICT"))
    declared_at: Mapped[datetime]

    __table_args__ = (one_of("ground", Ineligibility),)


class ClaimHold(Base):
    """Tickets of a closed draw whose prizes wait: one person says so at once, two end it (`approval_id`)."""

    __tablename__ = "claim_holds"

    id: Mapped[Id]
    draw_id: Mapped[UUID] = mapped_column(ForeignKey("draws.id", ondelete="RESTRICT"), index=True)
    first: Mapped[int]
    last: Mapped[int]
    reason: Mapped[str]
    held_by: Mapped[UUID] = mapped_column(ForeignKey("admins.id", ondelete="RESTRICT"))
    held_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    approval_id: Mapped[UUID | None] = mapped_column(ForeignKey("approvals.id", ondelete="RESTRICT"))

    __table_args__ = (
        CheckConstraint("first <= last", name="range"),
        CheckConstraint("(ended_at IS NULL) = (approval_id IS NULL)", name="ended"),
        Index("uq_claim_holds_standing", "draw_id", "first", unique=True, postgresql_where=text("ended_at IS NULL")),
    )
