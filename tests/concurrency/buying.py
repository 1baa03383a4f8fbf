"""A process of buyers: told whom to buy for, it says `ready`, waits for a word and tells what came of each purchase."""

import asyncio
import json
import sys
from typing import Any
from uuid import UUID

from core.kernel.actor import Actor
from core.kernel.clock import SystemClock
from core.kernel.context import Context, open_context
from core.orders.models import Source
from core.raffles.buy_tickets import BuyTickets
from core.raffles.views import Receipt
from core.settings import Settings
from tests.concurrency.crowd import insist


async def main() -> None:
    told = await _hear()
    settings = Settings(**told["settings"], _env_file=None)
    context = open_context(settings, SystemClock())
    commands = [
        BuyTickets(Actor.player(UUID(player)), UUID(told["raffle"]), 1, "one key for all", Source.SCRIPT)
        for player in told["players"]
    ]
    _say("ready")
    await _hear()
    _say(list(await asyncio.gather(*(_result(context, command) for command in commands))))
    await context.close()


async def _result(context: Context, command: BuyTickets) -> list[int] | str:
    outcome = await insist(context, command)
    return [outcome.first, outcome.last] if isinstance(outcome, Receipt) else outcome.code


async def _hear() -> Any:
    return json.loads(await asyncio.to_thread(sys.stdin.readline))


def _say(message: object) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
