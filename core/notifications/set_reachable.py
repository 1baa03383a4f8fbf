"""Note whether the bot may write to a person: they blocked it, or came back."""

from core.kernel.context import Transaction
from core.notifications.repository import inbox


async def set_reachable(tx: Transaction, telegram_id: int, is_reachable: bool) -> None:
    """Note what Telegram said about the chat with a person; one who is no player is passed over."""
    await inbox.note_reachable(tx, telegram_id, is_reachable)
