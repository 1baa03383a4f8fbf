"""Edits, deletions, pins and reactions."""

from sandbox.telegram.args import Args
from sandbox.telegram.errors import MESSAGE_NOT_MODIFIED, bad_request
from sandbox.telegram.markup import inline_only, read_markup
from sandbox.telegram.methods.files import input_media
from sandbox.telegram.methods.payments import pay_label
from sandbox.telegram.methods.registry import bot_method
from sandbox.telegram.methods.sending import caption_of, message_ids, text_content
from sandbox.telegram.posting import add_message, as_bot_sees, change, delete, find, find_for_bot
from sandbox.telegram.state import Json, Message
from sandbox.telegram.world import World

DELETABLE_S = 48 * 3_600
_NO_CAPTION: Json = dict.fromkeys(("caption", "caption_entities", "has_media_spoiler", "show_caption_above_media"))
_NO_TEXT: Json = dict.fromkeys(("entities", "link_preview_options"))
_NO_MEDIA: Json = dict.fromkeys(("photo", "document"))


def _target(world: World, args: Args) -> Message:
    inline_id = args.text("inline_message_id")
    if inline_id:
        message = world.inline_messages.get(inline_id)
        if message is None or message.is_deleted:
            raise bad_request("MESSAGE_ID_INVALID")
        return message
    chat_id = world.chat_id_of(args.text("chat_id") or "")
    world.check_bot_is_member(chat_id)
    message = find_for_bot(world, chat_id, args.integer("message_id"), "message to edit")
    has_other_markup = message.markup is not None and inline_only(message.markup) is None
    if message.author_id != world.config.bot_id or has_other_markup or "forward_origin" in message.body:
        raise bad_request("message can't be edited")
    return message


def _edit(world: World, args: Args, message: Message, content: Json) -> Json | bool:
    is_private = message.chat_id in world.users.rows
    label = None
    if message.invoice is not None:
        label = pay_label(message.invoice)
    markup = read_markup(args, is_private=is_private, invoice_label=label)
    if markup is not None and inline_only(markup) is None:
        raise bad_request("inline keyboard expected")
    if not change(world, message, content, markup):
        raise bad_request(MESSAGE_NOT_MODIFIED)
    return True if args.text("inline_message_id") else as_bot_sees(message)


@bot_method("editMessageText")
def edit_message_text(world: World, args: Args) -> Json | bool:
    """Replaces the text; without `reply_markup` the keyboard goes."""
    content = text_content(args)
    message = _target(world, args)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, args, message, _NO_TEXT | content)


@bot_method("editMessageCaption")
def edit_message_caption(world: World, args: Args) -> Json | bool:
    """Replaces the caption; an empty one goes."""
    content = caption_of(args)
    message = _target(world, args)
    if "photo" not in message.body and "document" not in message.body:
        raise bad_request("there is no caption in the message to edit")
    kept = {"has_media_spoiler": message.body.get("has_media_spoiler")}
    return _edit(world, args, message, _NO_CAPTION | kept | content)


@bot_method("editMessageMedia")
def edit_message_media(world: World, args: Args) -> Json | bool:
    """Replaces photo or document, with its caption."""
    given = args.json("media", "input media")
    message = _target(world, args)
    content = input_media(world, args, given)
    if message.invoice is not None:
        raise bad_request("message can't be edited")
    return _edit(world, args, message, _NO_CAPTION | _NO_TEXT | _NO_MEDIA | {"text": None} | content)


@bot_method("editMessageReplyMarkup")
def edit_message_reply_markup(world: World, args: Args) -> Json | bool:
    """Replaces or removes the inline keyboard."""
    return _edit(world, args, _target(world, args), {})


@bot_method("deleteMessage")
def delete_message(world: World, args: Args) -> bool:
    """Deletes a message that is younger than 48 hours."""
    chat_id = world.chat_id_of(args.text("chat_id") or "")
    world.check_bot_is_member(chat_id)
    message = find_for_bot(world, chat_id, args.integer("message_id"), "message to delete")
    if message.body["date"] < world.now() - DELETABLE_S:
        raise bad_request("message can't be deleted for everyone")
    delete(world, message)
    return True


@bot_method("deleteMessages")
def delete_messages(world: World, args: Args) -> bool:
    """Deletes up to 100; those that are gone already are skipped."""
    chat_id = world.chat_id_of(args.text("chat_id") or "")
    world.check_bot_is_member(chat_id)
    for number in message_ids(args):
        message = find(world, chat_id, number)
        if message is not None and message.body["date"] >= world.now() - DELETABLE_S:
            delete(world, message)
    return True


@bot_method("pinChatMessage")
def pin_chat_message(world: World, args: Args) -> bool:
    """Pins a message; a service message says so."""
    chat_id = world.chat_id_of(args.text("chat_id") or "")
    world.check_bot_may_write(chat_id)
    message = find_for_bot(world, chat_id, args.integer("message_id"), "message to pin")
    pinned = _pinned(world, chat_id)
    if message.id not in pinned:
        world.settings.put(f"pinned:{chat_id}", [*pinned, message.id])
        shown = {"pinned_message": {k: v for k, v in as_bot_sees(message).items() if k != "reply_to_message"}}
        thread_id = message.body.get("message_thread_id")
        add_message(world, chat_id, world.config.bot_id, shown, thread_id=thread_id)
    return True


@bot_method("unpinChatMessage")
def unpin_chat_message(world: World, args: Args) -> bool:
    """Unpins one message, the latest without a number."""
    chat_id = world.chat_id_of(args.text("chat_id") or "")
    pinned = _pinned(world, chat_id)
    number = args.integer("message_id") or (pinned[-1] if pinned else 0)
    if number not in pinned:
        raise bad_request("message to unpin not found")
    world.settings.put(f"pinned:{chat_id}", [other for other in pinned if other != number])
    return True


@bot_method("unpinAllChatMessages")
def unpin_all_chat_messages(world: World, args: Args) -> bool:
    """Unpins all."""
    world.settings.put(f"pinned:{world.chat_id_of(args.text('chat_id') or '')}", [])
    return True


def _pinned(world: World, chat_id: int) -> list[int]:
    return list(world.settings.rows.get(f"pinned:{chat_id}", []))


@bot_method("setMessageReaction")
def set_message_reaction(world: World, args: Args) -> bool:
    """Shows the bot's reaction to the people of the chat; the Message object has no field for it."""
    chat_id = world.chat_id_of(args.text("chat_id") or "")
    world.check_bot_may_write(chat_id)
    message = find_for_bot(world, chat_id, args.integer("message_id"), "message to react")
    given = args.json("reaction", "reaction types") or []
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise bad_request("expected an Array of ReactionType")
    if len(given) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(one.get("type") == "emoji" and not one.get("emoji") for one in given):
        raise bad_request("REACTION_INVALID")
    world.hub.publish(chat_id, "reaction", {"chat_id": chat_id, "message_id": message.id, "reaction": given})
    return True
