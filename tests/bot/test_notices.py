"""What a player wants to be told of: places of each category, the consent to marketing, quiet hours."""

from datetime import time

import pytest

from bot.features.notices.quiet_hours import parse_quiet
from bot.texts import LANGUAGE_NAMES, Texts
from core.access.roles import Role
from core.accounts.configuration import MARKETING_VERSION
from core.accounts.documents import show_document
from core.accounts.give_consent import list_consents
from core.accounts.kinds import Document
from core.accounts.views import ConsentView
from core.audit.set_config import set_config
from core.notifications.kinds import Category
from core.notifications.set_preferences import read_preferences
from core.notifications.views import QuietTime, Switch
from tests.bot.admin.helpers import staff
from tests.bot.harness import Chat, World
from tests.bot.playing import make_chat
from tests.builders.access import make_admin
from tests.builders.accounts import MadePlayer
from tests.notifications.helpers import notice, tell
from tests.raffles.helpers import act


async def at_notices(chat: Chat) -> Chat:
    await chat.send("/settings")
    return await chat.press("Notices")


async def switch_of(world: World, player: MadePlayer, category: Category) -> Switch:
    return (await act(world.context, read_preferences, player.actor)).switches[category]


async def consents(world: World, player: MadePlayer) -> list[ConsentView]:
    return (await act(world.context, list_consents, player.actor)).items


async def quiet_of(world: World, player: MadePlayer) -> QuietTime | None:
    return (await act(world.context, read_preferences, player.actor)).quiet


async def test_every_category_has_its_place(world: World) -> None:
    chat, player = await make_chat(world)
    await at_notices(chat)
    assert "Money and results cannot leave the inbox: you shall always find" in chat.screen.text
    assert chat.screen.buttons == [
        "💰 Money: chat and inbox",
        "🏆 Results: chat and inbox",
        "🎲 Your draws: chat and inbox",
        "👁 Watchlist: chat and inbox",
        "📣 News and offers: off",
        "🌙 Quiet hours",
        "← Back",
        "🏠 Home",
    ]
    await chat.press("Money")
    assert "💰 Money: inbox only" in chat.screen.buttons
    assert await switch_of(world, player, Category.MONEY) == Switch(inbox=True, telegram=False)
    await chat.press("Money")
    assert "💰 Money: chat and inbox" in chat.screen.buttons
    for label, switch in (("inbox only", Switch(True, False)), ("off", Switch(False, False))):
        await chat.press("Watchlist")
        assert f"👁 Watchlist: {label}" in chat.screen.buttons
        assert await switch_of(world, player, Category.WATCHLIST) == switch
    assert await tell(world.context, notice(player, Category.WATCHLIST), notice(player, Category.MONEY)) == 1
    await chat.press("Watchlist")
    assert await switch_of(world, player, Category.WATCHLIST) == Switch(True, True)
    await chat.press("Back")
    assert chat.screen.text.startswith("Settings")


async def test_a_second_tap_changes_nothing_more(world: World) -> None:
    chat, player = await make_chat(world)
    shown = (await at_notices(chat)).screen
    for _ in range(2):
        await chat.press("Your draws", shown)
        assert await switch_of(world, player, Category.DRAWS) == Switch(inbox=True, telegram=False)


async def test_a_forged_button_does_not_take_money_out_of_the_inbox(world: World) -> None:
    chat, player = await make_chat(world)
    await at_notices(chat)
    data = chat.screen.button("Money")["callback_data"]
    assert data.endswith("money-inbox")
    await chat.press_data(data.replace("money-inbox", "money-off"))
    assert chat.answer is not None
    assert "stay in the inbox" in (chat.answer.text or "")
    assert await switch_of(world, player, Category.MONEY) == Switch(True, True)


async def test_marketing_is_a_consent_to_the_text_that_was_shown(world: World) -> None:
    chat, player = await make_chat(world)
    await at_notices(chat)
    await chat.press("News and offers")
    assert "may write to you in Telegram" in chat.screen.text
    assert await switch_of(world, player, Category.MARKETING) == Switch(True, False)
    await chat.press("Yes, send me news")
    assert "📣 News and offers: chat and inbox" in chat.screen.buttons
    assert await switch_of(world, player, Category.MARKETING) == Switch(True, True)
    consent = (await consents(world, player))[0]
    shown = await world.app.transact(lambda tx: show_document(tx, Document.MARKETING, "en"))
    assert (consent.document, consent.is_given, consent.locale) == (Document.MARKETING, True, "en")
    assert consent.document_hash == shown.hash
    await tell(world.context, notice(player, Category.MARKETING))

    on = chat.screen
    await chat.press("News and offers")
    assert chat.answer is not None
    assert chat.answer.text == "Stopped. You get no more news and offers."
    assert "📣 News and offers: off" in chat.screen.buttons
    assert await switch_of(world, player, Category.MARKETING) == Switch(False, False)
    assert not (await consents(world, player))[0].is_given
    assert await tell(world.context, notice(player, Category.MARKETING)) == 0
    await chat.press("News and offers", on)  # a second tap
    assert len(await consents(world, player)) == 3  # terms, yes, no


async def test_new_marketing_terms_are_shown_before_they_are_agreed_to(world: World) -> None:
    chat, player = await make_chat(world)
    await at_notices(chat)
    await chat.press("News and offers")
    owner = await make_admin(world.context)
    await act(world.context, set_config, owner, MARKETING_VERSION.name, 2, 0)
    await chat.press("Yes")
    assert chat.answer is not None
    assert chat.answer.is_alert
    assert "version 2" in chat.screen.text
    assert await switch_of(world, player, Category.MARKETING) == Switch(True, False)
    await chat.press("Yes")
    assert (await consents(world, player))[0].version == 2


async def test_only_admins_have_a_line_of_the_staff(world: World) -> None:
    boris = await staff(world, Role.FINANCE, name="Boris")
    await boris.send("/start")
    await at_notices(boris)
    assert "🛂 Staff requests: chat and inbox" in boris.screen.buttons
    await boris.press("Staff requests")
    assert "🛂 Staff requests: inbox only" in boris.screen.buttons


async def test_quiet_hours_by_preset_by_hand_and_ended(world: World) -> None:
    chat, player = await make_chat(world)
    await at_notices(chat)
    assert "Quiet hours: none" in chat.screen.text
    await chat.press("Quiet hours")
    assert "Your time zone: Asia/Dushanbe" in chat.screen.text
    assert "🔔 No quiet hours" not in chat.screen.buttons
    await chat.press("22:00–08:00")
    assert "Quiet hours: 22:00–08:00" in chat.screen.text
    assert await quiet_of(world, player) == QuietTime(time(22), time(8))
    await chat.press("Quiet hours")
    await chat.send("always")
    assert chat.screen.text.startswith("⚠️ These are no hours.")
    await chat.send("23.30 — 7")
    assert await quiet_of(world, player) == QuietTime(time(23, 30), time(7))
    assert "Quiet hours: 23:30–07:00" in chat.screen.text
    shown = (await chat.press("Quiet hours")).screen
    await chat.press("No quiet hours")
    assert await quiet_of(world, player) is None
    await chat.press("No quiet hours", shown)
    assert "Quiet hours: none" in chat.screen.text


async def test_button_from_last_week_redraws(world: World) -> None:
    chat, player = await make_chat(world)
    old = (await at_notices(chat)).screen
    await chat.send("/start")
    await chat.press("Money", old)
    assert chat.answer is not None
    assert await switch_of(world, player, Category.MONEY) == Switch(True, True)


@pytest.mark.parametrize(
    ("typed", "quiet"),
    [
        ("22:00-08:00", QuietTime(time(22), time(8))),
        (" 9 – 17.30 ", QuietTime(time(9), time(17, 30))),
        ("22-24", QuietTime(time(22), time(0))),
        ("๒๒:๐๐-๐๘:๐๐", QuietTime(time(22), time(8))),
        ("22-22", None),
        ("24-0", None),
        ("25-7", None),
        ("22:60-7", None),
        ("22:00", None),
        ("22:00-08:00-09:00", None),
        ("-1-7", None),
        ("💤", None),
    ],
)
def test_typed_hours(typed: str, quiet: QuietTime | None) -> None:
    assert parse_quiet(typed) == quiet


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
async def test_every_language_walks_through(world: World, language: str, caplog: pytest.LogCaptureFixture) -> None:
    t = Texts(language)
    chat, _ = await make_chat(world, language=language)
    await chat.send("/inbox")
    await chat.press(t.plain("notices-open"))
    await chat.press(t.plain("notices-switch", category="marketing", place="off"))
    await chat.press(t.plain("notices-marketing-agree"))
    await chat.press(t.plain("notices-quiet-open"))
    await chat.send("?")
    await chat.send("22-7")
    assert "22:00–07:00" in chat.screen.text
    await chat.press(t.plain("common-back"))
    assert chat.screen.text.startswith("📬")
    assert not caplog.records, caplog.text
