"""Pay a prize of money to its winner."""

from uuid import UUID

from core.accounts.kinds import PlayerStatus
from core.accounts.limits import Activity, record_activity
from core.accounts.locking import lock_players
from core.kernel.context import Transaction
from core.kernel.outbox import emit
from core.ledger.book import Book, WalletKey
from core.ledger.kinds import HouseAccount, TransferKind
from core.ledger.rules import exchange_wallet
from core.prizes import repository
from core.prizes.models import AwardState
from core.prizes.views import AwardView


async def pay_award(tx: Transaction, award_id: UUID) -> bool:
    """Pay an award that is payable, once. False: it is not (any more), or its winner's account is shut: then it is
    held until the account is open again or two people declare them ineligible."""
    award = (await repository.awards_in(tx, [award_id])).get(award_id)
    if award is None or award.state is not AwardState.PAYABLE:
        return False
    return await post_prize(tx, award, (AwardState.PAYABLE,))


async def post_prize(tx: Transaction, award: AwardView, sources: tuple[AwardState, ...]) -> bool:
    """Move an award's value from the prizes owed to the winner's wallet, if its state is still one of `sources` and
    their account is open.

    Takes the locks in order: player, wallet, award.
    """
    player = (await lock_players(tx, [award.player_id]))[award.player_id]
    if player.status is not PlayerStatus.ACTIVE:
        return False
    book = Book(tx)
    key = WalletKey(award.player_id, exchange_wallet(award.asset), award.asset)
    wallets = await book.lock([key])
    if not await repository.move_award(tx, award.id, sources, AwardState.PAID, paid_at=tx.now):
        return False
    house = await book.house(HouseAccount.PRIZE_PAYABLE, award.asset)
    book.transfer(house, wallets[key], award.asset, award.value_minor, TransferKind.PRIZE, "award", award.id)
    await book.write()
    await record_activity(tx, [Activity(award.player_id, award.asset, win_minor=award.value_minor)])
    await emit(tx, "prize.paid", {"award_id": str(award.id)}, dedup_key=f"prize.paid:{award.id}")
    return True
