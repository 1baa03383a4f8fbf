"""Text from outside: names keep any script and emoji, and lose what would break a line, a page or a database."""

import re
import unicodedata

from core.kernel.errors import InvalidInput

MAX_NAME = 64  # Telegram's own bound of a first or last name
MAX_DISPLAY_NAME = 32

# Overrides and isolates of the writing direction turn the text around a name; other format characters stay,
# because emoji and several scripts are joined by them.
_DIRECTION = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_DROPPED = {"Cc", "Cs", "Zl", "Zp"}
_SPACES = re.compile(r"\s+")


def clean_text(text: str, maximum: int) -> str:
    """One line of at most `maximum` characters, without control characters, lone surrogates and direction marks."""
    spaced = _SPACES.sub(" ", text)
    kept = "".join(
        char for char in spaced if unicodedata.category(char) not in _DROPPED and ord(char) not in _DIRECTION
    )
    # once more: what was dropped may have stood between two of them
    return _without_dangling_joiner(_SPACES.sub(" ", kept).strip()[:maximum])


def _without_dangling_joiner(text: str) -> str:
    return text.rstrip("\u200d ").strip()


def is_blank(text: str) -> bool:
    """Whether nothing of the text can be seen: names of spaces, fillers and joiners only."""
    return all(unicodedata.category(char)[0] in "ZCM" or char in "\u115f\u1160\u3164\uffa0\u2800" for char in text)


def check_display_name(text: str) -> str:
    """A name the player chose to be seen under. Raises InvalidInput for one that is empty, unseen or too long."""
    name = clean_text(text, MAX_DISPLAY_NAME + 1)
    if is_blank(name):
        raise InvalidInput(field="display_name", reason="empty")
    if len(name) > MAX_DISPLAY_NAME:
        raise InvalidInput(field="display_name", reason="too_long")
    return name


def public_name(chosen: str | None, first_name: str, last_name: str, referral_code: str) -> str:
    """What strangers see of a player: the chosen name, else the first name and the last name's initial.

    A username is never shown, because it leads to the person's chat. Who has no visible name is `Player` and the
    end of their referral code.
    """
    if chosen:
        return chosen
    if is_blank(first_name):
        return f"Player {referral_code[-4:]}"
    return f"{first_name} {last_name[0]}." if not is_blank(last_name) and last_name[0].isalpha() else first_name
