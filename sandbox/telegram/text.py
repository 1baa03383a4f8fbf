"""A text as Telegram takes it: trimmed, measured in UTF-16, with the entities that were given and those found in it."""

import re
from collections.abc import Iterable

from sandbox.telegram.args import Args
from sandbox.telegram.errors import bad_request
from sandbox.telegram.html import checked_url, date_time, parse_html, utf16_length
from sandbox.telegram.state import Json

TEXT_LIMIT = 4_096
CAPTION_LIMIT = 1_024
_INPUT_LIMIT_BYTES = 1 << 15

_FOUND = (
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")),
    (
        "url",
        re.compile(
            r"\bhttps?://[^\s<>\"]+[^\s<>\".,;:!?)\]}']"
            r"|\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|me|dev|app)\b(?:/[^\s<>\"]*[^\s<>\".,;:!?)\]}'])?",
            re.IGNORECASE,
        ),
    ),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z0-9_]{3,32}\b")),
    ("hashtag", re.compile(r"(?<![\w#])#(?!\d+\b)\w{1,256}\b")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{3,8}\b")),
)
_FOUND_KINDS = frozenset({*(kind for kind, _ in _FOUND), "phone_number", "bank_card_number"})
_PLAIN_KINDS = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code"}
)
_ATOMIC = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"})


def bot_text(args: Args, name: str = "text", entities_name: str = "entities") -> tuple[str, list[Json]]:
    """Text and entities of the bot's parameters. Raises BotApiRefusal for bad markup; lengths are the caller's."""
    return formatted(args.text(name) or "", args.text("parse_mode"), args.json(entities_name, "entities"))


def formatted(source: str, parse_mode: str | None, given: object = None) -> tuple[str, list[Json]]:
    """Text and entities by parse mode or by a list of entities. Raises BotApiRefusal."""
    if len(source.encode("utf-8", "replace")) > _INPUT_LIMIT_BYTES:
        raise bad_request("text is too long")
    mode = (parse_mode or "none").lower()
    if mode == "html":
        text, entities = parse_html(source.replace("\r", ""))
    elif mode in ("markdown", "markdownv2"):
        raise bad_request("this sandbox does not read Markdown; send HTML or entities")
    elif mode == "none":
        text, entities = source, _given(given, utf16_length(source))
    else:
        raise bad_request("unsupported parse_mode")
    text, entities = _trimmed(text, entities)
    return text, _with_found(text, entities)


def person_text(source: str) -> tuple[str, list[Json]]:
    """A text as a person types it, with what Telegram finds in it."""
    text, _ = _trimmed(source.replace("\r", ""), [])
    return text, _with_found(text, [])


def check_message_text(text: str) -> None:
    """Raises BotApiRefusal unless it has 1 to 4,096 UTF-16 units."""
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > TEXT_LIMIT:
        raise bad_request("message is too long")


def check_caption(text: str) -> None:
    """Raises BotApiRefusal when it has more than 1,024 UTF-16 units."""
    if utf16_length(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")


def _given(given: object, length: int) -> list[Json]:
    if given is None:
        return []
    if not isinstance(given, list):
        return []
    entities = [entity for entity in map(_entity, given) if entity is not None]
    for entity in entities:
        if entity["offset"] < 0 or entity["length"] <= 0 or entity["offset"] + entity["length"] > length:
            raise bad_request("can't parse MessageEntity: entity is out of the text")
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _entity(given: object) -> Json | None:
    if not isinstance(given, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    kind, offset, length = given.get("type"), given.get("offset"), given.get("length")
    if not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request('can\'t parse MessageEntity: Can\'t find field "offset" or "length"')
    entity: Json = {"type": kind, "offset": offset, "length": length}
    if kind in _FOUND_KINDS:
        return None
    if kind in _PLAIN_KINDS:
        return entity
    return entity | _entity_details(str(kind), given)


def _entity_details(kind: str, given: Json) -> Json:
    if kind == "pre":
        return {"language": given["language"]} if given.get("language") else {}
    if kind == "text_link":
        url = checked_url(str(given.get("url", "")))
        if url is None:
            raise bad_request("can't parse MessageEntity: wrong URL")
        return {"url": url}
    if kind == "text_mention" and isinstance(given.get("user"), dict):
        return {"user": given["user"]}
    if kind == "custom_emoji":
        return {"custom_emoji_id": str(given.get("custom_emoji_id"))}
    if kind == "date_time":
        return date_time(str(given.get("unix_time", "")), str(given.get("date_time_format") or ""))
    raise bad_request("can't parse MessageEntity: Unsupported type specified")


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without spaces at the end, and at the beginning up to the first entity, as Telegram cleans a text."""
    text = text.rstrip()
    first = entities[0]["offset"] if entities else len(text)
    leading = min(len(text) - len(text.lstrip()), first)
    length = utf16_length(text)
    kept = []
    for entity in entities:
        end = min(entity["offset"] + entity["length"], length)
        if end > entity["offset"]:
            kept.append(entity | {"offset": entity["offset"] - leading, "length": end - entity["offset"]})
    return text[leading:], kept


def _with_found(text: str, entities: list[Json]) -> list[Json]:
    taken = [
        (entity["offset"], entity["offset"] + entity["length"]) for entity in entities if entity["type"] in _ATOMIC
    ]
    found = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            begin = utf16_length(text[: match.start()])
            end = begin + utf16_length(match.group())
            if not _overlaps(begin, end, taken):
                taken.append((begin, end))
                found.append({"type": kind, "offset": begin, "length": end - begin})
    return sorted([*entities, *found], key=lambda entity: (entity["offset"], -entity["length"]))


def _overlaps(begin: int, end: int, taken: Iterable[tuple[int, int]]) -> bool:
    return any(begin < other_end and other_begin < end for other_begin, other_end in taken)
