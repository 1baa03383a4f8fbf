"""The proof of a drawn raffle, from stored rows."""

from functools import partial
from uuid import UUID

from core.draws import repository as draws
from core.draws.awards import DrawOutcome
from core.draws.proof import INLINE_ENTRIES, build_proof
from core.draws.sampling import TraceRow
from core.draws.views import DrawInputs
from core.kernel.context import Context, Transaction
from core.kernel.errors import NotFound
from core.raffles.entry_pages import read_entries
from core.raffles.repository import reading
from core.raffles.views import ProofFiles


async def proof_of(context: Context, raffle_id: UUID) -> ProofFiles:
    """The public proof of a raffle that was drawn. Raises NotFound before that, and where its draw is halted.

    A list of more than INLINE_ENTRIES entries stands beside the proof instead of in it.
    """
    inputs, outcome = await context.transact(partial(_revealed, raffle_id=raffle_id))
    entries = await read_entries(context.transact, raffle_id)
    inline = entries if len(entries) <= INLINE_ENTRIES else None
    proof = build_proof(inputs.close.record, inputs.server_seed, inputs.beacon, outcome, inline)
    return ProofFiles(proof, entries, inputs.beacon)


async def _revealed(tx: Transaction, raffle_id: UUID) -> tuple[DrawInputs, DrawOutcome]:
    raffle = (await reading.raffles_by_id(tx, [raffle_id])).get(raffle_id)
    draw_id = None if raffle is None else raffle.draw_id
    reveal = None if draw_id is None else await draws.reveal_of(tx, draw_id)
    if draw_id is None or reveal is None or await draws.is_halted(tx, draw_id):
        raise NotFound(what="proof", id=str(raffle_id))
    close = await draws.close_of(tx, draw_id)
    beacon = await draws.beacon_of(tx, draw_id)
    if close is None or beacon is None:
        raise NotFound(what="proof", id=str(raffle_id))
    outcome = DrawOutcome(
        reveal.client_seed,
        reveal.combined_seed,
        await draws.results_of(tx, draw_id),
        tuple(TraceRow(int(word), int(bound), verdict == "accept") for word, bound, verdict in reveal.trace),
        reveal.unawarded,
    )
    return DrawInputs(close, beacon, reveal.server_seed), outcome
