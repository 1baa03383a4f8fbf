"""How the bot gets its updates: getUpdates, or the address of its webhook."""

import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.telegram.args import Args
from sandbox.telegram.errors import BotApiRefusal, bad_request
from sandbox.telegram.markup import is_secure_or_local
from sandbox.telegram.methods.registry import bot_method
from sandbox.telegram.state import Json
from sandbox.telegram.world import World

LONG_POLL_S = 50
PORTS = frozenset({80, 88, 443, 8443})
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}", re.ASCII)
_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


def _remember_allowed(world: World, args: Args) -> None:
    """A list replaces the kinds that the bot gets, an empty one means the usual ones, none changes nothing."""
    if args.text("allowed_updates") in (None, "", "null"):
        return
    given = args.json("allowed_updates", "allowed_updates")
    if not isinstance(given, list) or not all(isinstance(kind, str) for kind in given):
        raise bad_request("can't parse allowed_updates JSON object")
    allowed = [kind.lower() for kind in given] or None
    if allowed != world.updates.allowed:
        world.updates.allowed = allowed
        world.settings.put("allowed_updates", allowed or [])


@bot_method("getUpdates")
async def get_updates(world: World, args: Args) -> list[Json]:
    """Waits for updates; `offset` confirms all before it."""
    if webhook(world).get("url"):
        raise BotApiRefusal(409, _WEBHOOK_ACTIVE)
    _remember_allowed(world, args)
    limit = min(max(args.integer("limit", 100), 1), 100)
    timeout_s = min(max(args.integer("timeout"), 0), LONG_POLL_S)
    return await world.updates.poll(args.integer("offset"), limit, timeout_s)


@bot_method("setWebhook")
def set_webhook(world: World, args: Args) -> bool:
    """Delivers updates to an address; http is let through for this machine only. An empty address ends it."""
    url = args.text("url") or ""
    if not url:
        return delete_webhook(world, args)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise bad_request("invalid webhook URL specified") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if not is_secure_or_local(url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.hostname not in ("127.0.0.1", "localhost") and (port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    secret = args.text("secret_token") or ""
    if not _SECRET.fullmatch(secret):
        too_long = len(secret) > 256
        raise bad_request("secret token is too long" if too_long else "secret token contains unallowed characters")
    _remember_allowed(world, args)
    if args.flag("drop_pending_updates"):
        world.updates.drop_pending()
    connections = min(max(args.integer("max_connections", 40), 1), 100)
    world.updates.end_poll("Conflict: terminated by setWebhook request")
    _set(world, {"url": url, "secret_token": secret, "max_connections": connections})
    return True


@bot_method("deleteWebhook")
def delete_webhook(world: World, args: Args) -> bool:
    """Back to getUpdates."""
    if args.flag("drop_pending_updates"):
        world.updates.drop_pending()
    _set(world, {})
    return True


@bot_method("getWebhookInfo")
def get_webhook_info(world: World, args: Args) -> Json:
    """Where updates go, how many wait, and what went wrong last."""
    del args
    hook = webhook(world)
    info: Json = {
        "url": hook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending()),
    }
    if hook:
        info |= {"max_connections": hook["max_connections"], "ip_address": "127.0.0.1"}
    if hook and world.webhook_error is not None:
        date, message = world.webhook_error
        info |= {"last_error_date": date, "last_error_message": message}
    return info | ({"allowed_updates": world.updates.allowed} if world.updates.allowed else {})


def webhook(world: World) -> dict[str, Any]:
    """The webhook's settings; empty without one."""
    return dict(world.settings.rows.get("webhook", {}))


def _set(world: World, hook: dict[str, Any]) -> None:
    if hook != webhook(world):
        world.settings.put("webhook", hook)
    world.webhook_error = None
    world.webhook_changed.set()
    world.updates.arrived.set()
