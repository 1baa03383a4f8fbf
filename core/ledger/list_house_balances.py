"""The house's wallets: sums of their transfers, read from the last snapshot on."""

from core.access.permissions import LEDGER_READ
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.ledger.kinds import HouseAccount
from core.ledger.repository import reading
from core.ledger.views import HouseBalance


@allow(admin=LEDGER_READ, system=True)
async def list_house_balances(tx: Transaction, _actor: Actor) -> list[HouseBalance]:
    """Every house wallet with its balance, by account and asset."""
    return [
        HouseBalance(row.wallet_id, HouseAccount(row.account), row.asset, row.balance_minor)
        for row in await reading.house_balances(tx)
    ]
