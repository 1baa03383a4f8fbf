"""What the ledger's events tell players."""

from functools import partial
from typing import Any
from uuid import UUID

from core.kernel.context import Context
from core.notifications.kinds import Category, Kind, Priority
from core.notifications.notify import notify
from core.notifications.views import Notice


async def on_wallet_credited(context: Context, payload: dict[str, Any]) -> None:
    """An admin gave a player an amount."""
    notice = Notice(
        player_id=UUID(payload["player_id"]),
        kind=Kind.WALLET_CREDITED,
        category=Category.MONEY,
        params={
            "amount_minor": payload["amount_minor"],
            "asset": payload["asset"],
            "reference": reference(payload["transfer_id"]),
        },
        dedup_key=f"wallet.credited:{payload['transfer_id']}",
        priority=Priority.RESULT,
    )
    await context.transact(partial(notify, notices=[notice]))


def reference(id_: str) -> str:
    """A short reference for people: the random end of an id, so that a message that came twice is seen to be one."""
    return id_[-8:].upper()
