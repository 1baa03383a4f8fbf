"""Raffles: what is on sale, what it promises, buying, and the proof of the draw."""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from core.catalogue.rules import MAX_MEDIA
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.orders.models import Source
from core.raffles.buy_tickets import BuyTickets
from core.raffles.list_raffles import PUBLIC, get_raffle, list_raffles
from core.raffles.models import RaffleKind, RaffleState
from core.raffles.photos import raffle_photo
from core.raffles.proof_files import EntriesCsv, entries_csv, proof_json
from core.raffles.show_draw import list_winners, show_draw
from core.raffles.show_holding import show_holding
from core.raffles.show_records import show_records
from core.raffles.watchlist import is_watched
from webapp_api.dependencies import ActorDep, AppDep, KeyDep, MemoryDep, Public
from webapp_api.openapi import PLAYING, problems
from webapp_api.places import LongAnswer, Place, Places
from webapp_api.remembered import remember
from webapp_api.routing import Prepared, TaggedRoute, matches
from webapp_api.schemas.base import Cursor, Limit, Listing
from webapp_api.schemas.raffles import (
    Purchase,
    Raffle,
    RaffleDraw,
    RaffleHolding,
    RaffleWinner,
    RaffleWinners,
    TicketReceipt,
)
from webapp_api.schemas.records import Signed, SignedRecords
from webapp_api.security.addresses import network_of

router = APIRouter(prefix="/raffles", tags=["raffles"], route_class=TaggedRoute)

_BUYING = (
    "not_found",
    "sold_out",
    "not_enough_tickets",
    "sales_ended",
    "cap_reached",
    "insufficient_funds",
    "limit_exceeded",
    *PLAYING,
)
_LASTING = "public, max-age=60"
_FOR_EVER = "public, max-age=31536000, immutable"
_LONGEST_S = 1800.0
"""A list of a million entries takes twelve minutes at a megabit a second."""
_BYTES = {"type": "string", "format": "binary"}


@router.get("", summary="Published raffles, newest first", dependencies=[Public], response_model=Listing[Raffle])
async def read_raffles(
    request: Request,
    app: AppDep,
    memory: MemoryDep,
    *,
    kind: RaffleKind | None = None,
    state: Annotated[list[RaffleState] | None, Query(max_length=16, description="May be given several times.")] = None,
    cursor: Annotated[Cursor, Query()] = None,
    limit: Annotated[Limit, Query()] = 20,
) -> Response:
    """Those of one kind and of some states, or all. Drafts are never shown. Up to a second old."""
    wanted = PUBLIC if state is None else tuple(state)

    async def load() -> Prepared:
        page = await app.transact(lambda tx: list_raffles(tx, wanted, cursor, limit, kind))
        return Prepared.of(Listing(items=[Raffle.of(view) for view in page.items], next_cursor=page.next_cursor))

    key = (kind, wanted, cursor, limit)
    answer = await memory.answers.get(key, load)
    remember(request, key)
    return answer.response()


@router.get(
    "/{raffle_id}",
    summary="One raffle",
    dependencies=[Public],
    response_model=Raffle,
    responses=problems("not_found"),
)
async def read_raffle(request: Request, app: AppDep, memory: MemoryDep, raffle_id: UUID) -> Response:
    """A raffle that was published, in whatever state it is now, or was a second ago."""

    async def load() -> Prepared:
        return Prepared.of(Raffle.of(await app.transact(lambda tx: get_raffle(tx, raffle_id))), raffle_id)

    answer = await memory.answers.get(raffle_id, load)
    remember(request, raffle_id)
    return answer.response()


@router.post(
    "/{raffle_id}/orders", status_code=201, summary="Buy tickets", tags=["orders"], responses=problems(*_BUYING)
)
async def buy(app: AppDep, actor: ActorDep, key: KeyDep, raffle_id: UUID, body: Purchase) -> TicketReceipt:
    """Buy the next tickets, paid from the player's wallet at once. Sent again with the same key it gives the same
    receipt and buys nothing more. A refusal leaves no trace."""
    command = BuyTickets(
        actor=actor,
        raffle_id=raffle_id,
        quantity=body.quantity,
        key=key,
        source=Source.APP,
        pay_with=body.pay_with,
    )
    return TicketReceipt.of(await app.desk.submit(command))


@router.get("/{raffle_id}/holding", summary="What the player holds of a raffle", responses=problems("not_found"))
async def read_holding(app: AppDep, actor: ActorDep, raffle_id: UUID) -> RaffleHolding:
    """How many tickets, the first ranges of their numbers, what they won, and whether the raffle is followed."""

    async def read(tx: Transaction, actor: Actor = actor) -> RaffleHolding:
        holding = await show_holding(tx, actor, raffle_id)
        return RaffleHolding.of(holding, is_watched=await is_watched(tx, actor, raffle_id))

    return await app.transact(read)


@router.get("/{raffle_id}/draw", summary="The draw so far", dependencies=[Public], responses=problems("not_found"))
async def read_draw(app: AppDep, raffle_id: UUID) -> RaffleDraw:
    """What was committed to before the first sale, the close record, and after the beacon's round the seed."""
    return RaffleDraw.of(await app.transact(lambda tx: show_draw(tx, raffle_id)))


@router.get("/{raffle_id}/winners", summary="Who won", dependencies=[Public], responses=problems("not_found"))
async def read_winners(app: AppDep, raffle_id: UUID) -> RaffleWinners:
    """The first winners with masked names; none before the draw."""
    winners = await app.transact(lambda tx: list_winners(tx, raffle_id))
    return RaffleWinners(items=[RaffleWinner.of(winner) for winner in winners])


@router.get(
    "/{raffle_id}/records",
    summary="Signed records",
    tags=["records"],
    dependencies=[Public],
    responses=problems("not_found"),
)
async def read_records(app: AppDep, raffle_id: UUID) -> SignedRecords:
    """The open record with the operator's signature, then the close and the reveal record once they are there."""
    records = await app.transact(lambda tx: show_records(tx, raffle_id))
    return SignedRecords(items=[Signed.of(record) for record in records])


@router.get(
    "/{raffle_id}/photos/{index}",
    summary="A picture of a raffle",
    dependencies=[Public],
    response_class=Response,
    responses={
        200: {"content": {f"image/{kind}": {"schema": _BYTES} for kind in ("jpeg", "png", "webp")}},
        **problems("not_found"),
    },
)
async def read_photo(app: AppDep, raffle_id: UUID, index: Annotated[int, Path(ge=0, lt=MAX_MEDIA)]) -> Response:
    """A picture by its place in `photos` of the raffle. It never changes. Telegram keeps it: while that is away the
    answer may be `unavailable`."""
    photo = await raffle_photo(app.context, app.telegram, raffle_id, index)
    return Response(photo.content, media_type=photo.media_type, headers={"Cache-Control": _FOR_EVER})


@router.get(
    "/{raffle_id}/proof",
    summary="proof.json",
    dependencies=[Public],
    response_class=Response,
    responses={200: {"content": {"application/json": {"schema": {"type": "object"}}}}, **problems("not_found")},
)
async def read_proof(app: AppDep, raffle_id: UUID) -> Response:
    """The proof of the draw (draw protocol LDP-1, section 6). Lists of more than 1,000 entries stand in entries.csv
    alone. There is none before the reveal."""
    proof = await proof_json(app.context, raffle_id)
    return Response(proof, media_type="application/json", headers={"Cache-Control": _LASTING})


@router.get(
    "/{raffle_id}/entries.csv",
    summary="entries.csv",
    dependencies=[Public],
    response_class=Response,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}, **problems("not_found")},
)
async def read_entries(request: Request, app: AppDep, raffle_id: UUID) -> Response:
    """All entries of the draw, `first,last,tag`, as they stand behind the close record's root."""
    listed = await entries_csv(app.context, raffle_id)
    headers = {"Cache-Control": _LASTING, "ETag": f'W/"{listed.root}"'}
    if matches(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(headers=headers)  # the route makes it a 304, for which nobody needs a place
    downloads: Places = request.app.state.downloads
    lines = _in_place(downloads, downloads.take(network_of(request.scope)), listed)
    return LongAnswer(lines, _LONGEST_S, "text/csv; charset=utf-8", headers)


async def _in_place(downloads: Places, place: Place, listed: EntriesCsv) -> AsyncIterator[bytes]:
    try:
        async for lines in listed.lines():
            yield lines
    finally:
        downloads.give_up(place)
