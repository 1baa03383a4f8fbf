"""The entries of a raffle, page by page: a million of them is too long for a statement, and may be for the memory."""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from uuid import UUID

from core.draws.entries import EntryList
from core.kernel.context import Transaction
from core.raffles.repository import states
from core.raffles.views import EntriesPage

PAGE = 20_000

Run = Callable[[Callable[[Transaction], Awaitable[EntriesPage]]], Awaitable[EntriesPage]]
"""What carries out the reading of a page: `context.transact`, or one transaction for all of them."""


async def entry_pages(run: Run, raffle_id: UUID, size: int | None = None) -> AsyncIterator[EntriesPage]:
    """Pages in the order of the numbers, none of them empty, each of `size` entries (or PAGE) but the last."""
    last_seq = 0
    while True:
        page = await run(
            partial(states.entries_page, raffle_id=raffle_id, after_seq=last_seq, limit=PAGE if size is None else size)
        )
        if not page.seqs:
            return
        yield page
        last_seq = page.seqs[-1]


async def read_entries(run: Run, raffle_id: UUID) -> EntryList:
    """All entries of a raffle in the order of their numbers."""
    return EntryList.joined([page.entries async for page in entry_pages(run, raffle_id)])
