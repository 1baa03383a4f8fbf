"""What screens remember of a raffle for a second."""

from datetime import timedelta

import pytest

from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import NotFound
from core.raffles.show_draw import recent_draw
from tests.builders.accounts import make_player
from tests.builders.ledger import fund
from tests.builders.raffles import buy, make_lottery, purchase


async def test_a_screen_is_a_second_old_at_most(context: Context, clock: ManualClock) -> None:
    player = await make_player(context)
    await fund(context, player, 10_000)
    raffle = await make_lottery(context, tickets=10)
    assert (await recent_draw(context, raffle.id)).raffle.sold == 0
    await buy(context, purchase(player, raffle, 4))
    clock.advance(timedelta(milliseconds=999))
    assert (await recent_draw(context, raffle.id)).raffle.sold == 0
    clock.advance(timedelta(milliseconds=1))
    assert (await recent_draw(context, raffle.id)).raffle.sold == 4


async def test_an_unknown_raffle_is_refused(context: Context) -> None:
    with pytest.raises(NotFound):
        await recent_draw(context, context.ids.new(context.clock.now()))
