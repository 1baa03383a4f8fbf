"""A raffle bound to drand, from its publication to a proof, by a round that quicknet has really signed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.app import App, BeaconMissing
from core.audit.set_config import set_config
from core.draws.beacons import drand, hashchain
from core.draws.beacons.drand_http import DrandSource
from core.draws.verify import verify_proof
from core.jobs.runner import run_job
from core.jobs.schedule import JOBS
from core.kernel.actor import SYSTEM
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.raffles import jobs
from core.raffles.build_proof import proof_of
from core.raffles.errors import BeaconNotTrusted
from core.raffles.models import RaffleState
from core.raffles.show_draw import show_draw
from core.raffles.shown import EntropyGrade
from core.raffles.views import RaffleView
from tests.builders.raffles import TestBeacon, make_draft, publish
from tests.draws.relays import dead_url, relay
from tests.draws.samples import DRAND_CLOSED_AT, DRAND_ROUND
from tests.draws.test_drand_http import LIES, TRUTH
from tests.raffles.helpers import act, count, query, rich_player, sold_out_lottery, state_of

JOB = {job.name: job for job in JOBS}


async def closed_by_drand(context: Context, clock: ManualClock) -> RaffleView:
    """A lottery whose close record names the round that was really signed; it is due."""
    clock.set(datetime.fromtimestamp(DRAND_CLOSED_AT, UTC) - timedelta(minutes=5))
    source: Any = DrandSource([dead_url()])
    player = await rich_player(context)
    raffle = await sold_out_lottery(context, source, [(player, 3), (player, 4)])
    clock.set(datetime.fromtimestamp(DRAND_CLOSED_AT, UTC))
    await jobs.close_due(context)
    await jobs.write_close_records(context, "test")
    clock.advance(timedelta(seconds=63))
    return raffle


async def test_a_draw_by_drand(context: Context, clock: ManualClock) -> None:
    raffle = await closed_by_drand(context, clock)
    with relay(425) as early, relay(body=LIES["a foreign but valid key"]) as liar, relay(body=TRUTH) as true:
        source = DrandSource([early.url, liar.url, true.url])
        assert await jobs.fetch_due_beacons(context, source) == 1
        assert await jobs.fetch_due_beacons(context, source) == 0, "the verified value is kept"
        await source.aclose()
    stored = (await query(context, "SELECT * FROM draw_beacons WHERE draw_id = :id", id=raffle.draw_id))[0]
    assert (stored.round, stored.randomness, stored.signature) == (1000, DRAND_ROUND.randomness, DRAND_ROUND.signature)
    assert await jobs.draw_due(context, "test") == 1
    files = await proof_of(context, raffle.id)
    assert files.proof["reveal"]["beacon"]["signature"] == (DRAND_ROUND.signature or b"").hex()
    assert verify_proof(files.proof).is_valid
    page = await context.transact(lambda tx: show_draw(tx, raffle.id))
    assert page.grade is EntropyGrade.PUBLIC


async def test_relays_that_lie_delay_a_draw_and_nothing_else(context: Context, clock: ManualClock) -> None:
    raffle = await closed_by_drand(context, clock)
    record = (await query(context, "SELECT record FROM draw_closes"))[0].record
    custodian: Any = TestBeacon(clock)
    for lie in ("a foreign but valid key", "another round's value"):
        with relay(body=LIES[lie]) as liar:
            source = DrandSource([liar.url, dead_url()])
            app = App(context, custodian, source)
            await run_job(JOB["beacon"], app, "test")
            await source.aclose()
    assert custodian.asked == [], "another source is never asked"
    assert await count(context, "critical_events", "code = 'beacon_invalid'") == 1
    assert await count(context, "draw_beacons") == await jobs.draw_due(context, "test") == 0
    assert await state_of(context, raffle) is RaffleState.CLOSED
    with relay(body=TRUTH) as true:
        source = DrandSource([true.url])
        assert await jobs.fetch_due_beacons(context, source) == 1
        await source.aclose()
    assert (await query(context, "SELECT record FROM draw_closes"))[0].record == record


async def test_which_beacon_a_new_draw_gets(context: Context, clock: ManualClock) -> None:
    custodian: Any = TestBeacon(clock)
    network = DrandSource([dead_url()])

    async def kinds(app: App) -> str:
        return (await app.beacon_rule(60)).kind

    assert await kinds(App(context, custodian, network)) == hashchain.KIND, "what is set up by hand comes first"
    assert await kinds(App(context, None, network)) == drand.KIND
    await act(context, set_config, SYSTEM, "draws.beacon", drand.KIND, 0)
    assert await kinds(App(context, custodian, network)) == drand.KIND
    with pytest.raises(BeaconMissing):
        await kinds(App(context, custodian))
    await act(context, set_config, SYSTEM, "draws.beacon", None, 1)
    assert await kinds(App(context, custodian, network)) == hashchain.KIND
    await network.aclose()


async def test_high_prizes_are_not_drawn_by_the_operators_own_beacon(context: Context, clock: ManualClock) -> None:
    custodian = TestBeacon(clock)
    await act(context, set_config, SYSTEM, "draws.operator_trusted_up_to", {"TJS": 3000}, 0)
    await publish(context, await make_draft(context, prize_minor=3000), custodian.info().rule(60))
    dear = await make_draft(context, prize_minor=3001)
    with pytest.raises(BeaconNotTrusted):
        await publish(context, dear, custodian.info().rule(60))
    await publish(context, dear, drand.QUICKNET.rule(60))
