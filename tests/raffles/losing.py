"""Draws that are settled, and what tests of lost prizes look at."""

from dataclasses import dataclass
from typing import Any

from core.catalogue.create_product import NewProduct, create_product
from core.catalogue.models import ProductKind
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.raffles.create_lottery import product_prize
from core.raffles.disqualify import approve_disqualification, request_disqualification
from core.raffles.views import PrizeView, RaffleView
from tests.builders.accounts import MadePlayer
from tests.builders.ledger import two_admins
from tests.builders.raffles import TestBeacon, run_draw
from tests.raffles.helpers import act, query, rich_player, sold_out_lottery

CLAIM_DAYS = 10


@dataclass(frozen=True)
class Drawn:
    """A settled raffle of one ticket a head, and its people by their ticket."""

    raffle: RaffleView
    players: dict[int, MadePlayer]
    results: list[Any]

    def who(self, order: int) -> MadePlayer:
        return self.players[self.results[order - 1].number]


async def goods(context: Context, winners: int = 1) -> PrizeView:
    """A thing worth 3000 for each of some winners."""
    admin, _ = await two_admins(context)
    new = NewProduct(ProductKind.GOODS, {"en": "A thing"}, 3000, "TJS")
    made = await context.transact(lambda tx: create_product(tx, admin, new))
    return product_prize(1, made.id, 3000, winners)


async def drawn(
    context: Context, clock: ManualClock, prizes: list[PrizeView], alternates: int, heads: int = 6
) -> Drawn:
    beacon = TestBeacon(clock)
    people = [await rich_player(context, 5000) for _ in range(heads)]
    raffle = await sold_out_lottery(
        context,
        beacon,
        [(player, 1) for player in people],
        prizes=prizes,
        alternates=alternates,
        claim_days=CLAIM_DAYS,
    )
    await run_draw(context, clock, beacon)
    rows = await query(
        context,
        'SELECT * FROM draw_results WHERE draw_id = :draw_id ORDER BY "order"',
        draw_id=raffle.draw_id,
    )
    return Drawn(raffle, dict(enumerate(people, start=1)), list(rows))


async def awards(context: Context, raffle: RaffleView) -> list[Any]:
    rows = await query(
        context, 'SELECT * FROM awards WHERE draw_id = :id ORDER BY created_at, "order"', id=raffle.draw_id
    )
    return list(rows)


async def house(context: Context, account: str) -> int:
    rows = await query(
        context,
        "SELECT coalesce(sum(t.amount_minor), 0) AS total"
        " FROM wallet_transactions t JOIN wallets w ON w.id = t.wallet_id"
        " WHERE w.kind = 'house' AND w.account = :account",
        account=account,
    )
    return int(rows[0].total)


async def disqualify(context: Context, raffle: RaffleView, ticket: int) -> None:
    first, second = await two_admins(context)
    request = await act(context, request_disqualification, first, raffle.id, ticket, "A relative of an employee")
    await act(context, approve_disqualification, second, request.id, request.payload_hash)
