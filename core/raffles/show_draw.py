"""A raffle's draw as anybody may see it, and who won."""

from functools import partial
from uuid import UUID

from core.draws import repository as draws
from core.draws.publications import close_standing, posts_of
from core.draws.views import Standing
from core.kernel.caches import Cache
from core.kernel.context import Context, Transaction
from core.raffles.list_raffles import get_raffle
from core.raffles.models import RaffleState
from core.raffles.repository import browsing
from core.raffles.shown import DrawPage, Winner, grade_of

MAX_WINNERS_SHOWN = 20
RECENT = "raffles.recent"
"""What the process remembers of raffles, by its name in `Context.memory`."""
_RECENT_S = 1.0
_MOST_RECENT = 1_000


async def show_draw(tx: Transaction, raffle_id: UUID) -> DrawPage:
    """What was committed to, closed and revealed so far. Raises NotFound for a raffle that was never opened."""
    raffle = await get_raffle(tx, raffle_id)
    if raffle.draw_id is None:
        raise RuntimeError(f"raffle {raffle_id} is public without a draw")
    draw = (await draws.draws_by_id(tx, [raffle.draw_id]))[raffle.draw_id]
    # what sells was neither closed nor halted: the state is moved in the transaction that writes the close record
    close = None if raffle.state is RaffleState.OPEN else await draws.close_of(tx, draw.id)
    beacon = None if close is None else await draws.beacon_of(tx, draw.id)
    reveal = None if beacon is None else await draws.reveal_of(tx, draw.id)
    return DrawPage(
        raffle=raffle,
        draw=draw,
        grade=grade_of(draw.beacon.kind, tx.context.settings.beacon_url),
        close=None if close is None else close.record,
        close_hash=None if close is None else close.close_hash,
        due_at=None if close is None else close.due_at,
        randomness=None if beacon is None else beacon.randomness,
        server_seed=None if reveal is None else reveal.server_seed,
        unawarded=0 if reveal is None else reveal.unawarded,
        is_halted=raffle.state is not RaffleState.OPEN and await draws.is_halted(tx, draw.id),
        publication=Standing.UNPROMISED if close is None else await close_standing(tx, close),
        posts=await posts_of(tx, draw.id),
    )


async def recent_draw(context: Context, raffle_id: UUID) -> DrawPage:
    """`show_draw` as it was a second ago at most: for screens that many look at. A purchase reads its raffle under
    lock, whatever was shown. Raises NotFound."""
    pages: Cache[UUID, DrawPage] | None = context.memory.get(RECENT)
    if pages is None:
        pages = context.memory[RECENT] = Cache(context.clock, _RECENT_S, _MOST_RECENT, lambda page: page.raffle.id)
    return await pages.get(raffle_id, lambda: context.read(partial(show_draw, raffle_id=raffle_id)))


async def list_winners(tx: Transaction, raffle_id: UUID) -> list[Winner]:
    """Who has the first prizes of a drawn raffle, at most MAX_WINNERS_SHOWN, with masked names. Raises NotFound."""
    raffle = await get_raffle(tx, raffle_id)
    if raffle.draw_id is None or raffle.state not in (RaffleState.DRAWN, RaffleState.SETTLED):
        return []
    return await browsing.winners_of(tx, raffle.draw_id, MAX_WINNERS_SHOWN)
