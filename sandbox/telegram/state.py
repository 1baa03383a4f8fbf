"""What the sandbox's Telegram remembers: plain rows, kept by the journal."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

STAFF_GROUP_ID = -1_001_000_000_001
CHANNEL_ID = -1_001_000_000_002
HISTORY_PER_CHAT = 2_000

PRESENT = frozenset({"creator", "administrator", "member", "restricted"})
ADMINISTRATORS = frozenset({"creator", "administrator"})


@dataclass(slots=True)
class User:
    """A person; the private chat with the bot has the same id."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str = "en"
    scheme: str = "light"
    phone_number: str | None = None
    is_started: bool = False
    """Has written to the bot at least once; before that the bot may not write."""
    is_blocked: bool = False
    """Has stopped the bot."""


@dataclass(slots=True)
class Chat:
    """A group or channel. `members` maps user ids (as text, for JSON) to their status."""

    id: int
    type: str
    title: str
    username: str | None = None
    is_forum: bool = False
    members: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its id is that of the service message that opened it."""

    chat_id: int
    id: int
    name: str
    icon_color: int
    icon_custom_emoji_id: str | None = None
    is_closed: bool = False


@dataclass(slots=True)
class Message:
    """A message. `body` is the Bot API's Message object without its `reply_markup`."""

    chat_id: int
    id: int
    author_id: int
    """Whose it is: the bot's id, a user's, or the channel's."""
    body: Json
    markup: Json | None = None
    """Any of the four kinds; the Bot API shows an inline keyboard only, people see all."""
    invoice: Json | None = None
    inline_message_id: str | None = None
    is_deleted: bool = False
    changed: int = 0
    """Value of the change counter when it was last sent, edited or deleted."""


@dataclass(slots=True)
class StoredFile:
    """An upload; its bytes lie in the data folder under `path`."""

    id: str
    unique_id: str
    kind: str
    name: str
    mime_type: str
    size_bytes: int
    path: str
    width: int = 0
    height: int = 0


@dataclass(slots=True)
class Payment:
    """A payment in Stars."""

    charge_id: str
    user_id: int
    amount: int
    payload: str
    date: int
    refunded_at: int | None = None


@dataclass(slots=True)
class Update:
    """An update that waits for the bot. `lane` is the chat or person whose updates stay in order."""

    id: int
    kind: str
    body: Json
    lane: int
    date: int

    def as_json(self) -> Json:
        """The Bot API's Update object."""
        return {"update_id": self.id, self.kind: self.body}
