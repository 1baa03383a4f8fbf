"""Long polling: nothing is confirmed before it was handled, by one process at a time, whatever comes."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError

from bot.polling import Poller
from tests.bot.harness import Chat, World


class Queue:
    """Telegram's queue of updates: kept until a later offset is asked for."""

    def __init__(self, world: World) -> None:
        self.updates: list[Any] = []
        self.asked_by: list[str] = []
        world.telegram._getUpdates = self.get  # type: ignore[attr-defined]

    def get(self, _bot: object, method: Any) -> list[Any]:
        if method.offset:
            self.updates = [update for update in self.updates if update.update_id >= method.offset]
        return self.updates[:100]


async def test_polling_confirms_an_update_only_when_it_was_handled(
    live_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.polling._PATIENCE_S", (0.05,) * 100)
    monkeypatch.setattr("bot.delivery._PAUSES_S", (0.01,))
    world, queue = live_world, Queue(live_world)
    chats = [world.chat() for _ in range(3)]
    queue.updates = [chat.message("/start") for chat in chats]
    away = world.telegram.fail("sendMessage", lambda method: TelegramNetworkError(method, "gone"), times=999)
    stopping = asyncio.Event()
    poller = Poller(world.bot, world.dispatcher, world.app, "one", ("message",))
    running = asyncio.create_task(poller.run(stopping))
    await _until(lambda: away.times < 990)
    assert len(queue.updates) == 3, "confirmed though nobody was answered"
    away.times = 0
    await _until(lambda: all(chat.messages for chat in chats) and not queue.updates)
    stopping.set()
    await asyncio.wait_for(running, 5)
    assert [len(chat.messages) for chat in chats] == [1, 1, 1]


async def test_one_process_polls_and_another_takes_over(live_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.polling._TRY_S", 0.05)
    world, queue = live_world, Queue(live_world)
    first, second = asyncio.Event(), asyncio.Event()
    pollers = [Poller(world.bot, world.dispatcher, world.app, name, ("message",)) for name in ("one", "two")]
    one = asyncio.create_task(pollers[0].run(first))
    await _until(lambda: bool(world.telegram.called("getUpdates")))
    two = asyncio.create_task(pollers[1].run(second))
    await asyncio.sleep(0.3)
    assert await pollers[1]._renew() is False
    first.set()
    await asyncio.wait_for(one, 5)
    chat: Chat = world.chat()
    queue.updates = [chat.message("/start")]
    await _until(lambda: bool(chat.messages))
    second.set()
    await asyncio.wait_for(two, 5)


async def test_one_update_that_takes_long_does_not_hold_back_the_others(
    live_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than a page comes behind it; a process that dies meanwhile leaves it to the next."""
    monkeypatch.setattr("bot.polling._GRACE_S", 0.05)
    monkeypatch.setattr("bot.polling._PATIENCE_S", (0.05,) * 1000)
    monkeypatch.setattr("bot.delivery._PAUSES_S", (0.01,))
    monkeypatch.setattr("bot.middlewares.admission.MOST", 10_000)
    world, queue = live_world, Queue(live_world)
    slow, quick = world.chat(), world.chat().in_group(-100)
    queue.updates = [slow.message("/help"), *(quick.message("hm") for _ in range(150)), quick.message("/help")]
    send, is_away = world.telegram._sendMessage, True

    def send_or_fail(bot: Any, method: Any) -> Any:
        if is_away and method.chat_id == slow.chat_id:
            raise TelegramNetworkError(method, "gone")
        return send(bot, method)

    monkeypatch.setattr(world.telegram, "_sendMessage", send_or_fail)
    stopping = asyncio.Event()
    poller = Poller(world.bot, world.dispatcher, world.app, "one", ("message",))
    running = asyncio.create_task(poller.run(stopping))
    await _until(lambda: bool(quick.messages) and not queue.updates)
    assert not slow.messages
    stopping.set()
    await asyncio.wait_for(running, 5)
    is_away = False
    again = asyncio.Event()
    following = asyncio.create_task(Poller(world.bot, world.dispatcher, world.app, "two", ("message",)).run(again))
    await _until(lambda: bool(slow.messages))
    again.set()
    await asyncio.wait_for(following, 5)
    assert await world.context.redis.exists(f"bot:{world.bot_id}:parked") == 0


async def test_update_that_cannot_be_read_does_not_stop_the_others(live_world: World) -> None:
    world, queue = live_world, Queue(live_world)
    chat = world.chat()
    readable = chat.message("/start")
    strange_id = readable.update_id + 1
    strange = {"update_id": strange_id, "message": {"message_id": "of a later Bot API"}}
    content = {"ok": True, "result": [readable.model_dump(mode="json", exclude_unset=True, by_alias=True), strange]}

    def get(_bot: object, method: Any) -> list[Any]:
        if (method.offset or 0) <= strange_id:
            raise ClientDecodeError("Failed to deserialize object", ValueError(), content)
        return queue.get(_bot, method)

    world.telegram._getUpdates = get  # type: ignore[attr-defined]
    stopping = asyncio.Event()
    running = asyncio.create_task(Poller(world.bot, world.dispatcher, world.app, "one", ("message",)).run(stopping))
    await _until(lambda: strange_id + 1 in [call.offset for call in world.telegram.called("getUpdates")])
    stopping.set()
    await asyncio.wait_for(running, 5)
    assert len(chat.messages) == 1


async def _until(holds: Any, within: timedelta = timedelta(seconds=20)) -> None:
    async with asyncio.timeout(within.total_seconds()):
        while not holds():  # noqa: ASYNC110 - what is awaited tells nobody
            await asyncio.sleep(0.02)
