"""The HTTP door of the sandbox's Telegram: Bot API, downloads, control API, chat page."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from sandbox.telegram.args import read_args
from sandbox.telegram.connections import cut
from sandbox.telegram.control.routes import control_routes
from sandbox.telegram.errors import BotApiRefusal, ConnectionDropped
from sandbox.telegram.methods import call
from sandbox.telegram.responses import JsonResponse
from sandbox.telegram.webhook import Deliverer
from sandbox.telegram.world import World

PAGE = Path(__file__).parent / "page"
_HOSTS = ["127.0.0.1", "localhost"]


class _Dropped(Response):
    """No answer: the connection is cut."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await cut(scope)


def create_app(world: World, more_routes: Sequence[BaseRoute] = ()) -> Starlette:
    """The application on an opened world. `more_routes` come first: a demo adds its own, such as a top-up."""

    async def bot_api(request: Request) -> Response:
        return await _bot_api(world, request)

    async def download(request: Request) -> Response:
        return _download(world, request)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        del app
        delivering = asyncio.create_task(Deliverer(world).run())
        try:
            yield
        finally:
            delivering.cancel()
            with suppress(asyncio.CancelledError):
                await delivering
            world.close()

    methods = ["GET", "POST", "PUT", "DELETE", "PATCH"]
    routes: list[BaseRoute] = [
        *more_routes,
        Route("/bot{token}/{method}", bot_api, methods=methods),
        Route("/bot{token}/{method}/", bot_api, methods=methods),
        Route("/file/bot{token}/{path:path}", download, methods=["GET"]),
        *control_routes(world),
        Mount("/", StaticFiles(directory=PAGE, html=True, check_dir=False)),
    ]
    trusted = Middleware(TrustedHostMiddleware, allowed_hosts=_HOSTS)
    return Starlette(routes=routes, lifespan=lifespan, middleware=[trusted])


async def _bot_api(world: World, request: Request) -> Response:
    name = request.path_params["method"]
    try:
        _check_token(world, request)
        world.faults.strike(name)
        result: Any = await call(world, name, await read_args(request))
    except ConnectionDropped:
        return _Dropped()
    except BotApiRefusal as refusal:
        return _refused(refusal)
    finally:
        # nothing is said before it is kept
        world.journal.flush()
    return JsonResponse({"ok": True, "result": result})


def _refused(refusal: BotApiRefusal) -> Response:
    body: dict[str, Any] = {"ok": False, "error_code": refusal.status, "description": refusal.description}
    headers = {}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
        if "retry_after" in refusal.parameters:
            headers["retry-after"] = str(refusal.parameters["retry_after"])
    return JsonResponse(body, refusal.status, headers)


def _check_token(world: World, request: Request) -> None:
    token = request.path_params["token"].encode()
    if not secrets.compare_digest(token, world.config.bot_token.encode()):
        raise BotApiRefusal(401, "Unauthorized")


def _download(world: World, request: Request) -> Response:
    try:
        _check_token(world, request)
    except BotApiRefusal as refusal:
        return _refused(refusal)
    wanted = request.path_params["path"]
    file = next((file for file in world.files.rows.values() if file.path == wanted), None)
    if file is None:
        return _refused(BotApiRefusal(404, "Not Found"))
    return FileResponse(world.config.data_dir / file.path, media_type="application/octet-stream")
