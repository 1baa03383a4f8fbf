"""Everything the sandbox's Telegram knows, in one place: tables, people, chats, and who waits for what."""

import asyncio
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.telegram.errors import ControlRefusal, bad_request, forbidden
from sandbox.telegram.faults import Faults
from sandbox.telegram.flood import Flood
from sandbox.telegram.hub import Hub
from sandbox.telegram.journal import Journal, Table
from sandbox.telegram.questions import Questions
from sandbox.telegram.state import (
    CHANNEL_ID,
    PRESENT,
    STAFF_GROUP_ID,
    Chat,
    Json,
    Message,
    Payment,
    StoredFile,
    Topic,
    User,
)
from sandbox.telegram.updates import Updates

_USER_ID_LIMIT = 1 << 52


@dataclass(frozen=True, slots=True)
class Config:
    """How this Telegram is started."""

    data_dir: Path
    bot_token: str
    webapp_url: str | None = None
    bot_username: str = "fairlot_sandbox_bot"
    bot_name: str = "Fairlot"
    is_flood_limited: bool = False
    webhook_retry_s: float = 1.0
    """The first pause after a failed delivery; it doubles up to a minute."""
    has_top_up: bool = False

    @property
    def bot_id(self) -> int:
        """The number in front of the token."""
        return int(self.bot_token.partition(":")[0])


class World:
    """State and services. Rows are changed in place and then put into their table again."""

    def __init__(self, config: Config, clock: Callable[[], float]) -> None:
        config.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        (config.data_dir / "files").mkdir(exist_ok=True)
        self.config = config
        self.clock = clock
        self.journal = journal = Journal(config.data_dir / "journal.jsonl")
        self.settings: Table[str, Any] = Table(journal, "settings", lambda row: row)
        self.users: Table[int, User] = Table(journal, "users", lambda row: User(**row))
        self.chats: Table[int, Chat] = Table(journal, "chats", lambda row: Chat(**row))
        self.topics: Table[tuple[int, int], Topic] = Table(journal, "topics", lambda row: Topic(**row), _pair)
        self.messages: Table[tuple[int, int], Message] = Table(journal, "messages", lambda row: Message(**row), _pair)
        self.files: Table[str, StoredFile] = Table(journal, "files", lambda row: StoredFile(**row))
        self.payments: Table[str, Payment] = Table(journal, "payments", lambda row: Payment(**row))
        self.invoices: Table[str, Json] = Table(journal, "invoices", lambda row: row)
        self.prepared: Table[str, Json] = Table(journal, "prepared", lambda row: row)
        self.updates = Updates(journal, self.next_number, clock)
        self.history: dict[int, dict[int, Message]] = {}
        self.inline_messages: dict[str, Message] = {}
        self.hub = Hub()
        self.faults = Faults(clock)
        self.flood = Flood(clock, config.is_flood_limited)
        self.questions = Questions(clock)
        self.asked_inline: dict[int, tuple[str, Json]] = {}
        """Each person's last inline query and its results by id."""
        self.webhook_changed = asyncio.Event()
        self.webhook_error: tuple[int, str] | None = None

    def open(self) -> None:
        """Reads what an earlier run left and makes the standing chats."""
        self.journal.open()
        for message in self.messages.rows.values():
            self.history.setdefault(message.chat_id, {})[message.id] = message
            if message.inline_message_id is not None:
                self.inline_messages[message.inline_message_id] = message
        self.updates.allowed = self.settings.rows.get("allowed_updates")
        bot = str(self.config.bot_id)
        if STAFF_GROUP_ID not in self.chats.rows:
            group = Chat(STAFF_GROUP_ID, "supergroup", "Staff", None, True, {bot: "administrator"})
            self.chats.put(group.id, group)
            # number 1 is the general topic's for ever
            self.next_number(f"message {group.id}")
        if CHANNEL_ID not in self.chats.rows:
            channel = Chat(CHANNEL_ID, "channel", "Fairlot draws", "fairlot_sandbox", False, {bot: "administrator"})
            self.chats.put(channel.id, channel)
        if "keys" not in self.settings.rows:
            self.settings.put("keys", {"ed25519": secrets.token_hex(32)})
        self.journal.flush()

    def close(self) -> None:
        """Ends all waiting calls and streams, and closes the journal."""
        self.updates.end_poll("")
        self.hub.close()
        self.journal.close()

    def now(self) -> int:
        """Unix time in seconds."""
        return int(self.clock())

    def next_number(self, name: str) -> int:
        """The next of a row of numbers that are never used twice."""
        key = f"number:{name}"
        number = int(self.settings.rows.get(key, 0)) + 1
        self.settings.put(key, number)
        return number

    def bot_user(self) -> Json:
        """The bot as a User."""
        name = self.settings.rows.get("name:") or self.config.bot_name
        return {
            "id": self.config.bot_id,
            "is_bot": True,
            "first_name": name,
            "username": self.config.bot_username,
        }

    def person(self, user_id: int) -> User:
        """A person, made on first use. Raises ControlRefusal for an id that no person can have."""
        user = self.users.rows.get(user_id)
        if user is None:
            if not 0 < user_id < _USER_ID_LIMIT or user_id == self.config.bot_id:
                raise ControlRefusal(400, "a person's id is a positive number, and not the bot's")
            user = User(user_id, f"Player {user_id}", username=f"player_{user_id}")
            self.users.put(user_id, user)
        return user

    def group(self, chat_id: int) -> Chat:
        """A group or channel. Raises ControlRefusal."""
        chat = self.chats.rows.get(chat_id)
        if chat is None:
            raise ControlRefusal(404, "no such chat")
        return chat

    def user_json(self, user_id: int) -> Json:
        """A User object of the Bot API, of a person or the bot."""
        if user_id == self.config.bot_id:
            return self.bot_user()
        user = self.users.rows[user_id]
        optional = {"last_name": user.last_name, "username": user.username, "language_code": user.language_code}
        shown = {name: value for name, value in optional.items() if value}
        return {"id": user.id, "is_bot": False, "first_name": user.first_name} | shown

    def chat_json(self, chat_id: int) -> Json:
        """A Chat object of the Bot API."""
        chat = self.chats.rows.get(chat_id)
        if chat is not None:
            shown = {"username": chat.username} if chat.username else {}
            return (
                {"id": chat.id, "type": chat.type, "title": chat.title}
                | shown
                | ({"is_forum": True} if chat.is_forum else {})
            )
        user = self.users.rows[chat_id]
        optional = {"last_name": user.last_name, "username": user.username}
        shown = {name: value for name, value in optional.items() if value}
        return {"id": user.id, "type": "private", "first_name": user.first_name} | shown

    def chat_id_of(self, given: str) -> int:
        """The chat that a parameter names, by number or @username. Raises BotApiRefusal."""
        if not given:
            raise bad_request("chat_id is empty")
        if given.startswith("@"):
            for chat in self.chats.rows.values():
                if chat.username and chat.username.lower() == given[1:].lower():
                    return chat.id
            raise bad_request("chat not found")
        number = int(given) if given.lstrip("-").isdigit() and len(given) < 20 else 0
        if number not in self.chats.rows and number not in self.users.rows:
            raise bad_request("chat not found")
        return number

    def check_bot_may_write(self, chat_id: int) -> None:
        """Raises BotApiRefusal 403 where the bot has not been let in, or has been thrown out."""
        user = self.users.rows.get(chat_id)
        if user is not None:
            if user.is_blocked:
                raise forbidden("bot was blocked by the user")
            if not user.is_started:
                raise forbidden("bot can't initiate conversation with a user")
            return
        self.check_bot_is_member(chat_id)

    def check_bot_is_member(self, chat_id: int) -> None:
        """Raises BotApiRefusal 403 for a group or channel that the bot is not in."""
        chat = self.chats.rows.get(chat_id)
        status = chat.members.get(str(self.config.bot_id), "left") if chat is not None else "member"
        if chat is None or status in PRESENT:
            return
        kind = f"{chat.type} chat"
        raise forbidden(
            f"bot was kicked from the {kind}" if status == "kicked" else f"bot is not a member of the {kind}"
        )

    def chat_instance(self, chat_id: int) -> str:
        """The same opaque number for a chat each time."""
        digest = hashlib.sha256(f"{self.config.bot_token}:{chat_id}".encode()).digest()
        return str(int.from_bytes(digest[:8], "big") >> 1)

    def save_bytes(self, name: str, data: bytes) -> str:
        """Keeps a file's bytes; gives the path below the data folder."""
        path = f"files/{name}"
        target = self.config.data_dir / path
        fresh = target.with_name(target.name + ".new")
        fresh.write_bytes(data)
        fresh.replace(target)
        return path


def _pair(key: Any) -> tuple[int, int]:
    return (key[0], key[1])
