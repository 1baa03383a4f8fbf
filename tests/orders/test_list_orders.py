"""A player's own orders and tickets, page by page."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import Forbidden, InvalidInput
from core.orders.list_orders import list_orders
from core.orders.models import OrderState, Source
from core.prizes.list_prizes import list_prizes
from core.raffles.list_raffles import list_tickets
from tests.builders.ledger import two_admins
from tests.builders.raffles import TestBeacon, make_lottery, run_draw
from tests.raffles.helpers import act, bought, rich_player, sold_out_lottery

Listing = Callable[..., Awaitable[Any]]


async def test_orders_are_the_players_own_newest_first(context: Context) -> None:
    player, other = await rich_player(context), await rich_player(context)
    raffle = await make_lottery(context, tickets=20)
    receipts = [await bought(context, player, raffle, size) for size in (1, 2, 3)]
    theirs = await bought(context, other, raffle, 4)
    items = (await act(context, list_orders, player.actor)).items
    assert [item.id for item in items] == [receipt.order_id for receipt in reversed(receipts)]
    assert [(item.number, item.total_minor) for item in items] == [
        (receipt.order_number, receipt.total_minor) for receipt in reversed(receipts)
    ]
    assert {(item.state, item.asset, item.source) for item in items} == {(OrderState.PAID, "TJS", Source.SCRIPT)}
    assert [item.id for item in (await act(context, list_orders, other.actor)).items] == [theirs.order_id]


@pytest.mark.parametrize("listing", [list_orders, list_tickets, list_prizes], ids=lambda one: one.__name__)
async def test_pages(context: Context, clock: ManualClock, listing: Listing) -> None:
    beacon, player = TestBeacon(clock), await rich_player(context)
    for _ in range(5):
        await sold_out_lottery(context, beacon, [(player, 2)])
    await run_draw(context, clock, beacon)
    whole = await act(context, listing, player.actor)
    assert (len(whole.items), whole.next_cursor) == (5, None)
    items: list = []
    cursor: str | None = None
    for size in (2, 2, 1):
        page = await act(context, listing, player.actor, cursor, 2)
        assert len(page.items) == size
        items += page.items
        cursor = page.next_cursor
    assert items == whole.items
    assert cursor is None
    assert (await act(context, listing, player.actor, None, 5)).next_cursor is None
    for bad in ((None, 0), (None, 101), ("!", 20)):
        with pytest.raises(InvalidInput):
            await act(context, listing, player.actor, *bad)
    with pytest.raises(Forbidden):
        await act(context, listing, (await two_admins(context))[0])


async def test_a_ticket_says_what_it_won(context: Context, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    players = [await rich_player(context) for _ in range(2)]
    raffle = await sold_out_lottery(context, beacon, [(players[0], 3), (players[1], 2)])
    tickets = [(await act(context, list_tickets, player.actor)).items for player in players]
    assert [(one.first, one.last, one.won_minor) for items in tickets for one in items] == [(1, 3, None), (4, 5, None)]
    await run_draw(context, clock, beacon)
    tickets = [(await act(context, list_tickets, player.actor)).items for player in players]
    assert sorted(one.won_minor or 0 for items in tickets for one in items) == [0, 3000]
    assert {one.raffle_number for items in tickets for one in items} == {raffle.number}
    assert {str(one.raffle_state) for items in tickets for one in items} == {"settled"}
