"""A whole purchase in the chat through the dispatcher, against aiogram alone that makes as many calls per update."""

import asyncio
import secrets
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import UTC, datetime
from itertools import count, cycle
from statistics import median
from time import perf_counter
from typing import Any

import uvloop
from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.methods import TelegramMethod
from aiogram.types import CallbackQuery, Chat, Message, Update, User
from pydantic import SecretStr
from sqlalchemy import text

from benchmarks.report import Options, Result, ratio_of
from benchmarks.world import open_world
from bot.factory import build_bot, build_dispatcher
from core.app import App
from core.kernel.context import Transaction
from core.kernel.links import LinkKind, link_to

PLAYERS = 500
TARGET = 0.3
AT_ONCE = 16
"""Conversations under way."""
WIDGETS = ("buy:5", "pay:")
"""The buttons of a purchase after the lottery was opened by its link: how many, and yes."""
_DATE = 1_795_176_000
_TOKEN = "42:benchmark"  # noqa: S105 - no bot of anybody's
_ME = User(id=42, is_bot=True, first_name="Fairlot", username="fairlot_bot")

Feed = Callable[[Update], Awaitable[object]]


class Stub(BaseSession):
    """A Telegram that says yes at once and keeps the newest buttons of each chat."""

    def __init__(self) -> None:
        super().__init__()
        self.calls = 0
        self.buttons: dict[int, list[str]] = {}
        self._ids = count(1)

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109 - the base class has it
        self.calls += 1
        chat_id = getattr(method, "chat_id", None)
        if chat_id is None or not hasattr(method, "text"):
            return _ME if method.__api_method__ == "getMe" else True
        rows = getattr(getattr(method, "reply_markup", None), "inline_keyboard", [])
        self.buttons[chat_id] = [button.callback_data for row in rows for button in row if button.callback_data]
        chat = Chat(id=chat_id, type="private", first_name="Firuz")
        return Message(message_id=next(self._ids), date=datetime.now(UTC), chat=chat, text="shown").as_(bot)

    async def close(self) -> None:
        """Nothing to close."""

    async def stream_content(self, *args: Any, **kwargs: Any) -> AsyncGenerator[bytes, None]:
        raise NotImplementedError
        yield b""


class Chats:
    """People whose updates go to a dispatcher."""

    def __init__(self, bot: Bot, feed: Feed, people: list[int]) -> None:
        self._bot, self._feed = bot, feed
        self._people = cycle(people)
        self._update_ids, self._message_ids = count(1), count(1_000_000)

    async def buy(self, start: str, stub: Stub) -> int:
        """One purchase; gives how many updates it took."""
        person = next(self._people)
        await self.say(person, start)
        for widget in WIDGETS:
            [data] = [one for one in stub.buttons[person] if one.rpartition("\x1d")[2].startswith(widget)]
            await self.press(person, data)
        return 1 + len(WIDGETS)

    async def say(self, person: int, words: str) -> None:
        command = {"type": "bot_command", "offset": 0, "length": len(words.partition(" ")[0])}
        await self._send(message={**self._message(person, words), "from": _person(person), "entities": [command]})

    async def press(self, person: int, data: str) -> None:
        query = {"id": secrets.token_hex(8), "chat_instance": "1", "data": data, "from": _person(person)}
        await self._send(callback_query={**query, "message": self._message(person, "shown")})

    def _message(self, person: int, words: str) -> dict[str, Any]:
        chat = {"id": person, "type": "private", "first_name": "Firuz"}
        return {"message_id": next(self._message_ids), "date": _DATE, "chat": chat, "text": words}

    async def _send(self, **event: Any) -> None:
        update = {"update_id": next(self._update_ids), **event}
        await self._feed(Update.model_validate(update, context={"bot": self._bot}))


def bot(options: Options) -> list[Result]:
    """Updates per second of purchases, `size` players one after the other."""
    return [uvloop.run(_measure(options))]


async def _measure(options: Options) -> Result:
    async with open_world(options.size or PLAYERS) as world:
        settings = world.context.settings.model_copy(update={"bot_token": SecretStr(_TOKEN)})
        people = await world.context.transact(_telegram_ids)
        stub, start = Stub(), f"/start {link_to(LinkKind.LOT, world.raffle_ids[0])}"
        ours_bot = build_bot(settings, stub)
        dispatcher = build_dispatcher(App(world.context))
        ours = Chats(ours_bot, lambda update: dispatcher.feed_update(ours_bot, update), people)
        calls = await _calls(ours, stub, start)
        plain_stub = Stub()
        plain_bot = Bot(_TOKEN, session=plain_stub)
        alone = build_alone(calls)
        plain = Chats(plain_bot, lambda update: alone.feed_update(plain_bot, update), people)

        async def buy() -> int:
            return await ours.buy(start, stub)

        async def same() -> int:
            person = next(plain._people)
            await plain.say(person, start)
            for widget in WIDGETS:
                await plain.press(person, widget)
            return 1 + len(WIDGETS)

        rates, theirs = [], []
        for run in range(options.runs + 1):
            rate, rate_alone = await _rate(buy, options.seconds), await _rate(same, options.seconds)
            if run:
                rates.append(rate)
                theirs.append(rate_alone)
    figures = {"updates_per_s": median(rates), "aiogram_per_s": median(theirs), "calls": dict(calls)}
    return Result("bot", ratio_of(rates, theirs), TARGET, figures=figures)


async def _calls(chats: Chats, stub: Stub, start: str) -> Counter[str]:
    """How many calls a message and a press are answered with, after a first purchase that warms up."""
    await chats.buy(start, stub)
    person = next(chats._people)
    before = stub.calls
    await chats.say(person, start)
    of_message = stub.calls - before
    before = stub.calls
    for widget in WIDGETS:
        [data] = [one for one in stub.buttons[person] if one.rpartition("\x1d")[2].startswith(widget)]
        await chats.press(person, data)
    return Counter(message=of_message, press=(stub.calls - before) // len(WIDGETS))


def build_alone(calls: Counter[str]) -> Dispatcher:
    """aiogram's dispatcher with two handlers that make these calls."""
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def answer(message: Message) -> None:
        for _ in range(calls["message"]):
            await message.answer("shown")

    @dispatcher.callback_query()
    async def edit(callback: CallbackQuery) -> None:
        for _ in range(calls["press"] - 1):
            if isinstance(callback.message, Message):
                await callback.message.edit_text("shown")
        await callback.answer()

    return dispatcher


async def _rate(converse: Callable[[], Awaitable[int]], seconds: float) -> float:
    """Updates per second of AT_ONCE people at a time."""
    handled = 0
    began = perf_counter()

    async def go_on() -> None:
        nonlocal handled
        while perf_counter() - began < seconds:
            updates = await converse()
            handled += updates

    async with asyncio.TaskGroup() as tasks:
        for _ in range(AT_ONCE):
            tasks.create_task(go_on())
    return handled / (perf_counter() - began)


async def _telegram_ids(tx: Transaction) -> list[int]:
    rows = await tx.execute(text("SELECT telegram_id FROM players JOIN bench_players b ON b.player_id = players.id"))
    return list(rows.scalars())


def _person(telegram_id: int) -> dict[str, Any]:
    return {"id": telegram_id, "is_bot": False, "first_name": "Firuz", "language_code": "en"}
