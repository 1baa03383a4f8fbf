"""A Telegram in this process: a session that records every call and answers or refuses it as Telegram does."""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import count
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import TelegramMethod
from aiogram.types import Message, User

BOT_USERNAME = "fairlot_bot"
TAGS = frozenset({"b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler", "tg-time", "tg-emoji"})
TEXT_UNITS, CAPTION_UNITS, BUTTON_BYTES, TOAST_UNITS = 4096, 1024, 64, 200


class _Html(HTMLParser):
    """Telegram's HTML: known tags only, all of them closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []
        self.problem: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.problem = f'Unsupported start tag "{tag}"'
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problem = f'Unexpected end tag "{tag}"'

    def handle_data(self, data: str) -> None:
        self.text += data


def plain_text(html: str) -> str:
    """The letters of a text with marks. Raises ValueError where Telegram cannot parse it."""
    parser = _Html()
    parser.feed(html)
    parser.close()
    if parser.problem or parser.open:
        raise ValueError(parser.problem or f'Can\'t find end tag corresponding to start tag "{parser.open[-1]}"')
    return parser.text


def units(text: str) -> int:
    """A length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


@dataclass
class StoredMessage:
    """A message in a chat."""

    chat_id: int
    message_id: int
    text: str
    markup: dict[str, Any] | None
    photo: str | None = None
    thread_id: int | None = None


@dataclass
class Fault:
    """What a method answers instead, so many times."""

    method: str
    error: Callable[[TelegramMethod[Any]], Exception]
    times: int


@dataclass
class Answer:
    """What became of a press."""

    text: str | None
    is_alert: bool


class Telegram(BaseSession):
    """The Bot API of one bot."""

    def __init__(self, bot_id: int) -> None:
        super().__init__()
        self.me = User(id=bot_id, is_bot=True, first_name="Fairlot", username=BOT_USERNAME)
        self.calls: list[TelegramMethod[Any]] = []
        self.messages: dict[int, dict[int, StoredMessage]] = {}
        self.answers: dict[str, Answer] = {}
        self.blocked: set[int] = set()
        self.faults: list[Fault] = []
        self._ids = count(1)

    def fail(self, method: str, error: Callable[[TelegramMethod[Any]], Exception], times: int = 1) -> Fault:
        """Let the next calls of a method (or of any, `*`) fail, until `times` of the result is 0."""
        self.faults.append(Fault(method, error, times))
        return self.faults[-1]

    def called(self, name: str) -> list[Any]:
        """All calls of a method so far."""
        return [call for call in self.calls if call.__api_method__ == name]

    def next_id(self) -> int:
        return next(self._ids)

    async def close(self) -> None:
        """Nothing to close."""

    async def stream_content(self, *args: Any, **kwargs: Any) -> AsyncGenerator[bytes, None]:
        raise NotImplementedError
        yield b""

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109 - the base class has it
        name = method.__api_method__
        for fault in self.faults:
            if fault.times and fault.method in {name, "*"}:
                fault.times -= 1
                raise fault.error(method)
        self.calls.append(method)
        handler = getattr(self, f"_{name}", None)
        return True if handler is None else handler(bot, method)

    def _getMe(self, bot: Bot, method: Any) -> User:  # noqa: N802
        return self.me

    def _sendMessage(self, bot: Bot, method: Any) -> Message:  # noqa: N802
        self._check_reachable(method)
        text = self._checked(method, method.text, TEXT_UNITS)
        return self._store(bot, method, text, None)

    def _sendPhoto(self, bot: Bot, method: Any) -> Message:  # noqa: N802
        self._check_reachable(method)
        text = self._checked(method, method.caption or "", CAPTION_UNITS)
        return self._store(bot, method, text, str(getattr(method.photo, "filename", None) or method.photo))

    def _editMessageText(self, bot: Bot, method: Any) -> Message:  # noqa: N802
        old = self._find(method, "message to edit not found")
        if old.photo:
            raise TelegramBadRequest(method, "Bad Request: there is no text in the message to edit")
        return self._edit(bot, method, old, self._checked(method, method.text, TEXT_UNITS), None)

    def _editMessageCaption(self, bot: Bot, method: Any) -> Message:  # noqa: N802
        old = self._find(method, "message to edit not found")
        return self._edit(bot, method, old, self._checked(method, method.caption or "", CAPTION_UNITS), old.photo)

    def _editMessageMedia(self, bot: Bot, method: Any) -> Message:  # noqa: N802
        old = self._find(method, "message to edit not found")
        media = method.media.media
        photo = str(getattr(media, "filename", None) or media)
        return self._edit(bot, method, old, self._checked(method, method.media.caption or "", CAPTION_UNITS), photo)

    def _editMessageReplyMarkup(self, bot: Bot, method: Any) -> Message:  # noqa: N802
        old = self._find(method, "message to edit not found")
        return self._edit(bot, method, old, old.text, old.photo)

    def _deleteMessage(self, bot: Bot, method: Any) -> bool:  # noqa: N802
        old = self._find(method, "message to delete not found")
        del self.messages[old.chat_id][old.message_id]
        return True

    def _answerCallbackQuery(self, bot: Bot, method: Any) -> bool:  # noqa: N802
        if method.callback_query_id in self.answers:
            raise TelegramBadRequest(
                method,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
            )
        if method.text and units(method.text) > TOAST_UNITS:
            raise TelegramBadRequest(method, "Bad Request: MESSAGE_TOO_LONG")
        self.answers[method.callback_query_id] = Answer(method.text, bool(method.show_alert))
        return True

    def _check_reachable(self, method: Any) -> None:
        if method.chat_id in self.blocked:
            raise TelegramForbiddenError(method, "Forbidden: bot was blocked by the user")

    def _checked(self, method: Any, text: str, most: int) -> str:
        try:
            plain = plain_text(text)
        except ValueError as problem:
            raise TelegramBadRequest(method, f"Bad Request: can't parse entities: {problem}") from problem
        if most == TEXT_UNITS and not plain.strip():
            raise TelegramBadRequest(method, "Bad Request: message text is empty")
        if units(plain) > most:
            raise TelegramBadRequest(method, "Bad Request: message is too long")
        return plain

    def _markup(self, method: Any) -> dict[str, Any] | None:
        if not method.reply_markup:
            return None
        markup: dict[str, Any] = method.reply_markup.model_dump(exclude_none=True, warnings=False)
        for row in markup.get("inline_keyboard", []):
            for button in row:
                if not button["text"]:
                    raise TelegramBadRequest(method, "Bad Request: inline keyboard button text is empty")
                if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= BUTTON_BYTES:
                    raise TelegramBadRequest(method, "Bad Request: BUTTON_DATA_INVALID")
        return markup

    def _find(self, method: Any, refusal: str) -> StoredMessage:
        old = self.messages.get(method.chat_id, {}).get(method.message_id)
        if old is None:
            raise TelegramBadRequest(method, f"Bad Request: {refusal}")
        return old

    def _store(self, bot: Bot, method: Any, text: str, photo: str | None) -> Message:
        message = StoredMessage(
            method.chat_id, self.next_id(), text, self._markup(method), photo, method.message_thread_id
        )
        self.messages.setdefault(method.chat_id, {})[message.message_id] = message
        return self.as_message(bot, message)

    def _edit(self, bot: Bot, method: Any, old: StoredMessage, text: str, photo: str | None) -> Message:
        markup = self._markup(method)
        if (text, markup, photo) == (old.text, old.markup, old.photo):
            raise TelegramBadRequest(
                method,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly "
                "the same as a current content and reply markup of the message",
            )
        old.text, old.markup, old.photo = text, markup, photo
        return self.as_message(bot, old)

    def as_message(self, bot: Bot, stored: StoredMessage) -> Message:
        """The Message object of a stored one."""
        is_private = stored.chat_id > 0
        body: dict[str, Any] = {"text": stored.text}
        if stored.photo:
            size = {"file_id": stored.photo, "file_unique_id": stored.photo, "width": 90, "height": 90}
            body = {"caption": stored.text, "photo": [size]}
        return Message.model_validate(
            {
                "message_id": stored.message_id,
                "date": 1_795_176_000,
                "chat": {"id": stored.chat_id, "type": "private" if is_private else "supergroup"},
                "from": self.me.model_dump(),
                "message_thread_id": stored.thread_id,
                "reply_markup": stored.markup if stored.markup and "inline_keyboard" in stored.markup else None,
                **body,
            },
            context={"bot": bot},
        )
