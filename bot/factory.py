"""Puts the bot together: every feature, and what happens around every update, in the order that counts."""

from collections.abc import Iterable

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ChatType, ParseMode
from aiogram.fsm.storage.base import DefaultKeyBuilder
from aiogram.fsm.storage.memory import DisabledEventIsolation
from aiogram.fsm.storage.redis import RedisEventIsolation
from aiogram_dialog import Dialog, setup_dialogs

from bot.admin import router as admin
from bot.delivery import OneAnswer, Patience, Unreadable
from bot.errors import build_errors_router
from bot.fallback import build_fallback_router, build_hint_router
from bot.features.addresses import dialogs as addresses
from bot.features.help import dialogs as help_
from bot.features.home import dialogs as home
from bot.features.inbox import dialogs as inbox
from bot.features.limits import dialogs as limits
from bot.features.lotteries import dialogs as lotteries
from bot.features.notices import dialogs as notices
from bot.features.prizes import dialogs as prizes
from bot.features.proof import dialogs as proof
from bot.features.proof import path
from bot.features.results import background, live, replay
from bot.features.results import dialogs as results
from bot.features.settings import dialogs as settings_
from bot.features.sharing import inline as sharing
from bot.features.start import dialogs as start_dialogs
from bot.features.start import handlers as start
from bot.features.tickets import dialogs as tickets
from bot.features.wallet import dialogs as wallet
from bot.features.watchlist import dialogs as watchlist
from bot.groups import build_groups_router
from bot.intents import widen_ids
from bot.middlewares.admission import Admission
from bot.middlewares.locked import Locked
from bot.middlewares.people import People
from bot.middlewares.presses import Presses
from bot.reachability import OnReachable, build_reachability_router, ignore_reachability
from bot.screens import Below
from bot.storage import CONVERSATION_S, Conversations
from bot.targets import Opener
from core.app import App
from core.kernel.links import LinkKind
from core.settings import Settings

ALLOWED_UPDATES = ("message", "callback_query", "inline_query", "my_chat_member", "pre_checkout_query")
"""All that Telegram is asked for; what is not named here never arrives."""

ADMIN_ROUTERS: tuple[Router, ...] = (admin.router,)
"""Commands of admins, in private chats and staff groups; each checks its admin."""

FEATURE_ROUTERS: tuple[Router, ...] = (
    start.router,
    home.router,
    settings_.router,
    help_.router,
    lotteries.router,
    tickets.router,
    wallet.router,
    prizes.router,
    results.router,
    live.router,
    replay.router,
    background.router,
    proof.router,
    path.router,
    watchlist.router,
    limits.router,
    inbox.router,
    sharing.router,
)
"""Commands and buttons of players, before all dialogs: a command leaves any flow."""

DIALOGS: tuple[Dialog, ...] = (
    *start_dialogs.dialogs,
    *home.dialogs,
    *settings_.dialogs,
    *help_.dialogs,
    *lotteries.dialogs,
    *tickets.dialogs,
    *wallet.dialogs,
    *prizes.dialogs,
    *addresses.dialogs,
    *results.dialogs,
    *proof.dialogs,
    *watchlist.dialogs,
    *limits.dialogs,
    *inbox.dialogs,
    *notices.dialogs,
)

OPENERS: dict[LinkKind, Opener] = {LinkKind.LOT: lotteries.open_lottery, LinkKind.PRIZE: prizes.open_prize}
"""Who opens which kind of deep link."""

_LOCK_S = 15


class BotTokenMissing(Exception):
    """BOT_TOKEN is not set, so there is no bot to run."""


def build_bot(settings: Settings, session: BaseSession | None = None) -> Bot:
    """The client of the Bot API. `session` is what a test gives. Raises BotTokenMissing."""
    if settings.bot_token is None:
        raise BotTokenMissing("BOT_TOKEN is not set")
    session = session or AiohttpSession(api=TelegramAPIServer.from_base(settings.telegram_api_url))
    session.middleware(OneAnswer())
    session.middleware(Patience())
    session.middleware(Unreadable())
    properties = DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True)
    return Bot(settings.bot_token.get_secret_value(), session=session, default=properties)


def build_dispatcher(app: App, on_reachable: OnReachable = ignore_reachability) -> Dispatcher:
    """The dispatcher with all features. One per process: the features' routers belong to it.

    `on_reachable` is told who stopped or started the bot.
    """
    redis = app.context.redis
    keys = DefaultKeyBuilder(prefix="bot", with_bot_id=True, with_destiny=True)
    # a handler that outlasts its lock has done its work all the same
    lock = {"timeout": _LOCK_S, "raise_on_release_error": False}
    isolation = RedisEventIsolation(redis, key_builder=keys, lock_kwargs=lock)
    dispatcher = Dispatcher(
        storage=Conversations(redis, key_builder=keys, state_ttl=CONVERSATION_S, data_ttl=CONVERSATION_S),
        events_isolation=isolation,
        app=app,
        on_reachable=on_reachable,
        openers=OPENERS,
        offered=frozenset(dialog.states_group() for dialog in DIALOGS),
    )
    for around in (Presses(), Admission(redis), People()):
        dispatcher.update.outer_middleware(around)
    dispatcher.include_router(build_errors_router())
    dispatcher.include_router(build_reachability_router())
    _include(dispatcher, ADMIN_ROUTERS)
    dispatcher.include_router(_build_private_router())
    dispatcher.include_router(build_groups_router())
    widen_ids()
    # an update holds the lock of its chat and person for as long as it has a stack; errors come after it was released
    dispatcher.errors.outer_middleware(Locked(dispatcher.fsm))
    setup_dialogs(dispatcher, events_isolation=DisabledEventIsolation(), message_manager=Below())
    return dispatcher


def _build_private_router() -> Router:
    """Everything that happens between a player and the bot alone."""
    router = Router(name="private")
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.callback_query.filter(F.message.chat.type == ChatType.PRIVATE)
    _include(router, (*FEATURE_ROUTERS, build_hint_router(DIALOGS), *DIALOGS, build_fallback_router()))
    return router


def _include(parent: Router, routers: Iterable[Router]) -> None:
    for router in routers:
        # features are made at import; a second dispatcher in one process (tests) takes them over
        router._parent_router = None
        parent.include_router(router)
