"""What a product's texts and media have to be."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from core.kernel.errors import InvalidInput

FALLBACK_LANGUAGE = "en"
MAX_TITLE = 120
MAX_DESCRIPTION = 3000
MAX_MEDIA = 10
MAX_MEDIA_NAME = 200
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_UNSTORABLE = {"Cc", "Cs"}  # control characters, which break a line or a database's text, and halves of a character


def check_text(text: str, *, field: str, max_length: int, multiline: bool = False) -> str:
    """A text for people, trimmed. Raises InvalidInput for an empty or long one, and for control characters: a line
    feed is none where the text may have several lines.
    """
    stripped = text.strip()
    if not 1 <= len(stripped) <= max_length:
        raise InvalidInput(field=field, reason="length")
    if any(unicodedata.category(char) in _UNSTORABLE and not (multiline and char == "\n") for char in stripped):
        raise InvalidInput(field=field, reason="control_character")
    return stripped


def check_texts(
    texts: Mapping[str, str], *, field: str, max_length: int, required: bool, multiline: bool = False
) -> dict[str, str]:
    """Texts by language, each as `check_text` takes it. Raises InvalidInput, also for a missing English text."""
    cleaned = {}
    for language, text in texts.items():
        if not _LANGUAGE.fullmatch(language):
            raise InvalidInput(field=field, reason="unknown_language")
        cleaned[language] = check_text(text, field=field, max_length=max_length, multiline=multiline)
    if required and FALLBACK_LANGUAGE not in cleaned:
        raise InvalidInput(field=field, reason="english_missing")
    return cleaned


def check_label(label: str | None, *, field: str) -> str | None:
    """A short word such as a brand, trimmed; None where it is blank. Raises InvalidInput."""
    stripped = (label or "").strip()
    return check_text(stripped, field=field, max_length=MAX_TITLE) if stripped else None


def check_media(media: Sequence[str]) -> list[str]:
    """Names of stored pictures, in order. Raises InvalidInput."""
    if len(media) > MAX_MEDIA:
        raise InvalidInput(field="media", reason="out_of_range")
    return [check_text(name, field="media", max_length=MAX_MEDIA_NAME) for name in media]
