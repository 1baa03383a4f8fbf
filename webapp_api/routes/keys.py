"""The operator's keys, by which anybody checks signed records."""

from fastapi import APIRouter, Response

from core.draws.signing_keys import published_keys
from webapp_api.dependencies import AppDep, Public
from webapp_api.routing import TaggedRoute
from webapp_api.schemas.records import OperatorKeys

router = APIRouter(tags=["records"], route_class=TaggedRoute)

_CACHED = "public, max-age=60"
"""Well within HANDOVER: a new key is known before it signs."""


@router.get("/.well-known/fairlot-keys.json", summary="The keys that records are signed with", dependencies=[Public])
async def read_keys(app: AppDep, response: Response) -> OperatorKeys:
    """Every key with its validity, also those that were replaced: they go on vouching for what they signed."""
    response.headers["Cache-Control"] = _CACHED
    return OperatorKeys.of(await app.transact(published_keys))
