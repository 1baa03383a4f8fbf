"""The player's own profile."""

from fastapi import APIRouter

from core.accounts import update_profile
from webapp_api.dependencies import AppDep, VisitorDep
from webapp_api.openapi import problems
from webapp_api.schemas.players import Player, ProfileChange

router = APIRouter(prefix="/me", tags=["me"])


@router.get("", summary="One's own profile")
async def read_me(visitor: VisitorDep) -> Player:
    """What is known about the player."""
    return Player.of(visitor.player)


@router.patch("", summary="Say who and where one is", responses=problems("birth_date_locked"))
async def change_me(app: AppDep, visitor: VisitorDep, body: ProfileChange) -> Player:
    """Write what the player states; nothing is written where one value is refused."""
    change = update_profile.ProfileChange(**body.model_dump())
    return Player.of(await app.transact(lambda tx: update_profile.update_profile(tx, visitor.actor, change)))
