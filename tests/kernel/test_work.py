"""The items of a job."""

from core.kernel.work import each


async def test_one_failing_item_does_not_stop_the_others() -> None:
    seen: list[int] = []

    async def do(item: int) -> bool:
        seen.append(item)
        if item == 2:
            raise LookupError
        return item != 3

    assert await each([1, 2, 3, 4], do) == 2
    assert seen == [1, 2, 3, 4]
