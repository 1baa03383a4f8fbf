"""Deep links: the one grammar that bot, mini-app and jobs share, `t.me/<bot>?start=lot_<id>`."""

import base64
import binascii
import re
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")  # what Telegram lets `start` carry (core.telegram.org/api/links)


class LinkKind(StrEnum):
    """What a link leads to; the value is its prefix."""

    REFERRAL = "ref"
    LOT = "lot"
    GIFT = "gift"
    CAMPAIGN = "camp"
    VALIDATION = "val"
    PRIZE = "prz"


@dataclass(frozen=True, slots=True)
class Link:
    """A link's kind and its value: a code, or an id in 22 letters. Text from outside: nothing here is trusted."""

    kind: LinkKind
    value: str

    @property
    def id(self) -> UUID | None:
        """The id that the value stands for, None where it is no id."""
        return decode_id(self.value)

    def __str__(self) -> str:
        return f"{self.kind}_{self.value}"


def link_to(kind: LinkKind, value: UUID | str) -> Link:
    """A link to an id or a code. Raises ValueError for a code that a link cannot carry."""
    link = Link(kind, encode_id(value) if isinstance(value, UUID) else value)
    if not link.value or not _PAYLOAD.fullmatch(str(link)):
        raise ValueError(f"{link} does not fit a link")
    return link


def parse_link(payload: str | None) -> Link | None:
    """The link of a start parameter, None for anything that is not one of ours."""
    if not payload or not _PAYLOAD.fullmatch(payload):
        return None
    prefix, _, value = payload.partition("_")
    if not value or prefix not in set(LinkKind):
        return None
    return Link(LinkKind(prefix), value)


def chat_url(bot_username: str, link: Link | None = None) -> str:
    """The address that opens the chat with the bot, and there the link."""
    return f"https://t.me/{bot_username}" + (f"?start={link}" if link else "")


def encode_id(value: UUID) -> str:
    """An id in 22 letters of the URL alphabet, short enough for links and buttons."""
    return base64.urlsafe_b64encode(value.bytes).decode().rstrip("=")


def decode_id(text: str) -> UUID | None:
    """The id of `encode_id`, None for any other text."""
    try:
        value = UUID(bytes=base64.urlsafe_b64decode(text + "=="))
    except (ValueError, binascii.Error):
        return None
    return value if encode_id(value) == text else None


def post_url(channel_id: int, channel_name: str | None, message_id: int) -> str:
    """The address of a channel's message (core.telegram.org/api/links, message links)."""
    channel = channel_name or f"c/{str(channel_id).removeprefix('-100')}"
    return f"https://t.me/{channel}/{message_id}"
