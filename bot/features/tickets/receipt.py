"""The signed receipt of a purchase as a file."""

import json
from uuid import UUID

from aiogram.types import BufferedInputFile
from aiogram_dialog import DialogManager

from bot.session import session_of
from core.raffles.show_receipt import show_receipt


async def send_receipt(manager: DialogManager, chat_id: int, order_id: UUID) -> None:
    """Send the player's own receipt in the form that `fairlot verify --records` takes. Raises NotFound."""
    session, bot = session_of(manager), manager.middleware_data["bot"]
    held = await session.app.transact(lambda tx: show_receipt(tx, session.actor, order_id))
    name = f"receipt-{held.order_number}.json"
    caption = session.t("tickets-receipt-caption", file=name)
    public_url = session.app.context.settings.public_url
    if public_url is not None:
        caption += "\n" + session.t("tickets-receipt-keys", url=f"{public_url}/.well-known/fairlot-keys.json")
    file = BufferedInputFile(json.dumps(held.to_record(), indent=1).encode(), name)
    await bot.send_document(chat_id, file, caption=caption)
