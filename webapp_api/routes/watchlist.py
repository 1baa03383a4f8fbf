"""Raffles that the player follows."""

from uuid import UUID

from fastapi import APIRouter, Response

from core.raffles.watchlist import list_watched, unwatch_raffle, watch_raffle
from webapp_api.dependencies import ActorDep, AppDep
from webapp_api.openapi import problems
from webapp_api.routing import TaggedRoute
from webapp_api.schemas.raffles import Raffle, Watchlist

router = APIRouter(tags=["watchlist"], route_class=TaggedRoute)


@router.get("/watchlist", summary="What the player follows")
async def read_watchlist(app: AppDep, actor: ActorDep) -> Watchlist:
    """The raffles on sale that the player follows, newest first."""
    return Watchlist(items=[Raffle.of(view) for view in await app.transact(lambda tx: list_watched(tx, actor))])


@router.put(
    "/raffles/{raffle_id}/watch",
    status_code=204,
    summary="Follow a raffle",
    response_class=Response,
    responses=problems("not_found", "wrong_state"),
)
async def follow(app: AppDep, actor: ActorDep, raffle_id: UUID) -> None:
    """Be told when it is nearly sold out and when its sale is about to end."""
    await app.transact(lambda tx: watch_raffle(tx, actor, raffle_id))


@router.delete("/raffles/{raffle_id}/watch", status_code=204, summary="Stop following", response_class=Response)
async def stop_following(app: AppDep, actor: ActorDep, raffle_id: UUID) -> None:
    """Nothing happens where the player does not follow it."""
    await app.transact(lambda tx: unwatch_raffle(tx, actor, raffle_id))
