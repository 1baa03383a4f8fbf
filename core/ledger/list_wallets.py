"""A player's own wallets."""

from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.ledger.kinds import WalletType
from core.ledger.repository import reading
from core.ledger.views import WalletView


@allow(player=True)
async def list_wallets(tx: Transaction, actor: Actor) -> list[WalletView]:
    """The wallets of the acting player with their balances, oldest first."""
    return [
        WalletView(row.id, WalletType(row.account), row.asset, row.balance_minor)
        for row in await reading.wallets_of(tx, actor.player_id)
    ]
