"""Answers to what people press, ask and launch: callbacks, inline mode, mini-apps."""

import secrets
from typing import Any

import orjson

from sandbox.telegram.args import Args, as_object
from sandbox.telegram.errors import bad_request
from sandbox.telegram.html import utf16_length
from sandbox.telegram.markup import markup_of
from sandbox.telegram.media import content_of
from sandbox.telegram.methods.payments import pay_label, read_invoice, shown_invoice
from sandbox.telegram.methods.registry import bot_method
from sandbox.telegram.methods.sending import input_text_content
from sandbox.telegram.posting import add_message, new_inline_message_id
from sandbox.telegram.state import Json, Message
from sandbox.telegram.text import check_caption, formatted
from sandbox.telegram.world import World

CALLBACK = "callback_query"
INLINE = "inline_query"
WEB_APP = "web_app_query"
ANSWER_LENGTH = 200
RESULTS = 50
RESULT_ID_BYTES = 64
PREPARED_LIFETIME_S = 3_600
_PHOTO_FIELDS = ("title", "description", "photo_url", "thumbnail_url")


@bot_method("answerCallbackQuery")
def answer_callback_query(world: World, args: Args) -> bool:
    """Ends the spinner of a pressed button, once, with a toast, an alert, a link or nothing."""
    text = args.text("text") or ""
    if utf16_length(text) > ANSWER_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    question = world.questions.take(CALLBACK, args.text("callback_query_id") or "")
    answer = {"text": text, "show_alert": args.flag("show_alert"), "url": args.text("url") or None}
    if not question.answer.done():
        question.answer.set_result(answer)
    world.hub.publish(question.context, "answer", {"callback_query_id": question.id} | answer)
    return True


@bot_method("answerInlineQuery")
def answer_inline_query(world: World, args: Args) -> bool:
    """Shows results under what a person types after the bot's name."""
    given = args.json("results", "inline query results")
    if not isinstance(given, list):
        raise bad_request("expected an Array of inline query results")
    if len(given) > RESULTS:
        raise bad_request("too many inline query results specified")
    results = [read_result(world, result) for result in given]
    if len({result["id"] for result in results}) != len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    next_offset = args.text("next_offset") or ""
    if len(next_offset.encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    button = args.json("button", "inline query results button")
    question = world.questions.take(INLINE, args.text("inline_query_id") or "")
    if not question.answer.done():
        question.answer.set_result({
            "results": results,
            "next_offset": next_offset,
            "cache_time": args.integer("cache_time", 300),
            "is_personal": args.flag("is_personal"),
            "button": button,
        })  # fmt: skip
    return True


@bot_method("answerWebAppQuery")
def answer_web_app_query(world: World, args: Args) -> Json:
    """Sends a message in the name of the person who opened the mini-app."""
    result = read_result(world, args.json("result", "inline query result"))
    question = world.questions.take(WEB_APP, args.text("web_app_query_id") or "")
    message = send_result(world, question.context, question.context, result)
    return {"inline_message_id": message.inline_message_id}


@bot_method("savePreparedInlineMessage")
def save_prepared_inline_message(world: World, args: Args) -> Json:
    """Keeps a message that a mini-app will offer to share."""
    user_id = args.integer("user_id")
    if user_id not in world.users.rows:
        raise bad_request("USER_ID_INVALID")
    chats = ("allow_user_chats", "allow_bot_chats", "allow_group_chats", "allow_channel_chats")
    if not any(args.flag(name) for name in chats):
        raise bad_request("PEER_TYPES_INVALID")
    result = read_result(world, args.json("result", "inline query result"))
    for key, kept in list(world.prepared.rows.items()):
        if kept["expiration_date"] < world.now():
            world.prepared.drop(key)
    key, expiration = secrets.token_urlsafe(12), world.now() + PREPARED_LIFETIME_S
    world.prepared.put(key, {"user_id": user_id, "result": result, "expiration_date": expiration})
    return {"id": key, "expiration_date": expiration}


def read_result(world: World, given: object) -> Json:
    """An inline result: `shown` to choose from, and `content` and `markup` of the message it becomes.

    Raises BotApiRefusal.
    """
    result = as_object(given, "inline query result")
    kind, result_id = result.get("type"), result.get("id")
    if not isinstance(result_id, str) or not 1 <= len(result_id.encode()) <= RESULT_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if kind not in ("article", "photo", "document"):
        raise bad_request(f'can\'t parse inline query result: type "{kind}" is unsupported for the inline query result')
    if kind == "article" and not result.get("title"):
        raise bad_request('can\'t parse inline query result: Field "title" must be non-empty')
    invoice = None
    if result.get("input_message_content") is not None:
        content, invoice = _given_content(as_object(result["input_message_content"], "input message content"))
    elif kind == "article":
        raise bad_request("input message content is not specified")
    else:
        content = _media_content(world, kind, result)
    markup = result.get("reply_markup")
    keyboard = None if markup is None else markup_of(as_object(markup, "reply markup"), is_private=False)
    if keyboard is not None and "inline_keyboard" not in keyboard:
        raise bad_request("inline keyboard expected")
    if invoice is not None and keyboard is None:
        keyboard = {"inline_keyboard": [[{"text": pay_label(invoice), "pay": True}]]}
    shown = {name: result[name] for name in _PHOTO_FIELDS if result.get(name)}
    return {
        "id": result_id, "type": kind, "shown": shown, "content": content, "markup": keyboard, "invoice": invoice,
    }  # fmt: skip


def send_result(world: World, user_id: int, chat_id: int, result: Json) -> Message:
    """A person sends an inline result to a chat."""
    content = result["content"] | {"via_bot": world.bot_user()}
    return add_message(
        world, chat_id, user_id, content,
        markup=result["markup"], invoice=result["invoice"], inline_message_id=new_inline_message_id(),
    )  # fmt: skip


def _given_content(given: Json) -> tuple[Json, Json | None]:
    if "message_text" in given:
        return input_text_content(given), None
    if "payload" in given and "prices" in given:
        invoice = read_invoice(Args({name: _text(value) for name, value in given.items() if value is not None}))
        return {"invoice": shown_invoice(invoice)}, invoice
    raise bad_request("can't parse input message content: this kind is not served by this sandbox")


def _media_content(world: World, kind: str, result: Json) -> Json:
    text, entities = formatted(
        str(result.get("caption") or ""), result.get("parse_mode"), result.get("caption_entities")
    )
    check_caption(text)
    content: Json = ({"caption": text} if text else {}) | ({"caption_entities": entities} if entities else {})
    file = world.files.rows.get(str(result.get(f"{kind}_file_id") or ""))
    if file is not None:
        return content | content_of(file)
    if result.get(f"{kind}_url"):
        # there is no network to fetch it from, so the message shows what it would have said
        return {"text": text or str(result.get("title") or result[f"{kind}_url"])}
    raise bad_request("wrong file identifier/HTTP URL specified")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()
