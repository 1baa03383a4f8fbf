"""Telegram's HTML parse mode: text and entities with UTF-16 offsets, or the very error that Telegram gives
(rules and wording: tdlib/td, MessageEntity.cpp, parse_html; core.telegram.org/bots/api#html-style)."""

from dataclasses import dataclass

from sandbox.telegram.errors import BotApiRefusal, bad_request
from sandbox.telegram.state import Json

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPACES = " \t\r\n\0\v"
_WITHOUT_VALUE = frozenset({"expandable"})
_TIME_LETTERS = frozenset("rtTdDwW")
_EMOJI_ID_DIGITS = 20


@dataclass(slots=True)
class _Open:
    """A start tag that waits for its end."""

    name: str
    attributes: dict[str, str]
    offset: int
    text_at: int


def utf16_length(text: str) -> int:
    """Length as Telegram counts it, in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Text and entities, sorted. Raises BotApiRefusal "can't parse entities: ..."."""
    return _Parser(source).run()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def run(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            character = self.source[self.at]
            if character == "<":
                if self._peek(1) == "/":
                    self._end_tag()
                else:
                    self._start_tag()
            else:
                self._add(self._character())
        if self.open:
            raise _cannot(f"Can't find end tag corresponding to start tag {self.open[-1].name}")
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.text), self.entities

    def _peek(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.source[at] if at < len(self.source) else ""

    def _add(self, character: str) -> None:
        self.text.append(character)
        self.offset += 1 + (character > "\uffff")

    def _character(self) -> str:
        """The next character; a reference such as &lt; counts as what it stands for."""
        if self._peek() == "&":
            decoded, end = _reference(self.source, self.at)
            if decoded:
                self.at = end
                return decoded
        self.at += 1
        return self.source[self.at - 1]

    def _bytes_before(self, at: int) -> int:
        return len(self.source[:at].encode("utf-8", "surrogatepass"))

    def _word(self, stops: str) -> str:
        begin = self.at
        while self._peek() and self._peek() not in stops:
            self.at += 1
        return self.source[begin : self.at]

    def _skip_spaces(self) -> None:
        while self._peek() and self._peek() in _SPACES:
            self.at += 1

    def _start_tag(self) -> None:
        begin = self._bytes_before(self.at)
        self.at += 1
        name = self._word(_SPACES + ">").lower()
        if not self._peek():
            raise _cannot(f"Unclosed start tag at byte offset {begin}")
        if name not in _KINDS:
            raise _cannot(f'Unsupported start tag "{name}" at byte offset {begin}')
        attributes: dict[str, str] = {}
        while True:
            self._skip_spaces()
            if self._peek() == ">":
                break
            attribute, value = self._attribute(name, begin)
            attributes[attribute] = value
            if not self._peek():
                raise _cannot(f"Unclosed start tag at byte offset {begin}")
        self.at += 1
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(name, attributes, self.offset, len(self.text)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._word(_SPACES + "=>").lower()
        if not name:
            raise _cannot(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        if name in _WITHOUT_VALUE and self._peek() != "=":
            return name, ""
        self._skip_spaces()
        if self._peek() != "=":
            raise _cannot(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte offset {begin}'
            )
        self.at += 1
        self._skip_spaces()
        if not self._peek():
            raise _cannot(f'Unclosed start tag "{tag}" at byte offset {begin}')
        quote = self._peek()
        if quote not in "'\"":
            token_at = self.at
            while self._peek().isalnum() or self._peek() in (".", "-"):
                self.at += 1
            if self._peek() not in (*_SPACES, ">"):
                raise _cannot(f"Unexpected end of name token at byte offset {self._bytes_before(token_at)}")
            return name, self.source[token_at : self.at].lower()
        self.at += 1
        value: list[str] = []
        while self._peek() and self._peek() != quote:
            value.append(self._character())
        if self._peek():
            self.at += 1
        return name, "".join(value)

    def _end_tag(self) -> None:
        begin = self._bytes_before(self.at)
        if not self.open:
            raise _cannot(f"Unexpected end tag at byte offset {begin}")
        self.at += 2
        name = self._word(_SPACES + ">").lower()
        self._skip_spaces()
        if self._peek() != ">":
            raise _cannot(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.name:
            raise _cannot(f'Unmatched end tag at byte offset {begin}, expected "</{tag.name}>", found "</{name}>"')
        if self.offset > tag.offset:
            self._close(tag)

    def _close(self, tag: _Open) -> None:
        entity: Json = {"type": _KINDS[tag.name], "offset": tag.offset, "length": self.offset - tag.offset}
        language = tag.attributes.get("class", "").removeprefix("language-")
        last = self.entities[-1] if self.entities else None
        twin = last if last and (last["offset"], last["length"]) == (entity["offset"], entity["length"]) else None
        if tag.name == "a" and not self._link(entity, tag):
            return
        if tag.name == "pre" and twin and twin["type"] == "code" and twin.get("language"):
            twin["type"] = "pre"
            return
        if tag.name == "code" and language and language != tag.attributes["class"]:
            if twin and twin["type"] == "pre":
                twin["language"] = language
                return
            entity["language"] = language
        if tag.name == "blockquote" and "expandable" in tag.attributes:
            entity["type"] = "expandable_blockquote"
        if tag.name == "tg-emoji":
            emoji_id = tag.attributes.get("emoji-id", "")
            if not (emoji_id.isascii() and emoji_id.isdigit() and len(emoji_id) <= _EMOJI_ID_DIGITS):
                raise _cannot("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = emoji_id
        if tag.name == "tg-time":
            entity |= date_time(tag.attributes.get("unix", ""), tag.attributes.get("format", ""))
        self.entities.append(entity)

    def _link(self, entity: Json, tag: _Open) -> bool:
        """Fills in where a link leads; False when it leads nowhere, which Telegram shows as plain text."""
        url = tag.attributes.get("href", "") or "".join(self.text[tag.text_at :])
        prefix = "tg://user?id="
        if url.startswith(prefix) and url.removeprefix(prefix).isdigit():
            entity["type"] = "text_mention"
            entity["user"] = {"id": int(url.removeprefix(prefix)), "is_bot": False, "first_name": ""}
            return True
        checked = checked_url(url)
        if checked is not None:
            entity["url"] = checked
        return checked is not None


def date_time(unix: str, form: str) -> Json:
    """Fields of a `date_time` entity. Raises BotApiRefusal for what is no time or no known format."""
    if not (unix.isascii() and unix.isdigit() and 0 < int(unix[:12]) < 1 << 31):
        raise _cannot("Invalid date-time specified")
    if not set(form) <= _TIME_LETTERS or ("r" in form and form != "r"):
        raise _cannot("Invalid date-time format specified")
    return {"unix_time": int(unix)} | ({"date_time_format": form} if form else {})


def checked_url(url: str) -> str | None:
    """The link as Telegram keeps it, or None where it is none. Hosts of this machine are let through."""
    url = url.strip()
    scheme, has_scheme, rest = url.partition("://")
    if has_scheme and scheme.lower() in ("tg", "ton", "tonsite"):
        return url if rest else None
    if not has_scheme:
        scheme, rest = "http", url
    if scheme.lower() not in ("http", "https") or not rest:
        return None
    host = rest.replace("?", "/").replace("#", "/").partition("/")[0].rpartition("@")[2]
    name, _, port = host.partition(":")
    if any(character.isspace() for character in url) or (port and not (port.isdigit() and 0 < int(port[:6]) < 1 << 16)):
        return None
    labels = name.split(".")
    if name != "localhost" and (len(labels) < 2 or not all(labels)):
        return None
    path = rest[len(rest.partition("/")[0]) :] if "/" in rest else ""
    return f"{scheme.lower()}://{rest}" + ("" if path or "?" in rest or "#" in rest else "/")


def _cannot(text: str) -> BotApiRefusal:
    return bad_request(f"can't parse entities: {text}")


def _reference(source: str, at: int) -> tuple[str, int]:
    """What a reference at `at` stands for and where it ends; an empty text where it is none."""
    end = at + 1
    if source[end : end + 1] == "#":
        end += 1
        is_hex = source[end : end + 1] == "x"
        end += is_hex
        begin = end
        digits = "0123456789abcdefABCDEF" if is_hex else "0123456789"
        while end < len(source) and source[end] in digits:
            end += 1
        code = int(source[begin:end], 16 if is_hex else 10) if begin < end <= at + 10 else 0
        if not 0 < code < 0x10FFFF or end - at >= 10:
            return "", at
        if 0xD800 <= code <= 0xDFFF:
            raise bad_request(
                "can't parse entities: Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        decoded = chr(code)
    else:
        while end < len(source) and source[end].isascii() and source[end].isalpha():
            end += 1
        decoded = _NAMED.get(source[at + 1 : end], "")
    if not decoded:
        return "", at
    return decoded, end + (source[end : end + 1] == ";")
