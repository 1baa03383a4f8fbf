"""How the bot hears: long polls, webhooks, and aiogram's own dispatcher on both."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError
from aiogram.filters import CommandObject, CommandStart
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from tests.sandbox.telegram.conftest import ANN, Sandbox, bot_at

SECRET = "secret-1"
GO = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Go", callback_data="go")]])


def small_bot() -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart(deep_link=True))
    async def start(message: Message, command: CommandObject) -> None:
        await message.answer(f"hello {command.args}", reply_markup=GO)

    @dispatcher.callback_query(F.data == "go")
    async def go(query: CallbackQuery) -> None:
        await query.answer("gone", show_alert=True)
        assert isinstance(query.message, Message)
        await query.message.edit_text("went")

    @dispatcher.message(F.text == "reply")
    async def reply(message: Message) -> SendMessage:
        return message.answer("in the answer")

    return dispatcher


async def talk(telegram: Sandbox) -> None:
    """A person and the small bot."""
    await telegram.say("/start ref_7")
    shown = await eventually(telegram, "hello ref_7")
    pressed = await telegram.done("POST", f"users/{ANN}/callbacks", message_id=shown, data="go")
    assert pressed["answer"] == {"text": "gone", "show_alert": True, "url": None}
    assert await eventually(telegram, "went") == shown


async def eventually(telegram: Sandbox, text: str) -> int:
    for _ in range(200):
        for message in await telegram.history():
            if message.get("text") == text:
                return int(message["message_id"])
        await asyncio.sleep(0.02)
    raise AssertionError(text)


async def test_dispatcher_by_polling(telegram: Sandbox) -> None:
    dispatcher = small_bot()
    polling = asyncio.create_task(dispatcher.start_polling(telegram.bot, handle_signals=False, close_bot_session=False))
    await talk(telegram)
    await dispatcher.stop_polling()
    await polling


async def test_a_poll_waits_wakes_and_confirms(telegram: Sandbox) -> None:
    waiting = asyncio.create_task(telegram.bot.get_updates(timeout=10))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    await telegram.say("one")
    (first,) = await asyncio.wait_for(waiting, 2)
    assert [update.update_id for update in await telegram.bot.get_updates()] == [first.update_id]
    await telegram.say("two")
    (second,) = await telegram.bot.get_updates(offset=first.update_id + 1, timeout=10)
    assert second.message is not None
    assert second.message.text == "two"
    await telegram.say("three")
    (newest,) = await telegram.bot.get_updates(offset=-1)
    assert newest.message is not None
    assert newest.message.text == "three"
    assert await telegram.bot.get_updates(offset=newest.update_id + 1, timeout=0) == []


async def test_a_second_poll_ends_the_first(telegram: Sandbox) -> None:
    first = asyncio.create_task(telegram.bot.get_updates(timeout=10))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(telegram.bot.get_updates(timeout=10))
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
        await first
    await telegram.say("x")
    assert len(await second) == 1


async def test_only_the_kinds_that_were_asked_for(telegram: Sandbox) -> None:
    await telegram.bot.get_updates(allowed_updates=["callback_query"])
    await telegram.say("unheard")
    assert await telegram.bot.get_updates() == []
    await telegram.bot.get_updates(allowed_updates=[])
    await telegram.say("heard")
    assert len(await telegram.drain()) == 1


async def test_an_update_twice(telegram: Sandbox) -> None:
    await telegram.say("x")
    (update,) = await telegram.drain()
    assert await telegram.done("POST", "updates/repeat") == {"update_id": update.update_id}
    assert await telegram.bot.get_updates(offset=update.update_id + 1) == [update]
    assert await telegram.bot.get_updates(offset=update.update_id + 1) == []
    assert await telegram.refused("POST", "updates/repeat", update_id=999) == (404, "no such update is remembered")


@asynccontextmanager
async def webhook_server(
    bot: Bot, dispatcher: Dispatcher, failures: list[int]
) -> AsyncIterator[tuple[str, list[str | None]]]:
    """aiogram's own webhook handler; answers the first deliveries with the statuses of `failures`."""
    secrets: list[str | None] = []

    @web.middleware
    async def fail_first(request: web.Request, handler: object) -> web.StreamResponse:
        secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if failures:
            return web.Response(status=failures.pop(0))
        return await handler(request)  # type: ignore[operator]

    app = web.Application(middlewares=[fail_first])
    handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token=SECRET)
    handler.register(app, path="/webhook")
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    assert runner.addresses
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/webhook", secrets
    finally:
        await runner.cleanup()


async def test_dispatcher_by_webhook_that_fails_at_first(telegram: Sandbox) -> None:
    failures = [500, 502]
    bot = bot_at(telegram.url)
    async with webhook_server(bot, small_bot(), failures) as (url, secrets):
        await telegram.bot.set_webhook(url, secret_token=SECRET, max_connections=10)
        await talk(telegram)
        info = await telegram.bot.get_webhook_info()
        assert (info.url, info.pending_update_count, info.max_connections) == (url, 0, 10)
        assert info.last_error_message == "Wrong response from the webhook: 502 Bad Gateway"
        assert set(secrets) == {SECRET}
        assert len(secrets) == 4
        await telegram.say("reply")
        await eventually(telegram, "in the answer")
        with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active"):
            await telegram.bot.get_updates()
    await telegram.say("nobody there")
    for _ in range(100):
        info = await telegram.bot.get_webhook_info()
        if info.last_error_message == "Connection refused":
            break
        await asyncio.sleep(0.02)
    assert (info.pending_update_count, info.last_error_message) == (1, "Connection refused")
    await telegram.bot.delete_webhook()
    (update,) = await telegram.drain()
    assert update.message.text == "nobody there"
    await bot.session.close()


async def test_a_persons_updates_stay_in_order_and_do_not_hold_up_others(telegram: Sandbox) -> None:
    seen: list[str] = []
    gate = asyncio.Event()
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def note(message: Message) -> None:
        seen.append(message.text or "")
        if message.text == "slow":
            await gate.wait()

    bot = bot_at(telegram.url)
    async with webhook_server(bot, dispatcher, []) as (url, _):
        await telegram.bot.set_webhook(url, secret_token=SECRET)
        await telegram.say("slow", 1)
        await telegram.say("after", 1)
        await telegram.say("other", 2)
        for _ in range(100):
            if "other" in seen:
                break
            await asyncio.sleep(0.02)
        assert seen == ["slow", "other"]
        gate.set()
        for _ in range(100):
            if len(seen) == 3:
                break
            await asyncio.sleep(0.02)
        assert seen == ["slow", "other", "after"]
        await telegram.bot.delete_webhook()
    await bot.session.close()


BAD_WEBHOOKS: list[tuple[str, str | None, str]] = [
    ("http://a.io/", None, "An HTTPS URL must be provided for webhook"),
    ("https://a.io:8080/", None, "Webhook can be set up only on ports 80, 88, 443 or 8443"),
    ("nowhere", None, "invalid webhook URL specified"),
    ("http://127.0.0.1:1/", "ä", "secret token contains unallowed characters"),
]


async def test_bad_webhooks(telegram: Sandbox) -> None:
    for url, secret, words in BAD_WEBHOOKS:
        with pytest.raises(TelegramBadRequest, match=words):
            await telegram.bot.set_webhook(url, secret_token=secret)


async def test_dropping_what_waits(telegram: Sandbox) -> None:
    await telegram.say("x")
    await telegram.bot.delete_webhook(drop_pending_updates=True)
    assert await telegram.bot.get_updates() == []
