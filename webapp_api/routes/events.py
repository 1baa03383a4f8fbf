"""Live progress of raffles and draws, by a streamed answer."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse

from webapp_api.dependencies import Public
from webapp_api.live import LONGEST_S, EventHub
from webapp_api.openapi import problems
from webapp_api.places import LongAnswer
from webapp_api.security.addresses import network_of

router = APIRouter(tags=["events"])

_GRACE_S = 60.0
"""Left to a client that reads, for the end in order."""


@router.get(
    "/events",
    summary="Live events",
    dependencies=[Public],
    response_class=StreamingResponse,
    responses={
        200: {
            "content": {
                "text/event-stream": {
                    "schema": {"type": "string"},
                    "example": 'data: {"topic": "raffle.sold", "raffle_id": "...", "sold": 12, "total": 60}\n\n',
                }
            }
        },
        **problems("too_many_streams"),
    },
)
async def stream_events(
    request: Request,
    raffle_id: Annotated[
        list[UUID] | None, Query(max_length=50, description="These raffles alone; may be given several times.")
    ] = None,
) -> LongAnswer:
    """Server-sent events, each a JSON object with a `topic`: `raffle.opened`, `raffle.sold` (`sold` of `total`),
    `raffle.closed`, `raffle.drawn`, `raffle.settled`, `raffle.cancelled`, all with `raffle_id`; and `resync`, when
    events may have been missed. They are hints to look anew, never the truth. Read it by a streamed fetch; after half
    an hour the answer ends, and a client asks again."""
    hub: EventHub = request.app.state.hub
    stream = hub.open(frozenset(raffle_id or ()), network_of(request.scope))
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return LongAnswer(hub.lines(stream), LONGEST_S + _GRACE_S, "text/event-stream", headers)
