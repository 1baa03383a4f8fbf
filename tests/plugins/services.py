"""One PostgreSQL and one Valkey for the whole test run, shared by all workers.

The xdist controller (or the single process) starts them; DATABASE_URL and REDIS_URL name others to use instead.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest

from sandbox.services import EmbeddedServices, ServiceUrls

URLS = pytest.StashKey[ServiceUrls]()
RUNNING = pytest.StashKey[tuple[EmbeddedServices, Path]]()
WORKER_INPUT = "fairlot_services"


def pytest_configure(config: pytest.Config) -> None:
    """Starts the servers, except in a worker and in a run that collects only."""
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    folder = Path(tempfile.mkdtemp(prefix="fairlot-tests-"))
    # root's servers run as nobody, who has to get in
    folder.chmod(0o755)
    services = EmbeddedServices(
        folder / "services",
        durable=False,
        database_url=os.environ.get("DATABASE_URL"),
        redis_url=os.environ.get("REDIS_URL"),
    )
    config.stash[RUNNING] = (services, folder)
    config.stash[URLS] = services.start()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Hands the addresses to an xdist worker."""
    urls = node.config.stash[URLS]
    node.workerinput[WORKER_INPUT] = (urls.database_url, urls.redis_url)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stops the servers and deletes their data, whatever happened."""
    running = config.stash.get(RUNNING, None)
    if running is None:
        return
    services, folder = running
    try:
        services.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def services(pytestconfig: pytest.Config) -> ServiceUrls:
    """The servers' addresses; each worker has a Valkey database of its own, made by its number."""
    worker_input: Mapping[str, Any] | None = getattr(pytestconfig, "workerinput", None)
    if worker_input is None:
        urls, number = pytestconfig.stash[URLS], 0
    else:
        urls = ServiceUrls(*worker_input[WORKER_INPUT])
        number = int(str(worker_input["workerid"]).removeprefix("gw"))
    return ServiceUrls(urls.database_url, with_redis_database(urls.redis_url, number))


def with_redis_database(url: str, number: int) -> str:
    """The address with its database number replaced."""
    address, _, options = url.partition("?")
    query = [(name, value) for name, value in parse_qsl(options) if name != "db"]
    return f"{address}?{urlencode([*query, ('db', str(number))])}"
