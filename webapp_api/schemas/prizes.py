"""Prizes and their winners' choices, over the wire."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from core.prizes.models import AwardState, ClaimChoice
from core.raffles.shown import PrizePage, WonPrize
from webapp_api.schemas.addresses import Address
from webapp_api.schemas.base import Answer, Body, Instant, Money
from webapp_api.schemas.raffles import TEXTS, Texts


class Prize(Answer):
    """Something that the player won."""

    id: UUID
    state: AwardState = Field(
        description="`pending`: the draw is not settled yet. `payable`: money that comes by itself. `claimable`: a"
        " thing that waits for the choice. `claimed`: it is delivered. `paid`: in the wallet. `expired`: it was not"
        " claimed in time. `held`: it waits until two people have looked at its ticket's purchase. `forfeited`: it was"
        " taken back, because its winner was declared ineligible."
    )
    is_thing: bool = Field(
        description="Whether the winner chooses between delivery and its value; money comes by itself."
    )
    titles: Texts | None = Field(
        description="What was won, by language; null for money.", examples=[{"en": "Headphones", "ru": "Наушники"}]
    )
    descriptions: Texts | None = Field(description="More about a thing, by language.")
    value: Money
    position: int = Field(description="The place that was won, 1 for the first.", examples=[1])
    ticket_number: int = Field(examples=[79])
    is_stepped_in: bool = Field(description="Whether the player has it as an alternate, after its winner lost it.")
    raffle_id: UUID
    raffle_number: str = Field(examples=["RF-1AVW-572"])
    raffle_titles: Texts = TEXTS
    claim_by: Instant | None = Field(description="Until when a thing can be claimed; null for money.")
    paid_at: Instant | None

    @classmethod
    def of(cls, won: WonPrize, now: datetime) -> "Prize":
        award, product = won.award, won.product
        return cls(
            id=award.id,
            state=award.state_at(now),
            is_thing=won.is_thing,
            titles=None if product is None else product.titles,
            descriptions=None if product is None else product.descriptions,
            value=Money(amount=award.value_minor, currency=award.asset),
            position=award.position,
            ticket_number=award.ticket_number,
            is_stepped_in=award.replaces_id is not None,
            raffle_id=won.raffle.id,
            raffle_number=won.raffle.number,
            raffle_titles=won.raffle.titles,
            claim_by=award.claim_by if won.is_thing else None,
            paid_at=award.paid_at,
        )


class PrizeClaim(Answer):
    """The choice that a winner made."""

    choice: ClaimChoice
    claimed_at: Instant
    address: Address | None = Field(description="Where it is sent, also after the address was removed from the book.")


class ShownPrize(Prize):
    """A prize by itself."""

    claim: PrizeClaim | None = Field(description="Null until the winner of a thing chose.")

    @classmethod
    def of_page(cls, page: PrizePage, now: datetime) -> "ShownPrize":
        claim, address = page.claim, page.address
        return cls(
            **dict(Prize.of(page.won, now)),
            claim=claim
            and PrizeClaim(
                choice=claim.choice,
                claimed_at=claim.claimed_at,
                address=address and Address.of(address),
            ),
        )


class NewClaim(Body):
    """What the winner of a thing decides. It is final."""

    choice: ClaimChoice
    address_id: UUID | None = Field(None, description="Of the player's book; for a delivery, and for nothing else.")
