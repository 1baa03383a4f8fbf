"""A lottery from its publication to its settlement, and its proof."""

from core.draws.verify import verify_proof
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.ledger.reconcile import reconcile_wallets
from core.prizes import jobs as prizes
from core.prizes.list_prizes import list_prizes
from core.prizes.models import AwardState
from core.raffles.build_proof import proof_of
from core.raffles.list_raffles import get_raffle
from core.raffles.models import RaffleState
from core.raffles.reconcile import reconcile_raffles
from core.raffles.views import Receipt
from tests.builders.accounts import make_player
from tests.builders.ledger import fund
from tests.builders.raffles import TestBeacon, buy, make_lottery, purchase, run_draw
from tests.raffles.helpers import act


async def test_a_lottery_is_sold_out_drawn_paid_and_proved(context: Context, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    players = [await make_player(context) for _ in range(3)]
    for player in players:
        await fund(context, player, 10_000)
    raffle = await make_lottery(context, tickets=10, beacon=beacon.info().rule(60))
    outcomes = await buy(
        context, purchase(players[0], raffle, 4), purchase(players[1], raffle, 1), purchase(players[2], raffle, 5)
    )
    assert all(isinstance(outcome, Receipt) for outcome in outcomes), outcomes
    await run_draw(context, clock, beacon)
    assert await prizes.pay_due(context) == 1
    done = await context.transact(lambda tx: get_raffle(tx, raffle.id))
    assert (done.state, done.sold, done.gross_minor) == (RaffleState.SETTLED, 10, 5000)
    files = await proof_of(context, raffle.id)
    verdict = verify_proof(files.proof)
    assert verdict.is_valid, (verdict.field, verdict.reason)
    pages = [await act(context, list_prizes, player.actor) for player in players]
    assert [prize.state for page in pages for prize in page.items] == [AwardState.PAID]
    assert await context.transact(reconcile_wallets) == []
    assert await context.transact(reconcile_raffles) == []
