"""The proof as files: the same as what is judged, and no list in memory that need not be."""

import json

import pytest

from core.draws.entries import EntryList
from core.draws.proof import CSV_HEADING
from core.draws.verify import verify_proof
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import NotFound
from core.raffles import build_proof, proof_files
from core.raffles.build_proof import proof_of
from core.raffles.proof_files import entries_csv, proof_json
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
    with statements(context) as sent:
        alone = json.loads(await proof_json(context, raffle.id))
        await entries_csv(context, raffle.id)
    assert alone == {name: value for name, value in whole.items() if name != "entries"}
    assert not [one.sql for one in sent if "FROM entries" in one.sql]
