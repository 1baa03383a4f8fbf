"""The top-up button's way to the demo: this process has no database, the demo's counter behind a socket has."""

from pathlib import Path

import httpx2
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

_LARGEST_BODY_BYTES = 4096
_TIMEOUT_S = 10.0


def top_up_route(socket: Path) -> Route:
    """`POST /sandbox/top-up {user_id, amount_minor}`, answered by the counter; 502 while that is away."""

    async def forward(request: Request) -> Response:
        body = await request.body()
        if len(body) > _LARGEST_BODY_BYTES:
            return JSONResponse({"error": "too large"}, status_code=413)
        transport = httpx2.AsyncHTTPTransport(uds=str(socket))
        try:
            async with httpx2.AsyncClient(transport=transport, base_url="http://counter", timeout=_TIMEOUT_S) as client:
                answer = await client.post("/top-up", content=body)
        except httpx2.HTTPError:
            return JSONResponse({"error": "the demo is not there at the moment"}, status_code=502)
        return Response(answer.content, status_code=answer.status_code, media_type="application/json")

    return Route("/sandbox/top-up", forward, methods=["POST"])
