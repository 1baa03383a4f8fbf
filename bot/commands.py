"""The command menus: for players in every language, for each admin with what their roles permit."""

import logging
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    BotCommandScopeUnion,
    MenuButtonCommands,
    MenuButtonWebApp,
    WebAppInfo,
)

from bot.texts import Texts
from core.access import permissions
from core.access.list_admins import list_admins
from core.access.roles import permissions_of
from core.accounts.rules import DEFAULT_LANGUAGE, LANGUAGES
from core.app import App
from core.kernel.actor import SYSTEM

PLAYER_COMMANDS = (
    "start",
    "lotteries",
    "tickets",
    "wallet",
    "prizes",
    "results",
    "watchlist",
    "verify",
    "proof",
    "inbox",
    "limits",
    "settings",
    "language",
    "help",
    "terms",
    "privacy",
    "support",
    "paysupport",
    "cancel",
)
"""In the order of the menu; each has its text `command-<name>`, with `_` written as `-`."""

GROUP_COMMANDS = ("start", "help")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AdminCommand:
    """A command that the menu shows to admins who hold the permission."""

    name: str
    permission: str


ADMIN_COMMANDS = (
    AdminCommand("new", permissions.LOTTERIES_CREATE),
    AdminCommand("drafts", permissions.LOTTERIES_CREATE),
    AdminCommand("approvals", permissions.APPROVALS_REJECT),
    AdminCommand("credit", permissions.CREDITS_REQUEST),
    AdminCommand("cancel_lottery", permissions.LOTTERIES_CANCEL),
    AdminCommand("close_lottery", permissions.LOTTERIES_CLOSE),
    AdminCommand("void", permissions.TICKETS_VOID),
    AdminCommand("hold", permissions.TICKETS_VOID),
    AdminCommand("release", permissions.TICKETS_VOID),
    AdminCommand("holds", permissions.TICKETS_VOID),
    AdminCommand("disqualify", permissions.PRIZES_MANAGE),
    AdminCommand("draws", permissions.LEDGER_READ),
    AdminCommand("dryrun", permissions.DRAWS_OPERATE),
    AdminCommand("health", permissions.DRAWS_OPERATE),
    AdminCommand("critical", permissions.CRITICAL_READ),
    AdminCommand("admins", permissions.ADMINS_MANAGE),
)


async def set_menus(bot: Bot, app: App) -> None:
    """Set the menus of players, of groups and of every admin, and the button beside the text field."""
    await _set(bot, BotCommandScopeDefault(), PLAYER_COMMANDS)
    await _set(bot, BotCommandScopeAllPrivateChats(), PLAYER_COMMANDS)
    await _set(bot, BotCommandScopeAllGroupChats(), GROUP_COMMANDS)
    for admin in await app.transact(lambda tx: list_admins(tx, SYSTEM)):
        granted = frozenset[str]() if admin.is_disabled else permissions_of(admin.roles)
        await refresh_admin_menu(bot, admin.telegram_id, granted)
    url = app.context.settings.mini_app_url
    if url is None:
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    else:
        label = Texts(DEFAULT_LANGUAGE).plain("common-menu-button")
        await bot.set_chat_menu_button(menu_button=MenuButtonWebApp(text=label, web_app=WebAppInfo(url=url)))
    _log.info("command menus are set")


async def refresh_admin_menu(bot: Bot, telegram_id: int, granted: frozenset[str]) -> None:
    """Show an admin what their permissions open; without any they have the players' menu again.

    To be called whenever roles change. An admin who never wrote to the bot gets the menu at its next start.
    """
    scope = BotCommandScopeChat(chat_id=telegram_id)
    permitted = [command.name for command in ADMIN_COMMANDS if command.permission in granted]
    with suppress(TelegramBadRequest):  # chat not found: not started yet
        if permitted:
            await _set(bot, scope, (*PLAYER_COMMANDS, *permitted))
        else:
            for language in _codes():
                await bot.delete_my_commands(scope, language)


async def _set(bot: Bot, scope: BotCommandScopeUnion, names: Iterable[str]) -> None:
    wanted = tuple(names)
    for code in _codes():
        t = Texts(code or DEFAULT_LANGUAGE)
        commands = [BotCommand(command=name, description=t.plain(command_text(name))) for name in wanted]
        await bot.set_my_commands(commands, scope, code)


def command_text(name: str) -> str:
    """The id of a command's description."""
    return f"command-{name.replace('_', '-')}"


def _codes() -> list[str | None]:
    """No code at first: what everybody sees whose language has no menu of its own."""
    return [None, *(language for language in LANGUAGES if language != DEFAULT_LANGUAGE)]
