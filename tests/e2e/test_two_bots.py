"""Two bot processes behind one address, given the same at the same time."""

import asyncio

import httpx2
import pytest

from bot.webhook import PATH, SECRET_HEADER
from tests.bot.playing import on_sale
from tests.concurrency.crowd import differences
from tests.e2e.buying import COST_MINOR, LIST, PRICE_MINOR, RECEIPT, Buyer, buyer_before
from tests.e2e.chat import MONEY_MINOR, SECRET, Bots, Stage, by_webhook
from tests.e2e.relay import call_of


async def give_both(bots: Bots, buyer: Buyer, kind: str, *, is_another_device: bool = False) -> None:
    """Hand the next update of a person to both processes at once, or to one of them that of another device.

    Telegram, which knows nothing of it, then delivers the update again.
    """
    assert bots.front is not None
    on_its_way = bots.front.stop(call_of(kind, buyer.person.telegram_id), has_passed=False)
    asking = asyncio.create_task(buyer.ask())
    await on_its_way.reached.wait()
    assert on_its_way.call is not None
    updates = [on_its_way.call.content] * 2
    if is_another_device:
        number, tap = updates[0]["update_id"] + 1_000_000, updates[0][kind]
        updates[1] = {"update_id": number, kind: tap | {"id": str(number)}}
    deliveries = zip(bots.front.targets, updates, strict=True)
    async with httpx2.AsyncClient(headers={SECRET_HEADER: SECRET}, trust_env=False, timeout=20) as telegram:
        answers = await asyncio.gather(*(telegram.post(target + PATH, json=update) for target, update in deliveries))
    assert [answer.status_code for answer in answers] == [200, 200]
    on_its_way.lost.set()
    await asking
    await bots.front.until_passed(call_of(kind, buyer.person.telegram_id))


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_two_processes_are_given_the_same_at_once(stage: Stage) -> None:
    async with by_webhook(stage) as bots:
        await on_sale(stage.context, tickets=1_000, price_minor=PRICE_MINOR)
        screens = [LIST] * 3 + [RECEIPT] * 6
        people = [await stage.player() for _ in screens]
        buyers = await asyncio.gather(*map(buyer_before, people, screens))
        asking, tapping, on_two_devices = buyers[:3], buyers[3:6], buyers[6:]
        await asyncio.gather(
            *(give_both(bots, buyer, "message") for buyer in asking),
            *(give_both(bots, buyer, "callback_query") for buyer in tapping),
            *(give_both(bots, buyer, "callback_query", is_another_device=True) for buyer in on_two_devices),
        )
        for buyer in buyers:
            await buyer.see()
            await buyer.walk_to(RECEIPT)
            assert await buyer.person.orders() == 1
            assert await buyer.person.balance_minor() == MONEY_MINOR - COST_MINOR
            assert len(await buyer.person.messages()) == 1, "a screen came twice"
        assert await differences(stage.context) == []
        for bot in (bots.first, bots.second):
            assert '"level": "error"' not in bot.log
