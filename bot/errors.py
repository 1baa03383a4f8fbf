"""The last word on every update: a refusal in the player's language, an apology for what nobody expected."""

import logging
import secrets

from aiogram import Bot, Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramForbiddenError
from aiogram.filters import ExceptionTypeFilter
from aiogram.types import Chat, ErrorEvent, User
from aiogram_dialog import DialogManager, ShowMode, StartMode
from aiogram_dialog.api.exceptions import OutdatedIntent, UnknownIntent, UnknownState

from bot.delivery import TELEGRAM_AWAY
from bot.reachability import OnReachable
from bot.replies import reply_to
from bot.states import Home
from bot.texts import Texts
from core.accounts.rules import language_for
from core.app import App
from core.kernel.errors import DomainError

_REFERENCE_BYTES = 4  # eight letters that a person can read to us
_log = logging.getLogger(__name__)


def build_errors_router() -> Router:
    """The error handlers, the most particular first."""
    router = Router(name="errors")
    router.errors.register(_retry_later, ExceptionTypeFilter(*TELEGRAM_AWAY))
    router.errors.register(_note_blocked, ExceptionTypeFilter(TelegramForbiddenError))
    router.errors.register(_redraw, ExceptionTypeFilter(UnknownIntent, OutdatedIntent, UnknownState))
    router.errors.register(_refuse, ExceptionTypeFilter(DomainError))
    router.errors.register(_apologise)
    return router


async def _retry_later(_event: ErrorEvent) -> object:
    """Telegram is away: nothing can be said now. The update comes again."""
    return UNHANDLED


async def _note_blocked(
    event: ErrorEvent,
    app: App,
    on_reachable: OnReachable,
    event_from_user: User | None = None,
    event_chat: Chat | None = None,
) -> None:
    """The person blocked the bot while we answered; a group that threw it out says nothing of who wrote there."""
    _log.info("update %d: the chat cannot be reached", event.update.update_id)
    if event_from_user is not None and event_chat is not None and event_chat.type == ChatType.PRIVATE:
        await on_reachable(app, event_from_user.id, False)


async def _redraw(
    event: ErrorEvent, bot: Bot, t: Texts | None = None, dialog_manager: DialogManager | None = None
) -> None:
    """A button of an old screen: the present screen in its place, with a word about it.

    The present screen stands, for somebody may be about to pay there, on another device.
    """
    words = t or _fallback(event)
    await reply_to(bot, event.update, words.plain("common-refreshed"), is_alert=False)
    if dialog_manager is None:
        return
    if dialog_manager.has_context():
        await dialog_manager.show(ShowMode.EDIT)
    else:
        await dialog_manager.start(Home.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.EDIT)


async def _refuse(event: ErrorEvent, bot: Bot, t: Texts | None = None) -> None:
    """A refusal, in words."""
    if isinstance(event.exception, DomainError):
        words = t or _fallback(event)
        await reply_to(bot, event.update, words.plain_error(event.exception))


async def _apologise(event: ErrorEvent, bot: Bot, t: Texts | None = None) -> None:
    """What nobody expected: logged with a short reference that the person can give to support."""
    reference = secrets.token_hex(_REFERENCE_BYTES).upper()
    _log.error("update %d failed, reference %s", event.update.update_id, reference, exc_info=event.exception)
    words = t or _fallback(event)
    await reply_to(bot, event.update, words.plain("common-apology", reference=reference))


def _fallback(event: ErrorEvent) -> Texts:
    """Texts for an update that failed before we knew its player."""
    user = getattr(event.update.event, "from_user", None)
    return Texts(language_for(None, getattr(user, "language_code", None)))
