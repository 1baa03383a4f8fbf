"""The player's own profile."""

from fastapi import APIRouter

from core.accounts import update_profile
from core.accounts.read_player import read_profile
from webapp_api.dependencies import ActorDep, AppDep, MemoryDep
from webapp_api.openapi import problems
from webapp_api.schemas.players import Player, ProfileChange

router = APIRouter(prefix="/me", tags=["me"])


@router.get("", summary="One's own profile")
async def read_me(app: AppDep, actor: ActorDep) -> Player:
    """What is known about the player."""
    return Player.of(await app.transact(lambda tx: read_profile(tx, actor)))


@router.patch("", summary="Say who and where one is", responses=problems("birth_date_locked"))
async def change_me(app: AppDep, memory: MemoryDep, actor: ActorDep, body: ProfileChange) -> Player:
    """Write what the player states; nothing is written where one value is refused."""
    change = update_profile.ProfileChange(**body.model_dump())
    changed = await app.transact(lambda tx: update_profile.update_profile(tx, actor, change))
    memory.sessions.forget(changed.id)
    return Player.of(changed)
