"""What a player won, with the raffle it was won in."""

from collections.abc import Sequence
from uuid import UUID

from core.accounts.addresses import read_address
from core.catalogue import repository as catalogue
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.pagination import Page
from core.prizes import repository as prizes
from core.prizes.list_prizes import list_prizes, own_award
from core.prizes.views import AwardView
from core.raffles.repository import browsing, reading
from core.raffles.shown import PrizePage, WonPrize


@allow(player=True)
async def list_won(tx: Transaction, actor: Actor, cursor: str | None = None, limit: int = 20) -> Page[WonPrize]:
    """A page of the player's own prizes, newest first. Raises InvalidInput for a malformed cursor or limit."""
    page = await list_prizes(tx, actor, cursor, limit)
    return Page(await _won(tx, page.items), page.next_cursor)


@allow(player=True)
async def show_prize(tx: Transaction, actor: Actor, award_id: UUID) -> PrizePage:
    """One prize of the player. Raises NotFound for another's."""
    (won,) = await _won(tx, [await own_award(tx, actor, award_id)])
    claim = await prizes.claim_of(tx, award_id)
    address_id = None if claim is None else claim.address_id
    return PrizePage(won, claim, None if address_id is None else await read_address(tx, address_id))


async def _won(tx: Transaction, awards: Sequence[AwardView]) -> list[WonPrize]:
    raffle_ids = await browsing.ids_by_draws(tx, {award.draw_id for award in awards})
    raffles = await reading.raffles_by_id(tx, raffle_ids.values())
    products = await catalogue.products_by_id(tx, {award.product_id for award in awards if award.product_id})
    return [
        WonPrize(award, raffles[raffle_ids[award.draw_id]], products[award.product_id] if award.product_id else None)
        for award in awards
    ]
