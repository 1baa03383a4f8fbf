"""For the operator's machines: alive, ready, measured."""

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from core.admin.health import is_database_up, is_valkey_up
from webapp_api.dependencies import AppDep
from webapp_api.metrics import Metrics

router = APIRouter(tags=["system"], include_in_schema=False)


@router.get("/healthz")
async def is_alive() -> dict[str, str]:
    """This process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def is_ready(app: AppDep) -> JSONResponse:
    """Whether what requests need is there: 200, or 503 with what is missing."""
    database, valkey = await asyncio.gather(is_database_up(app.context), is_valkey_up(app.context))
    parts = {"database": database, "valkey": valkey}
    is_up = all(parts.values())
    return JSONResponse({"status": "ok" if is_up else "unavailable", **parts}, 200 if is_up else 503)


@router.get("/metrics")
async def read_metrics(request: Request) -> Response:
    """For Prometheus; the proxy keeps it from the public."""
    metrics: Metrics = request.app.state.metrics
    return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)
