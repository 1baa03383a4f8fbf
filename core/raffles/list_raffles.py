"""Raffles as everybody may see them, and a player's tickets."""

from uuid import UUID

from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import NotFound
from core.kernel.pagination import Page, check_limit, decode_cursor, encode_cursor
from core.raffles.models import RaffleKind, RaffleState
from core.raffles.repository import reading
from core.raffles.views import RaffleView, TicketView

PUBLIC = tuple(state for state in RaffleState if state is not RaffleState.DRAFT)
"""A cancelled raffle is public only if it was opened before: a dropped draft was never shown."""


async def list_raffles(
    tx: Transaction,
    states: tuple[RaffleState, ...] = PUBLIC,
    cursor: str | None = None,
    limit: int = 20,
    kind: RaffleKind | None = None,
) -> Page[RaffleView]:
    """A page of published raffles in some states, of one kind or of all, newest first. Raises InvalidInput."""
    wanted = [state for state in states if state in PUBLIC]
    kinds = tuple(RaffleKind) if kind is None else (kind,)
    items = await reading.raffles_page(tx, kinds, wanted, decode_cursor(cursor), check_limit(limit) + 1)
    more = len(items) > limit
    return Page(items[:limit], encode_cursor(items[limit - 1].id) if more else None)


async def get_raffle(tx: Transaction, raffle_id: UUID) -> RaffleView:
    """A published raffle. Raises NotFound for an unknown one or a draft, also one that was dropped."""
    raffle = (await reading.raffles_by_id(tx, [raffle_id])).get(raffle_id)
    if raffle is None or raffle.draw_id is None:
        raise NotFound(what="raffle", id=str(raffle_id))
    return raffle


@allow(player=True)
async def list_tickets(tx: Transaction, actor: Actor, cursor: str | None = None, limit: int = 20) -> Page[TicketView]:
    """A page of the player's own tickets, newest first. Raises InvalidInput."""
    items = await reading.tickets_of(tx, actor.player_id, decode_cursor(cursor), check_limit(limit) + 1)
    more = len(items) > limit
    return Page(items[:limit], encode_cursor(items[limit - 1].entry_id) if more else None)
