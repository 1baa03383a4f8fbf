"""Draw a closed raffle: fetch the beacon's value, compute the result from stored rows, write results and awards."""

import asyncio
from functools import partial
from uuid import UUID

from core.audit.record import AuditEntry, record
from core.draws import awards as engine
from core.draws import repository as draws
from core.draws.beacons.source import BeaconSource
from core.draws.entries import EntryList
from core.draws.proof import build_proof
from core.draws.publications import withheld
from core.draws.reveal import halt_draw, load_inputs, store_outcome
from core.draws.store_beacon import store_beacon
from core.draws.verify import Verdict, verify_proof
from core.draws.views import DrawInputs
from core.kernel.actor import SYSTEM
from core.kernel.context import Context, Transaction
from core.kernel.outbox import emit
from core.prizes.award_prizes import award_prizes
from core.prizes.views import NewAward
from core.raffles.entry_pages import read_entries
from core.raffles.models import RaffleState
from core.raffles.repository import reading, states
from core.raffles.repository.sales import lock_raffles
from core.raffles.rules import REVEAL_DEADLINE
from core.raffles.views import RaffleView


async def fetch_beacon(context: Context, source: BeaconSource, draw_id: UUID, round_number: int) -> None:
    """Fetch the value of a draw's round and store it; the source verifies it before it hands it over.

    Raises BeaconNotReady, BeaconUnavailable or BeaconInvalid: the draw waits, never for another round.
    """
    value = await source.fetch(round_number)
    await context.transact(partial(store_beacon, draw_id=draw_id, value=value))


async def draw_raffle(context: Context, raffle_id: UUID) -> bool:
    """Draw a closed raffle whose beacon value is stored. False: somebody else did, the draw is halted, its close record
    was to be public in time and was not, or it is past the deadline of its reveal: who could choose between a result
    that is known by then and refunds would steer it.

    The outcome is a pure function of stored rows, so two workers or a repetition after a kill write the same.
    """
    inputs = await context.transact(partial(_inputs, raffle_id=raffle_id))
    if inputs is None:
        return False
    entries = await read_entries(context.transact, raffle_id)
    verdict, outcome = await asyncio.to_thread(_compute, inputs, entries)
    if outcome is None or not verdict.is_valid:
        reason = f"{verdict.field}: {verdict.reason}"
        await context.transact(partial(_halt, draw_id=inputs.close.draw_id, reason=reason))
        return False
    return await context.transact(partial(_write, raffle_id=raffle_id, inputs=inputs, outcome=outcome))


def _compute(inputs: DrawInputs, entries: EntryList) -> tuple[Verdict, engine.DrawOutcome | None]:
    """The outcome, judged as a stranger will judge it: rows that were bent after the close are seen before anything
    is awarded by them."""
    close = inputs.close
    try:
        outcome = engine.draw(close.record, close.close_hash, inputs.server_seed, inputs.beacon.randomness, entries)
    except ValueError as error:
        return Verdict(False, "entries", str(error), ()), None
    proof = build_proof(close.record, inputs.server_seed, inputs.beacon, outcome, None)
    return verify_proof({**proof, "close_hash": close.close_hash.hex()}, entries), outcome


async def _halt(tx: Transaction, draw_id: UUID, reason: str) -> None:
    await halt_draw(tx, draw_id, "draw_inputs_differ", reason)


async def _inputs(tx: Transaction, raffle_id: UUID) -> DrawInputs | None:
    raffle = (await reading.raffles_by_id(tx, [raffle_id])).get(raffle_id)
    if raffle is None or raffle.state is not RaffleState.CLOSED or raffle.draw_id is None:
        return None
    if await draws.is_halted(tx, raffle.draw_id) or await withheld(tx, raffle.draw_id) is not None:
        return None
    return await load_inputs(tx, raffle.draw_id)


async def _write(tx: Transaction, raffle_id: UUID, inputs: DrawInputs, outcome: engine.DrawOutcome) -> bool:
    await lock_raffles(tx, [raffle_id])
    raffle = (await reading.raffles_by_id(tx, [raffle_id]))[raffle_id]
    draw_id = inputs.close.draw_id
    if raffle.state is not RaffleState.CLOSED or await draws.is_halted(tx, draw_id):
        return False
    if inputs.close.due_at + REVEAL_DEADLINE <= tx.clock.now() or await withheld(tx, draw_id) is not None:
        return False
    if not await store_outcome(tx, draw_id, inputs.server_seed, outcome):
        return False
    await award_prizes(tx, draw_id, await _awards(tx, raffle, outcome.results), raffle.claim_days)
    await states.move_raffle(tx, raffle_id, (RaffleState.CLOSED,), RaffleState.DRAWN)
    record(tx, AuditEntry(SYSTEM, "raffle.drawn", "raffle", raffle_id, {"draw_id": str(draw_id)}))
    await emit(tx, "raffle.drawn", {"raffle_id": str(raffle_id)}, dedup_key=f"raffle.drawn:{raffle_id}")
    return True


async def _awards(tx: Transaction, raffle: RaffleView, results: tuple[engine.Result, ...]) -> list[NewAward]:
    winners = [result for result in results if result.role == engine.WINNER]
    owners = await states.owners_of(tx, raffle.id, [winner.number for winner in winners]) if winners else {}
    products = {prize.position: prize.product_id for prize in raffle.prizes}
    return [
        NewAward(
            order=winner.order,
            player_id=owners[winner.number],
            product_id=products[winner.position or 0],
            ticket_number=winner.number,
            position=winner.position or 0,
            seq=winner.seq or 0,
            value_minor=winner.value_minor or 0,
            asset=raffle.asset,
        )
        for winner in winners
    ]
