"""The control API: buttons, launches with signed init-data, faults, event streams, and its errors."""

import asyncio
import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import InaccessibleMessage, InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.web_app import safe_parse_webapp_init_data
from aiogram.utils.web_app_signature import check_webapp_signature

from sandbox.telegram.control import people
from sandbox.telegram.state import STAFF_GROUP_ID
from tests.sandbox.telegram.conftest import ANN, TOKEN, Sandbox

GO = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Go", callback_data="go")]])
PRESS = f"users/{ANN}/callbacks"


async def test_an_answer_once_and_in_time(telegram: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "ANSWER_WAIT_S", 0.1)
    await telegram.start()
    sent = await telegram.bot.send_message(ANN, "x", reply_markup=GO)
    pressed = await telegram.done("POST", PRESS, message_id=sent.message_id, data="go")
    assert pressed["answer"] is None
    (update,) = await telegram.drain()
    assert await update.callback_query.answer("late is fine")
    with pytest.raises(TelegramBadRequest, match="query is too old and response timeout expired"):
        await update.callback_query.answer("twice is not")
    await telegram.done("POST", PRESS, message_id=sent.message_id, data="go")
    (update,) = await telegram.drain()
    telegram.clock.ahead_s = 61
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await update.callback_query.answer()
    with pytest.raises(TelegramBadRequest, match="MESSAGE_TOO_LONG"):
        await update.callback_query.answer("x" * 201)


async def test_old_buttons_are_pressed_by_force_only(telegram: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "ANSWER_WAIT_S", 0.05)
    await telegram.start()
    sent = await telegram.bot.send_message(ANN, "x", reply_markup=GO)
    await sent.edit_text("y")
    gone = await telegram.refused("POST", PRESS, message_id=sent.message_id, data="go")
    assert gone == (400, "the message has no such button now")
    await telegram.done("POST", PRESS, message_id=sent.message_id, data="go", force=True)
    await sent.delete()
    await telegram.done("POST", PRESS, message_id=sent.message_id, data="go", force=True)
    edited, deleted = await telegram.drain()
    assert edited.callback_query.message.text == "y"
    assert isinstance(deleted.callback_query.message, InaccessibleMessage)


async def launch(telegram: Sandbox, query: str = "") -> tuple[str, dict[str, str]]:
    url = (await telegram.done("GET", f"users/{ANN}/webapp-url{query}"))["url"]
    return url, dict(parse_qsl(urlsplit(url).fragment))


async def test_init_data_is_what_aiogram_accepts(telegram: Sandbox) -> None:
    names = {"first_name": 'Ann & "B" + 😀', "last_name": "สมชาย", "username": "ann_1", "language_code": "th"}
    await telegram.done("PUT", f"users/{ANN}", scheme="dark", **names)
    url, fields = await launch(telegram, "?start_param=lot_1")
    assert url.startswith("http://127.0.0.1:8000/app?tgWebAppStartParam=lot_1#")
    assert (fields["tgWebAppVersion"], fields["tgWebAppPlatform"]) == ("9.1", "tdesktop")
    assert json.loads(fields["tgWebAppThemeParams"])["bg_color"] == "#17212b"
    data = fields["tgWebAppData"]
    parsed = safe_parse_webapp_init_data(TOKEN, data)
    assert parsed.user is not None
    assert {name: getattr(parsed.user, name) for name in names} == names
    assert (parsed.user.id, parsed.start_param, parsed.query_id) == (ANN, "lot_1", None)
    keys = await telegram.done("GET", "keys")
    public = bytes.fromhex(keys["ed25519_public_key"])
    assert check_webapp_signature(keys["bot_id"], data, public)
    assert not check_webapp_signature(keys["bot_id"] + 1, data, public)
    for tampered in (data.replace("lot_1", "lot_2"), data.replace("42", "43", 1), data[:-1] + "x"):
        with pytest.raises(ValueError, match="Invalid init data signature"):
            safe_parse_webapp_init_data(TOKEN, tampered)
    assert not check_webapp_signature(keys["bot_id"], data.replace("lot_1", "lot_2"), public)


async def test_launches_from_buttons_paths_and_themes(telegram: Sandbox) -> None:
    url, fields = await launch(telegram, "?path=/raffles/7&scheme=light")
    assert url.startswith("http://127.0.0.1:8000/raffles/7#")
    assert json.loads(fields["tgWebAppThemeParams"])["bg_color"] == "#ffffff"
    url, fields = await launch(telegram, "?button_url=https://a.io/x")
    assert url.startswith("https://a.io/x#")
    assert safe_parse_webapp_init_data(TOKEN, fields["tgWebAppData"]).query_id is not None
    path = f"users/{ANN}/webapp-url"
    assert (await telegram.refused("GET", f"{path}?button_url=javascript:x"))[0] == 400
    assert (await telegram.refused("GET", f"{path}?scheme=pink"))[0] == 400


async def test_faults(telegram: Sandbox) -> None:
    await telegram.start()
    arm: list[tuple[dict[str, Any], type[Exception]]] = [
        ({"method": "sendmessage", "status": 429, "retry_after": 7}, TelegramRetryAfter),
        ({"status": 403, "count": 1}, TelegramForbiddenError),
        ({"status": 500}, TelegramServerError),
        ({"status": "drop", "seconds": 60}, TelegramNetworkError),
    ]
    for fault, error in arm:
        await telegram.arm(**fault)
        if "method" in fault:
            await telegram.bot.get_me()
        with pytest.raises(error):
            await telegram.bot.send_message(ANN, "x")
    with pytest.raises(TelegramNetworkError):
        await telegram.bot.get_me()
    assert len((await telegram.done("GET", "faults"))["faults"]) == 1
    telegram.clock.ahead_s = 61
    await telegram.bot.get_me()
    await telegram.done("POST", "faults", status=500, count=5)
    await telegram.done("DELETE", "faults")
    await telegram.bot.send_message(ANN, "x")
    assert len(await telegram.history()) == 2


async def test_events(telegram: Sandbox) -> None:
    await telegram.start()
    events: list[tuple[str, dict[str, object]]] = []
    ready = asyncio.Event()

    async def listen() -> None:
        async with telegram.people.stream("GET", f"/sandbox/users/{ANN}/events") as stream:
            name = ""
            async for line in stream.aiter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                if line.startswith("data: "):
                    events.append((name, json.loads(line.removeprefix("data: "))))
                    ready.set()

    listening = asyncio.create_task(listen())
    await ready.wait()
    sent = await telegram.bot.send_message(ANN, "one")
    await telegram.bot.send_message(STAFF_GROUP_ID, "elsewhere")
    await telegram.bot.send_chat_action(ANN, "typing")
    await sent.edit_text("two")
    await sent.delete()
    await telegram.done("POST", f"users/{ANN}/block")
    for _ in range(100):
        if len(events) >= 6:
            break
        await asyncio.sleep(0.02)
    listening.cancel()
    assert [name for name, _ in events] == ["state", "message", "action", "edit", "delete", "state"]
    assert events[0][1]["top_up"] is False
    assert (events[1][1]["text"], events[3][1]["text"]) == ("one", "two")


async def test_changes_since(telegram: Sandbox) -> None:
    await telegram.start()
    sent = await telegram.bot.send_message(ANN, "one")
    last = (await telegram.done("GET", f"users/{ANN}/messages"))["last"]
    await sent.edit_text("two")
    changed = await telegram.done("GET", f"users/{ANN}/messages?since={last}")
    assert [message["text"] for message in changed["messages"]] == ["two"]
    assert changed["last"] > last
    assert await telegram.history(after=sent.message_id) == []


ERRORS: list[tuple[str, str, dict[str, object], int]] = [
    ("POST", "users/0/messages", {"text": "x"}, 400),
    ("POST", "users/x/messages", {"text": "x"}, 400),
    ("POST", "users/7000000001/messages", {"text": "x"}, 400),
    ("POST", "users/42/messages", {"text": 5}, 400),
    ("POST", "users/42/messages", {"text": " "}, 400),
    ("POST", "users/42/messages", {"text": "x" * 4097}, 400),
    ("POST", "users/42/callbacks", {"message_id": 1, "data": "x"}, 400),
    ("POST", "users/42/callbacks", {"message_id": "1", "data": "x"}, 400),
    ("POST", "users/42/payments", {"message_id": 1}, 400),
    ("PUT", "users/42", {"first_name": ""}, 400),
    ("PUT", "users/42", {"language_code": "english"}, 400),
    ("PUT", "users/42", {"scheme": "pink"}, 400),
    ("POST", "chats/-5/messages", {"user_id": 42, "text": "x"}, 404),
    ("POST", f"chats/{STAFF_GROUP_ID}/messages", {"user_id": 42, "text": "x", "message_thread_id": 9}, 404),
    ("POST", "faults", {"status": 200}, 400),
    ("POST", "faults", {"status": 500, "count": 0}, 400),
    ("PUT", "flood", {}, 400),
    ("GET", "files/none", {}, 404),
]


async def test_errors(telegram: Sandbox) -> None:
    for method, path, body, status in ERRORS:
        assert (await telegram.refused(method, path, **body))[0] == status


async def test_other_pages_are_kept_out(telegram: Sandbox) -> None:
    strange = {"origin": "http://evil.example"}
    answer = await telegram.people.post("/sandbox/users/42/messages", json={"text": "x"}, headers=strange)
    assert answer.status_code == 403
    answer = await telegram.people.get("/sandbox/state", headers={"host": "evil.example"})
    assert answer.status_code == 400
    own = {"origin": telegram.url}
    answer = await telegram.people.post("/sandbox/users/42/messages", json={"text": "x"}, headers=own)
    assert answer.status_code == 200
