"""The database itself keeps the numbers of a raffle apart, whatever the program asks it to write."""

from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError

from core.kernel.context import Context, constraint_of
from core.raffles.rules import MAX_TICKETS
from tests.builders.raffles import make_lottery
from tests.raffles.helpers import bought, execute, rich_player

# with the triggers off, so that nothing but the constraint can refuse
_WRITE = """
    INSERT INTO entries (id, raffle_id, order_id, player_id, wallet_id, first, last, holder_tag, amount_minor, log_seq,
                         log_head, bought_after)
    SELECT gen_random_uuid(), CAST(:raffle AS uuid), order_id, player_id, wallet_id, :first, :last, holder_tag,
           amount_minor, :seq, log_head, 9223372036854775807
    FROM entries WHERE first = 1
"""


async def _sold(context: Context) -> UUID:
    """A raffle with one entry, of the numbers 1 to 3."""
    player, raffle = await rich_player(context, 10_000), await make_lottery(context)
    await bought(context, player, raffle, 3)
    return raffle.id


async def _write(context: Context, raffle_id: UUID, first: int, last: int, seq: int = 2) -> None:
    await execute(context, _WRITE, raffle=raffle_id, first=first, last=last, seq=seq)


@pytest.mark.parametrize(("first", "last"), [(3, 4), (1, 1), (2, 2), (1, 3), (1, MAX_TICKETS), (3, 3)])
async def test_overlapping_entries_are_refused(context: Context, first: int, last: int) -> None:
    raffle_id = await _sold(context)
    with pytest.raises(IntegrityError) as refused:
        await _write(context, raffle_id, first, last)
    assert constraint_of(refused.value) == "ex_entries_numbers"


async def test_neighbours_gaps_and_another_raffle_are_allowed(context: Context) -> None:
    raffle_id = await _sold(context)
    await _write(context, raffle_id, 4, 4)
    await _write(context, raffle_id, MAX_TICKETS, MAX_TICKETS, seq=3)
    await _write(context, raffle_id, MAX_TICKETS - 1, MAX_TICKETS - 1, seq=4)
    await _write(context, UUID(int=1), 1, 3)


@pytest.mark.parametrize("edge", [2**31, 2**52, 2**62])
async def test_large_numbers_may_be_refused_too_much_and_never_too_little(context: Context, edge: int) -> None:
    raffle_id = await _sold(context)
    await _write(context, raffle_id, edge, edge)
    with pytest.raises(IntegrityError):
        await _write(context, raffle_id, edge, edge + 1, seq=3)
