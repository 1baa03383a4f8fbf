"""sendMessage, copies, forwards and typing; how every message of the bot is sent."""

from sandbox.telegram.args import Args, as_object
from sandbox.telegram.errors import bad_request
from sandbox.telegram.markup import read_markup
from sandbox.telegram.methods.registry import bot_method
from sandbox.telegram.posting import CONTENT_FIELDS, add_message, as_bot_sees, find, find_for_bot
from sandbox.telegram.state import Json, Message
from sandbox.telegram.text import bot_text, check_caption, check_message_text, formatted
from sandbox.telegram.world import World

_ACTIONS = frozenset(
    f"{verb}_{matter}" for verb in ("record", "upload") for matter in ("video", "voice", "audio", "video_note")
) | {"typing", "upload_photo", "upload_document", "choose_sticker", "pick_up_location", "find_location", "cancel"}
_PREVIEW_FIELDS = ("is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text")
_MANY = 100


def send(
    world: World, args: Args, content: Json, *, invoice: Json | None = None, invoice_label: str | None = None
) -> Message:
    """Sends a message of the bot with the options that all kinds share. Raises BotApiRefusal."""
    chat_id = world.chat_id_of(args.required("chat_id") if args.text("chat_id") else "")
    markup = read_markup(args, is_private=chat_id in world.users.rows, invoice_label=invoice_label)
    thread_id = check_writable(world, chat_id, args.integer("message_thread_id"))
    reply_to = _reply_target(world, args, chat_id)
    world.flood.check(chat_id)
    options: Json = {"has_protected_content": True} if args.flag("protect_content") else {}
    if args.text("message_effect_id") and chat_id in world.users.rows:
        options["effect_id"] = args.required("message_effect_id")
    return add_message(
        world, chat_id, world.config.bot_id, content | options,
        markup=markup, thread_id=thread_id, reply_to=reply_to, invoice=invoice,
    )  # fmt: skip


def check_writable(world: World, chat_id: int, thread_id: int) -> int | None:
    """The topic to write to, None for the general one. Raises BotApiRefusal where the bot may not write."""
    world.check_bot_may_write(chat_id)
    if thread_id in (0, 1):
        return None
    if (chat_id, thread_id) not in world.topics.rows:
        raise bad_request("message thread not found")
    return thread_id


def caption_of(args: Args) -> Json:
    """Caption and what stands beside it. Raises BotApiRefusal."""
    text, entities = bot_text(args, "caption", "caption_entities")
    check_caption(text)
    content: Json = ({"caption": text} if text else {}) | ({"caption_entities": entities} if entities else {})
    for field, flag in (("has_media_spoiler", "has_spoiler"), ("show_caption_above_media", "show_caption_above_media")):
        if args.flag(flag):
            content[field] = True
    return content


def text_content(args: Args) -> Json:
    """Text, entities and link preview of sendMessage and editMessageText. Raises BotApiRefusal."""
    text, entities = bot_text(args)
    check_message_text(text)
    content: Json = {"text": text} | ({"entities": entities} if entities else {})
    given = args.json("link_preview_options", "link preview options")
    if given is not None:
        options = as_object(given, "link preview options")
        preview = {name: options[name] for name in _PREVIEW_FIELDS if options.get(name) is not None}
        content |= {"link_preview_options": preview} if preview else {}
    return content


def _reply_target(world: World, args: Args, chat_id: int) -> Message | None:
    given = args.json("reply_parameters", "reply parameters")
    if given is None:
        message_id, may_miss = args.integer("reply_to_message_id"), args.flag("allow_sending_without_reply")
    else:
        parameters = as_object(given, "reply parameters")
        number = parameters.get("message_id", 0)
        message_id = int(number) if str(number).isdigit() else 0
        may_miss = bool(parameters.get("allow_sending_without_reply"))
        if parameters.get("chat_id") not in (None, chat_id, str(chat_id)):
            raise bad_request("the sandbox replies within one chat only")
    if not message_id:
        return None
    message = find(world, chat_id, message_id)
    if message is None and not may_miss:
        raise bad_request("message to be replied not found")
    return message


@bot_method("sendMessage")
def send_message(world: World, args: Args) -> Json:
    """Sends a text."""
    return as_bot_sees(send(world, args, text_content(args)))


@bot_method("sendChatAction")
def send_chat_action(world: World, args: Args) -> bool:
    """Shows "typing..." and the like for five seconds."""
    chat_id = world.chat_id_of(args.text("chat_id") or "")
    action = (args.text("action") or "").lower()
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    thread_id = check_writable(world, chat_id, args.integer("message_thread_id"))
    world.hub.publish(chat_id, "action", {"chat_id": chat_id, "action": action, "message_thread_id": thread_id})
    return True


@bot_method("copyMessage")
def copy_message(world: World, args: Args) -> Json:
    """Sends the same content as the bot's own message; gives its MessageId."""
    source = _source(world, args, "message to copy")
    if source.invoice is not None or not any(field in source.body for field in CONTENT_FIELDS):
        raise bad_request("message can't be copied")
    content = {field: source.body[field] for field in CONTENT_FIELDS if field in source.body}
    if args.text("caption") is not None and "text" not in content:
        content = {field: value for field, value in content.items() if not field.startswith("caption")}
        content |= caption_of(args)
    return {"message_id": send(world, args, content).id}


@bot_method("copyMessages")
def copy_messages(world: World, args: Args) -> list[Json]:
    """Copies several; those that are gone are left out."""
    return [copy_message(world, one) for one in _each(world, args)]


@bot_method("forwardMessage")
def forward_message(world: World, args: Args) -> Json:
    """Forwards a message with its origin."""
    source = _source(world, args, "message to forward")
    if source.body.get("has_protected_content"):
        raise bad_request("message has protected content and can't be forwarded")
    if not any(field in source.body for field in CONTENT_FIELDS):
        raise bad_request("the message can't be forwarded")
    content = {field: source.body[field] for field in CONTENT_FIELDS if field in source.body}
    return as_bot_sees(send(world, args, content | {"forward_origin": _origin(source)}))


@bot_method("forwardMessages")
def forward_messages(world: World, args: Args) -> list[Json]:
    """Forwards several; gives their MessageIds."""
    return [{"message_id": forward_message(world, one)["message_id"]} for one in _each(world, args)]


def _origin(source: Message) -> Json:
    kept: Json | None = source.body.get("forward_origin")
    if kept is not None:
        return kept
    if "sender_chat" in source.body:
        chat = source.body["sender_chat"]
        return {"type": "channel", "chat": chat, "message_id": source.id, "date": source.body["date"]}
    return {"type": "user", "sender_user": source.body["from"], "date": source.body["date"]}


def _source(world: World, args: Args, what: str) -> Message:
    chat_id = world.chat_id_of(args.text("from_chat_id") or "")
    world.check_bot_is_member(chat_id)
    return find_for_bot(world, chat_id, args.integer("message_id"), what)


def _each(world: World, args: Args) -> list[Args]:
    chat_id = world.chat_id_of(args.text("from_chat_id") or "")
    there = [number for number in message_ids(args) if find(world, chat_id, number) is not None]
    return [Args(args.values | {"message_id": str(number)}) for number in there]


def message_ids(args: Args) -> list[int]:
    """The `message_ids` of a call. Raises BotApiRefusal."""
    given = args.json("message_ids", "message identifiers")
    if not isinstance(given, list) or not given:
        raise bad_request("message identifiers are not specified")
    if len(given) > _MANY:
        raise bad_request("too many message identifiers specified")
    if not all(isinstance(number, int) and number > 0 for number in given):
        raise bad_request("invalid message identifier specified")
    return list(given)


def input_text_content(given: Json) -> Json:
    """An InputTextMessageContent of inline mode as message content. Raises BotApiRefusal."""
    text, entities = formatted(str(given.get("message_text") or ""), given.get("parse_mode"), given.get("entities"))
    check_message_text(text)
    return {"text": text} | ({"entities": entities} if entities else {})
