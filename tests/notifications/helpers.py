"""What tests of notifications share."""

import hashlib
from itertools import count
from typing import Any

from core.kernel.context import Context
from core.notifications.deliver import deliver_notices
from core.notifications.gate import Bucket, Limits
from core.notifications.kinds import Category, Kind, Priority
from core.notifications.marketing import ask_for_marketing
from core.notifications.notify import notify
from core.notifications.telegram_client import TelegramClient
from core.notifications.views import Notice, NoticeParams
from tests.builders.accounts import MadePlayer
from tests.kernel.helpers import sql

FAST = Limits(Bucket(1, 200, 50), Bucket(1, 100, 10), Bucket(1, 100, 10))
_numbers = count(1)


def notice(
    player: MadePlayer,
    category: Category = Category.MONEY,
    *,
    text: str | None = None,
    thread_key: str | None = None,
    priority: Priority = Priority.REMINDER,
    key: str | None = None,
) -> Notice:
    """A notice whose text holds a mark of its own."""
    number = next(_numbers)
    params: NoticeParams = {"amount_minor": 100, "asset": "TJS", "reference": text or f"N{number}"}
    dedup_key = key or f"test:{number}"
    return Notice(player.id, Kind.WALLET_CREDITED, category, params, dedup_key, thread_key, priority)


async def tell(context: Context, *notices: Notice) -> int:
    return await context.transact(lambda tx: notify(tx, notices))


async def want_marketing(context: Context, player: MadePlayer) -> None:
    digest = hashlib.sha256(b"news").digest()
    await context.transact(lambda tx: ask_for_marketing(tx, player.actor, 1, document_hash=digest, locale="en"))


async def deliver(
    context: Context, client: TelegramClient, holder: str = "test", limits: Limits = FAST, run_s: float = 5.0
) -> int:
    return await deliver_notices(context, client, holder, limits=limits, run_s=run_s)


async def deliveries(context: Context) -> list[Any]:
    """All deliveries in the order of their notices."""
    return await sql(
        context,
        "SELECT d.*, n.category FROM notification_deliveries d JOIN notifications n ON n.id = d.notification_id"
        " ORDER BY n.id",
    )


async def states(context: Context) -> list[str]:
    return [row.state for row in await deliveries(context)]
