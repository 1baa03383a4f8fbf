"""What every test of the bot may use."""

import pytest

from core.kernel.context import Context
from tests.bot.harness import World


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a press is answered with does not depend on how busy the machine is."""
    monkeypatch.setattr("bot.middlewares.presses._PATIENCE_S", 60)


@pytest.fixture
def world(context: Context) -> World:
    """A bot on a database that is rolled back after the test."""
    return World(context)


@pytest.fixture
def live_world(live_context: Context) -> World:
    """A bot on a database of the test's own, with real commits: for updates at the same time."""
    return World(live_context)
