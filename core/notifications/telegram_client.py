"""A thin client of the Bot API for what no chat asked for: a few methods, errors by what follows from them.

The token is a part of every address, so no address leaves this module, in a log or in an error.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, Self
from urllib.parse import quote

import httpx2

from core.notifications.gate import SlidingSecond

TIMEOUT_S = 10.0
_DOWNLOAD_TIMEOUT_S = 30.0
_OK = 200
_FORBIDDEN, _NOT_FOUND, _UNAUTHORIZED, _TOO_MANY = 403, 404, 401, 429
_SERVER_ERROR = 500
_LONGEST_HOLD_S = 3600
# Descriptions of the Bot API's refusals; it has no finer codes.
_NO_CHAT = ("chat not found", "user is deactivated", "peer_id_invalid")
_NOT_MODIFIED = "message is not modified"
_MESSAGE_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
# A request that failed like this was never handed over.
_NOT_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.UnsupportedProtocol)

Json = dict[str, Any]


class TelegramError(Exception):
    """A call that did not succeed. `arrived` False: it surely had no effect; None: nobody knows."""

    arrived: ClassVar[bool | None] = False


class TelegramFlood(TelegramError):
    """429: nothing may be sent for a while."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(f"retry after {retry_after_s:g} s")
        self.retry_after_s = retry_after_s


class ChatUnreachable(TelegramError):
    """The person has blocked the bot, never started it, or is gone: not to be tried again."""


class MessageNotModified(TelegramError):
    """The message says this already."""


class MessageGone(TelegramError):
    """The message to be edited is not there any more, or too old."""


class TelegramRefusal(TelegramError):
    """400: the message itself, or the file, is wrong; it would be refused for ever."""


class BotRefused(TelegramError):
    """The token or the address is wrong: no call would succeed."""


class TelegramDown(TelegramError):
    """5xx, or no connection."""


class OutcomeUnknown(TelegramError):
    """The call was handed over and no answer came."""

    arrived = None


@dataclass(frozen=True, slots=True)
class Post:
    """A message of a channel: its id, the whole second that Telegram dated it by, the channel's name if it has one."""

    message_id: int
    date: datetime
    chat_name: str | None


class _HidesToken(logging.Filter):
    """Keeps the HTTP library's lines, which show whole addresses, out of the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        return "/bot" not in record.getMessage()


_hides_token = _HidesToken()


class TelegramClient:
    """The Bot API at an address with a token. Close it after use (`async with`)."""

    def __init__(self, base_url: str, token: str, *, timeout_s: float = TIMEOUT_S) -> None:
        for library in ("httpx2", "httpcore", "httpcore2"):
            logging.getLogger(library).addFilter(_hides_token)
        root = base_url.rstrip("/")
        self._client = httpx2.AsyncClient(
            base_url=f"{root}/bot{token}/", timeout=timeout_s, trust_env=False, follow_redirects=False
        )
        self._second = SlidingSecond()
        self._files_url = f"{root}/file/bot{token}/"

    def __repr__(self) -> str:
        return "TelegramClient(...)"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def get_me(self) -> Json:
        """The bot itself."""
        return await self._call("getMe", {})

    async def send_message(self, chat_id: int, text: str, keyboard: Json | None = None, *, silent: bool = False) -> int:
        """Send HTML, at most 4,096 characters; give the message's id."""
        return _message_id(await self._send("sendMessage", _message(chat_id, text, keyboard, silent)))

    async def post(self, chat_id: int, text: str) -> Post:
        """Send HTML, at most 4,096 characters, to a channel."""
        result = await self._send("sendMessage", _message(chat_id, text, None))
        date, chat = result.get("date"), result.get("chat")
        if not isinstance(date, int):
            raise OutcomeUnknown("an answer without a date")
        name = chat.get("username") if isinstance(chat, dict) else None
        return Post(_message_id(result), datetime.fromtimestamp(date, UTC), name if isinstance(name, str) else None)

    async def edit_message_text(self, chat_id: int, message_id: int, text: str, keyboard: Json | None = None) -> None:
        """Replace text and keyboard of a message. Raises MessageNotModified, MessageGone."""
        await self._call("editMessageText", _message(chat_id, text, keyboard) | {"message_id": message_id})

    async def send_photo(self, chat_id: int, photo: str, caption: str, keyboard: Json | None = None) -> int:
        """Send a photo by file id or https address, with at most 1,024 characters of HTML; give the message's id."""
        body = {"chat_id": chat_id, "photo": photo, "caption": caption, "parse_mode": "HTML", **_markup(keyboard)}
        return _message_id(await self._send("sendPhoto", body))

    async def edit_message_caption(
        self, chat_id: int, message_id: int, caption: str, keyboard: Json | None = None
    ) -> None:
        """Replace caption and keyboard of a photo. Raises MessageNotModified, MessageGone."""
        body = {"chat_id": chat_id, "message_id": message_id, "caption": caption, "parse_mode": "HTML"}
        await self._call("editMessageCaption", body | _markup(keyboard))

    async def edit_message_reply_markup(self, chat_id: int, message_id: int, keyboard: Json | None) -> None:
        """Replace the keyboard of a message, None for none. Raises MessageNotModified, MessageGone."""
        await self._call("editMessageReplyMarkup", {"chat_id": chat_id, "message_id": message_id, **_markup(keyboard)})

    async def pin_chat_message(self, chat_id: int, message_id: int) -> None:
        """Pin a message without a sound."""
        body = {"chat_id": chat_id, "message_id": message_id, "disable_notification": True}
        await self._call("pinChatMessage", body)

    async def delete_message(self, chat_id: int, message_id: int) -> None:
        """Delete a message. Raises TelegramRefusal where that is not (any longer) possible."""
        await self._call("deleteMessage", {"chat_id": chat_id, "message_id": message_id})

    async def download(self, file_id: str, most_bytes: int) -> bytes:
        """The content of a file. Raises TelegramRefusal for one that is unknown, gone or larger than `most_bytes`."""
        found = await self._call("getFile", {"file_id": file_id})
        path = found.get("file_path")
        if not isinstance(path, str):
            raise TelegramRefusal("an answer without a path")
        try:
            async with asyncio.timeout(_DOWNLOAD_TIMEOUT_S):
                return await self._read(f"{self._files_url}{quote(path)}", most_bytes)
        except (httpx2.RequestError, OSError) as error:
            raise TelegramDown(type(error).__name__) from None

    async def _read(self, url: str, most_bytes: int) -> bytes:
        content = bytearray()
        # as it is kept there: what is unpacked on the way has no length that could be trusted
        async with self._client.stream("GET", url, headers={"Accept-Encoding": "identity"}) as response:
            if response.status_code == _NOT_FOUND:
                raise TelegramRefusal("the file is gone")
            if response.status_code != _OK:
                raise _error(response.status_code, {})
            async for part in response.aiter_raw():
                content += part
                if len(content) > most_bytes:
                    raise TelegramRefusal("the file is too large")
        return bytes(content)

    async def _send(self, method: str, body: Mapping[str, Any]) -> Json:
        """A call that makes a new message, at the pace that Telegram bears."""
        async with self._second:
            return await self._call(method, body)

    async def _call(self, method: str, body: Mapping[str, Any]) -> Json:
        try:
            response = await self._client.post(method, json=body)
        except _NOT_SENT as error:
            raise TelegramDown(type(error).__name__) from None  # the cause holds the address
        except (httpx2.RequestError, OSError) as error:
            raise OutcomeUnknown(type(error).__name__) from None
        try:
            answer: Any = response.json()
        except ValueError:
            answer = {}
        if not isinstance(answer, dict):
            answer = {}
        if answer.get("ok") is True:
            result = answer.get("result")
            return result if isinstance(result, dict) else {}
        raise _error(response.status_code, answer)


def _message(chat_id: int, text: str, keyboard: Json | None, silent: bool = False) -> Json:
    body: Json = {"chat_id": chat_id, "text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    if silent:
        body["disable_notification"] = True
    return body | _markup(keyboard)


def _markup(keyboard: Json | None) -> Json:
    return {} if keyboard is None else {"reply_markup": keyboard}


def _message_id(result: Json) -> int:
    message_id = result.get("message_id")
    if not isinstance(message_id, int):
        raise OutcomeUnknown("an answer without a message")
    return message_id


def _error(status: int, answer: Json) -> TelegramError:
    description = str(answer.get("description", ""))[:300]
    if status == _TOO_MANY:
        return TelegramFlood(_retry_after_s(answer))
    return _kind_of(status, description.lower())(f"{status} {description}".strip())


def _kind_of(status: int, lowered: str) -> type[TelegramError]:
    if status == _FORBIDDEN or any(phrase in lowered for phrase in _NO_CHAT):
        return ChatUnreachable
    if status in {_UNAUTHORIZED, _NOT_FOUND}:
        return BotRefused
    if status >= _SERVER_ERROR or not lowered:
        return TelegramDown
    if _NOT_MODIFIED in lowered:
        return MessageNotModified
    return MessageGone if any(phrase in lowered for phrase in _MESSAGE_GONE) else TelegramRefusal


def _retry_after_s(answer: Json) -> float:
    parameters = answer.get("parameters")
    stated = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return min(max(float(stated), 1.0), _LONGEST_HOLD_S) if isinstance(stated, int | float) else 1.0
