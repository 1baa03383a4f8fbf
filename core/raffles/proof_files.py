"""The proof of a drawn raffle as files, for whichever door hands them out: one at a time, for they may be large."""

import asyncio
import json
from dataclasses import dataclass
from uuid import UUID

from core.draws.entries import EntryList
from core.draws.proof import CSV_HEADING
from core.kernel.context import Context
from core.raffles.build_proof import proof_of
from core.raffles.turn import turn
from core.raffles.views import ProofFiles


@dataclass(frozen=True, slots=True)
class ProofDocuments:
    """The proof of a draw as files; `entries_csv` where the entries stand beside it."""

    proof_json: bytes
    entries_csv: bytes | None


async def proof_documents(context: Context, raffle_id: UUID) -> ProofDocuments:
    """The files of a drawn raffle. Raises NotFound where there is no proof yet, and Busy."""
    async with turn():
        return await asyncio.to_thread(_written, await proof_of(context, raffle_id))


async def entries_document(context: Context, raffle_id: UUID) -> bytes:
    """entries.csv of a drawn raffle, however short. Raises as `proof_documents` does."""
    async with turn():
        return await asyncio.to_thread(_entries_csv, (await proof_of(context, raffle_id)).entries)


def _written(files: ProofFiles) -> ProofDocuments:
    listed = None if "entries" in files.proof else _entries_csv(files.entries)
    return ProofDocuments(json.dumps(files.proof, indent=1).encode(), listed)


def _entries_csv(entries: EntryList) -> bytes:
    return CSV_HEADING.encode() + b"".join(b"\n".join([*lines, b""]) for lines in entries.lines())
