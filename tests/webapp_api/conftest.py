"""What every test of the API may use."""

import pytest

from core.kernel.context import Context
from tests.webapp_api.client import Api


@pytest.fixture
def api(context: Context) -> Api:
    """The API on a database that is rolled back after the test."""
    return Api(context)


@pytest.fixture
def live_api(live_context: Context) -> Api:
    """The API on a database of the test's own, with real commits: for requests at the same time."""
    return Api(live_context)
