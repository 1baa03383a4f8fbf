"""Whether raffles, entries, orders, escrows and awards agree; every difference is named."""

from core.kernel.context import Transaction
from core.ledger.views import Difference
from core.raffles.repository import checking


async def reconcile_raffles(tx: Transaction) -> list[Difference]:
    """Compare what is written twice, for good reason, across raffles and what belongs to them; empty where all agrees.

    `raffle_sold`, `raffle_voided`, `raffle_numbers`, `raffle_price`, `raffle_gross`: a raffle's figures, its entries.
    `order_void`, `draw_void`: a voided entry, its order's refund, and that none of its numbers was drawn.
    `raffle_log`, `raffle_log_last`, `raffle_log_head`: the end of its log and the entries' places in it.
    `raffle_escrow_entries`, `raffle_escrow_transfers`: its escrow, the entries that are still paid, its transfers.
    `raffle_prize_fund`: what was set aside for its prizes, and its draw's results.
    `order_entries`, `order_sale`, `order_refund`: an order, what it bought, and its payments.
    `award_held`: an award and the holds that stand.
    `award_payment`, `award_result`, `award_holder`: an award, its payment, its draw's result, its ticket's holder.
    `award_alternate`, `alternate_passed_over`: an alternate's award, the lost one that it replaces, and their order.
    `award_unclaimed`, `award_ineligible`: what was lost with nobody left, and awards of people declared ineligible.
    """
    return await checking.differences(tx)
