"""GET /sandbox/state: what a chat page needs to draw itself."""

from dataclasses import asdict
from typing import Any

from sandbox.telegram.args import Args
from sandbox.telegram.methods.profile import get_me, menu_button
from sandbox.telegram.state import Json, User
from sandbox.telegram.world import World


def show_state(world: World) -> Json:
    """Bot, people, chats with members and topics, command lists, menu buttons, and what is switched on."""
    rows = world.settings.rows
    texts = {
        field: {key.partition(":")[2]: value for key, value in rows.items() if key.startswith(f"{field}:")}
        for field in ("description", "short_description")
    }
    return {
        "bot": get_me(world, Args()) | texts,
        "users": [_user(world, user) for user in world.users.rows.values()],
        "chats": [asdict(chat) | {"topics": _topics(world, chat.id)} for chat in world.chats.rows.values()],
        "commands": [_commands(key, value) for key, value in rows.items() if key.startswith("commands:")],
        "menu_button": {
            "default": menu_button(world, ""),
            "chats": {key[5:]: value for key, value in rows.items() if key.startswith("menu:") and key != "menu:"},
        },
        "webapp_url": world.config.webapp_url,
        "webhook_url": rows.get("webhook", {}).get("url", ""),
        "pending_update_count": len(world.updates.pending()),
        "is_polled": world.updates.is_polled,
        "flood": world.flood.is_on,
        "faults": world.faults.listed(),
        "top_up": world.config.has_top_up,
        "last": int(rows.get("number:change", 0)),
    }


def _user(world: World, user: User) -> Json:
    return asdict(user) | {"is_bot": False, "is_premium": False, "menu_button": menu_button(world, str(user.id))}


def _topics(world: World, chat_id: int) -> list[Json]:
    topics = [topic for topic in world.topics.rows.values() if topic.chat_id == chat_id]
    return [asdict(topic) | {"message_thread_id": topic.id} for topic in topics]


def _commands(key: str, commands: Any) -> Json:
    _, kind, *ids, language = key.split(":")
    scope: Json = {"type": kind}
    for name, number in zip(("chat_id", "user_id"), ids, strict=False):
        scope[name] = int(number)
    return {"scope": scope, "language_code": language, "commands": commands}
