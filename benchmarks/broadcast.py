"""Notices of many players delivered to the sandbox's Telegram, which refuses what is beyond Telegram's limits."""

import asyncio
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import httpx2

from benchmarks.processes import free_port, running
from benchmarks.report import Options, Result
from benchmarks.world import open_world
from core.kernel.actor import Actor
from core.kernel.context import Context, Transaction
from core.notifications.deliver import deliver_notices
from core.notifications.kinds import Category, Kind, Priority
from core.notifications.notify import notify
from core.notifications.telegram_client import TelegramClient, TelegramFlood
from core.notifications.views import Notice, NoticeParams
from sandbox.play.people import ASSET, FIRST_PLAYER

NOTICES = 600
TARGET = 0.95
LIMIT_PER_S = 30
"""What Telegram takes of one bot (core.telegram.org/bots/faq)."""
_TOKEN = "42:a-token-of-the-benchmark"  # noqa: S105 - the sandbox's alone
_AT_ONCE = 20


class CountingClient(TelegramClient):
    """Counts how often Telegram asked to come back."""

    refused = 0

    async def send_message(
        self, chat_id: int, text: str, keyboard: dict[str, Any] | None = None, *, silent: bool = False
    ) -> int:
        try:
            return await super().send_message(chat_id, text, keyboard, silent=silent)
        except TelegramFlood:
            self.refused += 1
            raise


def broadcast(options: Options) -> list[Result]:
    """Messages per second of `size` notices; a message that was refused with 429 makes it fail."""
    return [asyncio.run(_measure(options.size or NOTICES))]


async def _measure(number: int) -> Result:
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="fairlot-bench-") as folder:
        command = ["-m", "sandbox.telegram", "--port", str(port), "--data-dir", str(Path(folder) / "telegram")]
        async with open_world(number) as world, running(port, *command, "--bot-token", _TOKEN, "--flood"):
            url = f"http://127.0.0.1:{port}"
            await _introduce(url, number)
            await world.context.transact(partial(_write, players=world.players))
            async with CountingClient(url, _TOKEN) as client:
                began = perf_counter()
                sent = await _deliver(world.context, client, number)
                per_s = sent / (perf_counter() - began)
    figures = {"messages_per_s": per_s, "limit_per_s": LIMIT_PER_S, "sent": sent, "refused": client.refused}
    ratio = per_s / LIMIT_PER_S if not client.refused else 0.0
    return Result("broadcast", ratio, TARGET, figures=figures)


async def _introduce(url: str, number: int) -> None:
    """The sandbox's Telegram knows the players, and they have begun a chat with the bot."""
    async with httpx2.AsyncClient(base_url=url, timeout=30, trust_env=False) as client:
        for first in range(0, number, _AT_ONCE):
            ids = range(FIRST_PLAYER + first, FIRST_PLAYER + min(first + _AT_ONCE, number))
            await asyncio.gather(*(client.put(f"/sandbox/users/{one}", json={"first_name": "Firuz"}) for one in ids))
            await asyncio.gather(
                *(client.post(f"/sandbox/users/{one}/messages", json={"text": "/start"}) for one in ids)
            )


async def _write(tx: Transaction, players: Sequence[Actor]) -> None:
    params: NoticeParams = {"amount_minor": 100, "asset": ASSET, "reference": "BENCHMRK"}
    notices = [
        Notice(
            player.player_id,
            Kind.WALLET_CREDITED,
            Category.MONEY,
            params,
            f"benchmark:{player.player_id}",
            priority=Priority.BROADCAST,
        )
        for player in players
    ]
    await notify(tx, notices)


async def _deliver(context: Context, client: TelegramClient, number: int) -> int:
    """Run the deliverer as the jobs do, one run after the other, until all are sent or nothing moves."""
    sent = 0
    while sent < number:
        moved = await deliver_notices(context, client, "benchmark")
        if not moved:
            break
        sent += moved
    return sent
