"""The mini-app's files, and its page for every address that is none of ours: the app itself knows its pages."""

from http import HTTPStatus
from pathlib import Path
from uuid import UUID

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.convertors import PathConvertor, register_url_convertor
from starlette.types import Scope

from core.kernel.context import Transaction
from core.kernel.errors import NotFound
from core.raffles.browse_raffles import find_raffle
from core.raffles.list_raffles import get_raffle
from webapp_api.dependencies import AppDep, Public

BUILT = Path(__file__).resolve().parent / "miniapp" / "dist"
_NOT_BUILT = "<!doctype html><meta charset=utf-8><title>Fairlot</title><p>The mini-app is not built: run make setup."

router = APIRouter(include_in_schema=False)


class _Page(PathConvertor):
    """Every path but those where something else answers, or says that there is nothing."""

    regex = r"(?!(?:api|webhooks|\.well-known|assets)/).*"


register_url_convertor("page", _Page())


class _Lasting(StaticFiles):
    """Files whose names change with what is in them."""

    def file_response(self, full_path: str, stat_result: object, scope: Scope, status_code: int = 200) -> Response:  # type: ignore[override]
        response = super().file_response(full_path, stat_result, scope, status_code)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def install_pages(api: FastAPI) -> None:
    """After all other routes: the last one answers every path. What was built by now is what is served."""
    files = BUILT.iterdir() if BUILT.is_dir() else ()
    # names that are known beforehand: no path of a request is looked up on the disk
    api.state.beside = frozenset(file.name for file in files if file.is_file()) - {"index.html"}
    if (BUILT / "assets").is_dir():
        api.mount("/assets", _Lasting(directory=BUILT / "assets"), name="assets")
    api.include_router(router)


@router.api_route("/proof/{raffle}", methods=["GET", "HEAD"], dependencies=[Public])
async def proof_page(request: Request, app: AppDep, raffle: str) -> Response:
    """The public page of a draw, by the raffle's number or id; an unknown one is told so by the status, too. A program
    that asks for JSON, as `fairlot verify` does, is led to the proof."""

    async def found(tx: Transaction) -> UUID | None:
        try:
            raffle_id = _id(raffle)
            view = await (find_raffle(tx, raffle) if raffle_id is None else get_raffle(tx, raffle_id))
        except NotFound:
            return None
        return view.id

    raffle_id = await app.transact(found)
    if raffle_id is not None and request.headers.get("accept", "").startswith("application/json"):
        return RedirectResponse(f"/api/v1/raffles/{raffle_id}/proof", HTTPStatus.SEE_OTHER)
    if raffle_id is not None and _id(raffle) is None:
        return RedirectResponse(f"/proof/{raffle_id}")  # the app knows raffles by their ids alone
    return _page(HTTPStatus.NOT_FOUND if raffle_id is None else HTTPStatus.OK)


@router.api_route("/{path:page}", methods=["GET", "HEAD"])
async def any_page(request: Request, path: str) -> Response:
    """The app for whatever page of it is asked for; files that lie beside it."""
    if path in request.app.state.beside:
        return FileResponse(BUILT / path, headers={"Cache-Control": "no-cache"})
    return _page(HTTPStatus.OK)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(status: HTTPStatus) -> Response:
    index = BUILT / "index.html"
    # the page names the newest assets, so that no web view may keep an old one
    headers = {"Cache-Control": "no-store"}
    if not index.is_file():
        return HTMLResponse(_NOT_BUILT, HTTPStatus.SERVICE_UNAVAILABLE, headers)
    return FileResponse(index, status, headers, "text/html; charset=utf-8")
