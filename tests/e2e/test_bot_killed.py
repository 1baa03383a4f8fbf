"""kill -9 of the bot while players are at each step of a purchase: another process goes on, and nothing is lost."""

import asyncio
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest

from tests.bot.playing import on_sale
from tests.concurrency.crowd import differences, stored_tickets
from tests.e2e.buying import (
    COST_MINOR,
    LIST,
    PRICE_MINOR,
    QUANTITY,
    RECEIPT,
    SCREENS,
    Buyer,
    buyer_before,
    until_waiting,
    unwritable,
)
from tests.e2e.chat import MONEY_MINOR, Bots, Stage, by_polling, by_webhook
from tests.e2e.relay import Stop, call_of

DRAWINGS = [(screen, is_drawn) for screen in range(len(SCREENS)) for is_drawn in (False, True)]
"""Each screen while it is drawn: Telegram does not have it yet, or has it and the bot does not know."""
TAKEOVER_S = 20.0
"""What passes at most until another process polls: the lease of 10 s, and what a busy machine adds."""
RECOVERY_S = 30.0
"""What passes at most until all have their screens: the dead process keeps their locks for 15 s."""


async def stop_drawing(bots: Bots, buyer: Buyer, is_drawn: bool) -> None:
    """The bot stands still in the call that draws the screen."""
    stop = bots.first.line.stop(buyer.drawing, has_passed=is_drawn)
    await buyer.ask()
    await stop.reached.wait()
    if is_drawn:
        buyer.pressed.append(await buyer.person.button(SCREENS[buyer.screen]))


async def lose_acknowledgement(bots: Bots, buyer: Buyer) -> Stop | None:
    """The player has the list, and Telegram does not know that their message was handled."""
    buyer.screen = LIST
    stop = bots.front.stop(call_of("message", buyer.person.telegram_id), has_passed=True) if bots.front else None
    await buyer.ask()
    await buyer.see()
    if stop is not None:
        await stop.reached.wait()
    else:
        # behind an update that is under way Telegram keeps all others; the next tap waits for the end of this one
        await buyer.walk_to(LIST + 1)
    return stop


async def go_on(bots: Bots, buyer: Buyer) -> None:
    """The second bot draws the screen anew, and the player buys with its buttons."""
    await bots.second.line.until_passed(buyer.drawing)
    await buyer.see()
    await buyer.walk_to(RECEIPT)


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.parametrize("delivery", [by_polling, by_webhook])
async def test_bot_is_killed_at_each_step_of_a_purchase(
    delivery: Callable[[Stage], AbstractAsyncContextManager[Bots]], stage: Stage
) -> None:
    async with delivery(stage) as bots:
        context = stage.context
        raffle = await on_sale(context, tickets=1_000, price_minor=PRICE_MINOR)
        screens = [*(screen for screen, _ in DRAWINGS), RECEIPT, RECEIPT, RECEIPT]
        people = [await stage.player() for _ in screens]
        buyers = await asyncio.gather(*map(buyer_before, people, screens))
        *drawing, answered, writing, waiting = buyers

        stops = zip(drawing, DRAWINGS, strict=True)
        await asyncio.gather(*(stop_drawing(bots, buyer, is_drawn) for buyer, (_, is_drawn) in stops))
        await answered.ask()
        await answered.see()
        unheard = await lose_acknowledgement(bots, answered)
        shown = len(await answered.person.messages())
        # one purchase is written but for its last row, the next one waits at the desk: neither is committed
        async with unwritable(context, "activity_hours"):
            await writing.ask()
            await until_waiting(context, 1)
            await waiting.ask()
            bots.first.kill()
            killed_at = time.monotonic()

        if unheard is not None:
            unheard.lost.set()
        else:
            await bots.second.line.until_passed(lambda call: call.name == "getUpdates", TAKEOVER_S)
        await asyncio.gather(*(go_on(bots, buyer) for buyer in buyers if buyer is not answered))
        assert time.monotonic() - killed_at < RECOVERY_S
        assert [await buyer.person.orders() for buyer in buyers] == [1] * len(buyers)
        assert len(await answered.person.messages()) == shown, "what was answered was answered again"

        again = await asyncio.gather(*(buyer.person.press(button) for buyer in buyers for button in buyer.pressed))
        assert None not in again, "a button without an answer"
        for buyer in buyers:
            assert await buyer.person.balance_minor() == MONEY_MINOR - COST_MINOR
        assert await stored_tickets(context, raffle) == list(range(1, QUANTITY * len(buyers) + 1))
        assert await differences(context) == []
        assert '"level": "error"' not in bots.second.log
