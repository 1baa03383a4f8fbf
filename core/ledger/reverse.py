"""Taking a transfer back: a new transfer the other way round, once at most."""

from uuid import UUID

from core.kernel.context import Transaction
from core.kernel.errors import NotFound
from core.ledger.book import Book
from core.ledger.errors import AlreadyReversed
from core.ledger.kinds import HouseAccount, TransferKind, WalletKind
from core.ledger.repository import posting


async def reverse(tx: Transaction, book: Book, transfer_id: UUID) -> UUID:
    """Post the opposite of a transfer, with a reference to it, and give the reversal's id; the caller writes the book.

    The caller holds the players' rows and has attached the escrow wallets that take part. Raises NotFound,
    AlreadyReversed (also for a reversal), and InsufficientFunds where the money was spent meanwhile.
    """
    original = await posting.read_transfer(tx, transfer_id)
    if original is None:
        raise NotFound(what="transfer", id=str(transfer_id))
    sides = ((original.from_id, original.from_kind), (original.to_id, original.to_kind))
    await book.lock_ids([wallet_id for wallet_id, kind in sides if kind == WalletKind.PLAYER])
    for account, kind in ((original.from_account, original.from_kind), (original.to_account, original.to_kind)):
        if kind == WalletKind.HOUSE:
            await book.house(HouseAccount(account), original.asset)
    # after the locks, which any other reversal has to hold as well: a rival waits here at most for a house's transfer
    if original.kind == TransferKind.REVERSAL or not await posting.claim_reversal(tx, transfer_id):
        raise AlreadyReversed(transfer_id=str(transfer_id))
    return book.transfer(
        original.to_id,
        original.from_id,
        original.asset,
        original.amount_minor,
        TransferKind.REVERSAL,
        "transfer",
        original.id,
    )
