"""A rehearsal of a raffle's draw over the entries that it has now. It writes nothing and knows no secret."""

import asyncio
from dataclasses import dataclass
from functools import partial

from core.access import permissions
from core.draws import repository as draws
from core.draws.entries import EntryList
from core.draws.rehearse import Rehearsal, rehearse
from core.draws.views import DrawView
from core.kernel.actor import Actor, allow
from core.kernel.context import Context, Transaction
from core.kernel.errors import WrongState
from core.raffles.browse_raffles import find_raffle
from core.raffles.entry_pages import read_entries
from core.raffles.models import RaffleState
from core.raffles.turn import turn
from core.raffles.views import RaffleView

REHEARSABLE = (RaffleState.OPEN, RaffleState.CLOSING, RaffleState.CLOSED)
"""From the first sale to the draw: what is over needs no rehearsal."""


@dataclass(frozen=True, slots=True)
class RehearsedDraw:
    """A raffle, and what its draw would award if the sale ended now."""

    raffle: RaffleView
    rehearsal: Rehearsal


@allow(admin=permissions.DRAWS_OPERATE, system=True)
async def rehearse_draw(context: Context, _actor: Actor, number: str) -> RehearsedDraw:
    """Rehearse the draw of a raffle by its public number, in one's `turn`: with a seed and a beacon of its own.

    The database is only read, in a transaction that may not write, and of the draw its public columns alone. Raises
    NotFound, WrongState before the sale and after the draw, and Busy.
    """
    async with turn():
        raffle, draw, entries = await context.snapshot(partial(_read, number=number))
        now = int(context.clock.now().timestamp())
        made = await asyncio.to_thread(rehearse, draw.rules, entries, raffle.price_minor, raffle.asset, now)
    return RehearsedDraw(raffle, made)


async def _read(tx: Transaction, number: str) -> tuple[RaffleView, DrawView, EntryList]:
    raffle = await find_raffle(tx, number)
    if raffle.state not in REHEARSABLE or raffle.draw_id is None:
        raise WrongState(what="raffle", state=raffle.state)
    draw = (await draws.draws_by_id(tx, [raffle.draw_id]))[raffle.draw_id]
    return raffle, draw, await read_entries(lambda read: read(tx), raffle.id)
