"""Lost prizes find one alternate each, whoever looks for them at once and whoever dies at it."""

import asyncio
import time
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.prizes.claim_prize import claim_prize
from core.prizes.errors import ClaimClosed
from core.prizes.models import ClaimChoice
from core.raffles.alternates import expire_award
from tests.concurrency.clocks import FlyingClock
from tests.concurrency.crowd import differences, one_of, until
from tests.concurrency.processes import open_settings, scripts
from tests.raffles.helpers import act
from tests.raffles.losing import CLAIM_DAYS, Drawn, awards, drawn, goods, house

CRASHING = "tests.concurrency.crashing_jobs"
STEP = "core.raffles.alternates.expire_award"
SLOTS = 3


async def unclaimed(context: Context, clock: ManualClock) -> Drawn:
    """Three things that wait for their winners, and two alternates."""
    return await drawn(context, clock, [await goods(context, SLOTS)], alternates=2)


async def check_passed_on(context: Context, made: Drawn) -> None:
    """Two of three lost slots have an alternate each, in the drawn order; the money of the third is kept apart."""
    rows = await awards(context, made.raffle)
    lost, heirs = [row for row in rows if row.replaces_id is None], [row for row in rows if row.replaces_id]
    assert {row.state for row in lost} == {"expired"}
    assert [row.order for row in heirs] == [SLOTS + 1, SLOTS + 2]
    assert [row.player_id for row in heirs] == [made.who(SLOTS + 1).id, made.who(SLOTS + 2).id]
    assert len({row.replaces_id for row in heirs}) == 2
    assert (await house(context, "prize_payable"), await house(context, "unclaimed")) == (2 * 3000, 3000)
    assert await differences(context) == []


async def test_many_workers_at_once(busy: Context, clock: ManualClock) -> None:
    made = await unclaimed(busy, clock)
    clock.advance(timedelta(days=CLAIM_DAYS + 1))
    late = await awards(busy, made.raffle)
    outcomes = await asyncio.gather(
        *(busy.transact(partial(expire_award, award_id=award.id)) for award in late for _ in range(6))
    )
    assert sum(outcomes) == SLOTS
    await check_passed_on(busy, made)


async def test_a_claim_in_the_last_moment(busy: Context, clock: ManualClock) -> None:
    """The claim asks for the date at its beginning: whoever begins in time and is first has the prize."""
    made = await unclaimed(busy, clock)
    late = await awards(busy, made.raffle)
    clock.set(late[0].claim_by)
    claims = [
        act(busy, claim_prize, made.who(award.order).actor, award.id, ClaimChoice.CASH, key="k") for award in late
    ]
    running = [asyncio.ensure_future(claim) for claim in claims]
    await asyncio.sleep(0.01)
    clock.advance(timedelta(microseconds=1))
    passed = await asyncio.gather(*(busy.transact(partial(expire_award, award_id=award.id)) for award in late))
    outcomes = await asyncio.gather(*running, return_exceptions=True)
    assert sum(isinstance(outcome, ClaimClosed) for outcome in outcomes) == sum(passed), outcomes
    assert await one_of(busy, "SELECT count(*) FROM transfers WHERE kind = 'prize'") == SLOTS - sum(passed)
    assert await one_of(busy, "SELECT count(*) FROM awards WHERE replaces_id IS NOT NULL") == min(sum(passed), 2)
    assert await differences(busy) == []


@pytest.mark.parametrize(("when", "nth"), [("before", 1), ("after", 1), ("before", 3), ("after", 2)])
async def test_a_worker_that_is_killed(busy: Context, clock: ManualClock, tmp_path: Path, when: str, nth: int) -> None:
    made = await unclaimed(busy, clock)
    late = clock.now() + timedelta(days=CLAIM_DAYS, minutes=1)
    flying = FlyingClock(time.time(), late.timestamp(), 1)
    plan = {"settings": open_settings(busy.settings), "clock": vars(flying)}
    expired = "SELECT count(*) FROM awards WHERE state = 'expired'"
    log = tmp_path / "log"
    with scripts(CRASHING, log) as (killed,):
        killed.tell([{**plan, "kill": (STEP, when, nth)}])
        await asyncio.to_thread(killed.hear)
        killed.tell("wait")
        assert await asyncio.to_thread(killed.hear) == [-9]
    assert await one_of(busy, expired) == (nth if when == "after" else nth - 1)
    with scripts(CRASHING, log) as (clean,):
        clean.tell([plan, plan])
        await asyncio.to_thread(clean.hear)
        await until(lambda: one_of(busy, f"SELECT ({expired}) = {SLOTS}"))
        clean.tell("end")
        assert await asyncio.to_thread(clean.hear) == [0, 0]
    await check_passed_on(busy, made)
