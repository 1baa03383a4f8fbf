"""Notices in a database of the test's own, a Telegram on loopback, a gate that starts open."""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from core.notifications.telegram_client import TelegramClient
from sandbox.services import ServiceUrls
from tests.notifications.telegram import FakeTelegram, client_of, fake_telegram


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with fake_telegram() as made:
        yield made


@pytest.fixture
async def client(telegram: FakeTelegram) -> AsyncIterator[TelegramClient]:
    async with client_of(telegram) as made:
        yield made


@pytest.fixture(autouse=True)
async def open_gate(services: ServiceUrls) -> None:
    """The buckets of an earlier test do not count in this one."""
    async with Redis.from_url(services.redis_url) as redis:
        keys = [key async for key in redis.scan_iter("fairlot:{telegram}:*")]
        if keys:
            await redis.delete(*keys)
