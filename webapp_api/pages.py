"""The mini-app's files, and its page for every address that is none of ours: the app itself knows its pages."""

import asyncio
from collections.abc import Callable
from functools import partial
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
from webapp_api.dependencies import AppDep, Public
from webapp_api.languages import asked_language_of
from webapp_api.previews.gallery import Gallery
from webapp_api.previews.picture import tag_of
from webapp_api.previews.tags import with_tags
from webapp_api.previews.words import Preview, preview_of
from webapp_api.routing import matches

BUILT = Path(__file__).resolve().parent / "miniapp" / "dist"
_NOT_BUILT = "<!doctype html><meta charset=utf-8><title>Fairlot</title><p>The mini-app is not built: run make setup."
_MOVING_S, _LASTING_S = 60, 3600
"""How long a picture may be kept: while something is to come, and after."""
_SHOWN = 40
"""Letters of what was asked for that a refusal repeats."""

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
    """The public page of a draw, by the raffle's number or id, with what messengers show of a link to it; an unknown
    one is told so by the status, too. A program that asks for JSON, as `fairlot verify` does, is led to the proof."""
    language = asked_language_of(request)
    found = await app.transact(partial(_found, raffle=raffle, language=language))
    if found is None:
        return await _page(HTTPStatus.NOT_FOUND)
    raffle_id, preview = found
    if request.headers.get("accept", "").startswith("application/json"):
        return RedirectResponse(f"/api/v1/raffles/{raffle_id}/proof", HTTPStatus.SEE_OTHER)
    path = f"/proof/{raffle_id}"
    asked = f"?language={language}" if "language" in request.query_params else ""
    if _id(raffle) is None:
        return RedirectResponse(path + asked)  # the app knows raffles by their ids alone
    public_url = app.context.settings.public_url
    if public_url is None:
        return await _page(HTTPStatus.OK, lambda page: with_tags(page, preview, None, None))
    # messengers keep a picture by its address, so that another one has another address
    image = f"{public_url}{path}/picture.png?language={language}&v={tag_of(preview).strip(chr(34))}"
    return await _page(HTTPStatus.OK, lambda page: with_tags(page, preview, f"{public_url}{path}{asked}", image))


@router.api_route("/proof/{raffle}/picture.png", methods=["GET", "HEAD"], dependencies=[Public])
async def proof_picture(request: Request, app: AppDep, raffle: str) -> Response:
    """The picture of a draw as it stands, for previews. Raises NotFound, and Busy where too many are being drawn."""
    found = await app.transact(partial(_found, raffle=raffle, language=asked_language_of(request)))
    if found is None:
        raise NotFound(what="raffle", id=raffle[:_SHOWN])
    preview = found[1]
    headers = {
        "ETag": tag_of(preview),
        "Cache-Control": f"public, max-age={_LASTING_S if preview.is_lasting else _MOVING_S}",
        "Vary": "Accept-Language",
        # made to be shown on pages of others
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if matches(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    gallery: Gallery = request.app.state.gallery
    return Response(await gallery.picture(preview), headers=headers, media_type="image/png")


@router.api_route("/{path:page}", methods=["GET", "HEAD"])
async def any_page(request: Request, path: str) -> Response:
    """The app for whatever page of it is asked for; files that lie beside it."""
    if path in request.app.state.beside:
        return FileResponse(BUILT / path, headers={"Cache-Control": "no-cache"})
    return await _page(HTTPStatus.OK)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


async def _found(tx: Transaction, raffle: str, language: str) -> tuple[UUID, Preview] | None:
    """A published raffle by its number or id, and its preview; None where there is none."""
    try:
        raffle_id = _id(raffle) or (await find_raffle(tx, raffle)).id
        return raffle_id, await preview_of(tx, raffle_id, language)
    except NotFound:
        return None


async def _page(status: HTTPStatus, dress: Callable[[str], str] = str) -> Response:
    """The app's page, changed by `dress`."""
    # the page names the newest assets, so that no web view may keep an old one
    headers = {"Cache-Control": "no-store"}
    try:
        page = await asyncio.to_thread((BUILT / "index.html").read_text, encoding="utf-8")
    except FileNotFoundError:
        return HTMLResponse(_NOT_BUILT, HTTPStatus.SERVICE_UNAVAILABLE, headers)
    return HTMLResponse(dress(page), status, headers)
