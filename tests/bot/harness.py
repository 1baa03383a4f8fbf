"""People who chat with the bot: what they send goes through the real dispatcher, what they see is read back."""

import secrets
from dataclasses import dataclass
from itertools import count
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import Update

from bot.factory import build_bot, build_dispatcher
from bot.reachability import OnReachable, ignore_reachability
from core.app import App
from core.kernel.context import Context
from core.raffles.show_draw import RECENT
from tests.bot.telegram import Answer, StoredMessage, Telegram

GROUP_ID = -1_001_000_000_001


@dataclass(frozen=True)
class Screen:
    """The last message of the bot in a chat: its letters without marks, its buttons row by row."""

    message_id: int
    text: str
    rows: list[list[dict[str, Any]]]
    photo: str | None

    @property
    def buttons(self) -> list[str]:
        return [button["text"] for row in self.rows for button in row]

    def button(self, label: str) -> dict[str, Any]:
        """The button with exactly this label, else the one whose label has it. AssertionError names what is there."""
        every = [button for row in self.rows for button in row]
        found = [button for button in every if button["text"] == label]
        found = found or [button for button in every if label in button["text"]]
        assert len(found) == 1, f"{len(found)} buttons {label!r} among {self.buttons}"
        return found[0]


class World:
    """One bot with its Telegram."""

    def __init__(self, context: Context, on_reachable: OnReachable = ignore_reachability) -> None:
        # an id of its own: nothing in Valkey is shared with other tests
        self.bot_id = secrets.randbelow(2**40) + 1
        settings = context.settings.model_copy(
            update={"bot_token": _Token(f"{self.bot_id}:test"), "staff_group_id": GROUP_ID}
        )
        context.settings = settings
        self.context = context
        self.app = App(context)
        self.telegram = Telegram(self.bot_id)
        self.bot: Bot = build_bot(settings, self.telegram)
        self.on_reachable = on_reachable
        self.dispatcher: Dispatcher = build_dispatcher(self.app, on_reachable)
        self._update_ids = count(1)

    def restart(self) -> None:
        """What a new process of the bot has: a new dispatcher on the same Valkey and database."""
        self.dispatcher = build_dispatcher(self.app, self.on_reachable)

    def chat(self, first_name: str = "Firuz", language: str = "en", telegram_id: int | None = None) -> "Chat":
        """A person with a private chat."""
        return Chat(self, telegram_id or secrets.randbelow(2**40) + 1, first_name, language)

    def update(self, **event: Any) -> Update:
        """A new update around an event."""
        return Update.model_validate({"update_id": next(self._update_ids), **event}, context={"bot": self.bot})

    async def feed(self, update: Update) -> Any:
        """Give an update to the dispatcher. Raises what a webhook would answer with 500."""
        # the clock stands still here: what is kept for a second would be kept for ever
        self.context.memory.pop(RECENT, None)
        return await self.dispatcher.feed_update(self.bot, update)


class _Token:
    """A bot token in the shape that the settings give it."""

    def __init__(self, token: str) -> None:
        self._token = token

    def get_secret_value(self) -> str:
        return self._token


class Chat:
    """One person, writing to the bot in private or, by `in_group`, in a group."""

    def __init__(self, world: World, telegram_id: int, first_name: str, language: str) -> None:
        self.world = world
        self.telegram_id = telegram_id
        self.user = {"id": telegram_id, "is_bot": False, "first_name": first_name, "language_code": language}
        self.chat_id = telegram_id
        self.answer: Answer | None = None
        """What the last press was answered with; its text is None where only the spinner ended."""

    def in_group(self, chat_id: int = GROUP_ID) -> "Chat":
        """The same person in a group."""
        other = Chat(self.world, self.telegram_id, "", "")
        other.user, other.chat_id = self.user, chat_id
        return other

    @property
    def messages(self) -> list[StoredMessage]:
        """All messages of the bot in this chat, the oldest first."""
        return list(self.world.telegram.messages.get(self.chat_id, {}).values())

    @property
    def screen(self) -> Screen:
        """The last one."""
        assert self.messages, "the bot has not said anything"
        return _screen(self.messages[-1])

    @property
    def screens(self) -> list[Screen]:
        return [_screen(message) for message in self.messages]

    def message(self, text: str | None = None, **content: Any) -> Update:
        """The update of a message, not sent yet."""
        body: dict[str, Any] = {
            "message_id": self.world.telegram.next_id(),
            "date": 1_795_176_000,
            "chat": self._chat(),
            "from": self.user,
            **content,
        }
        if text is not None:
            body["text"] = text
            if text.startswith("/"):
                length = len(text.split()[0])
                body["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return self.world.update(message=body)

    def callback(self, data: str, message_id: int, *, is_accessible: bool = True) -> Update:
        """The update of a press, not sent yet."""
        stored = self.world.telegram.messages.get(self.chat_id, {}).get(message_id)
        if stored is not None and is_accessible:
            message = self.world.telegram.as_message(self.world.bot, stored).model_dump(
                by_alias=True, exclude_none=True
            )
            message["chat"] = self._chat()
            message["date"] = 1_795_176_000
        else:
            message = {"chat": self._chat(), "message_id": message_id, "date": 0}
        query = {"id": secrets.token_hex(8), "from": self.user, "chat_instance": "1", "data": data, "message": message}
        return self.world.update(callback_query=query)

    async def send(self, text: str | None = None, **content: Any) -> "Chat":
        """Send a message: text or a command, or what `content` says (`photo=[...]`)."""
        await self.world.feed(self.message(text, **content))
        return self

    async def press(self, label: str, screen: Screen | None = None) -> "Chat":
        """Press a button of the last screen, or of an older one, by its label."""
        screen = screen or self.screen
        return await self.press_data(screen.button(label)["callback_data"], screen.message_id)

    async def press_data(self, data: str, message_id: int | None = None) -> "Chat":
        """Press a button with some data, whether or not it is there."""
        update = self.callback(data, message_id or self.screen.message_id)
        await self.world.feed(update)
        assert update.callback_query is not None
        self.answer = self.world.telegram.answers.get(update.callback_query.id)
        return self

    async def stop(self, status: str = "kicked") -> None:
        """Block the bot, or (`member`) start it again."""
        old = {"kicked": "member", "member": "kicked"}[status]
        if status == "kicked":
            self.world.telegram.blocked.add(self.chat_id)
        else:
            self.world.telegram.blocked.discard(self.chat_id)
        bot = {"id": self.world.bot_id, "is_bot": True, "first_name": "Fairlot"}
        members = {
            "member": {"status": "member", "user": bot},
            "kicked": {"status": "kicked", "user": bot, "until_date": 0},
        }
        change = {
            "chat": self._chat(),
            "from": self.user,
            "date": 1_795_176_000,
            "old_chat_member": members[old],
            "new_chat_member": members[status],
        }
        await self.world.feed(self.world.update(my_chat_member=change))

    def _chat(self) -> dict[str, Any]:
        if self.chat_id > 0:
            return {"id": self.chat_id, "type": "private", "first_name": self.user["first_name"]}
        return {"id": self.chat_id, "type": "supergroup", "title": "A group"}


def _screen(message: StoredMessage) -> Screen:
    rows = (message.markup or {}).get("inline_keyboard", [])
    return Screen(message.message_id, message.text, rows, message.photo)


async def through_first_steps(chat: Chat, *, start: str = "/start", country: str = "Tajikistan") -> Chat:
    """Take all first steps as a person of thirty-six who reads English."""
    await chat.send(start)
    await chat.press("English")
    await chat.press("Continue")
    await chat.press("at least")
    await chat.press("accept")
    await chat.press("Continue")
    await chat.send(country)
    await chat.press(country)
    await chat.send("17.05.1990")
    return chat
