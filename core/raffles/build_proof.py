"""The proof of a drawn raffle, from stored rows."""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from core.draws import repository as draws
from core.draws.awards import DrawOutcome
from core.draws.entries import EntryList
from core.draws.proof import INLINE_ENTRIES, build_proof
from core.draws.sampling import TraceRow
from core.draws.views import DrawInputs
from core.kernel.context import Context, Transaction
from core.kernel.errors import NotFound
from core.raffles.entry_pages import read_entries
from core.raffles.repository import browsing
from core.raffles.views import ProofFiles


async def proof_of(context: Context, raffle_id: UUID) -> ProofFiles:
    """The public proof of a raffle that was drawn. Raises NotFound before that, and where its draw is halted.

    A list of more than INLINE_ENTRIES entries stands beside the proof instead of in it.
    """
    inputs, outcome = await context.transact(partial(_revealed, raffle_id=raffle_id))
    entries = await read_entries(context.transact, raffle_id)
    inline = None if is_listed_apart(inputs.close.record) else entries
    return ProofFiles(_proof(inputs, outcome, inline), entries, inputs.beacon)


async def proof_in_file(context: Context, raffle_id: UUID) -> dict[str, Any]:
    """The same proof without its list, which is read only where it stands in it. Raises NotFound as `proof_of`."""
    inputs, outcome = await context.transact(partial(_revealed, raffle_id=raffle_id))
    is_apart = is_listed_apart(inputs.close.record)
    entries = None if is_apart else await read_entries(context.transact, raffle_id)
    return await asyncio.to_thread(_proof, inputs, outcome, entries)


async def close_of_revealed(context: Context, raffle_id: UUID) -> Mapping[str, Any]:
    """The close record of a draw that has a public proof, by one short statement. Raises NotFound as `proof_of`."""
    record: Mapping[str, Any] = (await context.transact(partial(_draw, raffle_id=raffle_id))).record
    return record


def is_listed_apart(close: Mapping[str, Any]) -> bool:
    """Whether the entries of a close record are too many to stand in the proof."""
    return int(close["entry_count"]) > INLINE_ENTRIES


def _proof(inputs: DrawInputs, outcome: DrawOutcome, inline: EntryList | None) -> dict[str, Any]:
    return build_proof(inputs.close.record, inputs.server_seed, inputs.beacon, outcome, inline)


async def _draw(tx: Transaction, raffle_id: UUID) -> Row[tuple[UUID, dict[str, Any]]]:
    found = await browsing.revealed_draw(tx, raffle_id)
    if found is None:
        raise NotFound(what="proof", id=str(raffle_id))
    return found


async def _revealed(tx: Transaction, raffle_id: UUID) -> tuple[DrawInputs, DrawOutcome]:
    draw_id = (await _draw(tx, raffle_id)).draw_id
    close, beacon = await draws.close_of(tx, draw_id), await draws.beacon_of(tx, draw_id)
    reveal = await draws.reveal_of(tx, draw_id)
    if close is None or beacon is None or reveal is None:
        raise RuntimeError(f"draw {draw_id} lost a row that is never deleted")
    outcome = DrawOutcome(
        reveal.client_seed,
        reveal.combined_seed,
        await draws.results_of(tx, draw_id),
        tuple(TraceRow(int(word), int(bound), verdict == "accept") for word, bound, verdict in reveal.trace),
        reveal.unawarded,
    )
    return DrawInputs(close, beacon, reveal.server_seed), outcome
