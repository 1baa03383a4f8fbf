"""The counter where a person who tries the demo gets play money: behind the sandbox's top-up button."""

import asyncio
from collections.abc import AsyncIterator, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from core.accounts.read_player import find_player
from core.app import App
from core.kernel.actor import Actor
from core.kernel.errors import DomainError
from core.kernel.texts import error_text
from sandbox.play.people import ASSET, credit

MAX_MINOR = 1_000_000


def create_counter(app: App, admins: Sequence[Actor]) -> Starlette:
    """`POST /top-up {user_id, amount_minor}`: a credit that one admin of the demo asks for and the other approves."""

    async def top_up(request: Request) -> JSONResponse:
        try:
            body = await request.json()
            telegram_id, amount_minor = int(body["user_id"]), int(body["amount_minor"])
        except (ValueError, KeyError, TypeError):
            return JSONResponse({"error": "user_id and amount_minor are whole numbers"}, status_code=400)
        if not 1 <= amount_minor <= MAX_MINOR:
            return JSONResponse({"error": f"between 1 and {MAX_MINOR} minor units"}, status_code=400)
        player = await app.transact(lambda tx: find_player(tx, telegram_id))
        if player is None:
            return JSONResponse({"error": "say /start to the bot first"}, status_code=404)
        try:
            await app.transact(lambda tx: credit(tx, admins, player.id, amount_minor))
        except DomainError as refusal:
            return JSONResponse({"error": error_text(refusal, "en")}, status_code=409)
        return JSONResponse({"added_minor": amount_minor, "asset": ASSET})

    return Starlette(routes=[Route("/top-up", top_up, methods=["POST"])])


class _Server(uvicorn.Server):
    """A server inside a process whose signals belong to somebody else."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave the signals alone."""
        yield


@asynccontextmanager
async def open_counter(app: App, admins: Sequence[Actor], socket: Path) -> AsyncIterator[None]:
    """Serve the counter on a unix socket until the block ends."""
    config = uvicorn.Config(create_counter(app, admins), uds=str(socket), log_level="warning", access_log=False)
    server = _Server(config)
    serving = asyncio.create_task(server.serve())
    try:
        yield
    finally:
        server.should_exit = True
        await serving
