"""In which order tests run: those that take longest first, for a worker that begins one at the end is waited for."""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the slow ones before all others, each in the order it had.

    So with `--dist=worksteal` the first worker has them: they wait for rounds and leases more than they compute, while
    the other workers take all the rest off it.
    """
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
