"""Where prizes are sent."""

from uuid import UUID

from fastapi import APIRouter, Response

from core.accounts.addresses import add_address, list_addresses, remove_address, set_default_address
from webapp_api.dependencies import ActorDep, AppDep
from webapp_api.openapi import problems
from webapp_api.routing import TaggedRoute
from webapp_api.schemas.addresses import Address, Addresses, NewAddress

router = APIRouter(prefix="/me/addresses", tags=["addresses"], route_class=TaggedRoute)


@router.get("", summary="The player's addresses")
async def read_addresses(app: AppDep, actor: ActorDep) -> Addresses:
    """The default one, then the newest first."""
    return Addresses(items=[Address.of(view) for view in await app.transact(lambda tx: list_addresses(tx, actor))])


@router.post("", status_code=201, summary="Keep an address", responses=problems("too_many_addresses"))
async def keep_address(app: AppDep, actor: ActorDep, body: NewAddress) -> Address:
    """An address is never edited, for parcels refer to it: it is replaced by another one."""
    kept = await app.transact(lambda tx: add_address(tx, actor, body.to_input(), make_default=body.is_default))
    return Address.of(kept)


@router.put(
    "/{address_id}/default",
    status_code=204,
    summary="Offer an address first",
    response_class=Response,
    responses=problems("not_found"),
)
async def make_default(app: AppDep, actor: ActorDep, address_id: UUID) -> None:
    """Make it the one that is offered first."""
    await app.transact(lambda tx: set_default_address(tx, actor, address_id))


@router.delete(
    "/{address_id}",
    status_code=204,
    summary="Remove an address",
    response_class=Response,
    responses=problems("not_found"),
)
async def drop_address(app: AppDep, actor: ActorDep, address_id: UUID) -> None:
    """Take it out of the book; what was sent there keeps it. The newest one left becomes the default."""
    await app.transact(lambda tx: remove_address(tx, actor, address_id))
