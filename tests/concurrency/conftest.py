"""A pool as large as a busy process has."""

from collections.abc import AsyncIterator

import pytest

from core.kernel.clock import ManualClock
from core.kernel.context import Context
from sandbox.services import ServiceUrls
from tests.concurrency.crowd import open_pool


@pytest.fixture
async def busy(services: ServiceUrls, fresh_database: str, clock: ManualClock) -> AsyncIterator[Context]:
    """A context of twenty connections on a database of the test's own, with real commits."""
    context = open_pool(services, fresh_database, clock)
    yield context
    await context.close()
