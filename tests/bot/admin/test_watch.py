"""Draws under way, health, and who has which role."""

from datetime import timedelta
from typing import Any

from aiogram.types import WebhookInfo

from bot.texts import Texts
from core.access.list_admins import list_admins
from core.access.roles import Role
from core.accounts.rules import LANGUAGES
from core.kernel.actor import SYSTEM
from core.kernel.clock import ManualClock
from core.raffles import jobs
from core.raffles.models import CloseRule, RaffleState
from core.raffles.watch import PATIENCE, BreakEven, break_even
from tests.bot.admin.helpers import staff, with_beacon
from tests.bot.harness import World
from tests.builders.raffles import make_lottery
from tests.raffles.helpers import bought, rich_player, state_of


async def roles_of(world: World, telegram_id: int) -> set[Role]:
    admins = await world.app.transact(lambda tx: list_admins(tx, SYSTEM))
    return {role for admin in admins if admin.telegram_id == telegram_id for role in admin.roles}


async def test_draws_show_the_close_record_and_what_is_stuck(world: World, clock: ManualClock) -> None:
    beacon = with_beacon(world, clock)
    auditor = await staff(world, Role.AUDITOR)
    await auditor.send("/draws")
    assert auditor.screen.text == "No raffle is under way."
    raffle = await make_lottery(world.context, tickets=2, beacon=beacon.info().rule(60))
    await bought(world.context, await rich_player(world.context), raffle, 2)
    await auditor.send("/draws")
    assert "State: on sale" in auditor.screen.text
    assert "Sold 2 of 2" in auditor.screen.text
    await jobs.close_due(world.context)
    await jobs.write_close_records(world.context, "test")
    assert await state_of(world.context, raffle) is RaffleState.CLOSED
    await auditor.press("Refresh")
    assert "Close record" in auditor.screen.text
    assert "Round" in auditor.screen.text
    assert "⚠️" not in auditor.screen.text
    clock.advance(timedelta(seconds=90) + PATIENCE)
    await auditor.press("Refresh")
    assert "The beacon’s value is late" in auditor.screen.text


async def test_timed_raffle_whose_close_is_late(world: World, clock: ManualClock) -> None:
    end = clock.now() + timedelta(hours=1)
    await make_lottery(world.context, close_rule=CloseRule.TIME, sales_end_at=end)
    clock.advance(timedelta(hours=1) + PATIENCE)
    chat = await (await staff(world, Role.OWNER)).send("/draws")
    assert "The close is late" in chat.screen.text


async def test_many_draws_come_in_pages(world: World) -> None:
    for _ in range(7):
        await make_lottery(world.context)
    chat = await (await staff(world, Role.OWNER)).send("/draws")
    assert "Under way: 7" in chat.screen.text
    assert chat.screen.text.count("RF-") == 6
    await chat.press("▶")
    assert chat.screen.text.count("RF-") == 1
    await chat.press("◀")
    assert chat.screen.text.count("RF-") == 6


async def test_health_names_what_answers_and_what_waits(world: World, clock: ManualClock) -> None:
    telegram: Any = world.telegram
    telegram._getWebhookInfo = lambda bot, method: WebhookInfo(
        url="", has_custom_certificate=False, pending_update_count=7
    )
    chat = await (await staff(world, Role.OWNER)).send("/health")
    assert "✅ Database" in chat.screen.text
    assert "✅ Valkey" in chat.screen.text
    assert "⚠️ No beacon is configured" in chat.screen.text
    assert "7 updates wait" in chat.screen.text
    with_beacon(world, clock)
    await chat.press("Refresh")
    assert "✅ Beacon hashchain1" in chat.screen.text


async def test_owner_grants_and_revokes_and_the_menu_follows(world: World) -> None:
    owner = await staff(world, Role.OWNER)
    person = await world.chat("Dana").send("/help")
    await owner.send(f"/admins {person.telegram_id}")
    await owner.press("finance")
    assert await roles_of(world, person.telegram_id) == {Role.FINANCE}
    menu = world.telegram.called("setMyCommands")[-1]
    assert menu.scope.chat_id == person.telegram_id
    assert "approvals" in {command.command for command in menu.commands}
    assert "new" not in {command.command for command in menu.commands}
    stale = owner.screen
    await owner.press("finance", stale)
    assert await roles_of(world, person.telegram_id) == set()
    assert world.telegram.called("deleteMyCommands")[-1].scope.chat_id == person.telegram_id
    await owner.press_data(stale.button("finance")["callback_data"], stale.message_id)
    assert await roles_of(world, person.telegram_id) == set()


async def test_last_owner_and_the_one_of_the_settings_stay(world: World) -> None:
    owner = await staff(world, Role.OWNER)
    await owner.send("/admins")
    await owner.press("Anna")
    await owner.press("owner")
    assert owner.answer is not None
    assert "last owner" in str(owner.answer.text)
    await staff(world, Role.OWNER, name="Boris")
    world.context.settings = world.context.settings.model_copy(update={"owner_telegram_id": owner.telegram_id})
    await owner.press("owner")
    assert "settings" in str(owner.answer.text)
    assert await roles_of(world, owner.telegram_id) == {Role.OWNER}


async def test_screens_render_in_every_language(world: World, clock: ManualClock) -> None:
    with_beacon(world, clock)
    await make_lottery(world.context)
    for language in LANGUAGES:
        chat = await staff(world, Role.OWNER)
        chat.user["language_code"] = language
        t = Texts(language)
        for command in ("/new", "/drafts", "/approvals", "/credit", "/cancel_lottery", "/draws", "/health", "/admins"):
            await chat.send(command)
        assert t.plain("admin-close") in chat.screen.buttons


def test_break_even() -> None:
    assert break_even(200, 10, 1500, CloseRule.SOLD_OUT) == BreakEven(8, 500, 500)
    assert break_even(200, 10, 1500, CloseRule.TIME) == BreakEven(8, -1300, 500)
    assert break_even(200, 10, 2001, CloseRule.TIME) == BreakEven(None, -1801, -1)
