"""PostgreSQL and Valkey are killed under load: errors for a moment, then on, and nothing half-done."""

import asyncio
import json
import os
import signal
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from core.app import EVENTS_CHANNEL, open_app
from core.kernel.clock import ManualClock, SystemClock
from core.kernel.context import Context, open_context
from core.kernel.errors import Unavailable
from core.kernel.migrate import migrate
from core.kernel.outbox import deliver_due
from core.raffles.buy_tickets import BuyTickets
from core.raffles.views import RaffleView, Receipt
from core.settings import Settings
from sandbox.services import EmbeddedServices, ServiceUrls
from tests.builders.accounts import MadePlayer
from tests.builders.raffles import buy, make_lottery, purchase
from tests.concurrency.crowd import differences, insist, make_crowd, one_of, rows_of, stored_tickets, until
from tests.plugins.database import administer, settings_for

BUYERS = 8
RAFFLE_TOPICS = ["raffle.opened", "raffle.sold"]
"""What the purchase of a lottery's tickets passes on to Valkey."""


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """A short folder that everybody may enter: as root the servers run as nobody."""
    with tempfile.TemporaryDirectory(prefix="fairlot-t-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture
async def own_postgres(services: ServiceUrls, own_folder: Path) -> AsyncIterator[tuple[EmbeddedServices, Settings]]:
    """A PostgreSQL of the test's own that writes as durably as in production."""
    own = EmbeddedServices(own_folder / "data", durable=True, redis_url=services.redis_url)
    urls = await asyncio.to_thread(own.start)
    pid = own.postgres_pid
    try:
        engine = create_async_engine(urls.database_url)
        await migrate(engine)
        await engine.dispose()
        yield own, settings_for(urls, "fairlot")
    finally:
        await asyncio.to_thread(own.stop)
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


class Buyer:
    """Buys one ticket after the other, each until it has a receipt, and keeps what it was told."""

    def __init__(self, context: Context, player: MadePlayer, raffle: RaffleView) -> None:
        self.context, self.player, self.raffle = context, player, raffle
        self.answers: list[tuple[BuyTickets, Receipt]] = []
        self.told: list[Exception] = []

    async def buy_until(self, stopping: asyncio.Event) -> None:
        while not stopping.is_set():
            command = purchase(self.player, self.raffle)
            answer = await insist(self.context, command, self.told)
            assert isinstance(answer, Receipt), answer
            self.answers.append((command, answer))


async def test_postgres_is_killed_under_load(own_postgres: tuple[EmbeddedServices, Settings]) -> None:
    postgres, settings = own_postgres
    context = open_context(settings.model_copy(update={"database_pool_size": 6}), SystemClock())
    raffle = await make_lottery(context, tickets=100_000, price_minor=1)
    buyers = [Buyer(context, player, raffle) for player in await make_crowd(context, BUYERS)]
    stopping = asyncio.Event()
    load = asyncio.gather(*(buyer.buy_until(stopping) for buyer in buyers))
    for _ in range(2):
        await asyncio.sleep(0.7)
        os.kill(postgres.postgres_pid, signal.SIGKILL)
        await asyncio.sleep(0.2)
        await asyncio.to_thread(postgres.restart_postgres)
    sold_before = sum(len(buyer.answers) for buyer in buyers)

    async def has_sold_since() -> bool:
        return sum(len(buyer.answers) for buyer in buyers) > sold_before

    await until(has_sold_since)
    stopping.set()
    await load
    answers = [answer for buyer in buyers for answer in buyer.answers]
    assert all(buyer.told for buyer in buyers), "an outage that nobody noticed tests nothing"
    numbers = sorted(receipt.first for _, receipt in answers)
    assert numbers == await stored_tickets(context, raffle) == list(range(1, len(answers) + 1))
    assert await one_of(context, "SELECT count(*) FROM orders") == len(answers)
    assert await differences(context) == []
    # what was answered then is answered now
    again = await buy(context, *(command for command, _ in answers[:500]))
    assert again == [receipt for _, receipt in answers[:500]]
    await context.close()


async def test_a_purchase_whose_answer_was_lost_gives_its_receipt_on_retry(
    own_postgres: tuple[EmbeddedServices, Settings],
) -> None:
    """The server dies when the commit is on its disk and before it says so."""
    postgres, settings = own_postgres
    urls = ServiceUrls(settings.database_url.get_secret_value(), "")
    context = open_context(settings, SystemClock())
    raffle = await make_lottery(context, tickets=10)
    (player,) = await make_crowd(context, 1)
    command = purchase(player, raffle, 2)
    # a standby that never answers: commits are written and wait
    await administer(urls, "ALTER SYSTEM SET synchronous_standby_names = 'nobody'", "SELECT pg_reload_conf()")
    buying = asyncio.create_task(buy(context, command))
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
    await until(lambda: one_of(context, waiting))
    os.kill(postgres.postgres_pid, signal.SIGKILL)
    with pytest.raises(Unavailable):
        await buying
    await asyncio.to_thread(postgres.restart_postgres)
    await administer(urls, "ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()")
    receipt = await insist(context, command)
    assert isinstance(receipt, Receipt)
    assert await insist(context, command) == receipt
    assert await stored_tickets(context, raffle) == [1, 2]
    assert await one_of(context, "SELECT count(*) FROM orders") == 1
    assert await differences(context) == []
    await context.close()


async def test_valkey_is_killed_and_events_are_delivered_after_its_return(
    services: ServiceUrls, own_folder: Path, fresh_database: str, clock: ManualClock
) -> None:
    own = EmbeddedServices(own_folder / "data", database_url=services.database_url)
    redis_url = (await asyncio.to_thread(own.start)).redis_url
    settings = settings_for(replace(services, redis_url=redis_url), str(make_url(fresh_database).database))
    try:
        async with open_app(settings, clock) as app:
            context = app.context
            (player,) = await make_crowd(context, 1)
            os.kill(own.valkey_pid, signal.SIGKILL)
            raffle = await make_lottery(context, tickets=10)
            assert isinstance((await buy(context, purchase(player, raffle, 10)))[0], Receipt)
            await deliver_due(context)
            assert await pending_topics(context) == RAFFLE_TOPICS

            await asyncio.to_thread(own.stop)
            await asyncio.to_thread(own.start)
            async with Redis.from_url(redis_url).pubsub() as listener:
                await listener.subscribe(EVENTS_CHANNEL)
                clock.advance(timedelta(seconds=2))
                assert await deliver_due(context) == 2
                messages = [await heard(listener) for _ in RAFFLE_TOPICS]
            opened, sold = ({"topic": topic, "raffle_id": str(raffle.id)} for topic in RAFFLE_TOPICS)
            assert messages == [opened, sold | {"sold": 10, "total": 10}]
            assert await pending_topics(context) == []
            assert await differences(context) == []
    finally:
        await asyncio.to_thread(own.stop)


async def pending_topics(context: Context) -> list[str]:
    """What is still to be delivered, oldest first."""
    rows = await rows_of(context, "SELECT topic FROM outbox WHERE state = 'pending' ORDER BY id")
    return [row.topic for row in rows]


async def heard(listener: PubSub) -> object:
    """The next message of a channel."""
    async with asyncio.timeout(5):
        while True:
            message = await listener.get_message(ignore_subscribe_messages=True, timeout=1)
            if message is not None:
                return json.loads(message["data"])
