"""What keeps a raffle waiting is told to people once, and once at least."""

from uuid import UUID

import pytest

from core.kernel.context import Context
from core.kernel.errors import Busy
from core.raffles import jobs
from tests.raffles.helpers import count


async def test_what_could_not_be_reported_is_tried_again(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    async def report() -> None:
        await jobs._report_once(context, "beacon_invalid", "draw", UUID(int=1), "another round")

    async def refuse(*_: object, **__: object) -> None:
        raise Busy

    with monkeypatch.context() as busy:
        busy.setattr(jobs, "raise_critical", refuse)
        with pytest.raises(Busy):
            await report()
    for _ in range(3):
        await report()
    assert await count(context, "critical_events") == 1
