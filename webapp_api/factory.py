"""Puts the door together: routes, refusals, and what happens around every request."""

from typing import Any

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from core.app import App
from core.kernel.errors import Busy
from core.settings import Settings
from webapp_api.bot_name import BotName
from webapp_api.caches import Memory
from webapp_api.errors import Faults, install_errors
from webapp_api.live import EventHub
from webapp_api.metrics import Measured, Metrics
from webapp_api.openapi import describe
from webapp_api.pages import install_pages
from webapp_api.places import Places
from webapp_api.previews.gallery import Gallery
from webapp_api.purchases import Purchases
from webapp_api.remembered import Remembered
from webapp_api.routes import (
    about,
    addresses,
    auth,
    consents,
    events,
    keys,
    limits,
    me,
    notices,
    orders,
    prizes,
    raffles,
    system,
    wallets,
    watchlist,
)
from webapp_api.routing import COMPRESSED_FROM_BYTES
from webapp_api.security.bodies import BodyLimit
from webapp_api.security.headers import SecurityHeaders
from webapp_api.security.init_data import Check, by_public_key, by_token
from webapp_api.security.rates import RateLimits
from webapp_api.visitors import Visitors

ROOT = "/api/v1"
_MOST_DOWNLOADS, _MOST_OF_NETWORK = 64, 8
"""Lists of entries that are sent at a time, and those of them to one address."""
_COMPRESSION = 4
"""Of what gzip saves of a list of entries, the last hundredth takes as long as all before."""
_ROUTERS = (
    # in the order of how much they are asked for: routes are tried one after the other
    raffles.router,
    about.router,
    auth.router,
    me.router,
    consents.router,
    limits.router,
    addresses.router,
    notices.router,
    watchlist.router,
    orders.router,
    wallets.router,
    prizes.router,
    events.router,
)
_DESCRIPTION = """\
Lotteries whose every draw anyone can verify. Log in by `POST auth/telegram`; then send `Authorization: Bearer`.

Money is in whole minor units of its currency. Every POST that moves money requires an `Idempotency-Key`. Lists are
paged by cursor. Refusals are `application/problem+json` with a stable `code` and its `params`; `detail` is for people,
in the player's language. Ids are UUIDv7.
"""


class LoginsNotConfigured(Exception):
    """Neither BOT_TOKEN nor BOT_ID is set, so that nobody's init-data could be checked."""


class Door(FastAPI):
    """The framework, and before it what answers without it: what it does around every request costs as much as such
    an answer."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.front: ASGIApp = super().__call__

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"] = self
        await self.front(scope, receive, send)


def build_api(app: App) -> Door:
    """The ASGI application over the core. Raises LoginsNotConfigured."""
    settings = app.context.settings
    api = Door(
        title="Fairlot",
        version="1",
        description=_DESCRIPTION,
        openapi_url=f"{ROOT}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    metrics = Metrics()
    api.state.app = app
    api.state.metrics = metrics
    api.state.rates = RateLimits(app.context.redis)
    api.state.visitors = Visitors(app)
    api.state.memory = Memory(app.context.clock)
    api.state.gallery = Gallery(app.context.clock)
    api.state.hub = EventHub(app.context.redis, metrics, api.state.memory)
    api.state.downloads = Places(_MOST_DOWNLOADS, _MOST_OF_NETWORK, Busy)
    api.state.bot_name = BotName(app.telegram)
    api.state.check_init_data = _check_of(settings)
    api.openapi = lambda: describe(api)  # type: ignore[method-assign]
    install_errors(api)
    # each directly: a router between would be searched through at every request
    for router in _ROUTERS:
        api.include_router(router, prefix=ROOT)
    api.include_router(keys.router)
    api.include_router(system.router)
    install_pages(api)
    # the last one added is the outermost
    api.add_middleware(GZipMiddleware, minimum_size=COMPRESSED_FROM_BYTES, compresslevel=_COMPRESSION)
    api.add_middleware(BodyLimit)
    api.add_middleware(Faults)
    api.front = _before(api, settings, metrics)
    return api


def _before(api: Door, settings: Settings, metrics: Metrics) -> ASGIApp:
    """What a request goes through before the framework; the last one is the outermost here, too."""
    front: ASGIApp = Purchases(api.front, root=ROOT)
    front = Remembered(front, memory=api.state.memory, rates=api.state.rates)
    front = SecurityHeaders(
        front,
        is_secure=(settings.public_url or "").startswith("https://"),
        framed_by=settings.telegram_api_url if settings.environment == "sandbox" else None,
    )
    return Measured(front, metrics=metrics)


def _check_of(settings: Settings) -> Check:
    """By the token where there is one; a third party has the bot's id and Telegram's key."""
    if settings.bot_token is not None:
        return by_token(settings.bot_token.get_secret_value())
    if settings.bot_id is not None:
        return by_public_key(settings.bot_id, settings.telegram_public_key)
    raise LoginsNotConfigured("the API needs BOT_TOKEN, or BOT_ID, to check who opens the mini-app")
