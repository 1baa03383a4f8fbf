"""A real bot under what Telegram, people and time do to it: always an answer, one order for one confirmation."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bot.texts import Texts
from core.kernel.context import Transaction
from core.kernel.errors import DomainError
from core.raffles.buy_tickets import buy_tickets
from core.raffles.cancel_raffle import cancel_raffle
from core.raffles.errors import SalesEnded, SoldOut
from core.raffles.views import RaffleView, Receipt
from sandbox.services import ServiceUrls
from tests.bot.playing import on_sale
from tests.builders.ledger import two_admins
from tests.builders.raffles import purchase
from tests.concurrency.crowd import differences, one_of, until
from tests.concurrency.processes import Script
from tests.e2e.buying import (
    CARD,
    COST_MINOR,
    LIST,
    PRICE_MINOR,
    QUANTITY,
    RECEIPT,
    Buyer,
    buyer_before,
    until_waiting,
    unwritable,
)
from tests.e2e.chat import MONEY_MINOR, Bot, Person, Stage, open_stage
from tests.e2e.relay import NOBODY, Answer
from tests.raffles.helpers import rich_player

EN = Texts("en")
AWAY_S = 7
ODD = '<b>Вело</b> & "עגלה" 👨\u200d👩\u200d👧 &amp; \\ {x} %s'
"""Markup that is none, letters from right to left, an emoji of several; a title and a name must show it as it is."""
LONGEST = ("🎟" * 2048, "<b>&" * 1024, "א" * 4096)
"""As long as Telegram lets a message be: 4,096 UTF-16 units."""


def refusal(status: int, description: str, **parameters: int) -> Answer:
    """What the Bot API says of a call that failed."""
    body = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
    return Answer(status, "application/json", json.dumps(body).encode())


TROUBLES = {
    "429 for a moment": [refusal(429, "Too Many Requests: retry after 1", retry_after=1)] * 2,
    "429 for longer than a handler waits": [refusal(429, "Too Many Requests: retry after 6", retry_after=6)],
    "500": [refusal(500, "Internal Server Error")] * 6,
    "a proxy's 502": [NOBODY] * 6,
}


@pytest.fixture(scope="module")
async def stage(
    services: ServiceUrls, module_database: str, tmp_path_factory: pytest.TempPathFactory, nursery: Script
) -> AsyncIterator[Stage]:
    """One for all tests here."""
    async with open_stage(services, module_database, tmp_path_factory.mktemp("trouble"), nursery) as opened:
        yield opened


@pytest.fixture(scope="module")
async def bot(stage: Stage) -> AsyncIterator[Bot]:
    async with stage.bot("bot") as running:
        await running.introduced()
        yield running
        assert '"level": "error"' not in running.log


@pytest.fixture
async def raffle(stage: Stage) -> RaffleView:
    """The newest lottery, so the first one of the list."""
    return await on_sale(stage.context, {"en": ODD}, tickets=1_000, price_minor=PRICE_MINOR)


async def check_bought_once(buyer: Buyer) -> None:
    """One order, one debit, books that add up."""
    assert await buyer.person.orders() == 1
    assert await buyer.person.balance_minor() == MONEY_MINOR - COST_MINOR
    assert await differences(buyer.person.stage.context) == []


async def test_telegram_refuses_and_stumbles(stage: Stage, bot: Bot, raffle: RaffleView) -> None:
    steps = [(screen, answers) for screen in (LIST, RECEIPT) for answers in TROUBLES.values()]
    people = [await stage.player() for _ in steps]
    buyers = await asyncio.gather(
        *(buyer_before(person, screen) for person, (screen, _) in zip(people, steps, strict=True))
    )
    for buyer, (_, answers) in zip(buyers, steps, strict=True):
        for answer in answers:
            bot.line.answer(buyer.drawing, answer)
    bot.line.answer(lambda call: call.name == "getUpdates", NOBODY)
    await asyncio.gather(*(buyer.ask() for buyer in buyers))
    await asyncio.gather(*(buyer.see() for buyer in buyers))
    for buyer in buyers:
        await buyer.walk_to(RECEIPT)
        await check_bought_once(buyer)
        assert len(await buyer.person.messages()) == 1


async def test_telegram_is_gone_for_longer_than_a_handler_waits(stage: Stage, bot: Bot, raffle: RaffleView) -> None:
    paying, asking = [await buyer_before(await stage.player(), screen) for screen in (RECEIPT, LIST)]
    await stage.control("POST", "/sandbox/faults", status="drop", seconds=AWAY_S)
    await asyncio.gather(paying.ask(), asking.ask())
    await asyncio.gather(paying.see(), asking.see())
    await check_bought_once(paying)


async def test_player_blocks_the_bot_while_they_pay(stage: Stage, bot: Bot, raffle: RaffleView) -> None:
    """The answer is what the bot learns it by; Telegram's word about it comes with the unblocking only."""
    buyer = await buyer_before(await stage.player(), RECEIPT)
    person, context = buyer.person, stage.context
    blocked = "SELECT count(*) FROM notification_reachability WHERE player_id = :id AND blocked_at IS NOT NULL"
    bot.line.answer(buyer.drawing, refusal(403, "Forbidden: bot was blocked by the user"))
    pressing = asyncio.create_task(buyer.ask())
    await until(lambda: one_of(context, blocked, id=person.player.id))
    for change in ("block", "unblock"):
        await stage.control("POST", f"/sandbox/users/{person.telegram_id}/{change}")
    await person.say("/tickets")
    await person.see("My tickets")
    pressing.cancel()  # nobody who blocked the bot gets an answer to a tap
    assert await one_of(context, blocked, id=person.player.id) == 0
    await check_bought_once(buyer)


async def test_update_delivered_twice(stage: Stage, bot: Bot, raffle: RaffleView) -> None:
    buyer = await buyer_before(await stage.player(), LIST)
    for is_bought in (False, True):
        await buyer.begin()
        await stage.control("POST", "/sandbox/updates/repeat")
        if not is_bought:
            await buyer.walk_to(RECEIPT)
            await stage.control("POST", "/sandbox/updates/repeat")
    await buyer.walk_to(CARD)  # behind the repeated ones, for a person's updates stay in order
    assert len(await buyer.person.messages()) == 2, "a screen came twice"
    await check_bought_once(buyer)


async def test_two_devices_confirm_one_purchase(stage: Stage, bot: Bot, raffle: RaffleView) -> None:
    buyer = await buyer_before(await stage.player(), RECEIPT)
    button = await buyer.person.button("Pay")
    answers = await asyncio.gather(*(buyer.person.press(button) for _ in range(3)))
    assert None not in answers
    await buyer.see()
    await check_bought_once(buyer)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_two_devices_confirm_two_purchases_with_money_for_one(
    order: tuple[int, int], stage: Stage, bot: Bot, raffle: RaffleView
) -> None:
    """The later screen stands, and the other one shows what there is now."""
    person = await stage.player(COST_MINOR)
    buttons = [await (await buyer_before(person, RECEIPT)).person.button("Pay") for _ in order]
    assert buttons[0].message_id != buttons[1].message_id
    answers = await asyncio.gather(*(person.press(buttons[place]) for place in order))
    assert sorted(map(str, answers)) == ["", EN.plain("common-refreshed")]
    await person.see("You bought 5 tickets")
    assert (await person.orders(), await person.balance_minor()) == (1, 0)
    assert await differences(stage.context) == []


async def test_two_doors_at_once_with_money_for_one(stage: Stage, bot: Bot, raffle: RaffleView) -> None:
    buyer = await buyer_before(await stage.player(COST_MINOR), RECEIPT)
    command = purchase(buyer.person.player, raffle, QUANTITY)
    async with unwritable(stage.context, "activity_hours"):
        other = asyncio.create_task(stage.context.transact(lambda tx: buy_tickets(tx, [command])))
        await until_waiting(stage.context, 1)
        await buyer.ask()
        await until_waiting(stage.context, 2)
    assert isinstance((await other)[0], Receipt)
    await buyer.person.see("TJS 10.00 is missing")
    assert (await buyer.person.orders(), await buyer.person.balance_minor()) == (1, 0)


async def cancel(tx: Transaction, raffle: RaffleView) -> None:
    admin, _ = await two_admins(tx.context)
    await cancel_raffle(tx, admin, raffle.id, "the prize burnt")


async def sell_all(tx: Transaction, raffle: RaffleView) -> None:
    everything = purchase(tx.context.memory["rich"], raffle, raffle.ticket_total)
    assert isinstance((await buy_tickets(tx, [everything]))[0], Receipt)


@pytest.mark.parametrize(("ending", "refusal"), [(cancel, SalesEnded), (sell_all, SoldOut)])
async def test_raffle_ends_while_the_tap_waits_for_it(
    ending: Callable[[Transaction, RaffleView], Awaitable[None]],
    refusal: type[DomainError],
    stage: Stage,
    bot: Bot,
    raffle: RaffleView,
) -> None:
    context, buyer = stage.context, await buyer_before(await stage.player(), RECEIPT)
    context.memory["rich"] = await rich_player(context)
    await two_admins(context)
    ended, waited = asyncio.Event(), asyncio.Event()

    async def end(tx: Transaction) -> None:
        await ending(tx, raffle)
        ended.set()
        await waited.wait()

    ending_it = asyncio.create_task(context.transact(end))
    await ended.wait()
    answer = await buyer.ask()
    await until_waiting(context, 1)
    waited.set()
    await ending_it
    assert answer is not None
    await buyer.person.see(EN.plain_error(refusal(raffle=raffle.number)))
    assert (await buyer.person.orders(), await buyer.person.balance_minor()) == (0, MONEY_MINOR)
    assert await differences(context) == []


async def test_button_from_last_week(stage: Stage, bot: Bot, raffle: RaffleView) -> None:
    """The conversation is forgotten after a week; the button stays on the screen."""
    buyer = await buyer_before(await stage.player(), RECEIPT)
    redis = stage.context.redis
    forgotten = [key async for key in redis.scan_iter(f"bot:*:{buyer.person.telegram_id}:*")]
    assert forgotten
    await redis.delete(*forgotten)
    assert await buyer.ask() == EN.plain("common-refreshed")
    await buyer.person.see("Hello, ")
    await buyer.person.tap("Lotteries")
    buyer.screen = LIST
    await buyer.walk_to(RECEIPT)
    await check_bought_once(buyer)


async def test_odd_letters_are_shown_as_they_are(stage: Stage, bot: Bot, raffle: RaffleView) -> None:
    buyer = Buyer(await stage.player())
    person = buyer.person
    await stage.control("PUT", f"/sandbox/users/{person.telegram_id}", first_name=ODD)
    await person.say("/start")
    await person.see(f"Hello, {ODD}!")
    await buyer.begin()
    for screen in range(LIST, RECEIPT + 1):
        await buyer.walk_to(screen)
        await person.see(ODD)


async def test_longest_messages_get_one_answer_each(stage: Stage, bot: Bot, raffle: RaffleView) -> None:
    person = await stage.player()
    await person.say("/help")
    await person.see("How it works")
    await check_hints(person, EN.plain("common-hint"))
    buyer = Buyer(person)
    await buyer.begin()
    await buyer.walk_to(CARD)
    await person.tap("Other")
    await person.see("How many tickets?")
    await check_hints(person, EN.plain("purchase-hint-number"))


async def check_hints(person: Person, hint: str) -> None:
    """Each of the longest messages gets this hint, once."""
    for text in LONGEST:
        shown = len(await person.messages())
        assert hint in await person.hear(text)
        assert len(await person.messages()) == shown + 1
