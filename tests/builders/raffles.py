"""Builders of lotteries, made by the real use cases, and a beacon whose clock is the test's."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from core.catalogue.create_product import NewProduct, create_product
from core.catalogue.models import ProductKind
from core.draws.beacons import BeaconInfo, BeaconNotReady, BeaconValue
from core.draws.beacons.hashchain import KIND, HashChain, belongs_to_chain
from core.draws.rounds import BeaconRule
from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from core.ledger.kinds import WalletType
from core.orders.models import Source
from core.raffles import jobs
from core.raffles.buy_tickets import BuyTickets, Outcome, buy_tickets
from core.raffles.create_lottery import NewLottery, create_lottery, product_prize
from core.raffles.models import CloseRule
from core.raffles.publish import approve_publish, request_publish
from core.raffles.rules import REVEAL_DEADLINE
from core.raffles.views import PrizeView, RaffleView, Receipt
from tests.builders.accounts import MadePlayer
from tests.builders.ledger import two_admins
from tests.plugins.database import NOW

PERIOD_S = 10


class TestBeacon:
    """A real hash chain in this process, which began with the day; values come out by the test's clock."""

    __test__ = False

    def __init__(self, clock: ManualClock, length: int = 50_000) -> None:
        self._clock = clock
        self._chain = HashChain(secrets.token_bytes(32), length)
        # not a date of its own: a chain that ends some day would be the end of the tests by the machine's clock
        self._genesis = _midnight(clock.now())
        self._info = BeaconInfo(KIND, self._chain.chain_id.hex(), self._genesis, PERIOD_S, length)
        self.asked: list[int] = []

    def info(self) -> BeaconInfo:
        return self._info

    def round_at(self, time: int) -> int:
        return (time - self._genesis) // PERIOD_S + 1

    async def fetch(self, round_number: int) -> BeaconValue:
        self.asked.append(round_number)
        if self.round_at(int(self._clock.now().timestamp())) < round_number:
            raise BeaconNotReady
        return BeaconValue(round_number, self._chain.value(round_number))

    def verify(self, round_number: int, value: bytes, proof: bytes | None) -> bool:
        return proof is None and belongs_to_chain(self._chain.chain_id, round_number, value)


def _midnight(now: datetime) -> int:
    return int(now.replace(hour=0, minute=0, second=0, microsecond=0).timestamp())


BEACON_RULE = BeaconRule(KIND, "11" * 32, _midnight(NOW), PERIOD_S, 60)
"""For raffles that are never drawn."""


async def make_draft(
    context: Context,
    *,
    tickets: int = 10,
    price_minor: int = 500,
    asset: str = "TJS",
    prize_minor: int = 3000,
    prizes: list[PrizeView] | None = None,
    product: ProductKind = ProductKind.CASH,
    cap: int | None = None,
    close_rule: CloseRule = CloseRule.SOLD_OUT,
    sales_end_at: datetime | None = None,
    distinct: str = "number",
    alternates: int = 0,
    claim_days: int = 90,
    media: Sequence[str] = (),
) -> UUID:
    """A draft, by default of ten tickets with one prize of money."""
    first, _ = await two_admins(context)

    async def create(tx: Transaction) -> UUID:
        wanted = prizes
        if wanted is None:
            made = await create_product(tx, first, NewProduct(product, {"en": "The prize"}, prize_minor, asset))
            wanted = [product_prize(1, made.id, prize_minor)]
        new = NewLottery(
            titles={"en": "A lottery"},
            price_minor=price_minor,
            asset=asset,
            ticket_total=tickets,
            prizes=wanted,
            per_player_cap=cap,
            close_rule=close_rule,
            sales_end_at=sales_end_at,
            distinct=distinct,
            alternates=alternates,
            claim_days=claim_days,
            media=media,
        )
        return (await create_lottery(tx, first, new)).id

    return await context.transact(create)


async def publish(context: Context, raffle_id: UUID, beacon: BeaconRule = BEACON_RULE) -> RaffleView:
    """Asked for by one admin, approved by another."""
    first, second = await two_admins(context)
    request = await context.transact(lambda tx: request_publish(tx, first, raffle_id, beacon))
    return await context.transact(lambda tx: approve_publish(tx, second, request.id, request.payload_hash))


async def make_lottery(
    context: Context,
    *,
    tickets: int = 10,
    price_minor: int = 500,
    asset: str = "TJS",
    prize_minor: int = 3000,
    prizes: list[PrizeView] | None = None,
    product: ProductKind = ProductKind.CASH,
    cap: int | None = None,
    close_rule: CloseRule = CloseRule.SOLD_OUT,
    sales_end_at: datetime | None = None,
    distinct: str = "number",
    alternates: int = 0,
    claim_days: int = 90,
    beacon: BeaconRule = BEACON_RULE,
) -> RaffleView:
    """A published lottery, by default of ten tickets with one prize of money."""
    raffle_id = await make_draft(
        context,
        tickets=tickets,
        price_minor=price_minor,
        asset=asset,
        prize_minor=prize_minor,
        prizes=prizes,
        product=product,
        cap=cap,
        close_rule=close_rule,
        sales_end_at=sales_end_at,
        distinct=distinct,
        alternates=alternates,
        claim_days=claim_days,
    )
    return await publish(context, raffle_id, beacon)


def purchase(
    player: MadePlayer,
    raffle: RaffleView | UUID,
    quantity: int = 1,
    key: str | None = None,
    pay_with: WalletType = WalletType.BALANCE,
) -> BuyTickets:
    raffle_id = raffle if isinstance(raffle, UUID) else raffle.id
    return BuyTickets(player.actor, raffle_id, quantity, key or secrets.token_hex(8), Source.SCRIPT, pay_with)


async def buy(context: Context, *commands: BuyTickets) -> list[Outcome]:
    return await context.transact(lambda tx: buy_tickets(tx, commands))


async def bought_out(
    context: Context,
    beacon: TestBeacon,
    player: MadePlayer,
    *,
    tickets: int = 2,
    pay_with: WalletType = WalletType.BALANCE,
    **terms: Any,
) -> RaffleView:
    """A lottery that one player bought to the last ticket, ready to be closed."""
    raffle = await make_lottery(context, tickets=tickets, beacon=beacon.info().rule(60), **terms)
    outcome = (await buy(context, purchase(player, raffle, tickets, pay_with=pay_with)))[0]
    assert isinstance(outcome, Receipt), outcome
    return raffle


async def run_draw(context: Context, clock: ManualClock, beacon: TestBeacon) -> None:
    """Take every due raffle from the end of its sale to its settlement, moving the clock past the round."""
    await jobs.close_due(context)
    await jobs.write_close_records(context, "test")
    clock.advance(timedelta(seconds=60 + 2 * PERIOD_S))
    await jobs.fetch_due_beacons(context, beacon)
    await jobs.draw_due(context, "test")
    await jobs.settle_due(context)


async def run_past_the_deadline(context: Context, clock: ManualClock) -> None:
    """Take every due raffle from the end of its sale to its refund: nobody reveals its seed within a day."""
    await jobs.close_due(context)
    await jobs.write_close_records(context, "test")
    clock.advance(timedelta(seconds=60 + 2 * PERIOD_S) + REVEAL_DEADLINE)
    await jobs.refund_overdue(context)
    await jobs.refund_due(context)
