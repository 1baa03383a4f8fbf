"""The webhook: Telegram is told 200 only after an update was handled, so that it repeats what was not."""

import asyncio
import hmac
import logging

from aiogram import Bot, Dispatcher
from aiogram.types import Update
from aiohttp import web
from pydantic import ValidationError

from core.settings import Settings

PATH = "/webhooks/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_LARGEST_BYTES = 1_000_000
_END_S = 20
_log = logging.getLogger(__name__)


class WebhookMisconfigured(Exception):
    """WEBHOOK_SECRET is set, but PUBLIC_URL does not say where Telegram is to deliver."""


def build_web_app(bot: Bot, dispatcher: Dispatcher, secret: str) -> web.Application:
    """The HTTP side of the webhook, with a probe at /healthz."""
    expected = secret.encode()

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, expected):
            return web.Response(status=401)
        try:
            update = Update.model_validate_json(await request.read(), context={"bot": bot})
        except ValidationError:
            # by any other answer Telegram would repeat it, and hold back others meanwhile
            _log.error("an update that cannot be read was dropped")
            return web.Response()
        # an error goes through: aiohttp logs it and answers 500, and Telegram sends the update again
        await dispatcher.feed_update(bot, update)
        return web.Response()

    async def is_alive(_request: web.Request) -> web.Response:
        return web.Response(text="ok")

    application = web.Application(client_max_size=_LARGEST_BYTES)
    application.router.add_post(PATH, receive)
    application.router.add_get("/healthz", is_alive)
    return application


async def serve_webhook(bot: Bot, dispatcher: Dispatcher, settings: Settings, stopping: asyncio.Event) -> None:
    """Listen until the event is set; requests under way then are finished first. Raises WebhookMisconfigured."""
    if settings.webhook_secret is None or settings.public_url is None:
        raise WebhookMisconfigured("the webhook needs WEBHOOK_SECRET and PUBLIC_URL")
    application = build_web_app(bot, dispatcher, settings.webhook_secret.get_secret_value())
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=_END_S)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.webhook_host, settings.webhook_port).start()
        _log.info("listening for Telegram on %s:%d", settings.webhook_host, settings.webhook_port)
        await stopping.wait()
    finally:
        await runner.cleanup()


async def announce_webhook(bot: Bot, settings: Settings, allowed: tuple[str, ...]) -> None:
    """Tell Telegram where to deliver; the same from every process."""
    if settings.webhook_secret is not None:
        secret = settings.webhook_secret.get_secret_value()
        url = f"{settings.public_url}{PATH}"
        await bot.set_webhook(url, secret_token=secret, allowed_updates=list(allowed))
