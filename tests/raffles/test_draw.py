"""Draws from stored rows: prizes, awards, settlement, proofs, and what stops a draw."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from core.draws import awards as engine
from core.draws import repository as draws
from core.draws.awards import DrawOutcome
from core.draws.beacons import BeaconUnavailable, BeaconValue
from core.draws.errors import BeaconMismatch
from core.draws.proof import INLINE_ENTRIES
from core.draws.reveal import load_inputs
from core.draws.store_beacon import store_beacon
from core.draws.verify import verify_proof
from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from core.kernel.errors import NotFound
from core.prizes import jobs as prizes
from core.raffles import draw_raffle, entry_pages, jobs
from core.raffles.build_proof import proof_of
from core.raffles.models import CloseRule, RaffleState
from core.raffles.settle_raffle import settle_raffle
from core.raffles.views import PrizeView, RaffleView, Receipt
from tests.builders.raffles import TestBeacon, buy, make_lottery, purchase, run_draw
from tests.raffles.helpers import (
    all_differences,
    balance,
    contents,
    count,
    execute,
    query,
    rich_player,
    row_of,
    sold_out_lottery,
    state_of,
)

FIXED = PrizeView(1, 1, "fixed", 1000, None, None)


async def closed_lottery(context: Context, clock: ManualClock, beacon: TestBeacon, **terms: Any) -> RaffleView:
    """A lottery whose round is due."""
    players = [await rich_player(context, 100_000) for _ in range(3)]
    raffle = await sold_out_lottery(context, beacon, [(player, 5) for player in players], **terms)
    await jobs.close_due(context)
    await jobs.write_close_records(context, "test")
    clock.advance(timedelta(seconds=90))
    return raffle


async def draws_again(context: Context, raffle: RaffleView) -> DrawOutcome:
    """The outcome of a closed draw, computed from its rows."""

    async def inputs(tx: Transaction) -> Any:
        assert raffle.draw_id is not None
        return await load_inputs(tx, raffle.draw_id)

    rows = await context.transact(inputs)
    entries = await entry_pages.read_entries(context.transact, raffle.id)
    return engine.draw(rows.close.record, rows.close.close_hash, rows.server_seed, rows.beacon.randomness, entries)


async def test_prizes_of_every_kind(context: Context, clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shares split with their left-over units, fixed sums, alternates without an award, money to the last unit."""
    monkeypatch.setattr(entry_pages, "PAGE", 2)
    beacon = TestBeacon(clock)
    players = [await rich_player(context, 10_000) for _ in range(4)]
    wanted = [PrizeView(1, 3, "percentage", None, 3333, None), replace(FIXED, position=2, winner_count=2)]
    shares = [(player, size) for player, size in zip(players, (7, 1, 1, 2), strict=True)]
    raffle = await sold_out_lottery(context, beacon, shares, prizes=wanted, price_minor=101, alternates=2)
    await run_draw(context, clock, beacon)
    awards = await query(context, 'SELECT * FROM awards WHERE draw_id = :id ORDER BY "order"', id=raffle.draw_id)
    pool = 11 * 101 * 3333 // 10_000
    assert pool == 370
    assert [award.value_minor for award in awards] == [124, 123, 123, 1000, 1000]
    assert [(award.position, award.seq) for award in awards] == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]
    assert len({award.ticket_number for award in awards}) == 5
    results = await query(context, 'SELECT * FROM draw_results WHERE draw_id = :id ORDER BY "order"', id=raffle.draw_id)
    assert [one.role for one in results] == ["winner"] * 5 + ["alternate"] * 2
    entries = await query(context, "SELECT * FROM entries WHERE raffle_id = :id", id=raffle.id)
    for award in awards:
        holder = next(one for one in entries if one.first <= award.ticket_number <= one.last)
        assert (award.player_id, award.state) == (holder.player_id, "payable")
        assert award.claim_by == award.created_at + timedelta(days=90)
    assert await prizes.pay_due(context) == 5
    for player, size in shares:
        won = sum(award.value_minor for award in awards if award.player_id == player.id)
        assert await balance(context, player) == 10_000 - 101 * size + won
    assert await all_differences(context) == []


async def test_a_holder_wins_once_where_the_rules_say_so(context: Context, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    players = [await rich_player(context) for _ in range(3)]
    terms: dict[str, Any] = {"prizes": [replace(FIXED, winner_count=5)], "distinct": "holder", "price_minor": 1000}
    raffle = await sold_out_lottery(context, beacon, [(players[0], 20), (players[1], 1), (players[2], 1)], **terms)
    await run_draw(context, clock, beacon)
    awards = await query(context, "SELECT * FROM awards WHERE draw_id = :id", id=raffle.draw_id)
    assert {award.player_id for award in awards} == {player.id for player in players}
    assert len(awards) == 3
    reveal = (await query(context, "SELECT * FROM draw_reveals WHERE draw_id = :id", id=raffle.draw_id))[0]
    assert reveal.unawarded == 2
    assert verify_proof((await proof_of(context, raffle.id)).proof).is_valid
    assert await all_differences(context) == []


async def test_more_slots_than_were_sold(context: Context, clock: ManualClock) -> None:
    """A sale that ended by time with fewer tickets than prizes: each ticket wins, the rest is reported."""
    beacon, player = TestBeacon(clock), await rich_player(context)
    raffle = await make_lottery(
        context,
        prizes=[replace(FIXED, winner_count=4)],
        alternates=3,
        close_rule=CloseRule.TIME,
        sales_end_at=clock.now() + timedelta(hours=1),
        beacon=beacon.info().rule(60),
    )
    assert isinstance((await buy(context, purchase(player, raffle, 2)))[0], Receipt)
    clock.advance(timedelta(hours=1))
    await run_draw(context, clock, beacon)
    awards = await query(context, "SELECT * FROM awards WHERE draw_id = :id", id=raffle.draw_id)
    assert {award.ticket_number for award in awards} == {1, 2}
    reveal = (await query(context, "SELECT * FROM draw_reveals WHERE draw_id = :id", id=raffle.draw_id))[0]
    assert reveal.unawarded == 2
    assert verify_proof((await proof_of(context, raffle.id)).proof).is_valid


@pytest.mark.parametrize("prize_minor", [300, 1000, 1700])
async def test_settlement_empties_the_escrow(context: Context, clock: ManualClock, prize_minor: int) -> None:
    """Prizes below, equal to and above what was sold: the house earns or pays the difference."""
    beacon, player = TestBeacon(clock), await rich_player(context, 1000)
    raffle = await sold_out_lottery(context, beacon, [(player, 2)], prize_minor=prize_minor)
    await run_draw(context, clock, beacon)
    row = await row_of(context, raffle)
    assert (row.state, row.escrow_minor, row.ended_at) == ("settled", 0, clock.now())
    sums = await query(
        context,
        "SELECT w.account, sum(t.amount_minor) AS total FROM wallet_transactions t JOIN wallets w ON w.id = t.wallet_id"
        " WHERE w.kind = 'house' AND w.account IN ('revenue', 'prize_payable') GROUP BY w.account",
    )
    assert {one.account: one.total for one in sums}.get("revenue", 0) == 1000 - prize_minor
    assert {one.account: one.total for one in sums}["prize_payable"] == prize_minor
    assert not await context.transact(lambda tx: settle_raffle(tx, raffle.id))
    assert await prizes.pay_due(context) == 1
    assert await prizes.pay_due(context) == 0
    assert await balance(context, player) == prize_minor
    assert await count(context, "transfers", "kind = 'prize'") == 1
    assert await all_differences(context) == []


async def test_a_proof_with_its_entries_beside_it(context: Context, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    players = [await rich_player(context) for _ in range(3)]
    size = INLINE_ENTRIES + 1
    raffle = await make_lottery(context, tickets=size, price_minor=1, beacon=beacon.info().rule(60))
    outcomes = await buy(context, *(purchase(players[i % 3], raffle) for i in range(size)))
    assert all(isinstance(outcome, Receipt) for outcome in outcomes)
    with pytest.raises(NotFound):
        await proof_of(context, raffle.id)
    await run_draw(context, clock, beacon)
    files = await proof_of(context, raffle.id)
    assert "entries" not in files.proof
    assert len(files.entries) == size
    assert verify_proof(files.proof, files.entries).is_valid
    assert not verify_proof(files.proof, files.entries[:-1]).is_valid
    again = await proof_of(context, raffle.id)
    assert (again.proof, list(again.entries), again.beacon) == (files.proof, list(files.entries), files.beacon)
    assert await all_differences(context) == []


async def test_no_proof_before_the_draw(context: Context, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    raffle = await closed_lottery(context, clock, beacon)
    for raffle_id in (uuid4(), raffle.id):
        with pytest.raises(NotFound):
            await proof_of(context, raffle_id)
    await jobs.fetch_due_beacons(context, beacon)
    with pytest.raises(NotFound):
        await proof_of(context, raffle.id)
    assert await jobs.draw_due(context, "test") == 1
    proof = (await proof_of(context, raffle.id)).proof
    assert verify_proof(proof).is_valid
    outcome = await draws_again(context, raffle)
    assert proof["results"] == [result.to_record() for result in outcome.results]
    assert proof["trace"] == [row.to_record() for row in outcome.trace]


async def test_a_rejected_word_stays_rejected_in_the_proof(context: Context, clock: ManualClock) -> None:
    """Once in 2^60 draws a word is passed over; the proof has to say so, or it would be called forged."""
    beacon = TestBeacon(clock)
    raffle = await closed_lottery(context, clock, beacon)
    await jobs.fetch_due_beacons(context, beacon)
    outcome = await draws_again(context, raffle)
    row = outcome.trace[0]._replace(is_accepted=False)

    async def store(tx: Transaction) -> None:
        assert raffle.draw_id is not None
        inputs = await load_inputs(tx, raffle.draw_id)
        await draws.insert_outcome(tx, raffle.draw_id, inputs.server_seed, replace(outcome, trace=(row,)))

    await context.transact(store)
    assert (await proof_of(context, raffle.id)).proof["trace"] == [row.to_record()]


Bend = Callable[[DrawOutcome], DrawOutcome]
BENDS: dict[str, Bend] = {
    "another number": lambda one: replace(
        one, results=(replace(one.results[0], number=one.results[0].number % 15 + 1), *one.results[1:])
    ),
    "another value": lambda one: replace(one, results=(replace(one.results[0], value_minor=1), *one.results[1:])),
    "one more result": lambda one: replace(one, results=(*one.results, replace(one.results[-1], order=99))),
    "another seed": lambda one: replace(one, combined_seed=bytes(32)),
    "another client seed": lambda one: replace(one, client_seed=bytes(32)),
    "another trace": lambda one: replace(one, trace=one.trace[:-1]),
    "another rest": lambda one: replace(one, unawarded=7),
}


@pytest.mark.parametrize("bend", BENDS.values(), ids=BENDS)
async def test_a_stored_result_that_differs_halts_the_draw(context: Context, clock: ManualClock, bend: Bend) -> None:
    beacon = TestBeacon(clock)
    raffle = await closed_lottery(context, clock, beacon)
    await jobs.fetch_due_beacons(context, beacon)
    bent = bend(await draws_again(context, raffle))

    async def store(tx: Transaction) -> None:
        assert raffle.draw_id is not None
        inputs = await load_inputs(tx, raffle.draw_id)
        await draws.insert_outcome(tx, raffle.draw_id, inputs.server_seed, bent)

    await context.transact(store)
    assert await jobs.draw_due(context, "test") == 0
    assert await count(context, "draw_halts") == 1
    before = await contents(context)
    assert await jobs.draw_due(context, "test") == 0
    assert not await draw_raffle.draw_raffle(context, raffle.id)
    assert await jobs.settle_due(context) == await prizes.pay_due(context) == 0
    clock.advance(timedelta(days=2))
    assert await jobs.refund_overdue(context) == 0
    assert await contents(context) == before
    assert await count(context, "critical_events", "code = 'draw_result_differs'") == 1
    assert await count(context, "awards") == 0
    assert await state_of(context, raffle) is RaffleState.CLOSED
    with pytest.raises(NotFound):
        await proof_of(context, raffle.id)


async def test_the_same_result_stored_before_is_drawn_on(context: Context, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    raffle = await closed_lottery(context, clock, beacon)
    await jobs.fetch_due_beacons(context, beacon)
    outcome = await draws_again(context, raffle)

    async def store(tx: Transaction) -> None:
        assert raffle.draw_id is not None
        inputs = await load_inputs(tx, raffle.draw_id)
        await draws.insert_outcome(tx, raffle.draw_id, inputs.server_seed, outcome)

    await context.transact(store)
    assert await jobs.draw_due(context, "test") == 1
    assert not await draw_raffle.draw_raffle(context, raffle.id)
    assert await count(context, "awards") == 1
    assert await count(context, "critical_events") == 0


async def test_a_foreign_chain_is_reported_once_and_the_draw_waits(context: Context, clock: ManualClock) -> None:
    beacon, foreign = TestBeacon(clock), TestBeacon(clock)
    raffle = await closed_lottery(context, clock, beacon)
    for _ in range(3):
        assert await jobs.fetch_due_beacons(context, foreign) == 0
        clock.advance(timedelta(minutes=1))
    assert foreign.asked == []
    assert await count(context, "critical_events", "code = 'beacon_invalid'") == 1
    assert await count(context, "draw_beacons") == await jobs.draw_due(context, "test") == 0
    assert await jobs.fetch_due_beacons(context, beacon) == 1
    assert await jobs.draw_due(context, "test") == 1
    assert await state_of(context, raffle) is RaffleState.DRAWN


class EagerBeacon(TestBeacon):
    """Gives a value of another round than it was asked for."""

    async def fetch(self, round_number: int) -> BeaconValue:
        return await super().fetch(round_number - 1)


class DeadBeacon(TestBeacon):
    async def fetch(self, round_number: int) -> BeaconValue:
        raise BeaconUnavailable("out of order")


@pytest.mark.parametrize(("source", "events"), [(EagerBeacon, 1), (DeadBeacon, 0)])
async def test_a_source_that_does_not_answer_rightly(
    context: Context, clock: ManualClock, source: type[TestBeacon], events: int
) -> None:
    raffle = await closed_lottery(context, clock, beacon := source(clock))
    for _ in range(2):
        assert await jobs.fetch_due_beacons(context, beacon) == 0
    assert await count(context, "draw_beacons") == 0
    assert await count(context, "critical_events", "code = 'beacon_invalid'") == events
    assert await state_of(context, raffle) is RaffleState.CLOSED


async def test_a_round_is_not_asked_for_before_its_time(context: Context, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    raffle = await closed_lottery(context, clock, beacon)
    clock.advance(-timedelta(seconds=80))
    assert await jobs.fetch_due_beacons(context, beacon) == 0
    assert beacon.asked == []
    clock.advance(timedelta(seconds=80))
    assert await jobs.fetch_due_beacons(context, beacon) == 1
    close = (await query(context, "SELECT record FROM draw_closes WHERE draw_id = :id", id=raffle.draw_id))[0]
    assert beacon.asked == [close.record["beacon"]["round"]]


async def test_the_first_value_stands(context: Context, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    raffle = await closed_lottery(context, clock, beacon)
    draw_id = raffle.draw_id
    assert draw_id is not None
    close = (await query(context, "SELECT record FROM draw_closes WHERE draw_id = :id", id=draw_id))[0]
    right = await beacon.fetch(close.record["beacon"]["round"])
    with pytest.raises(BeaconMismatch):
        await context.transact(lambda tx: store_beacon(tx, draw_id, replace(right, round=right.round + 1)))
    with pytest.raises(NotFound):
        await context.transact(lambda tx: store_beacon(tx, uuid4(), right))
    assert await count(context, "draw_beacons") == 0
    for _ in range(2):
        assert await context.transact(lambda tx: store_beacon(tx, draw_id, right)) == right
    with pytest.raises(BeaconMismatch):
        await context.transact(lambda tx: store_beacon(tx, draw_id, replace(right, randomness=bytes(32))))
    rows = await query(context, "SELECT round, randomness FROM draw_beacons")
    assert [(row.round, row.randomness) for row in rows] == [(right.round, right.randomness)]


async def test_a_seed_not_revealed_in_time_refunds_everybody(context: Context, clock: ManualClock) -> None:
    """From the deadline on nobody may choose between a result that is known and refunds."""
    beacon = TestBeacon(clock)
    raffle = await closed_lottery(context, clock, beacon)
    await jobs.fetch_due_beacons(context, beacon)
    due = (await query(context, "SELECT due_at FROM draw_closes WHERE draw_id = :id", id=raffle.draw_id))[0].due_at
    clock.set(due + timedelta(hours=24) - timedelta(seconds=1))
    assert await jobs.refund_overdue(context) == 0
    clock.set(due + timedelta(hours=24))
    assert await jobs.draw_due(context, "test") == 0
    assert await jobs.refund_overdue(context) == 1
    assert await jobs.refund_overdue(context) == 0
    assert await state_of(context, raffle) is RaffleState.CANCELLING
    assert await jobs.refund_due(context) == 1
    row = await row_of(context, raffle)
    assert (row.state, row.cancel_reason, row.escrow_minor) == ("cancelled", "reveal_overdue", 0)
    assert await count(context, "critical_events", "code = 'reveal_overdue'") == 1
    assert await count(context, "draw_reveals") == 0
    balances = await query(context, "SELECT balance_minor FROM wallets WHERE kind = 'player'")
    assert [wallet.balance_minor for wallet in balances] == [100_000] * 3
    assert await jobs.draw_due(context, "test") == 0
    assert await all_differences(context) == []


async def test_a_draw_of_many_winners(context: Context, clock: ManualClock) -> None:
    """More winners than a statement writes at once; each one's ticket has its holder."""
    beacon, player, other = TestBeacon(clock), await rich_player(context), await rich_player(context)
    prize = replace(FIXED, value_minor=1, winner_count=2_500)
    raffle = await sold_out_lottery(context, beacon, [(player, 2_000), (other, 1_000)], prizes=[prize], price_minor=1)
    await run_draw(context, clock, beacon)
    assert await count(context, "awards", "draw_id = :id", id=raffle.draw_id) == 2_500
    assert await count(context, "awards", "player_id = :id AND ticket_number > 2000", id=player.id) == 0
    assert await state_of(context, raffle) is RaffleState.SETTLED


@pytest.mark.parametrize(
    ("bent", "reason"),
    [("ab" * 32, "entry_root"), ("ab" * 31, "64 lowercase hex digits"), ("\u00e9" * 32, "64 lowercase hex digits")],
)
async def test_bent_entries_halt_the_draw(context: Context, clock: ManualClock, bent: str, reason: str) -> None:
    """The commitment in the close record, not the table, says who takes part."""
    beacon = TestBeacon(clock)
    players = [await rich_player(context) for _ in range(2)]
    raffle = await sold_out_lottery(context, beacon, [(players[0], 4), (players[1], 6)])
    await jobs.close_due(context)
    await jobs.write_close_records(context, "test")
    # As an operator with a superuser's hands would: a range gets another holder.
    bend = "UPDATE entries SET holder_tag = :tag WHERE raffle_id = :id AND first = 1"
    await execute(context, bend, tag=bent, id=raffle.id)
    clock.advance(timedelta(minutes=5))
    await jobs.fetch_due_beacons(context, beacon)
    assert await jobs.draw_due(context, "test") == 0
    state = await query(context, "SELECT state FROM raffles WHERE id = :id", id=raffle.id)
    assert [row[0] for row in state] == ["closed"]
    (event,) = await query(context, "SELECT code, details FROM critical_events")
    assert event[0] == "draw_inputs_differ"
    assert reason in event[1]["reason"]
    assert await query(context, "SELECT 1 FROM awards") == []
