"""Init-data: the string by which Telegram says who opened the mini-app (core.telegram.org/bots/webapps).

Stricter than the library's helper, which takes the last of a doubled field, drops empty ones and asks for no age. And
what is signed are lines of `name=value`: with a line break in a value one signed text could be read as several sets of
fields, and a launch that was used up would be a new one in another reading. Telegram writes none, so none is taken.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from core.accounts.views import TelegramProfile
from core.kernel.links import LinkKind, parse_link
from webapp_api.refusals import InitDataExpired, InitDataInvalid

MAX_LENGTH = 8192
MAX_AGE_S = 3600
MAX_AHEAD_S = 60
"""How far Telegram's clock may run before ours."""

_MAX_FIELDS = 32
_MAX_DIGITS = 12
_HASH = frozenset({"hash"})
_UNSIGNED = _HASH | {"signature"}

Check = Callable[[Mapping[str, str]], bool]
"""Whether the fields are Telegram's."""


@dataclass(frozen=True, slots=True)
class InitData:
    """A verified launch: who, with what start parameter, and the hash by which the string is known again."""

    profile: TelegramProfile
    start_param: str | None
    digest: bytes

    @property
    def referral_code(self) -> str | None:
        """The code of who brought the player, where the start parameter is such a link."""
        link = parse_link(self.start_param)
        return link.value if link is not None and link.kind is LinkKind.REFERRAL else None


def by_token(token: str) -> Check:
    """The check of whoever holds the bot's token: HMAC-SHA256 of all fields but `hash`."""
    key = hmac.digest(b"WebAppData", token.encode(), hashlib.sha256)

    def is_ours(fields: Mapping[str, str]) -> bool:
        expected = hmac.new(key, _check_string(fields, _HASH).encode(), hashlib.sha256).hexdigest()
        return hmac.compare_digest(fields.get("hash", "").encode(), expected.encode())

    return is_ours


def by_public_key(bot_id: int, public_key: str) -> Check:
    """The check of third parties, who have no token: Ed25519 over the bot's id and all fields but two.

    `public_key` is hex. Raises ValueError for what is no key.
    """
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))

    def is_telegrams(fields: Mapping[str, str]) -> bool:
        text = fields.get("signature", "")
        try:
            signature = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            key.verify(signature, f"{bot_id}:WebAppData\n{_check_string(fields, _UNSIGNED)}".encode())
        except (InvalidSignature, ValueError):
            return False
        # its one spelling: the decoder overlooks strange characters and spare bits
        return base64.urlsafe_b64encode(signature).decode().rstrip("=") == text

    return is_telegrams


def read_init_data(text: str, check: Check, now: datetime) -> InitData:
    """Verify a launch string and read it. Raises InitDataInvalid and InitDataExpired."""
    fields = _fields(text)
    if not check(fields):
        raise InitDataInvalid(reason="not_authentic")
    age_s = int(now.timestamp()) - _auth_date(fields)
    if age_s < -MAX_AHEAD_S:
        raise InitDataInvalid(reason="future")
    if age_s > MAX_AGE_S:
        raise InitDataExpired
    # of what every check covers, so that the same launch in another spelling gets no second session
    digest = hashlib.sha256(_check_string(fields, _UNSIGNED).encode()).digest()
    return InitData(_profile(fields), fields.get("start_param") or None, digest)


def _fields(text: str) -> dict[str, str]:
    if len(text) > MAX_LENGTH:
        raise InitDataInvalid(reason="malformed")
    try:
        # what has no bytes in UTF-8 was not signed by anybody
        text.encode()
        pairs = parse_qsl(
            text, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=_MAX_FIELDS
        )
    except ValueError as error:
        raise InitDataInvalid(reason="malformed") from error
    fields = dict(pairs)
    is_one_reading = all("=" not in name and "\n" not in name + value for name, value in pairs)
    if len(fields) != len(pairs) or not is_one_reading:
        raise InitDataInvalid(reason="malformed")
    return fields


def _check_string(fields: Mapping[str, str], without: frozenset[str]) -> str:
    return "\n".join(f"{name}={value}" for name, value in sorted(fields.items()) if name not in without)


def _auth_date(fields: Mapping[str, str]) -> int:
    text = fields.get("auth_date", "")
    if not (text.isascii() and text.isdecimal()) or len(text) > _MAX_DIGITS:
        raise InitDataInvalid(reason="auth_date")
    return int(text)


def _profile(fields: Mapping[str, str]) -> TelegramProfile:
    try:
        user: Any = json.loads(fields.get("user", ""))
    except (ValueError, RecursionError) as error:
        raise InitDataInvalid(reason="user") from error
    if not isinstance(user, dict) or type(user.get("id")) is not int or user.get("is_bot") not in (None, False):
        raise InitDataInvalid(reason="user")
    return TelegramProfile(
        telegram_id=user["id"],
        first_name=_text(user, "first_name") or "",
        last_name=_text(user, "last_name"),
        username=_text(user, "username"),
        language=_text(user, "language_code"),
        photo_url=_text(user, "photo_url"),
    )


def _text(user: Mapping[str, Any], name: str) -> str | None:
    value = user.get(name)
    if value is not None and not isinstance(value, str):
        raise InitDataInvalid(reason="user")
    return value
