"""What a product's texts and media have to be."""

import re
from collections.abc import Mapping, Sequence

from core.kernel.errors import InvalidInput

FALLBACK_LANGUAGE = "en"
MAX_TITLE = 120
MAX_DESCRIPTION = 3000
MAX_MEDIA = 10
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def check_texts(texts: Mapping[str, str], *, field: str, max_length: int, required: bool) -> dict[str, str]:
    """Texts by language, trimmed. Raises InvalidInput for an unknown shape or a missing English text."""
    cleaned = {}
    for language, text in texts.items():
        if not _LANGUAGE.fullmatch(language):
            raise InvalidInput(field=field, reason="unknown_language")
        stripped = text.strip()
        if not 1 <= len(stripped) <= max_length:
            raise InvalidInput(field=field, reason="length")
        cleaned[language] = stripped
    if required and FALLBACK_LANGUAGE not in cleaned:
        raise InvalidInput(field=field, reason="english_missing")
    return cleaned


def check_label(label: str | None, *, field: str) -> str | None:
    """A short word such as a brand, trimmed; None where it is blank. Raises InvalidInput."""
    stripped = (label or "").strip()
    if len(stripped) > MAX_TITLE:
        raise InvalidInput(field=field, reason="length")
    return stripped or None


def check_media(media: Sequence[str]) -> list[str]:
    """Names of stored pictures, in order. Raises InvalidInput."""
    if len(media) > MAX_MEDIA or not all(1 <= len(name) <= 200 for name in media):
        raise InvalidInput(field="media", reason="out_of_range")
    return list(media)
