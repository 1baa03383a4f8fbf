"""Keyboards: what Telegram refuses of them, and their stored form."""

from typing import Any

from sandbox.telegram.args import Args, as_object
from sandbox.telegram.errors import bad_request
from sandbox.telegram.html import checked_url
from sandbox.telegram.state import Json

CALLBACK_DATA_BYTES = 64
COPY_TEXT_LENGTH = 256
INLINE_BUTTONS = 100
INLINE_ROW = 8
REPLY_BUTTONS = 300
REPLY_ROW = 12
PLACEHOLDER_LENGTH = 64
STYLES = frozenset({"danger", "primary", "success"})

_ACTIONS = (
    "url",
    "callback_data",
    "pay",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "login_url",
    "web_app",
    "copy_text",
)
_CHOSEN = ("query", "allow_user_chats", "allow_bot_chats", "allow_group_chats", "allow_channel_chats")
_REQUESTS = ("request_contact", "request_location", "request_poll", "request_users", "request_chat", "web_app")


def read_markup(args: Args, *, is_private: bool, invoice_label: str | None = None) -> Json | None:
    """The `reply_markup` of a call, checked; None when there is none or it is empty.

    `invoice_label` is the text of the pay button that an invoice gets when its keyboard brings none.
    Raises BotApiRefusal.
    """
    given = args.json("reply_markup", "reply keyboard markup")
    markup = None if given is None else markup_of(as_object(given, "reply markup"), is_private=is_private)
    rows = markup.get("inline_keyboard", []) if markup else []
    pay_at = [(y, x) for y, row in enumerate(rows) for x, button in enumerate(row) if "pay" in button]
    if invoice_label is None:
        if pay_at:
            raise bad_request("BUTTON_TYPE_INVALID")
        return markup
    if markup is None:
        return {"inline_keyboard": [[{"text": invoice_label, "pay": True}]]}
    if not rows or not pay_at:
        raise bad_request("REPLY_MARKUP_BUY_EMPTY")
    if pay_at != [(0, 0)]:
        raise bad_request("BUTTON_POS_INVALID")
    return markup


def markup_of(given: Json, *, is_private: bool) -> Json | None:
    """One of the four kinds of keyboards, checked. Raises BotApiRefusal."""
    if "inline_keyboard" in given:
        return _inline(given["inline_keyboard"], is_private)
    if "keyboard" in given:
        return _reply(given, is_private)
    if given.get("remove_keyboard"):
        return {"remove_keyboard": True} | ({"selective": True} if given.get("selective") else {})
    if given.get("force_reply"):
        return {"force_reply": True} | _options(given, ("selective", "input_field_placeholder"))
    return None


def inline_only(markup: Json | None) -> Json | None:
    """The markup when it is an inline keyboard: all that the Bot API shows of a message's keyboard."""
    return markup if markup and "inline_keyboard" in markup else None


def _rows(given: object, field: str, most: int, most_in_row: int) -> list[list[Any]]:
    if not isinstance(given, list) or not all(isinstance(row, list) for row in given):
        raise bad_request(f'field "{field}" must be an Array of Arrays')
    if sum(map(len, given)) > most or any(len(row) > most_in_row for row in given):
        raise bad_request("reply markup is too long")
    return [row for row in given if row]


def _inline(given: object, is_private: bool) -> Json | None:
    rows = _rows(given, "inline_keyboard", INLINE_BUTTONS, INLINE_ROW)
    kept = [[_inline_button(button, is_private) for button in row] for row in rows]
    return {"inline_keyboard": kept} if kept else None


def _inline_button(given: object, is_private: bool) -> Json:
    if not isinstance(given, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    button = _face(given)
    action = next((name for name in _ACTIONS if given.get(name) is not None and given.get(name) is not False), None)
    if action is None:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    return button | {
        action: _web_app(given[action], is_private) if action == "web_app" else _action(action, given[action])
    }


def _action(action: str, value: Any) -> Any:
    if action == "url":
        url = checked_url(str(value))
        if url is None:
            raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
        return url
    if action == "callback_data" and not (isinstance(value, str) and 1 <= len(value.encode()) <= CALLBACK_DATA_BYTES):
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not (isinstance(text, str) and 1 <= len(text) <= COPY_TEXT_LENGTH):
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        return {"text": text}
    if action == "switch_inline_query_chosen_chat":
        return _options(as_object(value, "SwitchInlineQueryChosenChat"), _CHOSEN)
    if action == "login_url":
        return {"url": _https_url(as_object(value, "LoginUrl").get("url"))}
    return value


def _face(given: Json) -> Json:
    text = given.get("text")
    if not isinstance(text, str) or not text.strip():
        raise bad_request('can\'t parse keyboard button: Field "text" must be non-empty')
    style = given.get("style")
    if style is not None and style not in STYLES:
        raise bad_request("can't parse keyboard button: Invalid button style specified")
    return {"text": text} | _options(given, ("style", "icon_custom_emoji_id"))


def _web_app(given: object, is_private: bool) -> Json:
    url = _https_url(given.get("url") if isinstance(given, dict) else None)
    if not is_private:
        raise bad_request("BUTTON_TYPE_INVALID")
    return {"url": url}


def _https_url(url: object) -> str:
    checked = checked_url(url) if isinstance(url, str) else None
    if checked is None:
        raise bad_request(f"inline keyboard button Web App URL '{url}' is invalid: Wrong HTTP URL")
    if not is_secure_or_local(checked):
        raise bad_request(f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    return checked


def is_secure_or_local(url: str) -> bool:
    """True for https, and for http to this machine, which the sandbox allows beyond Telegram."""
    host = url.partition("://")[2].replace("?", "/").partition("/")[0].partition(":")[0]
    return url.startswith("https://") or (url.startswith("http://") and host in ("127.0.0.1", "localhost"))


def _reply(given: Json, is_private: bool) -> Json:
    rows = _rows(given["keyboard"], "keyboard", REPLY_BUTTONS, REPLY_ROW)
    placeholder = given.get("input_field_placeholder") or ""
    if len(placeholder) > PLACEHOLDER_LENGTH:
        raise bad_request("input field placeholder is too long")
    kept = [[_reply_button(button, is_private) for button in row] for row in rows]
    options = ("is_persistent", "resize_keyboard", "one_time_keyboard", "input_field_placeholder", "selective")
    return {"keyboard": kept} | _options(given, options)


def _reply_button(given: object, is_private: bool) -> Json:
    if isinstance(given, str):
        return _face({"text": given})
    if not isinstance(given, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    button = _face(given) | _options(given, _REQUESTS)
    if "web_app" in button:
        button["web_app"] = _web_app(button["web_app"], is_private)
    if not is_private and ("request_contact" in button or "request_location" in button):
        raise bad_request("phone number and location can be requested in private chats only")
    return button


def _options(given: Json, names: tuple[str, ...]) -> Json:
    return {name: given[name] for name in names if given.get(name) not in (None, False)}
