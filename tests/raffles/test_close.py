"""The end of a sale: when it is due, the close record over all entries, once."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from core.access import permissions
from core.draws import primitives, software
from core.draws.entries import Entry
from core.draws.entry_tree import EntryTree
from core.draws.errors import SoftwareDiffers
from core.draws.software import released_sha256, software_lines, software_sha256
from core.kernel.actor import Actor
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import NotFound
from core.raffles import entry_pages, jobs
from core.raffles.admin_reads import watch_draws
from core.raffles.close_sales import begin_close, finish_close
from core.raffles.errors import SalesEnded
from core.raffles.models import CloseRule, RaffleState
from core.raffles.repository import states
from core.raffles.views import EscrowInLedger
from core.raffles.watch import Trouble
from tests.builders.raffles import TestBeacon, buy, make_draft, make_lottery, purchase
from tests.raffles.helpers import (
    all_differences,
    bought,
    contents,
    count,
    execute,
    query,
    rich_player,
    row_of,
    sold_out_lottery,
    state_of,
)

HOUR = timedelta(hours=1)
READER = Actor.admin(uuid4(), frozenset({permissions.LEDGER_READ}))


# rule, whether it is sold out, whether its end has come, whether it is due then
DUE = [
    (CloseRule.SOLD_OUT, False, True, False),
    (CloseRule.SOLD_OUT, True, False, True),
    (CloseRule.TIME, False, False, False),
    (CloseRule.TIME, True, False, False),
    (CloseRule.TIME, False, True, True),
    (CloseRule.TIME, True, True, True),
    (CloseRule.SOLD_OUT_OR_TIME, False, False, False),
    (CloseRule.SOLD_OUT_OR_TIME, True, False, True),
    (CloseRule.SOLD_OUT_OR_TIME, False, True, True),
]


@pytest.mark.parametrize("case", DUE, ids=str)
async def test_when_a_sale_is_over(
    context: Context, clock: ManualClock, case: tuple[CloseRule, bool, bool, bool]
) -> None:
    rule, is_sold_out, is_past, is_due = case
    end = None if rule is CloseRule.SOLD_OUT else clock.now() + HOUR
    raffle = await make_lottery(context, tickets=2, close_rule=rule, sales_end_at=end)
    await bought(context, await rich_player(context), raffle, 2 if is_sold_out else 1)
    clock.advance(HOUR if is_past else HOUR - timedelta(microseconds=1))
    assert await context.transact(lambda tx: begin_close(tx, raffle.id)) is is_due
    assert await state_of(context, raffle) is (RaffleState.CLOSING if is_due else RaffleState.OPEN)
    assert await jobs.close_due(context) == 0


async def test_the_job_finds_what_is_due_and_nothing_else(context: Context, clock: ManualClock) -> None:
    player, end = await rich_player(context), clock.now() + HOUR
    sold, timed, both, waiting = [
        await make_lottery(
            context, tickets=2, close_rule=rule, sales_end_at=None if rule is CloseRule.SOLD_OUT else end
        )
        for rule in (CloseRule.SOLD_OUT, CloseRule.TIME, CloseRule.SOLD_OUT_OR_TIME, CloseRule.SOLD_OUT)
    ]
    for raffle in (sold, timed, both):
        await bought(context, player, raffle, 2)
    await bought(context, player, waiting, 1)
    await make_draft(context)
    due = await context.transact(partial(states.due_to_close, now=clock.now(), limit=20))
    assert due == [sold.id, both.id]  # what waits for its time must not stand in the way of others
    assert await jobs.close_due(context) == 2
    assert [await state_of(context, one) for one in (sold, timed, both, waiting)] == [
        RaffleState.CLOSING,
        RaffleState.OPEN,
        RaffleState.CLOSING,
        RaffleState.OPEN,
    ]
    clock.advance(HOUR)
    assert await jobs.close_due(context) == 1
    assert await state_of(context, timed) is RaffleState.CLOSING
    assert not await context.transact(lambda tx: begin_close(tx, uuid4()))


async def test_a_raffle_without_entries_is_cancelled(context: Context, clock: ManualClock) -> None:
    raffle = await make_lottery(context, close_rule=CloseRule.TIME, sales_end_at=clock.now() + HOUR)
    clock.advance(HOUR)
    assert await jobs.close_due(context) == 1
    row = await row_of(context, raffle)
    assert (row.state, row.cancel_reason, row.ended_at) == ("cancelled", "no_entries", clock.now())
    assert await jobs.write_close_records(context, "test") == 0
    assert await count(context, "draw_closes") == 0
    assert await all_differences(context) == []


async def test_nothing_is_sold_from_the_close_on(context: Context, clock: ManualClock) -> None:
    beacon, player = TestBeacon(clock), await rich_player(context)
    end = clock.now() + HOUR
    raffle = await make_lottery(context, close_rule=CloseRule.TIME, sales_end_at=end, beacon=beacon.info().rule(60))
    await bought(context, player, raffle, 3)
    clock.advance(HOUR)
    await jobs.close_due(context)
    clock.set(end - HOUR)  # whatever the clock says then
    for step in (jobs.write_close_records(context, "test"), None):
        before = await contents(context)
        assert isinstance((await buy(context, purchase(player, raffle)))[0], SalesEnded)
        assert await contents(context) == before
        if step is not None:
            assert await step == 1
    assert await state_of(context, raffle) is RaffleState.CLOSED


async def test_the_close_record_over_pages_of_entries(
    context: Context, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry_pages, "PAGE", 3)
    beacon = TestBeacon(clock)
    players = [await rich_player(context) for _ in range(3)]
    raffle = await sold_out_lottery(context, beacon, [(players[i % 3], 1 + i % 4) for i in range(11)], alternates=2)
    clock.advance(timedelta(seconds=3.7))
    assert await jobs.close_due(context) == 1
    assert await jobs.write_close_records(context, "test") == 1
    close = (await query(context, "SELECT * FROM draw_closes WHERE draw_id = :id", id=raffle.draw_id))[0]
    entries = await query(context, "SELECT * FROM entries WHERE raffle_id = :id ORDER BY first", id=raffle.id)
    tree = EntryTree(str(raffle.draw_id))
    tree.add([Entry(entry.first, entry.last, entry.holder_tag) for entry in entries])
    draw = (await query(context, "SELECT * FROM draws WHERE id = :id", id=raffle.draw_id))[0]
    record, row = close.record, await row_of(context, raffle)
    assert (record["entry_root"], record["entry_count"], record["n"]) == (tree.root().hex(), 11, row.sold)
    assert (record["rules_hash"], record["server_commit"]) == (draw.rules_hash.hex(), draw.server_commit.hex())
    assert (record["gross_minor"], record["currency"]) == (row.gross_minor, "TJS")
    assert (record["log_head"], record["alternates"]) == (entries[-1].log_head.hex(), 2)
    assert close.close_hash == primitives.close_hash(record)
    closed_at = int(clock.now().timestamp())
    named = beacon.round_at(closed_at + 60) + 1
    assert (record["closed_at"], record["beacon"]["round"]) == (closed_at, named)
    due = beacon.info().genesis + (named - 1) * beacon.info().period
    assert close.due_at == datetime.fromtimestamp(due, UTC)
    assert due >= closed_at + 60
    assert await count(context, "audit_log", "action = 'raffle.closed' AND subject_id = :id", id=str(raffle.id)) == 1


async def test_the_record_is_written_once(context: Context, clock: ManualClock) -> None:
    raffle = await sold_out_lottery(context, TestBeacon(clock), [(await rich_player(context), 5)])
    assert await finish_close(context, raffle.id) is None  # open still
    await jobs.close_due(context)
    assert await finish_close(context, raffle.id) is not None
    before = await contents(context)
    clock.advance(HOUR)
    assert await finish_close(context, raffle.id) is None
    assert await jobs.write_close_records(context, "test") == 0
    assert await contents(context) == before
    with pytest.raises(NotFound):
        await finish_close(context, uuid4())


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE raffles SET sold = sold - 1",
        "UPDATE raffles SET log_seq = log_seq + 1",
        "UPDATE raffles SET gross_minor = gross_minor + 1",
        "UPDATE raffles SET escrow_minor = escrow_minor - 1",
        "DELETE FROM entries",
        "DELETE FROM transfers WHERE kind = 'sale'",
        "UPDATE transfers SET amount_minor = amount_minor + 1 WHERE kind = 'sale'",
        "UPDATE transfers SET kind = 'revenue' WHERE kind = 'sale'",
    ],
)
async def test_figures_that_contradict_the_entries_are_not_closed(
    context: Context, clock: ManualClock, change: str
) -> None:
    raffle = await sold_out_lottery(context, TestBeacon(clock), [(await rich_player(context), 5)])
    await jobs.close_due(context)
    assert await execute(context, change) == 1
    assert await finish_close(context, raffle.id) is None
    assert await state_of(context, raffle) is RaffleState.CLOSING
    assert await count(context, "draw_closes") == 0
    assert await count(context, "draw_halts", "draw_id = :id", id=raffle.draw_id) == 1
    (event,) = await query(context, "SELECT details FROM critical_events WHERE code = 'close_figures_differ'")
    assert event.details["reason"].startswith(f"{raffle.number}: ")  # which raffle, and what differs
    assert " by " in event.details["reason"]
    # people have to look now: the tree is not built again every second
    before = await contents(context)
    assert await context.transact(partial(states.unhalted_raffles, state=RaffleState.CLOSING, limit=20)) == []
    assert await finish_close(context, raffle.id) is None
    assert await contents(context) == before


async def test_nothing_is_closed_by_other_software_than_the_released_one(
    context: Context, clock: ManualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raffle = await sold_out_lottery(context, TestBeacon(clock), [(await rich_player(context), 5)])
    await jobs.close_due(context)
    before, sold = await row_of(context, raffle), await count(context, "entries")
    manifest = tmp_path / "draws.manifest"
    manifest.write_text(software_lines().replace("core/draws/awards.py", "core/draws/other.py"))
    with monkeypatch.context() as other:
        other.setattr(software, "MANIFEST", manifest)
        with pytest.raises(SoftwareDiffers) as refused:
            await finish_close(context, raffle.id)
        assert refused.value.params["files"] == "core/draws/awards.py, core/draws/other.py"
        for _ in range(3):
            assert await jobs.write_close_records(context, "test") == 0
        assert await row_of(context, raffle) == before
        assert (await count(context, "draw_closes"), await count(context, "draw_halts")) == (0, 0)
        (event,) = await query(context, "SELECT * FROM critical_events")
        assert (event.code, event.subject_id) == ("software_differs", str(raffle.id))
        assert "core/draws/awards.py" in event.details["reason"]
        watch = await context.transact(lambda tx: watch_draws(tx, READER))
        assert watch.items[0].trouble(clock.now()) is Trouble.SOFTWARE_DIFFERS
    assert await jobs.write_close_records(context, "test") == 1  # put right, it goes on by itself
    assert await state_of(context, raffle) is RaffleState.CLOSED
    assert await count(context, "entries") == sold
    (close,) = await query(context, "SELECT record FROM draw_closes")
    assert close.record["software_sha256"] == released_sha256() == software_sha256()


async def test_the_software_is_asked_for_where_the_record_is_written(
    context: Context, clock: ManualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when it was exchanged while the tree was being built."""
    raffle = await sold_out_lottery(context, TestBeacon(clock), [(await rich_player(context), 5)])
    await jobs.close_due(context)

    async def exchanged(*args: Any, **kwargs: Any) -> EscrowInLedger:
        monkeypatch.setattr(software, "MANIFEST", tmp_path / "missing.manifest")
        return await read(*args, **kwargs)

    read = states.escrow_in_ledger
    monkeypatch.setattr(states, "escrow_in_ledger", exchanged)
    with pytest.raises(SoftwareDiffers):
        await finish_close(context, raffle.id)
    assert await state_of(context, raffle) is RaffleState.CLOSING
    assert await count(context, "draw_closes") == 0
