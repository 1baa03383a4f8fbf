"""/admins: who may what; owners grant and revoke roles, and menus follow at once."""

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from bot.admin.access import needs
from bot.admin.keyboards import button, close_button, keyboard
from bot.commands import refresh_admin_menu
from bot.screens import show
from bot.texts import Texts
from core.access import permissions
from core.access.grant_role import MAX_NAME, grant_role
from core.access.list_admins import list_admins
from core.access.revoke_role import revoke_role
from core.access.roles import Role, permissions_of
from core.access.views import AdminView
from core.accounts.views import PlayerView
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.errors import WrongState
from core.orders.find_player import find_player_for_staff

router = Router(name="admin-admins")

_LONGEST_LABEL = 60


class AdminsPage(CallbackData, prefix="aadms"):
    """The list."""


class Roles(CallbackData, prefix="arole"):
    """A person's roles; `role` is the one to change, `is_granted` what the presser was shown of it."""

    telegram_id: int
    role: str = ""
    is_granted: bool = False


@router.message(Command("admins"), flags=needs(permissions.ADMINS_MANAGE))
async def list_all(message: Message, command: CommandObject, app: App, admin: Actor, t: Texts) -> None:
    """Everybody with a role; with an argument, the roles of that player."""
    reference = (command.args or "").strip()
    if not reference:
        await _show_list(message, app, admin, t)
        return
    player = await app.transact(lambda tx: find_player_for_staff(tx, admin, reference))
    await _show_roles(message, app, admin, t, player.telegram_id or 0)


@router.callback_query(AdminsPage.filter(), flags=needs(permissions.ADMINS_MANAGE))
async def back_to_list(callback: CallbackQuery, app: App, admin: Actor, t: Texts) -> None:
    """The list again."""
    await _show_list(callback, app, admin, t)


@router.callback_query(Roles.filter(F.role == ""), flags=needs(permissions.ADMINS_MANAGE))
async def show_roles(callback: CallbackQuery, callback_data: Roles, app: App, admin: Actor, t: Texts) -> None:
    """The roles of one person, to be switched."""
    await _show_roles(callback, app, admin, t, callback_data.telegram_id)


@router.callback_query(Roles.filter(F.role.in_(set(Role))), flags=needs(permissions.ADMINS_MANAGE))
async def switch_role(
    callback: CallbackQuery, *, callback_data: Roles, app: App, admin: Actor, bot: Bot, t: Texts
) -> None:
    """Grant or revoke what the button said; where somebody else was faster, nothing changes but the screen."""
    telegram_id, role = callback_data.telegram_id, Role(callback_data.role)
    is_fixed = role is Role.OWNER and telegram_id == app.context.settings.owner_telegram_id
    if callback_data.is_granted and is_fixed:
        await callback.answer(t.plain("admin-owner-fixed"), show_alert=True)
        return

    async def switch(tx: Transaction) -> AdminView | None:
        person, player = await _find(tx, admin, telegram_id)
        if callback_data.is_granted and person is not None and role in person.roles:
            await revoke_role(tx, admin, person.id, role)
        elif not callback_data.is_granted:
            name = None if person is not None or player is None else _admin_name(player)
            await grant_role(tx, admin, telegram_id, role, name)
        return (await _find(tx, admin, telegram_id))[0]

    try:
        person = await app.transact(switch)
    except WrongState as refusal:
        await callback.answer(t.plain_error(refusal), show_alert=True)
        person = None
    if person is not None:
        granted = frozenset[str]() if person.is_disabled else permissions_of(person.roles)
        await refresh_admin_menu(bot, telegram_id, granted)
    await _show_roles(callback, app, admin, t, telegram_id)


async def _show_list(event: Message | CallbackQuery, app: App, admin: Actor, t: Texts) -> None:
    admins = [person for person in await app.transact(lambda tx: list_admins(tx, admin)) if person.roles]
    lines = [t("admin-admins"), ""]
    for person in admins:
        roles = ", ".join(t.plain("admin-role", role=role) for role in sorted(person.roles))
        line = "admin-admin-disabled" if person.is_disabled else "admin-admin"
        lines.append(t(line, name=person.known_as, telegram_id=str(person.telegram_id), roles=roles))
    lines += ["", t("admin-admins-add")]
    rows = [[button(person.known_as[:_LONGEST_LABEL], Roles(telegram_id=person.telegram_id))] for person in admins]
    await show(event, "\n".join(lines), keyboard([*rows, [close_button(t)]]))


async def _show_roles(event: Message | CallbackQuery, app: App, admin: Actor, t: Texts, telegram_id: int) -> None:
    person, player = await app.transact(lambda tx: _find(tx, admin, telegram_id))
    name = person.known_as if person is not None else _admin_name(player) if player is not None else str(telegram_id)
    held = person.roles if person is not None else frozenset[Role]()
    rows = [
        [
            button(
                f"{'✅' if role in held else '▫️'} {t.plain('admin-role', role=role)}",
                Roles(telegram_id=telegram_id, role=role.value, is_granted=role in held),
            )
        ]
        for role in Role
    ]
    text = t("admin-roles-of", name=name, telegram_id=str(telegram_id))
    await show(event, text, keyboard([*rows, [button(t.plain("admin-back"), AdminsPage()), close_button(t)]]))


async def _find(tx: Transaction, admin: Actor, telegram_id: int) -> tuple[AdminView | None, PlayerView | None]:
    """The person as an admin, and as a player where they are not one yet."""
    for person in await list_admins(tx, admin):
        if person.telegram_id == telegram_id:
            return person, None
    return None, await find_player_for_staff(tx, admin, str(telegram_id))


def _admin_name(player: PlayerView) -> str:
    name = f"{player.first_name} {player.last_name}".strip()
    return name[:MAX_NAME] if name.isprintable() and name else player.public_name
