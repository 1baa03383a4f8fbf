"""One process of the bot: from its start to its end in order."""

import asyncio
import logging
import os
import secrets
import signal
import socket

from aiogram import Bot

from bot.commands import set_menus
from bot.delivery import TELEGRAM_AWAY, Gate
from bot.factory import ALLOWED_UPDATES, build_bot, build_dispatcher
from bot.polling import Poller
from bot.webhook import announce_webhook, serve_webhook
from core.access.grant_role import grant_role
from core.access.roles import Role
from core.app import App, open_app
from core.kernel.actor import SYSTEM
from core.kernel.errors import DomainError
from core.kernel.garbage import spare_what_is_loaded
from core.logs import configure_logging
from core.notifications.set_reachable import set_reachable
from core.settings import Settings

_AGAIN_S = 15
_log = logging.getLogger(__name__)


async def run_bot(settings: Settings) -> None:
    """Run the bot until SIGTERM or SIGINT: by webhook where WEBHOOK_SECRET is set, else by long polling.

    Raises BotTokenMissing, WebhookMisconfigured, and TelegramUnauthorizedError for a token that is not valid.
    """
    configure_logging(settings.log_level)
    bot = build_bot(settings)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for stop in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(stop, stopping.set)
    try:
        async with open_app(settings) as app:
            bot.session.middleware(Gate(app.context.redis))
            spare_what_is_loaded()
            await run_until(bot, app, stopping)
    finally:
        await bot.session.close()
    _log.info("bot ended")


async def run_until(bot: Bot, app: App, stopping: asyncio.Event) -> None:
    """Run the bot on an application until the event is set."""
    settings = app.context.settings
    dispatcher = build_dispatcher(app, note_reachable)
    await dispatcher.emit_startup(bot=bot, **dispatcher.workflow_data)
    greeting = asyncio.create_task(_introduce(bot, app))
    try:
        if settings.webhook_secret is not None:
            await serve_webhook(bot, dispatcher, settings, stopping)
        else:
            holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
            await Poller(bot, dispatcher, app, holder, ALLOWED_UPDATES).run(stopping)
    finally:
        greeting.cancel()
        await asyncio.gather(greeting, return_exceptions=True)
        await dispatcher.emit_shutdown(bot=bot, **dispatcher.workflow_data)


async def note_reachable(app: App, telegram_id: int, is_reachable: bool) -> None:
    """Notices are kept back from a person who blocked the bot."""
    await app.transact(lambda tx: set_reachable(tx, telegram_id, is_reachable))


async def _introduce(bot: Bot, app: App) -> None:
    """Make the owner of OWNER_TELEGRAM_ID, say how updates are delivered, set the menus: again until it works."""
    settings = app.context.settings
    owner_id = settings.owner_telegram_id
    while True:
        try:
            if owner_id is not None:
                await app.transact(lambda tx: grant_role(tx, SYSTEM, owner_id, Role.OWNER))
            if settings.webhook_secret is not None:
                await announce_webhook(bot, settings, ALLOWED_UPDATES)
            else:
                # Telegram refuses to be polled while a webhook of an earlier run stands
                await bot.delete_webhook()
            await set_menus(bot, app)
        except (*TELEGRAM_AWAY, DomainError) as error:
            _log.warning("menus are set later: %s", error)
            await asyncio.sleep(_AGAIN_S)
        else:
            return
