"""Holds on what tickets win: placed, looked at, released."""

from datetime import timedelta
from uuid import UUID

from core.kernel.context import Transaction
from core.prizes import repository
from core.prizes.views import AwardView, HoldView


async def place(tx: Transaction, draw_id: UUID, first: int, last: int, *, reason: str, held_by: UUID) -> HoldView:
    """Hold what a range of tickets has won and was not given yet, and what it will win. The caller holds the raffle
    and the player."""
    hold = HoldView(tx.new_id(), draw_id, first, last, reason, tx.now)
    await repository.insert_hold(tx, hold, held_by)
    await repository.hold_awards(tx, hold)
    return hold


async def standing(tx: Transaction, draw_id: UUID, first: int) -> HoldView | None:
    """The hold that stands on the range of tickets that begins there."""
    return await repository.standing_hold(tx, draw_id, first)


async def awards_of_tickets(tx: Transaction, draw_id: UUID, first: int, last: int) -> list[AwardView]:
    """What a range of tickets has won and not lost, in the order of drawing."""
    return await repository.awards_of_tickets(tx, draw_id, first, last)


async def release(tx: Transaction, hold: HoldView, approval_id: UUID, claim_days: int) -> None:
    """End a hold; what was held goes its way again, with all the time to choose. The caller holds raffle and player."""
    await repository.end_holds(tx, hold.draw_id, [hold.first], approval_id)
    await repository.resume_awards(tx, hold, tx.now + timedelta(days=claim_days))
