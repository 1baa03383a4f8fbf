"""A thousand buyers of five thousand tickets at two doors in four processes, each of which is killed once meanwhile."""

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from core.accounts.open_session import open_session
from core.kernel.actor import SYSTEM
from core.kernel.clock import SystemClock
from core.kernel.context import Context, Transaction
from core.raffles.views import RaffleView
from sandbox.services import ServiceUrls
from sandbox.stack import environment_of
from tests.builders.accounts import MadePlayer
from tests.builders.raffles import make_lottery
from tests.concurrency.crowd import differences, make_crowd, one_of, open_pool, rows_of, stored_tickets, until
from tests.concurrency.processes import Script, is_alive, scripts, wait_until
from tests.concurrency.sell_out import CAP, Market, Told, buy_by_api, buy_in_chat, order
from tests.concurrency.telegram import Telegram
from tests.webapp_api.server import free_port

TICKETS = 5_000
PRICE_MINOR = 200
AT_API, POOR, IN_CHAT = 650, 50, 300
"""Buyers: over HTTP, over HTTP with money for one ticket, in the chat. Together a thousand."""
KILLS_AT = (0.15, 0.35, 0.55, 0.75)
"""The parts of the tickets that are sold when one process after the other is killed."""
SECRET = "a-secret-of-the-tests"
START_S = 60.0
SALE_S = 120.0
"""What starts and sales take at most on a busy machine."""

DEBITS_WITHOUT_ENTRY = """
    SELECT count(*) FROM (SELECT * FROM transfers WHERE kind = 'sale') t
    FULL JOIN entries e ON e.order_id = t.reference_id AND e.amount_minor = t.amount_minor AND e.wallet_id = t.from_id
    FULL JOIN orders o ON o.id = e.order_id AND o.total_minor = e.amount_minor AND o.wallet_id = e.wallet_id
    WHERE t.id IS NULL OR e.id IS NULL OR o.id IS NULL
"""
"""Sales, entries and orders that lack one of the other two."""


@dataclass
class Process:
    """One process of ours, killed and started again at the same address."""

    nursery: Script
    plan: dict[str, Any]
    url: str
    pid: int = 0

    def start(self) -> None:
        self.nursery.tell(self.plan)
        self.pid = int(self.nursery.hear())

    async def answers(self) -> bool:
        assert is_alive(self.pid), self.said()
        try:
            async with aiohttp.ClientSession() as client, client.get(f"{self.url}/healthz") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        wait_until(lambda: not is_alive(self.pid))

    def stop(self) -> None:
        """Let it end in order."""
        os.kill(self.pid, signal.SIGTERM)
        wait_until(lambda: not is_alive(self.pid), 30)

    def said(self) -> str:
        return Path(self.plan["log"]).read_text(encoding="utf-8")


@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[Script]:
    with scripts("tests.concurrency.nursery", tmp_path / "nursery") as (script,):
        yield script


@asynccontextmanager
async def four_processes(
    context: Context, telegram: Telegram, nursery: Script, folder: Path
) -> AsyncIterator[list[Process]]:
    """Two of the API, two of the bot by webhook."""
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(telegram.serving())
        given = {"bot_token": SecretStr("42:token"), "telegram_api_url": address, "database_pool_size": 10}
        given |= {"webhook_secret": SecretStr(SECRET), "public_url": "http://127.0.0.1:1"}
        made = []
        for number, module in enumerate(["webapp_api", "webapp_api", "bot", "bot"]):
            port, log = free_port(), folder / f"{module}-{number}.log"
            settings = context.settings.model_copy(update={**given, "api_port": port, "webhook_port": port})
            plan = {"module": module, "environment": environment_of(settings), "log": str(log)}
            made.append(Process(nursery, plan, f"http://127.0.0.1:{port}"))
        telegram.targets = [process.url for process in made[2:]]
        for process in made:
            process.start()
        for process in made:
            await until(process.answers, START_S)
        yield made
        for process in made:
            await asyncio.to_thread(process.stop)


async def kill_each(context: Context, processes: Sequence[Process], raffle: RaffleView) -> None:
    """Kill one process after the other, in any order, and start each again, while tickets are sold."""
    is_sold = "SELECT sold >= :some FROM raffles WHERE id = :id"
    for part, process in zip(KILLS_AT, random.sample(processes, len(processes)), strict=True):
        await until(partial(one_of, context, is_sold, id=raffle.id, some=int(part * TICKETS)), SALE_S)
        process.kill()
        process.start()
        await until(process.answers, START_S)


async def log_in(context: Context, players: Sequence[MadePlayer]) -> list[str]:
    """A session's token for each player."""

    async def open_all(tx: Transaction) -> dict[MadePlayer, str]:
        in_order = sorted(players, key=lambda player: player.id)
        return {player: (await open_session(tx, SYSTEM, player.id, os.urandom(32)))[0] for player in in_order}

    tokens = await context.transact(open_all)
    return [tokens[player] for player in players]


async def check_told(context: Context, market: Market, tokens: dict[MadePlayer, str]) -> None:
    """What was accepted is there once and is answered again the same; what was refused is nowhere; nothing else is."""
    accepted = {(told.player.id, told.key): told for told in market.told if told.order}
    stored = await rows_of(context, "SELECT player_id, key FROM orders")
    assert {(row.player_id, row.key) for row in stored} == accepted.keys()
    assert len(accepted) == sum(told.order is not None for told in market.told)

    async def ask_again(told: Told) -> str:
        status, body = await order(market, tokens[told.player], told.key, told.quantity)
        assert status == 201, body
        return str(body["order_number"])

    again = await asyncio.gather(*map(ask_again, accepted.values()))
    assert again == [told.order for told in accepted.values()]
    assert len(await rows_of(context, "SELECT id FROM orders")) == len(stored)


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_a_thousand_buyers_and_a_kill_of_each_process(
    services: ServiceUrls, fresh_database: str, tmp_path: Path, nursery: Script
) -> None:
    context = open_pool(services, fresh_database, SystemClock(), 10)
    rich, poor = await make_crowd(context, AT_API + IN_CHAT), await make_crowd(context, POOR, PRICE_MINOR)
    at_api, in_chat = [*rich[:AT_API], *poor], rich[AT_API:]
    raffle = await make_lottery(context, tickets=TICKETS, price_minor=PRICE_MINOR, cap=CAP)
    everybody = [*at_api, *in_chat]
    tokens = dict(zip(everybody, await log_in(context, everybody), strict=True))
    telegram = Telegram(SECRET)
    async with (
        four_processes(context, telegram, nursery, tmp_path) as processes,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client,
    ):
        market = Market(raffle.id, [process.url for process in processes[:2]], client, telegram)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(kill_each(context, processes, raffle))
            for player in in_chat:
                tasks.create_task(buy_in_chat(market, player))
            # a chat takes several steps: on a loaded machine all would be sold before the first of them
            await until(partial(one_of, context, "SELECT count(*) FROM orders"), SALE_S)
            for player in at_api:
                tasks.create_task(buy_by_api(market, player, tokens[player]))
        assert await stored_tickets(context, raffle) == list(range(1, TICKETS + 1))
        assert await one_of(context, DEBITS_WITHOUT_ENTRY) == 0
        await check_told(context, market, tokens)
        sources = await rows_of(context, "SELECT source, count(*) AS orders FROM orders GROUP BY 1")
        assert {row.source for row in sources} == {"app", "bot"}
        refusals = Counter(told.refusal for told in market.told if told.player in set(at_api))
        assert refusals.keys() >= {None, "cap_reached", "insufficient_funds", "sold_out"}
        assert market.repeated > 0, "no kill was felt"
        assert await differences(context) == []
    for process in processes:
        assert "Traceback" not in process.said(), process.said()
    await context.close()
