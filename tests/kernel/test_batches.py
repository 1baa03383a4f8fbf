"""What arrives together is one batch; a failure is that of its batch alone."""

import asyncio
from collections.abc import Sequence

from core.kernel.batches import Batches


async def test_what_arrives_meanwhile_is_the_next_batch_and_a_failure_is_its_own() -> None:
    begun, go = asyncio.Event(), asyncio.Event()
    seen: list[list[int]] = []

    async def double(items: Sequence[int]) -> list[int]:
        seen.append(list(items))
        begun.set()
        await go.wait()
        if 2 in items:
            raise LookupError
        return [2 * item for item in items]

    batches = Batches(double, 3)
    first = asyncio.create_task(batches.add(0))
    await begun.wait()
    others = [asyncio.create_task(batches.add(item)) for item in range(1, 8)]
    await asyncio.sleep(0)
    others[6].cancel()  # whoever went away is carried out with the others
    go.set()
    told = await asyncio.gather(first, *others, return_exceptions=True)
    assert seen == [[0], [1, 2, 3], [4, 5, 6], [7]]
    assert [type(one) if isinstance(one, BaseException) else one for one in told] == [
        0, LookupError, LookupError, LookupError, 8, 10, 12, asyncio.CancelledError,
    ]  # fmt: skip
    assert await batches.add(5) == 10
