"""Whatever happens after the close, the list is what was sealed, and the winners follow from it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

import pytest

from core.accounts.anonymise_player import anonymise_player
from core.accounts.block_player import BlockReason, block_player
from core.draws import awards as engine
from core.draws import repository as draws
from core.draws.reveal import load_inputs
from core.draws.verify import verify_proof
from core.kernel.actor import SYSTEM
from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from core.kernel.errors import WrongState
from core.ledger.book import Book
from core.ledger.reverse import reverse
from core.prizes import repository as prizes
from core.raffles import jobs
from core.raffles.build_proof import proof_of
from core.raffles.entry_pages import read_entries
from core.raffles.hold_claim import hold_claim
from core.raffles.views import RaffleView, Receipt
from core.raffles.void_tickets import request_void
from tests.builders.access import make_admin
from tests.builders.accounts import MadePlayer
from tests.builders.ledger import fund
from tests.builders.raffles import TestBeacon, buy, purchase
from tests.raffles.helpers import act, query, rich_player, sold_out_lottery

Happening = Callable[[Context, RaffleView, list[MadePlayer]], Awaitable[None]]


async def buy_more(context: Context, raffle: RaffleView, players: list[MadePlayer]) -> None:
    assert not [one for one in await buy(context, *(purchase(p, raffle) for p in players)) if isinstance(one, Receipt)]


async def charge_back(context: Context, _: RaffleView, players: list[MadePlayer]) -> None:
    """Money that came in is taken back, as far as it is still there."""

    async def take(tx: Transaction) -> None:
        book = Book(tx)
        for credit in credits_:
            await reverse(tx, book, credit.id)
        await book.write()

    credits_ = await query(context, "SELECT id FROM transfers WHERE kind = 'admin_credit' AND amount_minor = 777")
    assert len(credits_) == len(players)
    await context.transact(take)


async def block(context: Context, _: RaffleView, players: list[MadePlayer]) -> None:
    for player in players:
        await act(context, block_player, SYSTEM, player.id, next(iter(BlockReason)))


async def erase(context: Context, _: RaffleView, players: list[MadePlayer]) -> None:
    for player in players:
        await context.transact(partial(anonymise_player, player_id=player.id))


async def void(context: Context, raffle: RaffleView, _: list[MadePlayer]) -> None:
    """Refused: what is sealed is not taken apart any more."""
    for order in await query(context, "SELECT order_id FROM entries WHERE raffle_id = :id", id=raffle.id):
        with pytest.raises(WrongState):
            await act(context, request_void, await make_admin(context), order.order_id, "A chargeback")


async def hold(context: Context, raffle: RaffleView, _: list[MadePlayer]) -> None:
    for order in await query(context, "SELECT order_id FROM entries WHERE raffle_id = :id", id=raffle.id):
        await act(context, hold_claim, await make_admin(context), order.order_id, "A chargeback")


@pytest.mark.parametrize("happen", [buy_more, charge_back, block, erase, void, hold])
@pytest.mark.parametrize("is_late", [False, True], ids=["before the beacon", "after it"])
async def test_nothing_that_happens_after_the_close_changes_a_winner(
    context: Context, clock: ManualClock, happen: Happening, is_late: bool
) -> None:
    beacon = TestBeacon(clock)
    players = [await rich_player(context, 100_000) for _ in range(4)]
    for player in players:
        await fund(context, player, 777)
    raffle = await sold_out_lottery(context, beacon, [(player, 5) for player in players], alternates=3)
    draw_id = raffle.draw_id
    assert draw_id is not None
    await jobs.close_due(context)
    await jobs.write_close_records(context, "test")
    entries = await read_entries(context.transact, raffle.id)
    owners = await query(context, "SELECT first, last, player_id FROM entries WHERE raffle_id = :id", id=raffle.id)
    if not is_late:
        await happen(context, raffle, players)
    clock.advance(timedelta(seconds=90))
    await jobs.fetch_due_beacons(context, beacon)
    if is_late:
        await happen(context, raffle, players)
    inputs = await context.transact(partial(load_inputs, draw_id=draw_id))
    close = inputs.close
    expected = engine.draw(close.record, close.close_hash, inputs.server_seed, inputs.beacon.randomness, entries)
    assert await jobs.draw_due(context, "test") == 1
    assert await context.transact(partial(draws.results_of, draw_id=draw_id)) == expected.results
    (award,) = await context.transact(partial(prizes.awards_of_draw, draw_id=draw_id))
    number = expected.results[0].number
    assert award.ticket_number == number
    assert [award.player_id] == [row.player_id for row in owners if row.first <= number <= row.last]
    assert verify_proof((await proof_of(context, raffle.id)).proof).is_valid
