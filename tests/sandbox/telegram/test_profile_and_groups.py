"""Commands, names and menu buttons; inline mode; the staff group with its topics; the channel."""

import asyncio
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    MenuButtonCommands,
    MenuButtonWebApp,
    WebAppInfo,
)

from sandbox.telegram.state import CHANNEL_ID, STAFF_GROUP_ID
from tests.sandbox.telegram.conftest import ANN, Sandbox, same

HELP = BotCommand(command="help", description="What is this")
APP = MenuButtonWebApp(text="Open", web_app=WebAppInfo(url="http://127.0.0.1:8000/"))


async def test_commands_by_scope_and_language(telegram: Sandbox) -> None:
    await telegram.start()
    bot = telegram.bot
    staff = [HELP, BotCommand(command="credit", description="Give money")]
    await bot.set_my_commands([HELP])
    await bot.set_my_commands([HELP], BotCommandScopeAllPrivateChats(), "th")
    await bot.set_my_commands(staff, BotCommandScopeChat(chat_id=ANN), "ru")
    assert [command.command for command in await bot.get_my_commands()] == ["help"]
    listed = await bot.get_my_commands(BotCommandScopeChat(chat_id=ANN), "ru")
    assert [(one.command, one.description) for one in listed] == [(one.command, one.description) for one in staff]
    assert await bot.get_my_commands(BotCommandScopeChat(chat_id=ANN)) == []
    shown = (await telegram.done("GET", "state"))["commands"]
    assert [(one["scope"], one["language_code"]) for one in shown] == [
        ({"type": "default"}, ""),
        ({"type": "all_private_chats"}, "th"),
        ({"type": "chat", "chat_id": ANN}, "ru"),
    ]
    await bot.delete_my_commands(BotCommandScopeChat(chat_id=ANN), "ru")
    assert await bot.get_my_commands(BotCommandScopeChat(chat_id=ANN), "ru") == []


BAD_COMMANDS: list[tuple[list[BotCommand], str]] = [
    ([BotCommand(command="Help", description="x")], "BOT_COMMAND_INVALID"),
    ([BotCommand(command="x" * 33, description="x")], "BOT_COMMAND_INVALID"),
    ([BotCommand(command="x", description="x" * 257)], "BOT_COMMAND_DESCRIPTION_INVALID"),
    ([HELP] * 101, "BOT_COMMANDS_TOO_MUCH"),
]


async def test_bad_commands(telegram: Sandbox) -> None:
    for commands, words in BAD_COMMANDS:
        with pytest.raises(TelegramBadRequest, match=words):
            await telegram.bot.set_my_commands(commands)


async def test_names_and_menu_button(telegram: Sandbox) -> None:
    await telegram.start()
    bot = telegram.bot
    await bot.set_my_name("Фэрлот", "ru")
    assert (await bot.get_my_name("ru")).name == "Фэрлот"
    assert (await bot.get_my_name("th")).name == "Fairlot"
    await bot.set_my_description("Fair draws")
    assert (await bot.get_my_description("ru")).description == "Fair draws"
    await bot.set_my_short_description("Fair", "ru")
    assert (await bot.get_my_short_description()).short_description == ""
    assert isinstance(await bot.get_chat_menu_button(ANN), MenuButtonCommands)
    await bot.set_chat_menu_button(menu_button=APP)
    assert same(await bot.get_chat_menu_button(ANN), APP)
    await bot.set_chat_menu_button(ANN, MenuButtonCommands())
    assert isinstance(await bot.get_chat_menu_button(ANN), MenuButtonCommands)
    insecure = MenuButtonWebApp(text="x", web_app=WebAppInfo(url="http://a.io/"))
    with pytest.raises(TelegramBadRequest, match="Only HTTPS links are allowed"):
        await bot.set_chat_menu_button(menu_button=insecure)


def article(number: int) -> InlineQueryResultArticle:
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Go", callback_data="go")]])
    content = InputTextMessageContent(message_text=f"<b>{number}</b>", parse_mode="HTML")
    return InlineQueryResultArticle(
        id=str(number), title=f"Lottery {number}", input_message_content=content, reply_markup=keyboard
    )


async def ask_inline(telegram: Sandbox, count: int) -> Any:
    asking = asyncio.create_task(telegram.done("POST", f"users/{ANN}/inline", query="car", offset=""))
    (update,) = await telegram.bot.get_updates(timeout=5)
    assert update.inline_query is not None
    assert update.inline_query.query == "car"
    await telegram.bot.get_updates(offset=update.update_id + 1)
    button = InlineQueryResultsButton(text="Start", start_parameter="x")
    await update.inline_query.answer([article(n) for n in range(count)], button=button, is_personal=True, cache_time=1)
    return await asking


async def test_inline_mode(telegram: Sandbox) -> None:
    await telegram.start()
    await telegram.start(43)
    shown = await ask_inline(telegram, 2)
    assert [(one["id"], one["title"], one["text"]) for one in shown["results"]] == [
        ("0", "Lottery 0", "0"),
        ("1", "Lottery 1", "1"),
    ]
    await telegram.done("POST", f"users/{ANN}/inline/choose", result_id="1", chat_id=STAFF_GROUP_ID)
    updates = await telegram.drain()
    chosen = next(update.chosen_inline_result for update in updates if update.chosen_inline_result)
    posted = next(update.message for update in updates if update.message)
    assert (posted.via_bot.id, posted.html_text) == (telegram.bot.id, "<b>1</b>")
    assert await telegram.bot.edit_message_text("sold", inline_message_id=chosen.inline_message_id) is True
    group = await telegram.done("GET", f"chats/{STAFF_GROUP_ID}/messages")
    assert group["messages"][-1]["text"] == "sold"
    refused = await telegram.refused("POST", f"users/{ANN}/inline/choose", result_id="9", chat_id=ANN)
    assert refused == (400, "the last inline query has no such result")


async def test_inline_refusals_and_prepared_messages(telegram: Sandbox) -> None:
    await telegram.start()
    with pytest.raises(TelegramBadRequest, match="too many inline query results"):
        await telegram.bot.answer_inline_query("1", [article(n) for n in range(51)])
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await telegram.bot.answer_inline_query("1", [article(1)])
    prepared = await telegram.bot.save_prepared_inline_message(ANN, article(7), allow_user_chats=True)
    shared = await telegram.done("POST", f"users/{ANN}/inline/share", prepared_id=prepared.id, chat_id=ANN)
    assert shared["text"] == "7"
    telegram.clock.ahead_s = 3700
    refused = await telegram.refused("POST", f"users/{ANN}/inline/share", prepared_id=prepared.id, chat_id=ANN)
    assert refused[0] == 400


async def test_staff_group_with_topics(telegram: Sandbox) -> None:
    bot = telegram.bot
    topic = await bot.create_forum_topic(STAFF_GROUP_ID, "Deposits")
    sent = await bot.send_message(STAFF_GROUP_ID, "D-1", message_thread_id=topic.message_thread_id)
    assert (sent.message_thread_id, sent.is_topic_message, sent.chat.is_forum) == (topic.message_thread_id, True, True)
    said = await telegram.done(
        "POST", f"chats/{STAFF_GROUP_ID}/messages", user_id=ANN, text="/take@bot",
        message_thread_id=topic.message_thread_id, reply_to_message_id=sent.message_id,
    )  # fmt: skip
    assert said["reply_to_message"]["text"] == "D-1"
    (update,) = await telegram.drain()
    assert update.message.message_thread_id == topic.message_thread_id
    assert (await bot.get_chat_member(STAFF_GROUP_ID, ANN)).status == "member"
    await telegram.done("PUT", f"chats/{STAFF_GROUP_ID}/members/{ANN}", status="creator")
    statuses = {member.user.id: member.status for member in await bot.get_chat_administrators(STAFF_GROUP_ID)}
    assert statuses == {bot.id: "administrator", ANN: "creator"}
    assert await bot.edit_forum_topic(STAFF_GROUP_ID, topic.message_thread_id, name="Money in")
    with pytest.raises(TelegramBadRequest, match="TOPIC_NOT_MODIFIED"):
        await bot.edit_forum_topic(STAFF_GROUP_ID, topic.message_thread_id, name="Money in")
    assert await bot.close_forum_topic(STAFF_GROUP_ID, topic.message_thread_id)
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await bot.send_message(STAFF_GROUP_ID, "x", message_thread_id=999)
    with pytest.raises(TelegramBadRequest, match="the chat is not a forum"):
        await bot.create_forum_topic(CHANNEL_ID, "x")
    (chat,) = [c for c in (await telegram.done("GET", "state"))["chats"] if c["id"] == STAFF_GROUP_ID]
    assert [(one["name"], one["is_closed"]) for one in chat["topics"]] == [("Money in", True)]


async def test_callbacks_in_the_group(telegram: Sandbox) -> None:
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Take", callback_data="take")]])
    sent = await telegram.bot.send_message(STAFF_GROUP_ID, "D-1", reply_markup=keyboard)
    press = telegram.done(
        "POST", f"chats/{STAFF_GROUP_ID}/callbacks", user_id=ANN, message_id=sent.message_id, data="take"
    )
    pressing = asyncio.create_task(press)
    (update,) = await telegram.bot.get_updates(timeout=5)
    assert update.callback_query is not None
    assert update.callback_query.from_user.id == ANN
    await update.callback_query.answer("yours")
    assert (await pressing)["answer"]["text"] == "yours"


async def test_channel_and_being_thrown_out(telegram: Sandbox) -> None:
    sent = await telegram.bot.send_message("@fairlot_sandbox", "Draw 1")
    assert sent.sender_chat is not None
    assert (sent.sender_chat.id, sent.from_user) == (CHANNEL_ID, None)
    assert await sent.edit_text("Draw 2")
    assert (await telegram.bot.get_chat(STAFF_GROUP_ID)).is_forum
    assert await telegram.bot.get_chat_member_count(STAFF_GROUP_ID) == 1
    await telegram.done("PUT", f"chats/{STAFF_GROUP_ID}/members/{telegram.bot.id}", status="kicked")
    with pytest.raises(TelegramForbiddenError, match="bot was kicked from the supergroup chat"):
        await telegram.bot.send_message(STAFF_GROUP_ID, "x")
    assert await telegram.bot.leave_chat(CHANNEL_ID)
    with pytest.raises(TelegramForbiddenError, match="bot is not a member of the channel chat"):
        await telegram.bot.send_message(CHANNEL_ID, "x")
    kicked, left = await telegram.drain()
    assert (kicked.my_chat_member.new_chat_member.status, left.my_chat_member.new_chat_member.status) == (
        "kicked",
        "left",
    )
