"""A browser and a stage for all tests of this folder that need them."""

import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright, expect

from core.kernel.clock import ManualClock
from core.kernel.context import Context
from sandbox.services import ServiceUrls, remove_data
from tests.concurrency.processes import Script, scripts
from tests.e2e.chat import Stage, open_stage
from tests.e2e.miniapp import Served, serve
from tests.webapp_api.client import Api

QUIET = ("quic", "background-networking", "component-update", "sync", "gpu")
PATIENCE_MS = 15_000
"""What is waited for at most, of a page as of what is pressed on it: the first look waits for the whole app to load."""
ARGUMENTS = ["--no-sandbox", "--no-first-run", *(f"--disable-{part}" for part in QUIET)]

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("NO BROWSER TESTED: chromium is absent (apt-get install --no-install-recommends chromium)")
    return path


@pytest.fixture(scope="session")
async def browser(chromium_path: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield chromium
        await chromium.close()


@pytest.fixture(scope="session")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Script]:
    """The process that all bots come from; none outlives it."""
    with scripts("tests.concurrency.nursery", tmp_path_factory.mktemp("nursery") / "log") as (script,):
        yield script


@pytest.fixture
async def stage(services: ServiceUrls, fresh_database: str, tmp_path: Path, nursery: Script) -> AsyncIterator[Stage]:
    """A stage of the test's own."""
    async with open_stage(services, fresh_database, tmp_path, nursery) as opened:
        yield opened


@pytest.fixture
def clock() -> ManualClock:
    """The browser has a clock of its own, which the server's has to go with."""
    return ManualClock(datetime.now(UTC))


@pytest.fixture
async def served(live_context: Context, browser: Browser) -> AsyncIterator[Served]:
    """The mini-app on a database of the test's own; no page may complain of anything."""
    async with serve(Api(live_context), browser) as running:
        yield running
        assert running.complaints == []


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A folder for the demo; root's servers keep their data outside of it, which goes with it."""
    yield tmp_path / "demo"
    remove_data(tmp_path / "demo")
