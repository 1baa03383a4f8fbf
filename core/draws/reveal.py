"""Reveal a draw: read what it is a function of, store what follows, halt if something else stands there already."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row

from core.audit.critical import raise_critical
from core.draws import repository
from core.draws.awards import DrawOutcome
from core.draws.models import Draw, PublicationKind
from core.draws.views import DrawInputs
from core.kernel.base import encryption_context
from core.kernel.context import Transaction
from core.kernel.errors import NotFound


async def load_inputs(tx: Transaction, draw_id: UUID) -> DrawInputs:
    """The stored rows of a closed draw whose beacon value is there. Raises NotFound before that."""
    close = await repository.close_of(tx, draw_id)
    beacon = await repository.beacon_of(tx, draw_id)
    if close is None or beacon is None:
        raise NotFound(what="beacon_value", id=str(draw_id))
    bound_to = encryption_context(Draw.__tablename__, "server_seed", draw_id)
    seed = tx.keys.decrypt(await repository.sealed_seed(tx, draw_id), bound_to)
    return DrawInputs(close, beacon, seed)


async def store_outcome(tx: Transaction, draw_id: UUID, server_seed: bytes, outcome: DrawOutcome) -> bool:
    """Store the outcome, read it back and compare. False: other rows stood there, the draw is halted for people."""
    await repository.insert_outcome(tx, draw_id, server_seed, outcome)
    reveal = await repository.reveal_of(tx, draw_id)
    stored = await repository.results_of(tx, draw_id)
    if (
        reveal is not None
        and stored == outcome.results
        and _seeds_and_trace(reveal)
        == (
            server_seed,
            outcome.client_seed,
            outcome.combined_seed,
            [row.to_record() for row in outcome.trace],
            outcome.unawarded,
        )
    ):
        await repository.plan_publication(tx, draw_id, PublicationKind.REVEAL)
        return True
    await halt_draw(tx, draw_id, "draw_result_differs", f"{len(stored)} stored results are not the recomputed ones")
    return False


async def halt_draw(tx: Transaction, draw_id: UUID, code: str, reason: str) -> None:
    """Stop a draw until people have looked, with a critical event; nothing of it is awarded or paid."""
    await repository.insert_halt(tx, draw_id, reason)
    await raise_critical(tx, code, subject_type="draw", subject_id=draw_id, details={"reason": reason})


def _seeds_and_trace(reveal: Row[Any]) -> tuple[bytes, bytes, bytes, list[list[str]], int]:
    return reveal.server_seed, reveal.client_seed, reveal.combined_seed, reveal.trace, reveal.unawarded
