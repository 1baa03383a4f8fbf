"""Limits that players set to themselves."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Path

from core.accounts.kinds import LimitKind, LimitWindow
from core.accounts.set_limit import cancel_limit_change, confirm_limit, list_limits, set_limit
from core.accounts.views import LimitName, LimitView
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from webapp_api.dependencies import ActorDep, AppDep
from webapp_api.openapi import problems
from webapp_api.routing import TaggedRoute
from webapp_api.schemas.limits import LimitAmount, PlayerLimit, PlayerLimits

router = APIRouter(prefix="/me/limits", tags=["limits"], route_class=TaggedRoute)

_ONE = "/{kind}/{currency}/{window}"


def _named(kind: LimitKind, currency: Annotated[str, Path(max_length=16)], window: LimitWindow) -> LimitName:
    return LimitName(kind, currency, window)


NameDep = Annotated[LimitName, Depends(_named)]


async def _after(app: App, actor: Actor, change: Callable[[Transaction], Awaitable[LimitView]]) -> PlayerLimits:
    """All limits as they stand after a change of one."""

    async def run(tx: Transaction) -> list[LimitView]:
        await change(tx)
        return await list_limits(tx, actor)

    return PlayerLimits(items=[PlayerLimit.of(view) for view in await app.transact(run)])


@router.get("", summary="The player's own limits")
async def read_limits(app: AppDep, actor: ActorDep) -> PlayerLimits:
    """Each limit with what counts against it now, and the change that waits."""
    views = await app.transact(lambda tx: list_limits(tx, actor))
    return PlayerLimits(items=[PlayerLimit.of(view) for view in views])


@router.put(_ONE, summary="Set a limit", responses=problems("limit_change_pending", "too_many_limits"))
async def put_limit(app: AppDep, actor: ActorDep, name: NameDep, body: LimitAmount) -> PlayerLimits:
    """A first or a lower amount counts at once. A higher one waits 24 hours and then for its confirmation; the old
    amount stands until then. Gives all limits as they stand now."""
    return await _after(app, actor, lambda tx: set_limit(tx, actor, name, body.amount))


@router.delete(_ONE, summary="Ask for a limit's removal", responses=problems("limit_change_pending"))
async def remove_limit(app: AppDep, actor: ActorDep, name: NameDep) -> PlayerLimits:
    """The limit stands for 24 hours more, and until its removal is confirmed; where there is none nothing happens.
    Gives all limits as they stand now."""
    return await _after(app, actor, lambda tx: set_limit(tx, actor, name, None))


@router.post(
    f"{_ONE}/confirmation",
    summary="Confirm a raise or removal",
    responses=problems("no_limit_change", "limit_change_too_early"),
)
async def confirm(app: AppDep, actor: ActorDep, name: NameDep) -> PlayerLimits:
    """The second yes, 24 hours after the first at the earliest. Gives all limits as they stand now."""
    return await _after(app, actor, lambda tx: confirm_limit(tx, actor, name))


@router.delete(f"{_ONE}/change", summary="Drop a change that waits", responses=problems("no_limit_change"))
async def cancel_change(app: AppDep, actor: ActorDep, name: NameDep) -> PlayerLimits:
    """The limit stays as it is. Gives all limits as they stand now."""
    return await _after(app, actor, lambda tx: cancel_limit_change(tx, actor, name))
