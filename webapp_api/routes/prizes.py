"""What the player won, and the choice about a thing."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from core.kernel.context import Transaction
from core.prizes.claim_prize import claim_prize
from core.raffles.show_prize import list_won, show_prize
from core.raffles.shown import PrizePage
from webapp_api.dependencies import ActorDep, AppDep, KeyDep
from webapp_api.openapi import problems
from webapp_api.routing import TaggedRoute
from webapp_api.schemas.base import Cursor, Limit, Listing
from webapp_api.schemas.prizes import NewClaim, Prize, ShownPrize

router = APIRouter(prefix="/prizes", tags=["prizes"], route_class=TaggedRoute)


@router.get("", summary="The player's prizes")
async def read_prizes(
    app: AppDep, actor: ActorDep, cursor: Annotated[Cursor, Query()] = None, limit: Annotated[Limit, Query()] = 20
) -> Listing[Prize]:
    """Everything that the player won, newest first."""
    page = await app.transact(lambda tx: list_won(tx, actor, cursor, limit))
    now = app.context.clock.now()
    return Listing(items=[Prize.of(won, now) for won in page.items], next_cursor=page.next_cursor)


@router.get("/{prize_id}", summary="One prize", responses=problems("not_found"))
async def read_prize(app: AppDep, actor: ActorDep, prize_id: UUID) -> ShownPrize:
    """One of the player's own prizes, with the choice that was made about it."""
    page = await app.transact(lambda tx: show_prize(tx, actor, prize_id))
    return ShownPrize.of_page(page, app.context.clock.now())


@router.post(
    "/{prize_id}/claims", status_code=201, summary="Claim a prize", responses=problems("not_found", "claim_closed")
)
async def claim(app: AppDep, actor: ActorDep, key: KeyDep, prize_id: UUID, body: NewClaim) -> ShownPrize:
    """Have a thing delivered to an address of the book, or take its value in money, which is paid at once. A prize is
    claimed once: another claim is refused, and the same key gives the prize as it stands."""

    async def run(tx: Transaction) -> PrizePage:
        await claim_prize(tx, actor, prize_id, body.choice, body.address_id, key=key)
        return await show_prize(tx, actor, prize_id)

    return ShownPrize.of_page(await app.transact(run), app.context.clock.now())
