"""Sending, editing, deleting: what aiogram parses of the answers, and what is refused with Telegram's words."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import pytest
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    SwitchInlineQueryChosenChat,
    WebAppInfo,
)

from tests.sandbox.telegram.conftest import ANN, Sandbox, bot_at, same


def keyboard(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[list(buttons)])


def callback(text: str, data: str = "x") -> InlineKeyboardMarkup:
    return keyboard(InlineKeyboardButton(text=text, callback_data=data))


async def words_of(call: Awaitable[Any]) -> str:
    with pytest.raises(TelegramBadRequest) as refused:
        await call
    return refused.value.message


async def test_text_with_all_options(telegram: Sandbox) -> None:
    await telegram.start()
    first = await telegram.bot.send_message(ANN, "one")
    sent = await telegram.bot.send_message(
        ANN, "<b>two</b> https://a.io", parse_mode=ParseMode.HTML, protect_content=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True), message_effect_id="5104841245755180586",
        reply_parameters=ReplyParameters(message_id=first.message_id), reply_markup=callback("Go"),
    )  # fmt: skip
    assert sent.html_text == "<b>two</b> https://a.io"
    assert sent.has_protected_content
    assert sent.link_preview_options is not None
    assert sent.link_preview_options.is_disabled
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.message_id == first.message_id
    assert same(sent.reply_markup, callback("Go"))
    assert (await telegram.history())[-1]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Go"


async def test_who_may_be_written_to(telegram: Sandbox) -> None:
    assert await words_of(telegram.bot.send_message(ANN, "x")) == "Bad Request: chat not found"
    await telegram.done("PUT", f"users/{ANN}", first_name="Ann")
    with pytest.raises(TelegramForbiddenError, match="bot can't initiate conversation with a user"):
        await telegram.bot.send_message(ANN, "x")
    await telegram.start()
    await telegram.done("POST", f"users/{ANN}/block")
    with pytest.raises(TelegramForbiddenError, match="Forbidden: bot was blocked by the user"):
        await telegram.bot.send_message(ANN, "x")
    assert await telegram.refused("POST", f"users/{ANN}/messages", text="x") == (
        409,
        "this person has blocked the bot; unblock it first",
    )
    await telegram.done("POST", f"users/{ANN}/unblock")
    await telegram.bot.send_message(ANN, "x")
    kicked, member = await telegram.drain()
    assert kicked.my_chat_member.new_chat_member.status == "kicked"
    assert member.my_chat_member.new_chat_member.status == "member"


BAD_TEXTS: list[tuple[str, str]] = [
    (" \n", "message text is empty"),
    ("😀" * 2049, "message is too long"),
    ("<b>x", "can't parse entities: Can't find end tag corresponding to start tag b"),
]


async def test_bad_text(telegram: Sandbox) -> None:
    await telegram.start()
    for text, words in BAD_TEXTS:
        assert await words_of(telegram.bot.send_message(ANN, text, parse_mode="HTML")) == f"Bad Request: {words}"


async def test_longest_text_and_markup_outside_the_count(telegram: Sandbox) -> None:
    await telegram.start()
    sent = await telegram.bot.send_message(ANN, "<b>" + "😀" * 2048 + "</b>", parse_mode="HTML")
    assert sent.entities is not None
    assert [(entity.type, entity.offset, entity.length) for entity in sent.entities] == [("bold", 0, 4096)]
    assert sent.text == "😀" * 2048


URL = "https://a.io/"
BAD_KEYBOARDS: list[tuple[InlineKeyboardMarkup, str]] = [
    (callback("x", "я" * 33), "BUTTON_DATA_INVALID"),
    (keyboard(InlineKeyboardButton(text="x", callback_data="")), "BUTTON_DATA_INVALID"),
    (keyboard(InlineKeyboardButton(text="x")), "Text buttons are unallowed in the inline keyboard"),
    (keyboard(InlineKeyboardButton(text=" ", callback_data="x")), 'Field "text" must be non-empty'),
    (keyboard(InlineKeyboardButton(text="x", url="nowhere")), "button URL 'nowhere' is invalid: Wrong HTTP URL"),
    (
        keyboard(InlineKeyboardButton(text="x", web_app=WebAppInfo(url="http://a.io"))),
        "Only HTTPS links are allowed",
    ),
    (keyboard(InlineKeyboardButton(text="x", pay=True)), "BUTTON_TYPE_INVALID"),
    (
        keyboard(InlineKeyboardButton(text="x", copy_text=CopyTextButton(text="x" * 257))),
        "BUTTON_COPY_TEXT_INVALID",
    ),
    (keyboard(InlineKeyboardButton(text="x", callback_data="x", style="loud")), "Invalid button style specified"),
    (keyboard(*[InlineKeyboardButton(text="x", callback_data="x")] * 9), "reply markup is too long"),
    (InlineKeyboardMarkup(inline_keyboard=callback("x").inline_keyboard * 101), "reply markup is too long"),
]


async def test_bad_keyboards(telegram: Sandbox) -> None:
    await telegram.start()
    for markup, words in BAD_KEYBOARDS:
        assert words in await words_of(telegram.bot.send_message(ANN, "x", reply_markup=markup))


async def test_every_kind_of_button(telegram: Sandbox) -> None:
    await telegram.start()
    markup = InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text="a", callback_data="я" * 32, style="danger")],
            [InlineKeyboardButton(text="b", url="http://127.0.0.1:8000/x"), InlineKeyboardButton(text="c", url=URL)],
            [InlineKeyboardButton(text="d", web_app=WebAppInfo(url="http://localhost:8000/app"))],
            [InlineKeyboardButton(text="e", copy_text=CopyTextButton(text="TR-1"), style="success")],
            [InlineKeyboardButton(text="f", switch_inline_query="")],
            [InlineKeyboardButton(text="g", switch_inline_query_current_chat="q")],
            [InlineKeyboardButton(
                text="h", switch_inline_query_chosen_chat=SwitchInlineQueryChosenChat(query="q", allow_user_chats=True)
            )],
        ]
    )  # fmt: skip
    assert same((await telegram.bot.send_message(ANN, "x", reply_markup=markup)).reply_markup, markup)


async def test_reply_keyboards_are_seen_by_people_only(telegram: Sandbox) -> None:
    await telegram.start()
    contact = [[KeyboardButton(text="My number", request_contact=True)]]
    markups: list[ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply] = [
        ReplyKeyboardMarkup(keyboard=contact, resize_keyboard=True), ReplyKeyboardRemove(),
        ForceReply(input_field_placeholder="Amount"),
    ]  # fmt: skip
    for markup in markups:
        sent = await telegram.bot.send_message(ANN, "x", reply_markup=markup)
        assert sent.reply_markup is None
        assert await words_of(sent.edit_text("y")) == "Bad Request: message can't be edited"
    seen = [message["reply_markup"] for message in (await telegram.history())[-3:]]
    assert seen[0]["keyboard"][0][0]["request_contact"] is True
    assert seen[1:] == [{"remove_keyboard": True}, {"force_reply": True, "input_field_placeholder": "Amount"}]
    await telegram.done("POST", f"users/{ANN}/contact", phone_number="+66812345678")
    (update,) = await telegram.drain()
    assert update.message.contact.phone_number == "+66812345678"
    assert update.message.contact.user_id == ANN


async def test_edits(telegram: Sandbox) -> None:
    await telegram.start()
    sent = await telegram.bot.send_message(ANN, "one", reply_markup=callback("a"))
    unmodified = "message is not modified: specified new message content and reply markup are exactly the same"
    assert unmodified in await words_of(sent.edit_text("one", reply_markup=callback("a")))
    edited = await sent.edit_text("<i>two</i>", parse_mode="HTML", reply_markup=callback("b"))
    assert isinstance(edited, Message)
    assert edited.html_text == "<i>two</i>"
    assert same(edited.reply_markup, callback("b"))
    assert edited.edit_date is not None
    edited = await sent.edit_reply_markup(reply_markup=callback("c"))
    assert isinstance(edited, Message)
    assert edited.html_text == "<i>two</i>"
    assert same(edited.reply_markup, callback("c"))
    edited = await sent.edit_text("two")
    assert isinstance(edited, Message)
    assert (edited.entities, edited.reply_markup) == (None, None)
    assert "there is no caption in the message to edit" in await words_of(sent.edit_caption(caption="x"))
    assert (await telegram.history())[-1]["text"] == "two"


async def test_edits_of_what_is_not_ours_or_gone(telegram: Sandbox) -> None:
    await telegram.start()
    theirs = (await telegram.say("mine"))["message_id"]
    edit = telegram.bot.edit_message_text
    assert await words_of(edit("x", chat_id=ANN, message_id=theirs)) == "Bad Request: message can't be edited"
    assert await words_of(edit("x", chat_id=ANN, message_id=999)) == "Bad Request: message to edit not found"
    sent = await telegram.bot.send_message(ANN, "x")
    assert await sent.delete()
    assert await words_of(sent.edit_text("y")) == "Bad Request: message to edit not found"
    assert await words_of(sent.delete()) == "Bad Request: message to delete not found"
    old = await telegram.bot.send_message(ANN, "x")
    telegram.clock.ahead_s = 49 * 3600
    assert await words_of(old.delete()) == "Bad Request: message can't be deleted for everyone"
    assert [message["message_id"] for message in await telegram.history()] == [1, theirs, old.message_id]


async def test_copies_forwards_pins_and_reactions(telegram: Sandbox) -> None:
    await telegram.start()
    await telegram.start(43)
    sent = await telegram.bot.send_message(ANN, "<b>x</b>", parse_mode="HTML")
    await telegram.bot.copy_message(43, ANN, sent.message_id)
    forwarded = await telegram.bot.forward_message(43, ANN, sent.message_id)
    assert forwarded.forward_origin is not None
    copied, forward = (await telegram.history(43))[-2:]
    assert copied["entities"] == forward["entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    assert "forward_origin" not in copied
    assert "to copy not found" in await words_of(telegram.bot.copy_message(43, ANN, 999))
    hidden = await telegram.bot.send_message(ANN, "x", protect_content=True)
    assert "protected content" in await words_of(telegram.bot.forward_message(43, ANN, hidden.message_id))
    assert await telegram.bot.pin_chat_message(ANN, sent.message_id)
    pinned = (await telegram.bot.get_chat(ANN)).pinned_message
    assert isinstance(pinned, Message)
    assert pinned.text == "x"
    assert await telegram.bot.set_message_reaction(ANN, sent.message_id, [ReactionTypeEmoji(emoji="👍")])
    assert await telegram.bot.delete_messages(ANN, [sent.message_id, 999])
    assert await telegram.bot.send_chat_action(ANN, "typing")
    assert "wrong parameter action" in await words_of(telegram.bot.send_chat_action(ANN, "dancing"))


async def test_flood_limits(telegram: Sandbox) -> None:
    await telegram.start()
    await telegram.done("PUT", "flood", enabled=True)
    for _ in range(3):
        await telegram.bot.send_message(ANN, "x")
    with pytest.raises(TelegramRetryAfter) as refused:
        await telegram.bot.send_message(ANN, "x")
    assert refused.value.retry_after == 1
    assert len(await telegram.history()) == 4
    group = telegram.world.chats.rows
    for _ in range(20):
        telegram.clock.ahead_s += 1
        await telegram.bot.send_message(min(group, key=abs), "x")
    with pytest.raises(TelegramRetryAfter) as refused:
        await telegram.bot.send_message(min(group, key=abs), "x")
    assert 35 <= refused.value.retry_after <= 41
    await telegram.done("PUT", "flood", enabled=False)
    await telegram.bot.send_message(ANN, "x")


async def test_calls_as_telegram_reads_them(telegram: Sandbox) -> None:
    await telegram.start()
    path = f"/bot{telegram.bot.token}/"
    calls: list[Callable[[], Awaitable[httpx2.Response]]] = [
        lambda: telegram.people.get(f"{path}sendMessage", params={"chat_id": ANN, "text": "x", "unknown": "1"}),
        lambda: telegram.people.post(f"{path}SENDMESSAGE", json={"chat_id": ANN, "text": "x", "reply_markup": None}),
        lambda: telegram.people.post(f"{path}sendMessage", data={"chat_id": str(ANN), "text": "x"}),
    ]
    for call in calls:
        answer = await call()
        assert answer.json()["result"]["text"] == "x"
    unknown = await telegram.people.get(f"{path}sendNothing")
    assert (unknown.status_code, unknown.json()["error_code"]) == (404, 404)
    bad = await telegram.people.post(f"{path}sendMessage", content=b"{", headers={"content-type": "application/json"})
    assert bad.json() == {"ok": False, "error_code": 400, "description": "Bad Request: can't parse JSON object"}
    stranger = bot_at(telegram.url, "7000000001:AAwrongwrongwrongwrong")
    with pytest.raises(TelegramUnauthorizedError):
        await stranger.get_me()
    await stranger.session.close()
    with pytest.raises(TelegramNotFound):
        await telegram.bot.send_dice(ANN)
