"""The bot's name in Telegram, for links that lead to its chat."""

import asyncio
import time

from core.notifications.telegram_client import TelegramClient, TelegramError

RETRY_S = 60.0
"""How long an answer that did not come is not asked for again: nobody's page waits for a Telegram that is away."""


class BotName:
    """Asked for once and kept: a bot's name hardly ever changes."""

    def __init__(self, telegram: TelegramClient | None) -> None:
        self._telegram = telegram
        self._name: str | None = None
        self._ask_at = 0.0
        self._asking = asyncio.Lock()

    async def get(self) -> str | None:
        """The name without the @; None without a token, and while Telegram does not say."""
        if self._telegram is None:
            return None
        async with self._asking:
            if self._name is None and time.monotonic() >= self._ask_at:
                try:
                    self._name = (await self._telegram.get_me()).get("username")
                except TelegramError:
                    self._ask_at = time.monotonic() + RETRY_S
            return self._name
