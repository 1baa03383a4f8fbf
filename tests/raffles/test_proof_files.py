"""The proof as files: the same as what is judged, and no list in memory that need not be."""

import asyncio
import json
from functools import partial
from typing import Any

import pytest

from core.draws.entries import EntryList
from core.draws.proof import CSV_HEADING
from core.draws.reveal import halt_draw
from core.draws.verify import verify_proof
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import Busy, NotFound
from core.raffles import build_proof, proof_files
from core.raffles.build_proof import proof_of
from core.raffles.proof_files import entries_csv, proof_json
from core.raffles.turn import MOST_WAITING, turn
from core.raffles.views import RaffleView
from tests.builders.raffles import TestBeacon, run_draw
from tests.builders.statements import statements
from tests.raffles.helpers import rich_player, sold_out_lottery


async def drawn(context: Context, clock: ManualClock, entries: int = 11) -> RaffleView:
    beacon, player = TestBeacon(clock), await rich_player(context)
    raffle = await sold_out_lottery(context, beacon, [(player, 1 + place % 4) for place in range(entries)])
    with pytest.raises(NotFound):
        await proof_json(context, raffle.id)
    with pytest.raises(NotFound):
        await entries_csv(context, raffle.id)
    await run_draw(context, clock, beacon)
    return raffle


async def test_a_list_is_made_some_lines_at_a_time(
    context: Context, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_proof, "INLINE_ENTRIES", 10)
    monkeypatch.setattr(proof_files, "LINES", 3)
    raffle = await drawn(context, clock)
    listed = await entries_csv(context, raffle.id)
    parts = [part async for part in listed.lines()]
    assert [part.count(b"\n") for part in parts] == [1, 3, 3, 3, 2]
    content = b"".join(parts)
    assert content == b"".join([part async for part in listed.lines()])
    assert len(content) <= listed.most_bytes <= len(content) + 2 * 11
    heading = CSV_HEADING.encode()
    entries = EntryList.of_lines(content.removeprefix(heading))
    assert content.startswith(heading)
    assert entries is not None
    assert list(entries) == list((await proof_of(context, raffle.id)).entries)
    assert listed.stands_apart
    proof = json.loads(await proof_json(context, raffle.id))
    assert listed.root == proof["close"]["entry_root"]
    assert "entries" not in proof
    assert verify_proof(proof, entries).is_valid


async def test_a_list_that_stands_apart_is_not_read_for_the_proof(
    context: Context, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    raffle = await drawn(context, clock)
    assert not (await entries_csv(context, raffle.id)).stands_apart
    whole = json.loads(await proof_json(context, raffle.id))
    assert verify_proof(whole).is_valid
    monkeypatch.setattr(build_proof, "INLINE_ENTRIES", 10)
    context.memory.clear()
    with statements(context) as sent:
        alone = json.loads(await proof_json(context, raffle.id))
        await entries_csv(context, raffle.id)
    assert alone == {name: value for name, value in whole.items() if name != "entries"}
    assert not [one.sql for one in sent if "FROM entries" in one.sql]
    with statements(context) as sent:
        await entries_csv(context, raffle.id)
    assert len([one for one in sent if "FROM" in one.sql]) == 1


async def test_a_proof_is_made_in_ones_turn_and_kept_while_it_stands(live_context: Context, clock: ManualClock) -> None:
    context = live_context
    raffle, other = await drawn(context, clock), await drawn(context, clock)
    async with turn():
        waiting = [asyncio.create_task(_take_a_turn()) for _ in range(MOST_WAITING)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await proof_json(context, raffle.id)
    await asyncio.gather(*waiting)
    made = await asyncio.gather(*(proof_json(context, raffle.id) for _ in range(3 * MOST_WAITING)))
    assert len({id(content) for content in made}) == 1, "one loader, however many ask"
    async with turn():
        assert await proof_json(context, raffle.id) is made[0]
    with statements(context) as sent:
        await proof_json(context, raffle.id)
    assert len([one for one in sent if "FROM" in one.sql]) == 1
    assert raffle.draw_id is not None
    await context.transact(partial(halt_draw, draw_id=raffle.draw_id, code="draw_result_differs", reason="a test"))
    for refused in (proof_json, entries_csv):
        with pytest.raises(NotFound):
            await refused(context, raffle.id)
    assert (await proof_json(context, other.id)) != made[0]


async def _take_a_turn() -> None:
    async with turn():
        pass


class Readings:
    """`transact` of a context, which counts how many read at a time, and refuses some."""

    def __init__(self, context: Context, refused: set[int]) -> None:
        self.transact, self.refused = context.transact, refused
        self.begun = self.under_way = self.most = 0

    async def __call__(self, read: Any) -> Any:
        self.begun += 1
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            if self.begun in self.refused:
                raise Busy
            return await self.transact(read)
        finally:
            self.under_way -= 1


async def test_pages_are_read_one_at_a_time_and_again_while_the_database_is_busy(
    live_context: Context, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof_files, "LINES", 3)
    monkeypatch.setattr(proof_files, "PATIENCE_S", (0.0, 0.0))
    raffle = await drawn(live_context, clock)
    listed = await entries_csv(live_context, raffle.id)

    async def content() -> bytes:
        return b"".join([part async for part in listed.lines()])

    whole = await content()
    readings = Readings(live_context, refused={2, 3, 9})
    monkeypatch.setattr(Context, "transact", lambda _, read: readings(read))
    assert await asyncio.gather(*(content() for _ in range(4))) == [whole] * 4
    assert (readings.most, readings.begun) == (1, 4 * 5 + 3)
    readings.begun, readings.refused = 0, {2, 3, 4}
    with pytest.raises(Busy):
        await content()
