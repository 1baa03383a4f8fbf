"""The signed records of a raffle's draw."""

from uuid import UUID

from core.draws import repository as draws
from core.draws.draw_records import draw_records
from core.draws.signatures import SignedRecord
from core.kernel.context import Transaction
from core.raffles.list_raffles import get_raffle


async def show_records(tx: Transaction, raffle_id: UUID) -> list[SignedRecord]:
    """What the operator has signed so far: opened, closed, revealed. Raises NotFound for one that was never opened."""
    raffle = await get_raffle(tx, raffle_id)
    if raffle.draw_id is None:
        raise RuntimeError(f"raffle {raffle_id} is public without a draw")
    return await draw_records(tx, (await draws.draws_by_id(tx, [raffle.draw_id]))[raffle.draw_id])
