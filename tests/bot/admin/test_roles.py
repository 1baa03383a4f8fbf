"""Who may which command: every role, and nobody; a press is checked as a command is."""

import pytest
from aiogram import Router

from bot.admin import admins, approvals, critical, drafts, draws, health, holds, new_lottery
from bot.admin.access import ANY_ROLE
from bot.admin.lottery_form import Step
from bot.admin.router import router
from bot.commands import ADMIN_COMMANDS
from core.access.load_admin import load_admin
from core.access.permissions import ALL
from core.access.revoke_role import revoke_role
from core.access.roles import Role, permissions_of
from core.kernel.actor import SYSTEM
from tests.bot.admin.helpers import fill_form, staff
from tests.bot.harness import World

REFUSED = "Your role may not do this."
COMMANDS = {
    "/new": {Role.OWNER, Role.MANAGER},
    "/drafts": {Role.OWNER, Role.MANAGER},
    "/approvals": {Role.OWNER, Role.MANAGER, Role.FINANCE},
    "/credit": {Role.OWNER, Role.MANAGER, Role.FINANCE, Role.SUPPORT},
    "/cancel_lottery": {Role.OWNER, Role.MANAGER},
    "/close_lottery": {Role.OWNER, Role.MANAGER},
    "/void": {Role.OWNER, Role.MANAGER, Role.FINANCE, Role.SUPPORT},
    "/hold": {Role.OWNER, Role.MANAGER, Role.FINANCE, Role.SUPPORT},
    "/release": {Role.OWNER, Role.MANAGER, Role.FINANCE, Role.SUPPORT},
    "/holds": {Role.OWNER, Role.MANAGER, Role.FINANCE, Role.SUPPORT},
    "/disqualify": {Role.OWNER, Role.MANAGER, Role.SUPPORT},
    "/draws": {Role.OWNER, Role.MANAGER, Role.FINANCE, Role.AUDITOR},
    "/dryrun": {Role.OWNER, Role.MANAGER},
    "/health": {Role.OWNER, Role.MANAGER},
    "/critical": {Role.OWNER, Role.MANAGER, Role.FINANCE, Role.AUDITOR},
    "/admins": {Role.OWNER},
}
PRESSES = {
    drafts.DraftsPage().pack(): COMMANDS["/drafts"],
    drafts.Draft(does="pub", id="x").pack(): COMMANDS["/new"],
    approvals.ApprovalsPage().pack(): COMMANDS["/approvals"],
    approvals.Approval(does="yes", id="x").pack(): COMMANDS["/approvals"],
    approvals.Approval(does="no", id="x").pack(): COMMANDS["/approvals"],
    draws.DrawsPage().pack(): COMMANDS["/draws"],
    health.HealthRefresh().pack(): COMMANDS["/health"],
    holds.HoldsPage().pack(): COMMANDS["/holds"],
    critical.CriticalPage().pack(): COMMANDS["/critical"],
    admins.AdminsPage().pack(): COMMANDS["/admins"],
    admins.Roles(telegram_id=1, role="owner").pack(): COMMANDS["/admins"],
    new_lottery.FormButton(flow="x", step=Step.PREVIEW, does="publish").pack(): COMMANDS["/new"],
    "apet:close_lottery:x": COMMANDS["/close_lottery"],
    "apet:void:x": COMMANDS["/void"],
    "apet:hold:x": COMMANDS["/hold"],
    "apet:release:x": COMMANDS["/release"],
    "apet:disqualify:x": COMMANDS["/disqualify"],
    "acred:x:sure:": COMMANDS["/credit"],
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("command", COMMANDS)
async def test_command_by_role(world: World, command: str, role: Role) -> None:
    chat = await (await staff(world, role)).send(command)
    assert (chat.screen.text != REFUSED) is (role in COMMANDS[command])
    assert "did not understand" not in chat.screen.text


@pytest.mark.parametrize("command", COMMANDS)
async def test_command_of_a_player_is_as_unknown_as_any_word(world: World, command: str) -> None:
    player = await world.chat().send("/nonsense")
    unknown = player.screen
    await player.send(command)
    assert (player.screen.text, player.screen.rows) == (unknown.text, unknown.rows)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("data", PRESSES)
async def test_press_by_role(world: World, data: str, role: Role) -> None:
    chat = await (await staff(world, role)).send("/help")
    await chat.press_data(data)
    answered = chat.answer.text if chat.answer is not None else None
    assert (answered != REFUSED) is (role in PRESSES[data])


async def test_press_of_a_player_does_nothing(world: World) -> None:
    player = await world.chat().send("/help")
    for data in PRESSES:
        await player.press_data(data)
        assert player.answer is not None
        assert player.answer.text != REFUSED
        assert not any("Health" in screen.text or "Admins" in screen.text for screen in player.screens)


async def test_role_that_was_revoked_ends_a_flow_at_the_next_press(world: World) -> None:
    chat = await fill_form(await staff(world, Role.MANAGER))
    admin = await world.app.transact(lambda tx: load_admin(tx, chat.telegram_id))
    await world.app.transact(lambda tx: revoke_role(tx, SYSTEM, admin.admin_id, Role.MANAGER))
    await chat.press("Save as a draft")
    assert chat.answer is not None
    assert chat.answer.text == REFUSED


def test_every_handler_names_a_permission() -> None:
    handlers = [
        handler
        for part in [router, *router.sub_routers]
        for observer in (part.message, part.callback_query)
        for handler in observer.handlers
    ]
    assert len(handlers) > 20
    assert all(handler.flags.get("permission") in {*ALL, ANY_ROLE} for handler in handlers)
    assert isinstance(router, Router)


def test_menu_shows_each_role_what_it_may() -> None:
    for role in Role:
        shown = {f"/{command.name}" for command in ADMIN_COMMANDS if command.permission in permissions_of([role])}
        assert shown == {command for command, roles in COMMANDS.items() if role in roles}
