"""Whether a player may take part for money, asked before there is anything to buy."""

from core.accounts.configuration import required_terms
from core.accounts.locking import lock_own_row
from core.accounts.rules import check_may_play
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction


@allow(player=True)
async def check_eligibility(tx: Transaction, actor: Actor) -> None:
    """Raise what a purchase would be refused with: see `check_may_play`; also NotFound."""
    player = await lock_own_row(tx, actor.player_id)
    check_may_play(player, tx.now, await required_terms(tx))
