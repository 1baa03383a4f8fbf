"""Messages come into being, change and go: for the bot and for people alike."""

import secrets
from typing import Any

from sandbox.telegram.errors import bad_request
from sandbox.telegram.markup import inline_only
from sandbox.telegram.state import ADMINISTRATORS, HISTORY_PER_CHAT, Json, Message
from sandbox.telegram.world import World

CONTENT_FIELDS = (
    "text",
    "entities",
    "caption",
    "caption_entities",
    "photo",
    "document",
    "link_preview_options",
    "has_media_spoiler",
    "show_caption_above_media",
    "contact",
)
"""What a copy of a message keeps."""

_PRIVATE_COUNTER = "private message"


def as_bot_sees(message: Message) -> Json:
    """The Bot API's Message object."""
    keyboard = inline_only(message.markup)
    return message.body | ({"reply_markup": keyboard} if keyboard else {})


def as_person_sees(message: Message) -> Json:
    """The Message object with whatever keyboard it brought, reply keyboards too."""
    return message.body | ({"reply_markup": message.markup} if message.markup else {})


def add_message(
    world: World,
    chat_id: int,
    author_id: int,
    content: Json,
    *,
    markup: Json | None = None,
    thread_id: int | None = None,
    reply_to: Message | None = None,
    invoice: Json | None = None,
    inline_message_id: str | None = None,
) -> Message:
    """A new message, shown to all who watch the chat. `author_id` is a person, the bot, or the chat itself."""
    chat = world.chats.rows.get(chat_id)
    message_id = world.next_number(_PRIVATE_COUNTER if chat is None else f"message {chat_id}")
    body: Json = {"message_id": message_id}
    if chat is not None and (author_id == chat_id or chat.type == "channel"):
        body["sender_chat"] = world.chat_json(chat_id)
        author_id = chat_id if author_id != world.config.bot_id else author_id
    else:
        body["from"] = world.user_json(author_id)
    body |= {"chat": world.chat_json(chat_id), "date": world.now()}
    if thread_id is not None:
        body |= {"message_thread_id": thread_id, "is_topic_message": True}
    if reply_to is not None:
        body["reply_to_message"] = {k: v for k, v in as_bot_sees(reply_to).items() if k != "reply_to_message"}
    message = Message(chat_id, message_id, author_id, body | content, markup, invoice, inline_message_id)
    message.changed = world.next_number("change")
    world.messages.put((chat_id, message_id), message)
    history = world.history.setdefault(chat_id, {})
    history[message_id] = message
    if inline_message_id is not None:
        world.inline_messages[inline_message_id] = message
    if len(history) > HISTORY_PER_CHAT:
        _forget(world, history.pop(next(iter(history))))
    world.hub.publish(chat_id, "message", as_person_sees(message))
    return message


def tell_bot(world: World, message: Message) -> None:
    """Queues the update of a person's message."""
    chat = world.chats.rows.get(message.chat_id)
    if chat is not None and not hears(world, message):
        return
    kind = "channel_post" if chat is not None and chat.type == "channel" else "message"
    world.updates.push(kind, as_bot_sees(message), message.chat_id)


def hears(world: World, message: Message) -> bool:
    """Whether the bot gets a group's message: all as administrator, else what privacy mode lets through."""
    chat = world.chats.rows[message.chat_id]
    status = chat.members.get(str(world.config.bot_id), "left")
    if status in ADMINISTRATORS:
        return True
    text = message.body.get("text", "")
    answered = message.body.get("reply_to_message", {}).get("from", {}).get("id")
    is_for_bot = text.startswith("/") or f"@{world.config.bot_username}" in text or answered == world.config.bot_id
    return status == "member" and is_for_bot


def find(world: World, chat_id: int, message_id: int) -> Message | None:
    """A message that is still there."""
    message = world.history.get(chat_id, {}).get(message_id)
    return None if message is None or message.is_deleted else message


def find_for_bot(world: World, chat_id: int, message_id: int, what: str) -> Message:
    """A message that the bot names. Raises BotApiRefusal "<what> not found"."""
    if message_id == 0:
        raise bad_request("message identifier is not specified")
    message = find(world, chat_id, message_id)
    if message is None:
        raise bad_request(f"{what} not found")
    return message


def change(world: World, message: Message, content: Json, markup: Json | None) -> bool:
    """Replaces parts of the body (None removes one) and the keyboard; False when all of it is as it was."""
    fresh: dict[str, Any] = {name: value for name, value in (message.body | content).items() if value is not None}
    if markup == message.markup and _comparable(fresh) == _comparable(message.body):
        return False
    message.body = fresh | {"edit_date": world.now()}
    message.markup = markup
    _keep(world, message)
    world.hub.publish(message.chat_id, "edit", as_person_sees(message))
    return True


def delete(world: World, message: Message) -> None:
    """Takes a message away; its number stays used."""
    message.is_deleted = True
    _keep(world, message)
    gone = {"chat_id": message.chat_id, "message_id": message.id, "message_ids": [message.id]}
    world.hub.publish(message.chat_id, "delete", gone)


def new_inline_message_id() -> str:
    """An id under which a message sent by inline mode can be edited."""
    return secrets.token_urlsafe(20)


def listed(world: World, chat_id: int, after: int, since: int) -> Json:
    """What the control API shows of a chat: messages with a greater id than `after`, changed after `since`."""
    messages = [
        as_person_sees(message)
        for message in world.history.get(chat_id, {}).values()
        if message.id > after and message.changed > since and not message.is_deleted
    ]
    return {"messages": messages, "last": int(world.settings.rows.get("number:change", 0))}


def _keep(world: World, message: Message) -> None:
    message.changed = world.next_number("change")
    world.messages.put((message.chat_id, message.id), message)


def _forget(world: World, message: Message) -> None:
    world.messages.drop((message.chat_id, message.id))
    if message.inline_message_id is not None:
        world.inline_messages.pop(message.inline_message_id, None)


def _comparable(body: Json) -> Json:
    """All but the date of the last edit, which is no content."""
    return {name: value for name, value in body.items() if name != "edit_date"}
