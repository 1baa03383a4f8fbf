"""Signed init-data of a mini-app's launch, as Telegram makes it (core.telegram.org/bots/webapps#validating-data)."""

import base64
import hashlib
import hmac
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sandbox.telegram.state import Json, User
from sandbox.telegram.world import World

VERSION = "9.1"
PLATFORM = "tdesktop"
THEMES: dict[str, dict[str, str]] = {
    "light": {
        "bg_color": "#ffffff", "secondary_bg_color": "#f1f1f4", "text_color": "#0f1419", "hint_color": "#707579",
        "link_color": "#1a6fc4", "button_color": "#1a6fc4", "button_text_color": "#ffffff",
        "header_bg_color": "#ffffff", "bottom_bar_bg_color": "#ffffff", "accent_text_color": "#1a6fc4",
        "section_bg_color": "#ffffff", "section_header_text_color": "#1a6fc4", "section_separator_color": "#e3e5e8",
        "subtitle_text_color": "#707579", "destructive_text_color": "#c62b2b",
    },
    "dark": {
        "bg_color": "#17212b", "secondary_bg_color": "#0f161d", "text_color": "#f5f7fa", "hint_color": "#8fa0b0",
        "link_color": "#6ab7ff", "button_color": "#2f7fc9", "button_text_color": "#ffffff",
        "header_bg_color": "#17212b", "bottom_bar_bg_color": "#17212b", "accent_text_color": "#6ab7ff",
        "section_bg_color": "#17212b", "section_header_text_color": "#6ab7ff", "section_separator_color": "#0f161d",
        "subtitle_text_color": "#8fa0b0", "destructive_text_color": "#ff6b6b",
    },
}  # fmt: skip


def init_data(world: World, user: User, *, start_param: str | None = None, query_id: str | None = None) -> str:
    """The query string that proves who opened the mini-app: with `hash` for the bot, `signature` for third parties."""
    person = {"id": user.id, "first_name": user.first_name, "last_name": user.last_name or ""}
    person |= {"username": user.username} if user.username else {}
    person |= {"language_code": user.language_code, "allows_write_to_pm": user.is_started and not user.is_blocked}
    fields = {"query_id": query_id} if query_id else {}
    fields |= {"user": orjson.dumps(person).decode()}
    if start_param:
        fields |= {"chat_instance": world.chat_instance(user.id), "chat_type": "sender", "start_param": start_param}
    fields["auth_date"] = str(world.now())
    fields["signature"] = _signature(world, fields)
    key = hmac.digest(b"WebAppData", world.config.bot_token.encode(), hashlib.sha256)
    fields["hash"] = hmac.new(key, _check_string(fields).encode(), hashlib.sha256).hexdigest()
    return urlencode(fields, quote_via=quote)


def launch_url(url: str, data: str, scheme: str, start_param: str | None) -> str:
    """The mini-app's address with all launch parameters in the fragment."""
    parts = urlsplit(url)
    query = parts.query
    if start_param:
        query = f"{query}&" * bool(query) + urlencode({"tgWebAppStartParam": start_param})
    fragment = urlencode(
        {
            "tgWebAppData": data,
            "tgWebAppVersion": VERSION,
            "tgWebAppPlatform": PLATFORM,
            "tgWebAppThemeParams": orjson.dumps(THEMES[scheme]).decode(),
        },
        quote_via=quote,
    )
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, fragment))


def public_keys(world: World) -> Json:
    """What a third party needs to check a signature."""
    raw = _private_key(world).public_key().public_bytes_raw()
    return {"bot_id": world.config.bot_id, "ed25519_public_key": raw.hex()}


def _signature(world: World, fields: dict[str, str]) -> str:
    signed = f"{world.config.bot_id}:WebAppData\n{_check_string(fields)}"
    return base64.urlsafe_b64encode(_private_key(world).sign(signed.encode())).decode().rstrip("=")


def _check_string(fields: dict[str, str]) -> str:
    return "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))


def _private_key(world: World) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(world.settings.rows["keys"]["ed25519"]))
