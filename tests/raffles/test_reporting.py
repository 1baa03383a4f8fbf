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


async def test_no_more_is_remembered_than_needs_be(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOST_REPORTED", 2)
    for number in (1, 2, 3, 3, 2, 1):
        await jobs._report_once(context, "beacon_invalid", "draw", UUID(int=number), "another round")
    assert await count(context, "critical_events", "code = 'beacon_invalid'") == 4  # the oldest is told again
    assert len(context.memory["raffles.reported"]) == 2
