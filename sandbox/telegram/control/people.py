"""What a person does in a chat: writes, presses, sends photos, shares a contact, blocks the bot."""

import re
from typing import Any

from sandbox.telegram.args import Upload
from sandbox.telegram.errors import ControlRefusal
from sandbox.telegram.html import utf16_length
from sandbox.telegram.markup import inline_only
from sandbox.telegram.media import content_of, store
from sandbox.telegram.methods.chats import set_member
from sandbox.telegram.methods.inline import CALLBACK
from sandbox.telegram.posting import add_message, as_bot_sees, as_person_sees, find, tell_bot
from sandbox.telegram.questions import CALLBACK_S, answer_of
from sandbox.telegram.state import PRESENT, Json, Message, User
from sandbox.telegram.text import TEXT_LIMIT, person_text
from sandbox.telegram.world import World

ANSWER_WAIT_S = 10.0
_USERNAME = re.compile(r"[A-Za-z0-9_]{3,32}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Za-z]{2,4})?", re.ASCII)
_SCHEMES = ("light", "dark")
_NAME_LENGTH = 64


def write(world: World, user: User, chat_id: int, content: Json, *, thread_id: int = 0, reply_to_id: int = 0) -> Json:
    """A person sends something to the bot or a group; the bot hears of it. Raises ControlRefusal."""
    enter(world, user, chat_id)
    topic = None
    if thread_id not in (0, 1):
        topic = world.topics.rows.get((chat_id, thread_id))
        if topic is None:
            raise ControlRefusal(404, "no such topic")
    reply_to = find(world, chat_id, reply_to_id) if reply_to_id else None
    message = add_message(
        world, chat_id, user.id, content, thread_id=None if topic is None else topic.id, reply_to=reply_to
    )
    tell_bot(world, message)
    return as_person_sees(message)


def enter(world: World, user: User, chat_id: int) -> None:
    """Opens the private chat, or joins a group, by acting in it. Raises ControlRefusal."""
    if chat_id == user.id:
        if user.is_blocked:
            raise ControlRefusal(409, "this person has blocked the bot; unblock it first")
        if not user.is_started:
            user.is_started = True
            world.users.put(user.id, user)
            world.hub.publish(None, "state", {"changed": "users"})
        return
    chat = world.group(chat_id)
    status = chat.members.get(str(user.id), "left")
    if status == "kicked":
        raise ControlRefusal(403, "this person was removed from the chat")
    if status not in PRESENT:
        set_member(world, chat, user.id, "member", user.id)
    if chat.type == "channel" and status not in ("creator", "administrator"):
        raise ControlRefusal(403, "only administrators write in a channel")


def text_content(given: object) -> Json:
    """A typed text as message content. Raises ControlRefusal."""
    if not isinstance(given, str):
        raise ControlRefusal(400, "text is a string")
    text, entities = person_text(given)
    if not 1 <= utf16_length(text) <= TEXT_LIMIT:
        raise ControlRefusal(400, f"a text has 1 to {TEXT_LIMIT} UTF-16 units")
    return {"text": text} | ({"entities": entities} if entities else {})


def file_content(world: World, kind: str, upload: Upload, caption: str) -> Json:
    """An upload of a person as message content. Raises BotApiRefusal or ControlRefusal."""
    content = content_of(store(world, kind, upload))
    text, entities = person_text(caption)
    return content | ({"caption": text} if text else {}) | ({"caption_entities": entities} if entities else {})


def contact_content(world: World, user: User, phone_number: object) -> Json:
    """The person's own contact, as the contact button sends it. Raises ControlRefusal."""
    if phone_number is not None:
        if not isinstance(phone_number, str) or not re.fullmatch(r"\+?\d{5,15}", phone_number, re.ASCII):
            raise ControlRefusal(400, "phone_number has 5 to 15 digits")
        user.phone_number = phone_number
        world.users.put(user.id, user)
    number = user.phone_number or f"+1555{user.id % 10**7:07}"
    contact: Json = {"phone_number": number, "first_name": user.first_name, "user_id": user.id}
    return {"contact": contact | ({"last_name": user.last_name} if user.last_name else {})}


async def press(world: World, user: User, chat_id: int, message_id: int, data: object, *, is_forced: bool) -> Json:
    """A person presses a callback button; gives the bot's answer, None after ten seconds. Raises ControlRefusal.

    `is_forced`: the press comes from a screen that shows a keyboard which is no longer there.
    """
    if not isinstance(data, str) or not data:
        raise ControlRefusal(400, "data is a text")
    message = world.history.get(chat_id, {}).get(message_id)
    if message is None or (message.is_deleted and not is_forced):
        raise ControlRefusal(400 if message is None else 404, "no such message")
    if not is_forced and data not in callback_data(message):
        raise ControlRefusal(400, "the message has no such button now")
    enter(world, user, chat_id)
    question = world.questions.ask(CALLBACK, CALLBACK_S, chat_id)
    query: Json = {
        "id": question.id,
        "from": world.user_json(user.id),
        "chat_instance": world.chat_instance(chat_id),
        "data": data,
    }
    if message.is_deleted:
        query["message"] = {"chat": world.chat_json(chat_id), "message_id": message_id, "date": 0}
    elif message.inline_message_id is not None:
        query["inline_message_id"] = message.inline_message_id
    else:
        query["message"] = as_bot_sees(message)
    world.updates.push(CALLBACK, query, user.id)
    return {"answer": await answer_of(question, ANSWER_WAIT_S), "callback_query_id": question.id}


def callback_data(message: Message) -> set[str]:
    """What the message's buttons send now."""
    rows = (inline_only(message.markup) or {}).get("inline_keyboard", [])
    return {button["callback_data"] for row in rows for button in row if "callback_data" in button}


def set_blocked(world: World, user: User, is_blocked: bool) -> None:
    """A person stops the bot, or starts it again; the bot hears of it."""
    if user.is_blocked == is_blocked:
        return
    user.is_blocked = is_blocked
    world.users.put(user.id, user)
    bot, now = {"user": world.bot_user()}, world.now()
    kicked, member = bot | {"status": "kicked", "until_date": 0}, bot | {"status": "member"}
    change: Json = {"chat": world.chat_json(user.id), "from": world.user_json(user.id), "date": now}
    old, new = (member, kicked) if is_blocked else (kicked, member)
    world.updates.push("my_chat_member", change | {"old_chat_member": old, "new_chat_member": new}, user.id)
    world.hub.publish(None, "state", {"changed": "users"})


def rename(world: World, user: User, given: Json) -> None:
    """Sets a person's names, language and colours; what is absent stays. Raises ControlRefusal."""
    if "first_name" in given and not _is_name(given["first_name"], least=1):
        raise ControlRefusal(400, "first_name has 1 to 64 characters")
    if given.get("last_name") is not None and not _is_name(given["last_name"], least=0):
        raise ControlRefusal(400, "last_name has at most 64 characters")
    if given.get("username") and not _matches(_USERNAME, given["username"]):
        raise ControlRefusal(400, "username has 3 to 32 letters, digits and underscores")
    if "language_code" in given and not _matches(_LANGUAGE, given["language_code"]):
        raise ControlRefusal(400, "language_code looks like en or pt-BR")
    if "scheme" in given and given["scheme"] not in _SCHEMES:
        raise ControlRefusal(400, "scheme is light or dark")
    user.first_name = given.get("first_name", user.first_name)
    user.last_name = given.get("last_name", user.last_name) or None
    user.username = given.get("username", user.username) or None
    user.language_code = given.get("language_code", user.language_code)
    user.scheme = given.get("scheme", user.scheme)
    world.users.put(user.id, user)
    world.hub.publish(None, "state", {"changed": "users"})


def _is_name(value: object, least: int) -> bool:
    return isinstance(value, str) and least <= len(value.strip()) <= _NAME_LENGTH


def _matches(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None
