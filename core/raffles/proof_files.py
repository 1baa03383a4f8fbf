"""The proof of a drawn raffle as files, for whichever door hands them out."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from core.draws.entries import TAG_DIGITS, EntryList
from core.draws.proof import CSV_HEADING
from core.kernel.caches import Cache
from core.kernel.context import Context, Transaction
from core.kernel.errors import Busy, Unavailable
from core.raffles.build_proof import close_of_revealed, is_listed_apart, proof_in_file
from core.raffles.entry_pages import entry_pages
from core.raffles.turn import turn
from core.raffles.views import EntriesPage

LINES = 2048
"""Lines of entries.csv that are made at a time, some 160 kB."""

PATIENCE_S = (1.0, 3.0)
"""Pauses before a page is read again while the database is busy or away: nobody can go on in the middle of a list."""

_KEPT_S, _MOST_KEPT = 3600.0, 8
"""Of proofs, some megabytes each at most."""

# whoever reads lists takes one connection of the process in all, not those that others buy by
_one_page_at_a_time = asyncio.Semaphore(1)


_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EntriesCsv:
    """entries.csv of a drawn raffle, made as it is read: a large one is in nobody's memory as a whole."""

    context: Context
    raffle_id: UUID
    root: str
    """The root in the close record, in hex: lists that differ have different ones."""
    stands_apart: bool
    """Whether the proof leaves the entries out."""
    most_bytes: int
    """It is no longer than this."""

    async def lines(self) -> AsyncIterator[bytes]:
        """The file from its beginning, some lines at a time. Raises what `Context.transact` raises."""
        yield CSV_HEADING.encode()
        async for page in entry_pages(self._patiently, self.raffle_id, LINES):
            yield _spelled(page.entries)

    async def _patiently(self, read: Callable[[Transaction], Awaitable[EntriesPage]]) -> EntriesPage:
        for pause_s in PATIENCE_S:
            try:
                return await self._read(read)
            except (Busy, Unavailable) as refusal:
                _log.warning("a page of raffle %s is read again: %s", self.raffle_id, refusal.code)
                await asyncio.sleep(pause_s)
        return await self._read(read)

    async def _read(self, read: Callable[[Transaction], Awaitable[EntriesPage]]) -> EntriesPage:
        async with _one_page_at_a_time:
            return await self.context.transact(read)


async def proof_json(context: Context, raffle_id: UUID) -> bytes:
    """proof.json of a drawn raffle, made once in one's `turn` and kept. Raises NotFound where there is no proof yet, or
    none any more, and Busy."""
    await close_of_revealed(context, raffle_id)
    kept: Cache[UUID, bytes] = context.memory.setdefault(
        "raffles.proofs", Cache(context.clock, _KEPT_S, _MOST_KEPT, lambda _: None)
    )
    return await kept.get(raffle_id, partial(_written, context, raffle_id))


async def _written(context: Context, raffle_id: UUID) -> bytes:
    async with turn():
        proof = await proof_in_file(context, raffle_id)
        return (await asyncio.to_thread(json.dumps, proof, indent=1)).encode()


async def entries_csv(context: Context, raffle_id: UUID) -> EntriesCsv:
    """entries.csv of a drawn raffle, however short. Raises NotFound where there is no proof yet."""
    close = await close_of_revealed(context, raffle_id)
    last_number = close["n"] + close["void_count"]
    longest = len(f"{last_number},{last_number},\n") + TAG_DIGITS
    most_bytes = len(CSV_HEADING) + close["entry_count"] * longest
    return EntriesCsv(context, raffle_id, close["entry_root"], is_listed_apart(close), most_bytes)


def _spelled(entries: EntryList) -> bytes:
    return b"".join(b"\n".join([*lines, b""]) for lines in entries.lines())
