"""What happens around every update: once, in order, always with an answer, whatever Telegram does."""

import asyncio

import pytest
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.types import CallbackQuery
from aiohttp.test_utils import TestClient, TestServer

from bot.commands import GROUP_COMMANDS, PLAYER_COMMANDS, set_menus
from bot.delivery import Gate
from bot.middlewares.admission import MOST
from bot.screens import home_keyboard, show
from bot.texts import Texts
from bot.webhook import PATH, SECRET_HEADER, build_web_app
from core.accounts.block_player import BlockReason, block_player
from core.accounts.errors import PlayerBlocked
from core.accounts.read_player import find_player
from core.kernel.context import Context, Transaction
from core.notifications.gate import admit
from tests.bot.harness import GROUP_ID, World, through_first_steps
from tests.builders.access import make_admin

EN = Texts("en")
HINT = EN.plain("common-hint")


async def test_update_delivered_twice_is_handled_once(world: World) -> None:
    chat = world.chat()
    update = chat.message("/start")
    await world.feed(update)
    await world.feed(update)
    assert len(chat.messages) == 1


async def test_failed_update_is_handled_when_it_comes_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery._PAUSES_S", (0.01,))
    chat = world.chat()
    update = chat.message("/start")
    world.telegram.fail("sendMessage", lambda method: TelegramServerError(method, "Bad Gateway"), times=99)
    with pytest.raises(TelegramServerError):
        await world.feed(update)
    world.telegram.faults.clear()
    await world.feed(update)
    assert "language" in chat.screen.text


async def test_update_that_fails_leaves_the_conversation_as_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery._PAUSES_S", (0.01,))
    chat = await through_first_steps(world.chat())
    settings = (await chat.press("Settings")).screen
    world.telegram.fail("sendMessage", lambda method: TelegramServerError(method, "Bad Gateway"), times=99)
    with pytest.raises(TelegramServerError):
        await chat.send("/lotteries")
    world.telegram.faults.clear()
    await chat.press("Addresses", settings)
    assert chat.answer is not None
    assert chat.answer.text is None


async def test_update_of_a_process_that_died_is_handled_by_the_next(world: World) -> None:
    chat = world.chat()
    update = chat.message("/start")
    await world.context.redis.set(f"bot:{world.bot_id}:update:{update.update_id}", b"taken", ex=60)
    await world.feed(update)
    assert chat.messages


async def test_telegram_stumbles_once(world: World) -> None:
    chat = world.chat()
    world.telegram.fail("sendMessage", lambda method: TelegramNetworkError(method, "reset"))
    await chat.send("/start")
    assert "language" in chat.screen.text


async def test_unknown_text_gets_one_hint(world: World) -> None:
    chat = await through_first_steps(world.chat())
    before = len(chat.messages)
    await chat.send("<b>hello & شلام 👋" + "x" * 4000)
    assert len(chat.messages) == before + 1
    assert chat.screen.text == HINT
    await chat.press("Home")
    assert chat.screen.text.startswith("Hello")


async def test_hint_before_the_first_start(world: World) -> None:
    chat = await world.chat(language="ru").send("?")
    assert chat.screen.text == Texts("ru").plain("common-hint")


async def test_button_from_last_week_shows_the_present_screen(world: World) -> None:
    chat = await through_first_steps(world.chat())
    old = chat.screen
    data = old.button("Settings")["callback_data"]
    await chat.send("/start")
    await world.context.redis.flushdb()
    await chat.press_data(data, old.message_id)
    assert chat.answer is not None
    assert chat.answer.text == EN.plain("common-refreshed")
    assert next(screen for screen in chat.screens if screen.message_id == old.message_id).text.startswith("Hello")


async def test_outdated_button_redraws(world: World) -> None:
    chat = await through_first_steps(world.chat())
    old = chat.screen
    await chat.press("Settings")
    await chat.press_data(old.button("Help")["callback_data"], old.message_id)
    assert chat.answer is not None
    assert chat.answer.text == EN.plain("common-refreshed")
    assert chat.screen.text.startswith("Settings")


async def test_dialogs_opened_in_the_same_second_keep_apart(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aiogram_dialog.api.entities.stack.random.randint", lambda _least, _most: 7)
    chat = await through_first_steps(world.chat())
    await chat.send("/settings")
    await chat.press("Addresses")
    await chat.press("Back")
    assert chat.screen.text.startswith("Settings")


async def test_unknown_callback_data_leads_home(world: World) -> None:
    chat = await through_first_steps(world.chat())
    await chat.press_data("from:another:age")
    assert chat.answer is not None
    assert chat.answer.text == EN.plain("common-refreshed")
    assert chat.screen.text.startswith("Hello")


async def test_press_on_a_message_that_is_gone_is_answered(world: World) -> None:
    chat = await through_first_steps(world.chat())
    screen = chat.screen
    del world.telegram.messages[chat.chat_id][screen.message_id]
    await chat.press_data(screen.button("Settings")["callback_data"], screen.message_id)
    assert chat.screen.text.startswith("Settings")


async def test_commands_escape_every_flow(world: World) -> None:
    chat = await world.chat().send("/start")
    await chat.send("/help")
    assert chat.screen.text.startswith("How it works")
    await chat.send("/cancel")
    assert chat.screens[-2].text == EN.plain("common-cancelled")
    assert "language" in chat.screen.text


@pytest.mark.parametrize("language", ["en", "ru", "tg", "th", "de"])
async def test_every_command_of_the_menu_has_its_answer(world: World, language: str) -> None:
    chat = world.chat(language=language)
    hint = Texts(language if language != "de" else "en").plain("common-hint")
    for command in PLAYER_COMMANDS:
        await chat.send(f"/{command}")
        assert chat.screen.text != hint, command


async def test_unexpected_error_is_an_apology_with_a_reference(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    chat = await through_first_steps(world.chat())

    async def broken(*_args: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("bot.features.home.dialogs.find_next_draw", broken)
    await chat.press("Refresh")
    assert chat.answer is not None
    assert chat.answer.is_alert
    reference = (chat.answer.text or "").split()[-1]
    assert len(reference) == 8
    assert reference in caplog.text
    assert "boom" not in (chat.answer.text or "")


async def test_blocked_player_is_told_and_can_reach_support(world: World) -> None:
    chat = await through_first_steps(world.chat())
    admin = await make_admin(world.context)
    player = await world.app.transact(lambda tx: find_player(tx, chat.telegram_id))
    assert player is not None
    await world.app.transact(lambda tx: block_player(tx, admin, player.id, BlockReason.FRAUD))
    await chat.press("Settings")
    assert chat.answer is not None
    assert chat.answer.text == EN.plain_error(PlayerBlocked())
    await chat.send("/start")
    assert chat.screen.text == EN.plain_error(PlayerBlocked())
    await chat.send("/support")
    assert str(chat.telegram_id) in chat.screen.text


async def test_too_fast_is_answered_politely(world: World) -> None:
    chat = world.chat()
    for _ in range(MOST + 5):
        await chat.send("/help")
    slow_down = EN.plain("common-slow-down", seconds=10)
    assert [screen.text for screen in chat.screens].count(slow_down) == 1
    await chat.press_data("home")
    assert chat.answer is not None
    assert chat.answer.text == slow_down


async def test_groups_get_a_way_into_the_private_chat_and_nothing_personal(world: World) -> None:
    person = world.chat()
    group = person.in_group()
    await group.send("/start@fairlot_bot ref_ABC")
    assert group.screen.text == EN.plain("common-in-private")
    assert group.screen.rows[0][0]["url"] == "https://t.me/fairlot_bot?start=ref_ABC"
    await group.send("/start@other_bot")
    await group.send("hello all")
    assert len(group.messages) == 1
    await group.press_data("home")
    assert group.answer is not None
    assert group.answer.is_alert
    assert await world.app.transact(lambda tx: find_player(tx, person.telegram_id)) is None


async def test_who_blocks_the_bot_is_noted(context: Context) -> None:
    noted: list[tuple[int, bool]] = []

    async def note(_app: object, telegram_id: int, is_reachable: bool) -> None:
        noted.append((telegram_id, is_reachable))

    world = World(context, note)
    chat = await world.chat().send("/start")
    await chat.stop()
    await chat.stop("member")
    world.telegram.blocked |= {chat.chat_id, GROUP_ID}
    await chat.send("/start")
    await world.chat().in_group().send("/start@fairlot_bot")
    here, gone = (chat.telegram_id, True), (chat.telegram_id, False)
    # a first start is no news of Telegram's, though the mini-app may have been used before
    assert noted == [here, gone, here, here, gone]


async def test_every_press_is_answered_once(world: World) -> None:
    chat = await through_first_steps(world.chat())
    presses = len(world.telegram.called("answerCallbackQuery"))
    await chat.press("Settings")
    await chat.press("Back")
    assert len(world.telegram.called("answerCallbackQuery")) == presses + 2


async def test_slow_work_does_not_leave_the_button_spinning(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    chat = await through_first_steps(world.chat())
    seen: list[bool] = []

    monkeypatch.setattr("bot.middlewares.presses._PATIENCE_S", 0.1)

    async def slow(_tx: Transaction) -> None:
        await asyncio.sleep(0.4)
        seen.append(bool(world.telegram.answers))

    monkeypatch.setattr("bot.features.home.dialogs.find_next_draw", slow)
    world.telegram.answers.clear()
    await chat.press("Refresh")
    assert seen == [True]


async def test_double_tap_at_the_same_time(live_world: World) -> None:
    chat = await through_first_steps(live_world.chat())
    screen = chat.screen
    data = screen.button("Settings")["callback_data"]
    taps = [chat.callback(data, screen.message_id) for _ in range(3)]
    await asyncio.gather(*(live_world.feed(tap) for tap in taps))
    assert chat.screen.text.startswith("Settings")
    assert len(live_world.telegram.answers) >= 3


async def test_answer_to_an_error_and_the_next_update_take_turns(
    live_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = await through_first_steps(live_world.chat())
    old = chat.screen
    await chat.press("Settings")
    is_answering, may_go_on = asyncio.Event(), asyncio.Event()

    async def reply(*_args: object, **_params: object) -> None:
        is_answering.set()
        await may_go_on.wait()

    monkeypatch.setattr("bot.errors.reply_to", reply)
    outdated = chat.callback(old.button("Help")["callback_data"], old.message_id)
    redrawn = asyncio.create_task(live_world.feed(outdated))
    await is_answering.wait()
    following = asyncio.create_task(chat.send("/help"))
    done, _ = await asyncio.wait([following], timeout=1)
    assert not done
    may_go_on.set()
    await asyncio.gather(redrawn, following)
    assert chat.screen.text == (await chat.send("/help")).screen.text


async def test_conversation_goes_on_in_another_process(world: World) -> None:
    chat = await world.chat().send("/start")
    await chat.press("English")
    world.restart()
    await chat.press("Continue")
    assert "Terms of play" in chat.screen.text


async def test_menus_in_every_language(world: World) -> None:
    admin = await make_admin(world.context)
    assert admin.id is not None
    await set_menus(world.bot, world.app)
    calls = world.telegram.called("setMyCommands")
    private = [call for call in calls if call.scope.type == "all_private_chats"]
    assert {call.language_code for call in private} == {None, "ru", "tg", "th"}
    assert [command.command for command in private[0].commands] == list(PLAYER_COMMANDS)
    groups = [call for call in calls if call.scope.type == "all_group_chats"]
    assert [command.command for command in groups[0].commands] == list(GROUP_COMMANDS)
    assert all(command.description for call in calls for command in call.commands)


async def test_webhook_answers_after_the_handler_and_wants_the_secret(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery._PAUSES_S", (0.01,))
    chat = world.chat()
    update = chat.message("/start").model_dump_json(exclude_none=True, by_alias=True)
    async with TestClient(TestServer(build_web_app(world.bot, world.dispatcher, "s3cret"))) as client:
        assert (await client.post(PATH, data=update)).status == 401
        assert (await client.post(PATH, data=update, headers={SECRET_HEADER: "wrong"})).status == 401
        headers = {SECRET_HEADER: "s3cret"}
        assert (await client.post(PATH, data="{", headers=headers)).status == 200, "it would come again and again"
        world.telegram.fail("sendMessage", lambda method: TelegramServerError(method, "Bad Gateway"), times=99)
        assert (await client.post(PATH, data=update, headers=headers)).status == 500
        assert not chat.messages
        world.telegram.faults.clear()
        assert (await client.post(PATH, data=update, headers=headers)).status == 200
        assert chat.messages
        assert (await client.get("/healthz")).status == 200


async def test_retry_after_of_one_process_holds_all(world: World) -> None:
    redis = world.context.redis
    world.bot.session.middleware(Gate(redis))
    world.telegram.fail("sendMessage", lambda method: TelegramRetryAfter(method, "Flood control exceeded", 30))
    with pytest.raises(TelegramRetryAfter):
        await world.chat().send("/help")
    assert not await admit(redis, 1, urgent=True, patience_s=0)
    await redis.flushdb()


async def test_screen_takes_the_place_of_one_of_another_kind(world: World) -> None:
    chat = await world.chat().send("/help")

    def pressed() -> CallbackQuery:
        update = chat.callback("x", chat.screen.message_id)
        assert update.callback_query is not None
        return update.callback_query

    await show(pressed(), "with a photo", photo="file-1")
    assert [(screen.text, screen.photo) for screen in chat.screens] == [("with a photo", "file-1")]
    await show(pressed(), "with a photo", photo="file-1")  # not modified
    await show(pressed(), "another caption", photo="file-2")
    await show(pressed(), "text again", home_keyboard(EN))
    assert [(screen.text, screen.photo) for screen in chat.screens] == [("text again", None)]
    old = pressed()
    world.telegram.messages[chat.chat_id].clear()
    await show(old, "sent anew")
    assert chat.screen.text == "sent anew"
