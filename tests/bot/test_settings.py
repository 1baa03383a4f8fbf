"""Language, time zone, and the pages that the law asks for."""

import pytest

from bot.texts import LANGUAGE_NAMES, Texts
from core.accounts.read_player import find_player
from tests.bot.harness import World, through_first_steps


async def test_language_changes_everything_at_once(world: World) -> None:
    chat = await through_first_steps(world.chat())
    await chat.send("/language")
    assert "✓ English" in chat.screen.buttons
    await chat.press("ไทย")
    assert chat.screen.text.startswith("ตั้งค่า")
    await chat.send("/start")
    assert chat.screen.text.startswith("สวัสดี Firuz!")


async def test_time_zone_by_country_and_by_city(world: World) -> None:
    chat = await through_first_steps(world.chat())
    await chat.send("/settings")
    assert "Asia/Dushanbe" in chat.screen.text
    await chat.press("Time zone")
    assert chat.screen.buttons[0] == "Dushanbe · 17:00"
    await chat.send("york")
    await chat.press("New York · 07:00")
    assert "America/New_York" in chat.screen.text
    player = await world.app.transact(lambda tx: find_player(tx, chat.telegram_id))
    assert player is not None
    assert player.time_zone == "America/New_York"


async def test_back_from_settings_by_command_leads_home(world: World) -> None:
    chat = await through_first_steps(world.chat())
    await chat.send("/settings")
    await chat.press("Back")
    assert chat.screen.text.startswith("Hello")


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
async def test_pages_that_the_law_asks_for(world: World, language: str) -> None:
    t = Texts(language)
    chat = world.chat(language=language)
    for command, title in (
        ("terms", "8."),
        ("privacy", "/support"),
        ("support", str(chat.telegram_id)),
        ("paysupport", str(chat.telegram_id)),
    ):
        await chat.send(f"/{command}")
        assert title in chat.screen.text
        assert chat.screen.buttons == [t.plain("common-back")]
    await chat.press(t.plain("common-back"))
    assert t.plain("help-terms") in chat.screen.buttons
