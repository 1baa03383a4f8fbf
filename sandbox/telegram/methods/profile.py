"""What the bot says of itself: commands by scope and language, names, descriptions, menu buttons."""

import re

from sandbox.telegram.args import Args, as_object
from sandbox.telegram.errors import bad_request
from sandbox.telegram.markup import is_secure_or_local
from sandbox.telegram.methods.registry import bot_method
from sandbox.telegram.state import Json
from sandbox.telegram.world import World

COMMANDS = 100
COMMAND = re.compile(r"[a-z0-9_]{1,32}", re.ASCII)
DESCRIPTION_LENGTH = 256
_LANGUAGE = re.compile(r"[a-z]{2}", re.ASCII)
_PLAIN_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
_TEXTS = {"Name": ("name", 64), "Description": ("description", 512), "ShortDescription": ("short_description", 120)}


@bot_method("getMe")
def get_me(world: World, args: Args) -> Json:
    """The bot."""
    del args
    return world.bot_user() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": world.config.webapp_url is not None,
    }


@bot_method("logOut")
def log_out(world: World, args: Args) -> bool:
    """Says goodbye; this Telegram keeps serving the bot."""
    del world, args
    return True


@bot_method("close")
def close(world: World, args: Args) -> bool:
    """Like logOut."""
    del world, args
    return True


def scope_key(world: World, args: Args) -> str:
    """The scope of a command list as one word. Raises BotApiRefusal."""
    given = args.json("scope", "BotCommandScope")
    if given is None:
        return "default"
    scope = as_object(given, "BotCommandScope")
    kind = scope.get("type")
    if kind in _PLAIN_SCOPES:
        return str(kind)
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if not scope.get("chat_id"):
        raise bad_request("can't parse BotCommandScope: Empty chat_id specified")
    chat_id = world.chat_id_of(str(scope["chat_id"]))
    if kind != "chat_member":
        return f"{kind}:{chat_id}"
    if scope.get("user_id") not in world.users.rows:
        raise bad_request("can't parse BotCommandScope: Invalid user_id specified")
    return f"{kind}:{chat_id}:{scope['user_id']}"


def language_of(args: Args) -> str:
    """A two-letter language, or nothing for all others. Raises BotApiRefusal."""
    language = args.text("language_code") or ""
    if language and not _LANGUAGE.fullmatch(language):
        raise bad_request("BOT_COMMAND_LANG_CODE_INVALID" if args.text("commands") else "LANG_CODE_INVALID")
    return language


@bot_method("setMyCommands")
def set_my_commands(world: World, args: Args) -> bool:
    """Replaces the list of a scope and language."""
    given = args.json("commands", "commands")
    if not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    key = f"commands:{scope_key(world, args)}:{language_of(args)}"
    if len(given) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.settings.put(key, [_command(command) for command in given])
    world.hub.publish(None, "state", {"changed": "commands"})
    return True


def _command(given: object) -> Json:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    command, description = given.get("command"), given.get("description")
    if not isinstance(command, str) or not COMMAND.fullmatch(command.removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not 1 <= len(description.strip()) <= DESCRIPTION_LENGTH:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command.removeprefix("/"), "description": description.strip()}


@bot_method("getMyCommands")
def get_my_commands(world: World, args: Args) -> list[Json]:
    """The list of exactly this scope and language."""
    return list(world.settings.rows.get(f"commands:{scope_key(world, args)}:{language_of(args)}", []))


@bot_method("deleteMyCommands")
def delete_my_commands(world: World, args: Args) -> bool:
    """Removes the list of a scope and language."""
    world.settings.drop(f"commands:{scope_key(world, args)}:{language_of(args)}")
    world.hub.publish(None, "state", {"changed": "commands"})
    return True


def _register_text(suffix: str, field: str, limit: int) -> None:
    def write(world: World, args: Args) -> bool:
        text = args.text(field) or ""
        if len(text) > limit:
            raise bad_request(f"the bot {field.replace('_', ' ')} is too long")
        key = f"{field}:{language_of(args)}"
        if text:
            world.settings.put(key, text)
        else:
            world.settings.drop(key)
        world.hub.publish(None, "state", {"changed": field})
        return True

    def read(world: World, args: Args) -> Json:
        rows = world.settings.rows
        default = world.config.bot_name if field == "name" else ""
        return {field: rows.get(f"{field}:{language_of(args)}") or rows.get(f"{field}:") or default}

    bot_method(f"setMy{suffix}")(write)
    bot_method(f"getMy{suffix}")(read)


for _suffix, (_field, _limit) in _TEXTS.items():
    _register_text(_suffix, _field, _limit)


@bot_method("setChatMenuButton")
def set_chat_menu_button(world: World, args: Args) -> bool:
    """The button beside a person's input field; everybody's without `chat_id`."""
    given = args.json("menu_button", "menu button")
    button = {"type": "default"} if given is None else as_object(given, "menu button")
    kind = button.get("type")
    if kind not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    kept: Json = {"type": kind}
    if kind == "web_app":
        url = as_object(button.get("web_app"), "WebAppInfo").get("url")
        if not button.get("text"):
            raise bad_request('can\'t parse menu button: Field "text" must be non-empty')
        if not isinstance(url, str) or not is_secure_or_local(url):
            raise bad_request(f"menu button Web App URL '{url}' is invalid: Only HTTPS links are allowed")
        kept |= {"text": button["text"], "web_app": {"url": url}}
    world.settings.put(f"menu:{_menu_chat(world, args)}", kept)
    world.hub.publish(None, "state", {"changed": "menu_button"})
    return True


@bot_method("getChatMenuButton")
def get_chat_menu_button(world: World, args: Args) -> Json:
    """The button that a person sees."""
    return menu_button(world, _menu_chat(world, args))


def menu_button(world: World, chat_id: str) -> Json:
    """A chat's own button, else everybody's."""
    rows = world.settings.rows
    own: Json | None = rows.get(f"menu:{chat_id}")
    if own is not None and own["type"] != "default":
        return own
    everybodys: Json = rows.get("menu:") or {"type": "commands"}
    return everybodys if everybodys["type"] != "default" else {"type": "commands"}


def _menu_chat(world: World, args: Args) -> str:
    given = args.text("chat_id")
    if not given:
        return ""
    chat_id = world.chat_id_of(given)
    if chat_id not in world.users.rows:
        raise bad_request("menu buttons are for private chats only")
    return str(chat_id)
