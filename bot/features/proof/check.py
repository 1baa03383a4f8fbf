"""Judging proofs: a stored draw's, and a file that somebody sent."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from core.app import App
from core.draws.entries import Row
from core.draws.inclusion import is_path
from core.draws.proof import UnusableInput, parse_json
from core.draws.verify import Verdict, verify_proof
from core.kernel.errors import NotFound
from core.raffles.browse_raffles import raffle_of_draw
from core.raffles.build_proof import proof_of
from core.raffles.turn import turn

LARGEST_FILE_BYTES = 20 * 1024 * 1024  # Bot API, getFile


async def judge_stored(app: App, raffle_id: UUID) -> Verdict:
    """Compute a stored draw again. Raises NotFound where there is no proof yet, and Busy."""
    async with turn():
        files = await proof_of(app.context, raffle_id)
        listed = None if "entries" in files.proof else files.entries
        return await asyncio.to_thread(lambda: verify_proof(json.loads(json.dumps(files.proof)), listed))


async def judge_file(app: App, data: bytes) -> Verdict:
    """Compute the draw in a proof.json again. One that leaves the entries out is judged with ours, where the draw is
    ours. To be called within one's `turn`, as the loading of the data. Raises UnusableInput.
    """
    document = await asyncio.to_thread(parse_json, data)
    if is_path(document):
        raise UnusableInput("the path of a ticket is judged on a computer: fairlot verify --path path.json")
    listed = await _stored_entries(app, document)
    return await asyncio.to_thread(verify_proof, document, listed)


async def _stored_entries(app: App, document: Any) -> Sequence[Row] | None:
    if not isinstance(document, dict) or "entries" in document or not isinstance(document.get("close"), dict):
        return None
    try:
        draw_id = UUID(str(document["close"].get("draw_id")))
    except ValueError:
        return None
    raffle_id = await app.transact(lambda tx: raffle_of_draw(tx, draw_id))
    try:
        return None if raffle_id is None else (await proof_of(app.context, raffle_id)).entries
    except NotFound:
        return None
