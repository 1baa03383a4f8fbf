"""Write the awards of a draw, and release them once the raffle's money is settled."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from core.kernel.context import Transaction
from core.kernel.outbox import emit
from core.prizes import repository
from core.prizes.views import NewAward


async def award_prizes(tx: Transaction, draw_id: UUID, awards: Sequence[NewAward], claim_days: int) -> None:
    """Write the awards of a draw, in the draw's own transaction. A repetition writes nothing."""
    if awards:
        await repository.insert_awards(tx, draw_id, awards, tx.now + timedelta(days=claim_days))


async def release_prizes(tx: Transaction, draw_id: UUID) -> int:
    """The draw's money is set aside: sums become payable, things claimable. Gives how many awards that were."""
    released = await repository.release_awards(tx, draw_id)
    if released:
        await emit(tx, "prizes.released", {"draw_id": str(draw_id)}, dedup_key=f"prizes.released:{draw_id}")
    return released
