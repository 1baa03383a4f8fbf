"""What the player bought."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from core.orders.list_orders import list_orders
from core.raffles.list_raffles import list_tickets
from core.raffles.show_path import show_path
from core.raffles.show_receipt import show_receipt
from webapp_api.dependencies import ActorDep, AppDep
from webapp_api.openapi import problems
from webapp_api.routing import TaggedRoute
from webapp_api.schemas.base import Cursor, Limit, Listing
from webapp_api.schemas.orders import Order
from webapp_api.schemas.raffles import Ticket
from webapp_api.schemas.records import SignedReceipt, TicketPath

router = APIRouter(route_class=TaggedRoute)


@router.get("/orders", summary="The player's orders", tags=["orders"])
async def read_orders(
    app: AppDep, actor: ActorDep, cursor: Annotated[Cursor, Query()] = None, limit: Annotated[Limit, Query()] = 20
) -> Listing[Order]:
    """Everything bought through any door, newest first."""
    page = await app.transact(lambda tx: list_orders(tx, actor, cursor, limit))
    return Listing(items=[Order.of(view) for view in page.items], next_cursor=page.next_cursor)


@router.get(
    "/orders/{order_id}/receipt",
    summary="The signed receipt of an order",
    tags=["orders", "records"],
    responses=problems("not_found"),
)
async def read_receipt(app: AppDep, actor: ActorDep, order_id: UUID) -> SignedReceipt:
    """What the operator signs about a purchase of tickets, for the buyer alone: an entry that is dropped or inserted
    later contradicts it. The salt shows whose the entry is, so that it is not for the public."""
    return SignedReceipt.of(await app.transact(lambda tx: show_receipt(tx, actor, order_id)))


@router.get(
    "/orders/{order_id}/path",
    summary="The path of an order's tickets to the root in the close record",
    tags=["orders", "tickets"],
    responses=problems("not_found", "no_tree_yet"),
)
async def read_path(app: AppDep, actor: ActorDep, order_id: UUID) -> TicketPath:
    """That the buyer's entry stands in the closed list of the draw, as `fairlot verify --path` takes it. There is none
    before the close: until then the receipt stands for the entry. The salt shows whose it is: not for the public."""
    return TicketPath.of(await show_path(app.context, actor, order_id))


@router.get("/tickets", summary="The player's tickets", tags=["tickets"])
async def read_tickets(
    app: AppDep, actor: ActorDep, cursor: Annotated[Cursor, Query()] = None, limit: Annotated[Limit, Query()] = 20
) -> Listing[Ticket]:
    """Ranges of ticket numbers with the state of their raffle and what they won, newest first."""
    page = await app.transact(lambda tx: list_tickets(tx, actor, cursor, limit))
    return Listing(items=[Ticket.of(view) for view in page.items], next_cursor=page.next_cursor)
