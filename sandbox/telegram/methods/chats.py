"""Chats, their members, and the topics of forums."""

from sandbox.telegram.args import Args
from sandbox.telegram.errors import bad_request
from sandbox.telegram.methods.registry import bot_method
from sandbox.telegram.posting import add_message, as_bot_sees, delete, find
from sandbox.telegram.state import ADMINISTRATORS, PRESENT, Chat, Json, Topic
from sandbox.telegram.world import World

TOPIC_NAME_LENGTH = 128
ICON_COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories", "can_send_welcome_messages",
)  # fmt: skip
_HELD = frozenset({"can_manage_chat", "can_delete_messages", "can_change_info", "can_invite_users"})
_OF_GROUPS = ("can_pin_messages", "can_manage_topics")
_OF_CHANNELS = ("can_post_messages", "can_edit_messages")
_PERMISSIONS = ("can_send_messages", "can_send_photos", "can_send_documents", "can_send_other_messages")


def member_json(world: World, chat: Chat, user_id: int) -> Json:
    """A ChatMember object of whatever status."""
    status = chat.members.get(str(user_id), "left")
    member: Json = {"status": status, "user": world.user_json(user_id)}
    if status == "creator":
        return member | {"is_anonymous": False}
    if status == "administrator":
        more = _OF_CHANNELS if chat.type == "channel" else _OF_GROUPS
        return member | {right: right in _HELD for right in _RIGHTS} | dict.fromkeys(more, True)
    if status == "kicked":
        return member | {"until_date": 0}
    return member


@bot_method("getChat")
def get_chat(world: World, args: Args) -> Json:
    """A chat in full."""
    chat_id = world.chat_id_of(args.text("chat_id") or "")
    world.check_bot_is_member(chat_id)
    full = world.chat_json(chat_id) | {
        "accent_color_id": abs(chat_id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    if chat_id in world.chats.rows:
        full["permissions"] = dict.fromkeys(_PERMISSIONS, True)
    pinned = world.settings.rows.get(f"pinned:{chat_id}") or [0]
    message = find(world, chat_id, pinned[-1])
    return full | ({"pinned_message": as_bot_sees(message)} if message is not None else {})


def _group(world: World, args: Args) -> Chat:
    chat_id = world.chat_id_of(args.text("chat_id") or "")
    chat = world.chats.rows.get(chat_id)
    if chat is None:
        raise bad_request("there are no administrators in the private chat")
    world.check_bot_is_member(chat_id)
    return chat


@bot_method("getChatAdministrators")
def get_chat_administrators(world: World, args: Args) -> list[Json]:
    """All administrators but other bots."""
    chat = _group(world, args)
    return [
        member_json(world, chat, int(user_id)) for user_id, status in chat.members.items() if status in ADMINISTRATORS
    ]


@bot_method("getChatMember")
def get_chat_member(world: World, args: Args) -> Json:
    """One member; who is not there has the status "left"."""
    chat_id, user_id = world.chat_id_of(args.text("chat_id") or ""), args.integer("user_id")
    if user_id not in world.users.rows and user_id != world.config.bot_id:
        raise bad_request("invalid user_id specified")
    chat = world.chats.rows.get(chat_id)
    if chat is None:
        if user_id not in (chat_id, world.config.bot_id):
            raise bad_request("member not found")
        return {"status": "member", "user": world.user_json(user_id)}
    world.check_bot_is_member(chat_id)
    return member_json(world, chat, user_id)


@bot_method("getChatMemberCount")
def get_chat_member_count(world: World, args: Args) -> int:
    """How many are in a chat."""
    chat = world.chats.rows.get(world.chat_id_of(args.text("chat_id") or ""))
    return 2 if chat is None else sum(status in PRESENT for status in chat.members.values())


@bot_method("leaveChat")
def leave_chat(world: World, args: Args) -> bool:
    """The bot leaves a group or channel."""
    chat = world.chats.rows.get(world.chat_id_of(args.text("chat_id") or ""))
    if chat is None:
        raise bad_request("CHAT_ID_INVALID")
    world.check_bot_is_member(chat.id)
    set_member(world, chat, world.config.bot_id, "left", world.config.bot_id)
    return True


def set_member(world: World, chat: Chat, user_id: int, status: str, by_id: int) -> None:
    """Changes a member's status; the bot hears of it, of its own before that of others."""
    old = member_json(world, chat, user_id)
    chat.members[str(user_id)] = status
    world.chats.put(chat.id, chat)
    new = member_json(world, chat, user_id)
    if old == new:
        return
    body = {
        "chat": world.chat_json(chat.id), "from": world.user_json(by_id), "date": world.now(),
        "old_chat_member": old, "new_chat_member": new,
    }  # fmt: skip
    is_own = user_id == world.config.bot_id
    world.updates.push("my_chat_member" if is_own else "chat_member", body, chat.id)
    world.hub.publish(None, "state", {"changed": "members"})


def _forum(world: World, args: Args) -> Chat:
    chat = world.chats.rows.get(world.chat_id_of(args.text("chat_id") or ""))
    if chat is None or not chat.is_forum:
        raise bad_request("the chat is not a forum")
    world.check_bot_may_write(chat.id)
    return chat


def _topic(world: World, args: Args) -> Topic:
    chat = _forum(world, args)
    topic = world.topics.rows.get((chat.id, args.integer("message_thread_id")))
    if topic is None:
        raise bad_request("message thread not found")
    return topic


def _topic_name(args: Args) -> str:
    name = (args.text("name") or "").strip()
    if not 1 <= len(name) <= TOPIC_NAME_LENGTH:
        raise bad_request("TOPIC_TITLE_EMPTY" if not name else "TOPIC_TITLE_INVALID")
    return name


@bot_method("createForumTopic")
def create_forum_topic(world: World, args: Args) -> Json:
    """Opens a topic."""
    chat, name = _forum(world, args), _topic_name(args)
    color = args.integer("icon_color", ICON_COLORS[0])
    if color not in ICON_COLORS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    icon = args.text("icon_custom_emoji_id") or None
    shown: Json = {"name": name, "icon_color": color} | ({"icon_custom_emoji_id": icon} if icon else {})
    message = add_message(world, chat.id, world.config.bot_id, {"forum_topic_created": shown})
    message.body |= {"message_thread_id": message.id, "is_topic_message": True}
    world.messages.put((chat.id, message.id), message)
    world.topics.put((chat.id, message.id), Topic(chat.id, message.id, name, color, icon))
    world.hub.publish(None, "state", {"changed": "topics"})
    return {"message_thread_id": message.id} | shown


@bot_method("editForumTopic")
def edit_forum_topic(world: World, args: Args) -> bool:
    """Renames a topic or changes its icon."""
    topic = _topic(world, args)
    name = _topic_name(args) if args.text("name") else topic.name
    icon = args.text("icon_custom_emoji_id")
    icon = topic.icon_custom_emoji_id if icon is None else icon or None
    if (name, icon) == (topic.name, topic.icon_custom_emoji_id):
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name, topic.icon_custom_emoji_id = name, icon
    _note(world, topic, {"forum_topic_edited": {"name": name} | ({"icon_custom_emoji_id": icon} if icon else {})})
    return True


@bot_method("closeForumTopic")
def close_forum_topic(world: World, args: Args) -> bool:
    """Closes a topic to all but administrators."""
    topic = _topic(world, args)
    if topic.is_closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.is_closed = True
    _note(world, topic, {"forum_topic_closed": {}})
    return True


@bot_method("reopenForumTopic")
def reopen_forum_topic(world: World, args: Args) -> bool:
    """Opens a closed topic again."""
    topic = _topic(world, args)
    if not topic.is_closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.is_closed = False
    _note(world, topic, {"forum_topic_reopened": {}})
    return True


@bot_method("deleteForumTopic")
def delete_forum_topic(world: World, args: Args) -> bool:
    """Removes a topic with all its messages."""
    topic = _topic(world, args)
    world.topics.drop((topic.chat_id, topic.id))
    for message in list(world.history.get(topic.chat_id, {}).values()):
        if message.body.get("message_thread_id") == topic.id and not message.is_deleted:
            delete(world, message)
    world.hub.publish(None, "state", {"changed": "topics"})
    return True


def _note(world: World, topic: Topic, content: Json) -> None:
    world.topics.put((topic.chat_id, topic.id), topic)
    add_message(world, topic.chat_id, world.config.bot_id, content, thread_id=topic.id)
    world.hub.publish(None, "state", {"changed": "topics"})
