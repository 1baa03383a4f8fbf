"""One lottery of the demo: published by two admins, bought out by the players, watched until it is settled."""

import asyncio
import random
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from core.access.views import ApprovalView
from core.app import App
from core.catalogue.create_product import NewProduct, create_product
from core.catalogue.models import Condition, ProductKind
from core.draws import repository as draws
from core.draws.rounds import MIN_DELAY_S
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.errors import Busy, DomainError
from core.orders.models import Source
from core.prizes import repository as prizes
from core.prizes.models import AwardState
from core.prizes.views import AwardView
from core.raffles.buy_tickets import BuyTickets
from core.raffles.create_lottery import NewLottery, create_lottery, product_prize
from core.raffles.errors import NotEnoughTickets, SalesEnded, SoldOut
from core.raffles.list_raffles import get_raffle
from core.raffles.models import RaffleState
from core.raffles.publish import approve_publish, request_publish
from core.raffles.views import RaffleView, Receipt
from sandbox.play.people import ASSET, DemoPlayer

PRICE_MINOR = 500
PRIZE_SHARE_BP = 7000
MAX_QUANTITY = 5
AT_ONCE = 16
POLL_S = 0.5


@dataclass(frozen=True, slots=True)
class Close:
    """What is public of a closed raffle."""

    close_hash: str
    round: int
    due_at: datetime


async def publish_lottery(app: App, admins: Sequence[Actor], tickets: int) -> RaffleView:
    """Create a lottery of so many tickets and publish it, by two people."""
    prize_minor = max(PRICE_MINOR * tickets * PRIZE_SHARE_BP // 10_000, 1)
    beacon = await app.beacon_rule(MIN_DELAY_S)

    async def request(tx: Transaction) -> ApprovalView:
        product = await create_product(
            tx,
            admins[0],
            NewProduct(
                kind=ProductKind.CASH,
                titles={"en": "Cash prize", "ru": "Денежный приз", "tg": "Мукофоти пулӣ", "th": "รางวัลเงินสด"},
                value_minor=prize_minor,
                asset=ASSET,
                category="cash",
                condition=Condition.NEW,
            ),
        )
        new = NewLottery(
            titles={"en": "Evening lottery", "ru": "Вечерняя лотерея", "tg": "Лотереяи шом", "th": "ลอตเตอรีค่ำ"},
            price_minor=PRICE_MINOR,
            asset=ASSET,
            ticket_total=tickets,
            prizes=[product_prize(1, product.id, prize_minor)],
        )
        draft = await create_lottery(tx, admins[0], new)
        return await request_publish(tx, admins[0], draft.id, beacon)

    approval = await app.transact(request)
    return await app.transact(lambda tx: approve_publish(tx, admins[1], approval.id, approval.payload_hash))


async def buy_out(
    app: App, raffle: RaffleView, players: Sequence[DemoPlayer], on_sale: Callable[[DemoPlayer, Receipt], None]
) -> int:
    """Let the players buy in a random order until nothing is left; gives the number of purchases."""
    rest = asyncio.Semaphore(AT_ONCE)
    purchases = 0

    async def shop(player: DemoPlayer) -> None:
        nonlocal purchases
        dice = random.Random()
        while True:
            async with rest:
                outcome = await _buy(app, raffle, player, dice.randint(1, MAX_QUANTITY))
            if isinstance(outcome, SoldOut | SalesEnded):
                return
            if isinstance(outcome, NotEnoughTickets):
                outcome = await _buy(app, raffle, player, 1)
            if isinstance(outcome, Receipt):
                purchases += 1
                on_sale(player, outcome)
            await asyncio.sleep(dice.uniform(0, 0.02))

    async with asyncio.TaskGroup() as tasks:
        for player in random.sample(list(players), len(players)):
            tasks.create_task(shop(player))
    return purchases


async def _buy(app: App, raffle: RaffleView, player: DemoPlayer, quantity: int) -> Receipt | DomainError:
    command = BuyTickets(player.actor, raffle.id, quantity, secrets.token_hex(16), Source.SCRIPT)
    try:
        return await app.desk.submit(command)
    except Busy:
        # The same key again: if the first try took effect after all, this gives its receipt.
        return await app.desk.submit(command)
    except (SoldOut, SalesEnded, NotEnoughTickets) as refusal:
        return refusal


async def wait_for(app: App, raffle: RaffleView, states: set[RaffleState]) -> RaffleView:
    """Watch a raffle until it is in one of some states."""
    while True:
        now = await app.transact(partial(get_raffle, raffle_id=raffle.id))
        if now.state in states:
            return now
        await asyncio.sleep(POLL_S)


async def close_of(app: App, raffle: RaffleView) -> Close:
    """The close record's public figures of a closed raffle."""
    draw_id = raffle.draw_id
    if draw_id is None:
        raise RuntimeError("the raffle was never opened")
    close = await app.transact(partial(draws.close_of, draw_id=draw_id))
    if close is None:
        raise RuntimeError("the raffle is not closed")
    return Close(close.close_hash.hex(), close.round, close.due_at)


async def wait_for_payment(app: App, raffle: RaffleView) -> list[AwardView]:
    """Watch a settled raffle's awards until every one of money is paid."""
    draw_id = raffle.draw_id
    if draw_id is None:
        raise RuntimeError("the raffle was never opened")
    while True:
        awards = await app.transact(partial(prizes.awards_of_draw, draw_id=draw_id))
        if all(award.state not in {AwardState.PENDING, AwardState.PAYABLE} for award in awards):
            return awards
        await asyncio.sleep(POLL_S)
