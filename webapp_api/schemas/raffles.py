"""Raffles, their draws and what is bought of them, over the wire."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import Field

from core.draws.models import PublicationKind
from core.draws.views import Publication, Standing
from core.ledger.kinds import WalletType
from core.raffles import odds
from core.raffles.models import CloseRule, RaffleKind, RaffleState
from core.raffles.rules import MAX_QUANTITY
from core.raffles.shown import DrawPage, EntropyGrade, Holding, Winner
from core.raffles.views import RaffleView, Receipt, TicketView
from webapp_api.schemas.base import Answer, Body, Instant, Money, WholeNumber

Texts = Mapping[str, str]
TEXTS = Field(description="By language; English (`en`) is always there.", examples=[{"en": "Quick evening"}])


class RafflePrize(Answer):
    """What a raffle promises at a position, to each of its winners."""

    position: int
    winner_count: int
    type: str = Field(examples=["fixed", "percentage"])
    value: Money | None = Field(description="Of a fixed prize, for each winner.")
    percentage_bp: int | None = Field(description="Of a percentage: basis points of the gross, for all its winners.")
    product_id: UUID | None


class Odds(Answer):
    """The chance of one ticket when all are sold; with fewer sold it is better."""

    winning_tickets: int
    one_in: int = Field(description="One ticket in this many wins, rounded against the player.")


class MoneySplit(Answer):
    """Where the money goes when all tickets are sold."""

    gross: Money
    prizes: Money
    operator: Money = Field(description="Below zero where the operator adds to what is sold.")


class Raffle(Answer):
    """A published raffle."""

    id: UUID
    number: str = Field(examples=["RF-1AVW-572"])
    kind: RaffleKind
    state: RaffleState
    titles: Texts = TEXTS
    descriptions: Texts = TEXTS
    photos: list[str] = Field(description="Paths of pictures on this server.")
    price: Money
    ticket_total: int
    sold: int = Field(description="Numbers given out; those that were voided are not sold again.")
    voided: int = Field(description="Of these, taken out before the close: refunded, and not in the draw.")
    per_player_cap: int | None
    close_rule: CloseRule
    sales_end_at: Instant | None
    distinct: str = Field(description="Whether a `number` or a `holder` wins once at most.")
    alternates: int
    claim_days: int
    gross: Money = Field(description="What the tickets sold so far cost together.")
    prizes: list[RafflePrize]
    odds: Odds
    split: MoneySplit
    draw_id: UUID | None
    cancel_reason: str | None

    @classmethod
    def of(cls, view: RaffleView) -> "Raffle":
        def money(minor: int) -> Money:
            return Money(amount=minor, currency=view.asset)

        winning = odds.winners(view.prizes)
        gross_minor = view.price_minor * view.ticket_total
        prizes_minor = odds.prizes_minor(view, gross_minor)
        return cls(
            id=view.id,
            number=view.number,
            kind=view.kind,
            state=view.state,
            titles=view.titles,
            descriptions=view.descriptions,
            photos=[f"/api/v1/raffles/{view.id}/photos/{index}" for index in range(len(view.media))],
            price=money(view.price_minor),
            ticket_total=view.ticket_total,
            sold=view.sold,
            voided=view.voided,
            per_player_cap=view.per_player_cap,
            close_rule=view.close_rule,
            sales_end_at=view.sales_end_at,
            distinct=view.distinct,
            alternates=view.alternates,
            claim_days=view.claim_days,
            gross=money(view.gross_minor),
            prizes=[
                RafflePrize(
                    position=prize.position,
                    winner_count=prize.winner_count,
                    type=prize.type,
                    value=None if prize.value_minor is None else money(prize.value_minor),
                    percentage_bp=prize.percentage_bp,
                    product_id=prize.product_id,
                )
                for prize in view.prizes
            ],
            odds=Odds(winning_tickets=winning, one_in=odds.one_in(view.ticket_total, winning)),
            split=MoneySplit(
                gross=money(gross_minor), prizes=money(prizes_minor), operator=money(gross_minor - prizes_minor)
            ),
            draw_id=view.draw_id,
            cancel_reason=view.cancel_reason,
        )


class Watchlist(Answer):
    """The raffles on sale that the player follows, newest first."""

    items: list[Raffle]


class Purchase(Body):
    """Tickets of a raffle, sold in sequence."""

    quantity: WholeNumber = Field(ge=1, le=MAX_QUANTITY, examples=[5])
    pay_with: WalletType = Field(WalletType.BALANCE, description="The wallet to pay from.")


class TicketReceipt(Answer):
    """What a purchase gave: an inclusive range of numbers, and what the draw is committed to."""

    order_id: UUID
    order_number: str = Field(examples=["TR-7K3Q-9ZP"])
    raffle_id: UUID
    first: int
    last: int
    quantity: int
    total: Money
    server_commit: str = Field(description='Hex: T("ldp1/server", draw_id, server_seed).')
    rules_hash: str
    holder_tag: str = Field(description="Stands for the holder in the public list of entries.")
    seq: int = Field(description="The place of this sale in the draw's log.")
    log_head: str

    @classmethod
    def of(cls, receipt: Receipt) -> "TicketReceipt":
        return cls(
            order_id=receipt.order_id,
            order_number=receipt.order_number,
            raffle_id=receipt.raffle_id,
            first=receipt.first,
            last=receipt.last,
            quantity=receipt.quantity,
            total=Money(amount=receipt.total_minor, currency=receipt.asset),
            server_commit=receipt.server_commit.hex(),
            rules_hash=receipt.rules_hash.hex(),
            holder_tag=receipt.holder_tag,
            seq=receipt.seq,
            log_head=receipt.log_head.hex(),
        )


class RaffleWinner(Answer):
    """One prize slot as it stands, with as much of the name of who has it as strangers see."""

    award_id: UUID
    position: int
    ticket_number: int
    value: Money
    name: str = Field(examples=["Za•••"])
    alternate: int | None = Field(
        description="Which alternate took the slot, from 1, after its winner lost it; null for the winner drawn."
    )
    is_unawarded: bool = Field(
        description="Whoever had it last lost it and no alternate was left: nobody has this prize."
    )

    @classmethod
    def of(cls, winner: Winner) -> "RaffleWinner":
        return cls(
            award_id=winner.award_id,
            position=winner.position,
            ticket_number=winner.ticket_number,
            value=Money(amount=winner.value_minor, currency=winner.asset),
            name=winner.name,
            alternate=winner.alternate,
            is_unawarded=winner.is_unawarded,
        )


class RaffleWinners(Answer):
    """Who has the first prizes of a drawn raffle."""

    items: list[RaffleWinner]


class TicketRange(Answer):
    """An inclusive range of ticket numbers that one order bought."""

    first: int
    last: int
    order_id: UUID


class RaffleHolding(Answer):
    """What the player holds of a raffle: how many tickets, the first ranges of them, what they won."""

    tickets: int
    ranges: list[TicketRange]
    won: list[RaffleWinner]
    is_watched: bool

    @classmethod
    def of(cls, holding: Holding, *, is_watched: bool) -> "RaffleHolding":
        return cls(
            tickets=holding.tickets,
            ranges=[TicketRange.model_validate(held) for held in holding.ranges],
            won=[RaffleWinner.of(winner) for winner in holding.won],
            is_watched=is_watched,
        )


class ChannelPost(Answer):
    """A record of a draw in the operator's public channel."""

    kind: PublicationKind
    channel_id: int
    message_id: int
    posted_at: Instant = Field(description="Telegram's date of the message, which nobody but Telegram can set.")
    url: str

    @classmethod
    def of(cls, post: Publication) -> "ChannelPost":
        return cls.model_validate(post)


class RaffleDraw(Answer):
    """Everything public about a draw so far: committed to at open, closed, revealed."""

    raffle_id: UUID
    raffle_number: str
    state: RaffleState
    draw_id: UUID
    event_no: int
    opened_at: Instant
    grade: EntropyGrade = Field(description="Whom one has to trust for the beacon: A nobody, B a custodian, D us.")
    publication: Standing = Field(
        description="Whether the close record stood in the public channel before its round came out."
    )
    posts: list[ChannelPost] = Field(description="The records that stand in the channel, the first message first.")
    rules: Mapping[str, Any]
    rules_hash: str
    server_commit: str
    beacon: Mapping[str, Any]
    close: Mapping[str, Any] | None = Field(description="The close record, once it was written.")
    close_hash: str | None
    due_at: Instant | None = Field(description="When the round that the close record names comes out.")
    randomness: str | None
    server_seed: str | None = Field(description="Null before the reveal.")
    unawarded: int = Field(description="Prize slots that no ticket was left for; 0 before the reveal.")
    is_halted: bool = Field(description="Stopped for people: its figures contradict each other.")

    @classmethod
    def of(cls, page: DrawPage) -> "RaffleDraw":
        return cls(
            raffle_id=page.raffle.id,
            raffle_number=page.raffle.number,
            state=page.raffle.state,
            draw_id=page.draw.id,
            event_no=page.draw.event_no,
            opened_at=page.draw.opened_at,
            grade=page.grade,
            publication=page.publication,
            posts=[ChannelPost.of(post) for post in page.posts],
            rules=page.draw.rules,
            rules_hash=page.draw.rules_hash.hex(),
            server_commit=page.draw.server_commit.hex(),
            beacon=page.draw.beacon.to_record(),
            close=page.close,
            close_hash=_hex(page.close_hash),
            due_at=page.due_at,
            randomness=_hex(page.randomness),
            server_seed=_hex(page.server_seed),
            unawarded=page.unawarded,
            is_halted=page.is_halted,
        )


class Ticket(Answer):
    """A range of tickets that one order bought."""

    entry_id: UUID
    order_id: UUID
    raffle_id: UUID
    raffle_number: str
    raffle_state: RaffleState
    titles: Texts = TEXTS
    order_number: str
    first: int
    last: int
    won: Money | None
    is_void: bool = Field(description="Taken out of the draw before its close, and refunded.")

    @classmethod
    def of(cls, view: TicketView) -> "Ticket":
        return cls(
            entry_id=view.entry_id,
            order_id=view.order_id,
            raffle_id=view.raffle_id,
            raffle_number=view.raffle_number,
            raffle_state=view.raffle_state,
            titles=view.titles,
            order_number=view.order_number,
            first=view.first,
            last=view.last,
            won=None if view.won_minor is None else Money(amount=view.won_minor, currency=view.asset),
            is_void=view.is_void,
        )


def _hex(value: bytes | None) -> str | None:
    return None if value is None else value.hex()
