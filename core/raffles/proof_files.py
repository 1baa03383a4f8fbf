"""The proof of a drawn raffle as files, for whichever door hands them out."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from core.draws.entries import TAG_DIGITS, EntryList
from core.draws.proof import CSV_HEADING
from core.kernel.context import Context, Transaction
from core.raffles.build_proof import close_of_revealed, is_listed_apart, proof_in_file
from core.raffles.entry_pages import entry_pages
from core.raffles.views import EntriesPage

LINES = 2048
"""Lines of entries.csv that are made at a time, some 160 kB."""

# whoever loads lists takes one connection of the process in all, not those that others buy by
_one_page_at_a_time = asyncio.Semaphore(1)


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
        async for page in entry_pages(self._in_turn, self.raffle_id, LINES):
            yield _spelled(page.entries)

    async def _in_turn(self, read: Callable[[Transaction], Awaitable[EntriesPage]]) -> EntriesPage:
        async with _one_page_at_a_time:
            return await self.context.transact(read)


async def proof_json(context: Context, raffle_id: UUID) -> bytes:
    """proof.json of a drawn raffle. Raises NotFound where there is no proof yet."""
    return json.dumps(await proof_in_file(context, raffle_id), indent=1).encode()


async def entries_csv(context: Context, raffle_id: UUID) -> EntriesCsv:
    """entries.csv of a drawn raffle, however short. Raises NotFound where there is no proof yet."""
    close = await close_of_revealed(context, raffle_id)
    last_number = close["n"] + close["void_count"]
    longest = len(f"{last_number},{last_number},\n") + TAG_DIGITS
    most_bytes = len(CSV_HEADING) + close["entry_count"] * longest
    return EntriesCsv(context, raffle_id, close["entry_root"], is_listed_apart(close), most_bytes)


def _spelled(entries: EntryList) -> bytes:
    return b"".join(b"\n".join([*lines, b""]) for lines in entries.lines())
