"""Checks and states of raffles, on plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from core.draws.publications import REFUND
from core.draws.rounds import BeaconRule
from core.kernel.errors import InvalidInput
from core.kernel.money import BASIS_POINTS, MAX_MINOR
from core.raffles.models import CloseRule, RaffleState
from core.raffles.views import PrizeView, RaffleView

MAX_TICKETS = 1_000_000
"""So that a draw ends within a statement's time and a stranger's machine can verify it, even where every ticket is an
entry of its own, and where one holder has nearly all of a raffle that is drawn by `distinct` holders: each number is
drawn and traced then.
"""
MAX_QUANTITY = 10_000
MAX_WINNERS = 10_000
MAX_ALTERNATES = 100
MAX_CLAIM_DAYS = 365
MIN_SALE = timedelta(minutes=1)

PROCEED = "proceed"
"""A late publication leads to no more than being shown; the other rule is REFUND."""

KEPT_APART = "kept_apart"
"""What becomes of a prize that is lost when no alternate is left: it is neither drawn again nor earned."""

REVEAL_DEADLINE = timedelta(hours=24)
"""How long after the round the seed has to be revealed (draw protocol, section 8)."""


def check_size(ticket_total: int, price_minor: int, per_player_cap: int | None) -> None:
    """Raises InvalidInput unless a raffle of this size can be sold and its gross be written down."""
    if not _is_whole(ticket_total, MAX_TICKETS):
        raise InvalidInput(field="ticket_total", reason="out_of_range")
    if not _is_whole(price_minor, MAX_MINOR // ticket_total):
        raise InvalidInput(field="price_minor", reason="out_of_range")
    if per_player_cap is not None and not _is_whole(per_player_cap, ticket_total):
        raise InvalidInput(field="per_player_cap", reason="out_of_range")


def check_draw_terms(alternates: int, claim_days: int, distinct: str) -> None:
    """Raises InvalidInput."""
    if not _is_whole(alternates, MAX_ALTERNATES, minimum=0):
        raise InvalidInput(field="alternates", reason="out_of_range")
    if not _is_whole(claim_days, MAX_CLAIM_DAYS):
        raise InvalidInput(field="claim_days", reason="out_of_range")
    if distinct not in {"number", "holder"}:
        raise InvalidInput(field="distinct", reason="unknown")


def check_prizes(prizes: Sequence[PrizeView], ticket_total: int) -> None:
    """Raises InvalidInput unless there are prizes, at positions 1, 2, ..., that the tickets and the gross can bear."""
    if [prize.position for prize in prizes] != list(range(1, len(prizes) + 1)):
        raise InvalidInput(field="prizes", reason="positions")
    slots = min(MAX_WINNERS, ticket_total)
    if not prizes or not all(_is_whole(prize.winner_count, slots) for prize in prizes):
        raise InvalidInput(field="prizes", reason="winner_count")
    if sum(prize.winner_count for prize in prizes) > slots:
        raise InvalidInput(field="prizes", reason="winner_count")
    if not all(_is_prize_value(prize) for prize in prizes):
        raise InvalidInput(field="prizes", reason="value")
    if sum(prize.percentage_bp or 0 for prize in prizes) > BASIS_POINTS:
        raise InvalidInput(field="prizes", reason="percentages")
    if sum((prize.value_minor or 0) * prize.winner_count for prize in prizes) > MAX_MINOR:
        raise InvalidInput(field="prizes", reason="value")


def _is_prize_value(prize: PrizeView) -> bool:
    if prize.type == "fixed":
        return prize.percentage_bp is None and _is_whole(prize.value_minor, MAX_MINOR)
    return prize.type == "percentage" and prize.value_minor is None and _is_whole(prize.percentage_bp, BASIS_POINTS)


def _is_whole(value: object, maximum: int, minimum: int = 1) -> bool:
    """Whether a value is an integer within bounds; True and 1.0 are none."""
    return type(value) is int and minimum <= value <= maximum


def check_close_rule(rule: CloseRule, sales_end_at: datetime | None, now: datetime) -> None:
    """Raises InvalidInput unless the end of sales goes with the rule and lies ahead."""
    if (rule is CloseRule.SOLD_OUT) != (sales_end_at is None):
        raise InvalidInput(field="sales_end_at", reason="does_not_fit_close_rule")
    if sales_end_at is not None and sales_end_at.tzinfo is None:
        raise InvalidInput(field="sales_end_at", reason="no_time_zone")
    if sales_end_at is not None and sales_end_at < now + MIN_SALE:
        raise InvalidInput(field="sales_end_at", reason="past")


def most_prizes_minor(raffle: RaffleView) -> int:
    """What the prizes of a raffle come to if it sells out; a share is rounded down once, as it will be drawn."""
    gross_minor = raffle.ticket_total * raffle.price_minor
    return sum(
        prize.value_minor * prize.winner_count
        if prize.value_minor is not None
        else gross_minor * (prize.percentage_bp or 0) // BASIS_POINTS
        for prize in raffle.prizes
    )


@dataclass(frozen=True, slots=True)
class Publicity:
    """Where the records of a draw are posted, and what it leads to when the close record is posted too late."""

    channel_id: int | None
    late_publication: str


def draw_rules(raffle: RaffleView, publicity: Publicity) -> dict[str, Any]:
    """Everything that is promised at open, as canonical JSON values (draw protocol, section 2).

    `unclaimed` says what becomes of a lost prize once the alternates are used up, `late_beacon` what a beacon leads to
    that has not come out by the deadline of the reveal: no other source.
    """
    return {
        "v": "ldp1",
        "kind": raffle.kind.value,
        "raffle": raffle.number,
        "prizes": [prize.to_rule() for prize in raffle.prizes],
        "price_minor": raffle.price_minor,
        "currency": raffle.asset,
        "ticket_total": raffle.ticket_total,
        "per_player_cap": raffle.per_player_cap,
        "distinct": raffle.distinct,
        "alternates": raffle.alternates,
        "claim_days": raffle.claim_days,
        "unclaimed": KEPT_APART,
        "close_rule": raffle.close_rule.value,
        "sales_end_at": None if raffle.sales_end_at is None else int(raffle.sales_end_at.timestamp()),
        "channel": publicity.channel_id,
        "late_publication": publicity.late_publication,
        "late_beacon": REFUND,
    }


def publish_payload(raffle: RaffleView, beacon: BeaconRule, publicity: Publicity) -> dict[str, Any]:
    """What the second person approves: the rules as they will be fixed, the beacon, and what players will see."""
    return {
        "raffle_id": str(raffle.id),
        "rules": draw_rules(raffle, publicity),
        "beacon": beacon.to_record(),
        "titles": dict(raffle.titles),
        "descriptions": dict(raffle.descriptions),
        "media": list(raffle.media),
        "products": [None if prize.product_id is None else str(prize.product_id) for prize in raffle.prizes],
    }


def is_due_to_close(raffle: RaffleView, now: datetime) -> bool:
    """Whether the sale is over: past its end, or sold out unless the rule is to wait for the time."""
    is_past_end = raffle.sales_end_at is not None and raffle.sales_end_at <= now
    is_sold_out = raffle.sold == raffle.ticket_total and raffle.close_rule is not CloseRule.TIME
    return raffle.state is RaffleState.OPEN and (is_past_end or is_sold_out)
