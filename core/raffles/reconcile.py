"""Whether raffles, entries, orders, escrows and awards agree; every difference is named."""

from core.kernel.context import Transaction
from core.ledger.views import Difference
from core.ledger.wallets import escrow_balances
from core.raffles.repository import reading


async def reconcile_raffles(tx: Transaction) -> list[Difference]:
    """Compare each raffle's figures with its entries and transfers, and each award with its payment."""
    differences = [
        Difference(name, f"raffle {raffle_id}", expected, actual)
        for raffle_id, name, expected, actual in await reading.raffle_differences(tx)
    ]
    escrows = await reading.escrows(tx)
    balances = await escrow_balances(tx, [wallet_id for wallet_id, _ in escrows.values()])
    for raffle_id, (wallet_id, escrow_minor) in escrows.items():
        expected = balances.get(wallet_id, 0)
        if expected != escrow_minor:
            differences.append(Difference("raffle_escrow_transfers", f"raffle {raffle_id}", expected, escrow_minor))
    differences += [
        Difference("award_payment", f"award {award_id}", expected, actual)
        for award_id, expected, actual in await reading.award_differences(tx)
    ]
    return differences
