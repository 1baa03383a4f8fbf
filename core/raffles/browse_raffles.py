"""Finding one raffle: by its place in a list, by its number, by its draw."""

from collections.abc import Collection
from uuid import UUID

from core.kernel.context import Transaction
from core.kernel.errors import NotFound
from core.kernel.ids import parse_public_number
from core.raffles.list_raffles import PUBLIC, get_raffle
from core.raffles.models import MAX_SEQUENCE, PREFIX, RaffleState
from core.raffles.repository import browsing
from core.raffles.shown import PlacedRaffle
from core.raffles.views import RaffleView


async def raffle_at(tx: Transaction, states: tuple[RaffleState, ...], index: int) -> PlacedRaffle | None:
    """The published raffle at a place (from 0) among those of some states, newest first; None where there is none.

    A place beyond an end counts on from the other one: the list may have become shorter since it was shown.
    """
    wanted = [state for state in states if state in PUBLIC]
    total = await browsing.count_raffles(tx, wanted)
    if total == 0:
        return None
    place = index % total
    raffle_id = await browsing.id_at(tx, wanted, place)
    return None if raffle_id is None else PlacedRaffle(await get_raffle(tx, raffle_id), place, total)


async def find_raffle(tx: Transaction, number: str) -> RaffleView:
    """A published raffle by its public number as a person may type it. Raises NotFound."""
    parsed = parse_public_number(number)
    known = parsed is not None and parsed[0] == PREFIX and parsed[1] <= MAX_SEQUENCE
    raffle_id = await browsing.id_by_number(tx, parsed[1]) if parsed is not None and known else None
    if raffle_id is None:
        raise NotFound(what="raffle", id=number[:20])
    return await get_raffle(tx, raffle_id)


async def raffle_of_draw(tx: Transaction, draw_id: UUID) -> UUID | None:
    """The raffle that a draw belongs to."""
    return (await raffles_of_draws(tx, [draw_id])).get(draw_id)


async def raffles_of_draws(tx: Transaction, draw_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The raffles that draws belong to, by the draw."""
    return await browsing.ids_by_draw(tx, draw_ids)
