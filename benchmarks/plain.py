"""`python -m benchmarks.plain PORT FILE...`: the least that FastAPI can do, under the settings of our own server.

It answers GET with the bytes of the file of that number, `/0`, `/1`, ..., and an order with a constant.
"""

import sys
from pathlib import Path
from uuid import UUID

import uvicorn
import uvloop
from fastapi import FastAPI, Response

from webapp_api.process import config_of
from webapp_api.schemas.raffles import Purchase

CONSTANT = b'{"status":"ok"}'


def build(files: list[bytes]) -> FastAPI:
    """The application."""
    api = FastAPI(openapi_url=None)

    @api.get("/{number}")
    async def read(number: int) -> Response:
        return Response(files[number], media_type="application/json")

    @api.post("/raffles/{raffle_id}/orders", status_code=201)
    async def buy(raffle_id: UUID, body: Purchase) -> Response:
        return Response(CONSTANT, 201, media_type="application/json")

    return api


if __name__ == "__main__":
    port, *names = sys.argv[1:]
    application = build([Path(name).read_bytes() for name in names])
    config = config_of(application, trusted_proxies="127.0.0.1")
    config.port = int(port)
    uvloop.run(uvicorn.Server(config).serve())
